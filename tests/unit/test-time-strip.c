/* The time strip: read exactly after compression, scaling and cropping, or not at all. */

#include "app/capture/sf-test-scene.h"
#include "app/capture/sf-time-strip.h"

#include <string.h>

static const gint64 times[] = {
  0, 1, 123456789012, G_MAXINT64, 0x55555555, 999999999, G_GINT64_CONSTANT (0x0102030405060708)};

static SfFrame *
make_frame (SfSamplePerson person, int width, int height, gint64 time_us)
{
  g_autoptr (SfTestScene) scene = sf_test_scene_new (person, width, height);
  g_autoptr (GError) error = NULL;
  SfFrame *frame = sf_test_scene_get_frame (scene, time_us, &error);

  g_assert_no_error (error);
  return frame;
}

static void
check_image (const SfImage *image, gint64 time_us)
{
  gint64 read_us;

  g_assert_true (sf_time_strip_read_image (image, &read_us));
  g_assert_cmpint (read_us, ==, time_us);
}

static void
test_frame (void)
{
  static const int sizes[][2] = {{1280, 720}, {640, 360}, {641, 481}, {320, 180}, {90, 160}};

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (times); j++) {
      g_autoptr (SfFrame) frame =
        make_frame (SF_SAMPLE_PERSON_FIRST, sizes[i][0], sizes[i][1], times[j]);
      g_autoptr (SfImage) image = sf_frame_to_image (frame, NULL);
      gint64 read_us;

      g_assert_cmpint (frame->taken_us, ==, times[j]);
      g_assert_true (sf_time_strip_read_frame (frame, &read_us));
      g_assert_cmpint (read_us, ==, times[j]);
      check_image (image, times[j]);
    }
}

/* As a photograph goes: shrunk to half, then compressed as badly as it gets. */
static void
test_survives (void)
{
  for (int person = 0; person < 2; person++)
    for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
      g_autoptr (SfFrame) frame = make_frame ((SfSamplePerson) person, 640, 360, times[i]);
      g_autoptr (SfImage) image = sf_frame_to_image (frame, NULL);
      g_autoptr (SfImage) half = sf_image_shrink (image, 320, 180, NULL);
      g_autoptr (GBytes) webp = sf_image_encode_webp (half, 50, NULL);
      g_autoptr (SfImage) decoded = sf_image_decode_exact (webp, NULL);

      check_image (decoded, times[i]);
    }
}

/* A half of two side by side: the middle of the picture, at its whole height. */
static void
test_survives_cropping (void)
{
  g_autoptr (SfFrame) frame = make_frame (SF_SAMPLE_PERSON_SECOND, 1280, 720, times[2]);
  g_autoptr (SfImage) image = sf_frame_to_image (frame, NULL);
  SfImage middle = *image;

  middle.width /= 2;
  middle.pixels += 3 * (image->width / 4);
  check_image (&middle, times[2]);
}

/* Each cell that is turned over is noticed, alone or with any other. */
static void
test_notices_wrong_cells (void)
{
  enum {
    UNIT = 8,
    CELLS = 85
  };
  g_autoptr (SfFrame) frame = make_frame (SF_SAMPLE_PERSON_FIRST, 640, 45 * UNIT, times[2]);
  guint8 *luma = sf_frame_get_plane (frame, 0);
  gint64 read_us;

  for (int i = 0; i < CELLS; i++)
    for (int j = i; j < CELLS; j++) {
      const int turned[] = {i, j};

      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < (i == j ? 1 : 2); k++) {
          int left = 320 - UNIT * 17 / 2 + turned[k] % 17 * UNIT;
          int top = 45 * UNIT - UNIT * 13 / 2 + turned[k] / 17 * UNIT;

          for (int y = top; y < top + UNIT; y++)
            for (int x = left; x < left + UNIT; x++)
              luma[y * (int) frame->strides[0] + x] ^= 235 ^ 16;
        }
        g_assert_cmpint (sf_time_strip_read_frame (frame, &read_us), ==, pass == 1);
      }
    }
}

static void
fade (SfFrame *frame, int contrast)
{
  guint8 *luma = sf_frame_get_plane (frame, 0);

  for (gsize i = 0; i < frame->strides[0] * (gsize) frame->height; i++)
    luma[i] = (guint8) (luma[i] > 128 ? 128 + contrast : 128 - contrast);
}

static void
test_reads_nothing_too_faint (void)
{
  g_autoptr (SfFrame) frame = make_frame (SF_SAMPLE_PERSON_FIRST, 640, 360, times[2]);
  gint64 read_us;

  fade (frame, SF_TIME_STRIP_LEAST_CONTRAST + 1);
  g_assert_true (sf_time_strip_read_frame (frame, &read_us));
  fade (frame, SF_TIME_STRIP_LEAST_CONTRAST - 1);
  g_assert_false (sf_time_strip_read_frame (frame, &read_us));
}

static void
test_reads_nothing_from_nothing (void)
{
  g_autoptr (SfFrame) frame = sf_frame_new (640, 360, NULL);
  g_autoptr (SfImage) person =
    sf_sample_people_new_image (SF_SAMPLE_PERSON_FIRST, 640, 360, 0, NULL);
  g_autoptr (SfImage) tiny = sf_sample_people_new_image (SF_SAMPLE_PERSON_FIRST, 3, 90, 0, NULL);
  gint64 read_us;

  for (int level = 0; level < 256; level++) {
    memset (sf_frame_get_plane (frame, 0), level, frame->strides[0] * 360);
    g_assert_false (sf_time_strip_read_frame (frame, &read_us));
  }
  g_assert_false (sf_time_strip_read_image (person, &read_us));
  g_assert_false (sf_time_strip_read_image (tiny, &read_us));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/time-strip/frame", test_frame);
  g_test_add_func ("/capture/time-strip/survives", test_survives);
  g_test_add_func ("/capture/time-strip/survives-cropping", test_survives_cropping);
  g_test_add_func ("/capture/time-strip/notices-wrong-cells", test_notices_wrong_cells);
  g_test_add_func ("/capture/time-strip/reads-nothing-too-faint", test_reads_nothing_too_faint);
  g_test_add_func ("/capture/time-strip/reads-nothing-from-nothing",
                   test_reads_nothing_from_nothing);
  return g_test_run ();
}
