/* sf-sample FOLDER [WIDTH HEIGHT]: draws the two sample people into first.png and second.png. */

#include "app/capture/sf-sample-people.h"

#include <gio/gio.h>
#include <stdlib.h>

#define DEFAULT_WIDTH 1200 /* pixels */
#define DEFAULT_HEIGHT 1500

static gboolean
draw (const char *folder,
      const char *name,
      SfSamplePerson person,
      int width,
      int height,
      GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (SfImage) image = sf_sample_people_new_image (person, width, height, 0, error);
  g_autoptr (GBytes) png = image != NULL ? sf_image_encode_png (image, error) : NULL;

  return png != NULL && g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                             (gssize) g_bytes_get_size (png), error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int width = argc == 4 ? atoi (argv[2]) : DEFAULT_WIDTH;
  int height = argc == 4 ? atoi (argv[3]) : DEFAULT_HEIGHT;

  if (argc != 2 && argc != 4) {
    g_printerr ("Usage: %s FOLDER [WIDTH HEIGHT]\n", argv[0]);
    return 2;
  }
  if (!draw (argv[1], "first.png", SF_SAMPLE_PERSON_FIRST, width, height, &error) ||
      !draw (argv[1], "second.png", SF_SAMPLE_PERSON_SECOND, width, height, &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  return 0;
}
