/* What GStreamer says of a camera, in the terms of SF_ERROR. */

#include "app/capture/sf-camera-error.h"

#include <gst/gst.h>

static void
test_codes (void)
{
  static const struct {
    GstResourceError code;
    SfError before; /* its first frame */
    SfError after;
  } cases[] = {
    {GST_RESOURCE_ERROR_BUSY, SF_ERROR_CAMERA_BUSY, SF_ERROR_CAMERA_BUSY},
    {GST_RESOURCE_ERROR_NOT_AUTHORIZED, SF_ERROR_CAMERA_DENIED, SF_ERROR_CAMERA_DENIED},
    {GST_RESOURCE_ERROR_NOT_FOUND, SF_ERROR_CAMERA_LOST, SF_ERROR_CAMERA_LOST},
    {GST_RESOURCE_ERROR_OPEN_READ_WRITE, SF_ERROR_CAMERA, SF_ERROR_CAMERA_LOST},
    {GST_RESOURCE_ERROR_READ, SF_ERROR_CAMERA, SF_ERROR_CAMERA_LOST},
    {GST_RESOURCE_ERROR_FAILED, SF_ERROR_CAMERA, SF_ERROR_CAMERA_LOST},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int was_running = 0; was_running < 2; was_running++) {
      g_autoptr (GError) told =
        g_error_new_literal (GST_RESOURCE_ERROR, (int) cases[i].code, "told");
      g_autoptr (GError) error = sf_camera_error_new (told, was_running);
      SfError expected = was_running ? cases[i].after : cases[i].before;

      g_assert_error (error, SF_ERROR, (int) expected);
      g_assert_cmpstr (error->message, !=, told->message);
    }
}

/* The numbers are the same in every domain; they must not be taken for each other. */
static void
test_other_domains (void)
{
  g_autoptr (GError) stream =
    g_error_new_literal (GST_STREAM_ERROR, GST_RESOURCE_ERROR_BUSY, "stream");
  g_autoptr (GError) own = g_error_new_literal (SF_ERROR, SF_ERROR_CAMERA_UNREACHABLE, "own");
  g_autoptr (GError) of_stream = sf_camera_error_new (stream, FALSE);
  g_autoptr (GError) of_own = sf_camera_error_new (own, TRUE);
  g_autoptr (GError) of_nothing = sf_camera_error_new (NULL, TRUE);
  g_autoptr (GError) of_nothing_yet = sf_camera_error_new (NULL, FALSE);

  g_assert_error (of_stream, SF_ERROR, SF_ERROR_CAMERA);
  g_assert_error (of_own, SF_ERROR, SF_ERROR_CAMERA_UNREACHABLE);
  g_assert_cmpstr (of_own->message, ==, "own");
  g_assert_error (of_nothing, SF_ERROR, SF_ERROR_CAMERA_LOST);
  g_assert_error (of_nothing_yet, SF_ERROR, SF_ERROR_CAMERA);
}

/* Each code has a sentence of its own. */
static void
test_sentences (void)
{
  static const SfError codes[] = {SF_ERROR_CAMERA, SF_ERROR_CAMERA_BUSY, SF_ERROR_CAMERA_LOST,
                                  SF_ERROR_CAMERA_DENIED};

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    for (gsize j = 0; j < i; j++) {
      g_autoptr (GError) one = sf_camera_error_new_code (codes[i]);
      g_autoptr (GError) other = sf_camera_error_new_code (codes[j]);

      g_assert_error (one, SF_ERROR, (int) codes[i]);
      g_assert_cmpstr (one->message, !=, other->message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/camera-error/codes", test_codes);
  g_test_add_func ("/capture/camera-error/other-domains", test_other_domains);
  g_test_add_func ("/capture/camera-error/sentences", test_sentences);
  return g_test_run ();
}
