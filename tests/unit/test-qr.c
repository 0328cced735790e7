/* QR codes: what another program reads from them, and their limits. */

#include "app/image/sf-image.h"
#include "app/image/sf-qr.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define MODULE 4 /* pixels */

static SfImage *
draw (const SfQr *qr)
{
  int side = (qr->side + 2 * SF_QR_QUIET) * MODULE;
  SfImage *image = sf_image_new (side, side, NULL);

  memset (image->pixels, 255, image->stride * (gsize) side);
  for (int y = 0; y < qr->side * MODULE; y++)
    for (int x = 0; x < qr->side * MODULE; x++)
      if (sf_qr_is_dark (qr, x / MODULE, y / MODULE))
        memset (image->pixels + (gsize) (y + SF_QR_QUIET * MODULE) * image->stride +
                  3 * (gsize) (x + SF_QR_QUIET * MODULE),
                0, 3);

  return image;
}

/* Returns: what zbarimg reads from a picture of @qr */
static char *
read_back (const SfQr *qr)
{
  g_autofree char *folder = g_dir_make_tmp ("sf-qr-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "code.png", NULL);
  g_autoptr (SfImage) image = draw (qr);
  g_autoptr (GBytes) png = sf_image_encode_png (image, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) zbar = NULL;
  char *text = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
  zbar = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                           &error, "zbarimg", "--quiet", "--raw", "--nodbus", path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (zbar, NULL, NULL, &text, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  return g_strchomp (text);
}

static void
test_reads_back (void)
{
  static const char *const texts[] = {
    "sameframe:7-crossover-clockwork-adviser",
    "sameframe:482-crossover-clockwork-adviser?server=wss%3A%2F%2Fexample.org%2Fv1",
    "x",
  };
  g_autofree char *zbar = g_find_program_in_path ("zbarimg");

  if (zbar == NULL) {
    g_test_skip ("zbarimg is not installed");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SfQr) qr = sf_qr_new (texts[i]);
    g_autofree char *text = read_back (qr);

    g_assert_cmpstr (text, ==, texts[i]);
  }
}

/* The three corners by which readers find a code. */
static void
test_has_corners (void)
{
  g_autoptr (SfQr) qr = sf_qr_new ("sameframe:7-crossover-clockwork-adviser");
  int far = qr->side - 7;

  g_assert_cmpint (qr->side % 4, ==, 1);
  for (int i = 0; i < 7; i++) {
    g_assert_true (sf_qr_is_dark (qr, i, 0));
    g_assert_true (sf_qr_is_dark (qr, far + i, 0));
    g_assert_true (sf_qr_is_dark (qr, i, far));
  }
  g_assert_false (sf_qr_is_dark (qr, 7, 0));
}

static void
test_refuses (void)
{
  g_autofree char *endless = g_strnfill (3000, 'x');

  g_assert_null (sf_qr_new (""));
  g_assert_null (sf_qr_new (endless));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/qr/reads-back", test_reads_back);
  g_test_add_func ("/app/qr/has-corners", test_has_corners);
  g_test_add_func ("/app/qr/refuses", test_refuses);

  return g_test_run ();
}
