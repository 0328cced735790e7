/* sf-test-frame TIME_US WIDTH HEIGHT FILE: the test camera's frame of that time, as PNG. */

#include "app/capture/sf-test-scene.h"

#include <gio/gio.h>
#include <stdlib.h>

static gboolean
write_frame (gint64 time_us, int width, int height, const char *path, GError **error)
{
  g_autoptr (SfTestScene) scene = sf_test_scene_new (SF_SAMPLE_PERSON_FIRST, width, height);
  g_autoptr (SfFrame) frame = sf_test_scene_get_frame (scene, time_us, error);
  g_autoptr (SfImage) image = frame != NULL ? sf_frame_to_image (frame, error) : NULL;
  g_autoptr (GBytes) png = image != NULL ? sf_image_encode_png (image, error) : NULL;

  return png != NULL && g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                             (gssize) g_bytes_get_size (png), error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc != 5) {
    g_printerr ("Usage: %s TIME_US WIDTH HEIGHT FILE\n", argv[0]);
    return 2;
  }
  if (!write_frame (g_ascii_strtoll (argv[1], NULL, 10), atoi (argv[2]), atoi (argv[3]), argv[4],
                    &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  return 0;
}
