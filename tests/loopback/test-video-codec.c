/* GStreamer's VP8 behind our encoder and decoder: pictures, sizes, colours, rubbish. */

#include "app/capture/sf-time-strip.h"
#include "app/media/sf-live.h"
#include "app/media/sf-video-decoder.h"
#include "app/media/sf-video-encoder.h"
#include "app/media/sf-vp8.h"
#include "app/sf-error.h"
#include "net/media/sf-media-port-private.h"
#include "tests/support/sf-until.h"

#include <string.h>

#define WIDTH 640
#define HEIGHT 360
#define FRAME_US 33333

typedef struct {
  SfVideoEncoder *encoder;
  SfVideoDecoder *decoder;
  gint64 next_us;

  GMutex lock;        /* of the rest */
  GPtrArray *encoded; /* (element-type SfEncodedFrame) */
  GPtrArray *decoded; /* (element-type SfFrame) */
} Stage;

static void
encoded_free (gpointer data)
{
  sf_encoded_frame_clear (data);
  g_free (data);
}

static void
wake (Stage *stage)
{
  g_main_context_wakeup (NULL);
}

static void
on_encoded (const SfEncodedFrame *frame, gpointer user_data)
{
  Stage *stage = user_data;
  SfEncodedFrame *copy = g_memdup2 (frame, sizeof *frame);

  g_bytes_ref (copy->data);
  g_mutex_lock (&stage->lock);
  g_ptr_array_add (stage->encoded, copy);
  g_mutex_unlock (&stage->lock);
  sf_video_decoder_push (stage->decoder, frame);
  wake (stage);
}

static void
on_decoded (SfFrame *frame, gpointer user_data)
{
  Stage *stage = user_data;

  g_mutex_lock (&stage->lock);
  g_ptr_array_add (stage->decoded, sf_frame_ref (frame));
  g_mutex_unlock (&stage->lock);
  wake (stage);
}

static void
stage_init (Stage *stage)
{
  g_autoptr (GError) error = NULL;

  *stage = (Stage){.next_us = g_get_monotonic_time ()};
  g_mutex_init (&stage->lock);
  stage->encoded = g_ptr_array_new_with_free_func (encoded_free);
  stage->decoded = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_frame_unref);
  stage->decoder = sf_video_decoder_new (on_decoded, stage, &error);
  g_assert_no_error (error);
  stage->encoder = sf_video_encoder_new (on_encoded, stage, &error);
  g_assert_no_error (error);
  sf_video_encoder_force_key (stage->encoder);
}

static void
stage_clear (Stage *stage)
{
  sf_video_encoder_free (stage->encoder);
  sf_video_decoder_free (stage->decoder);
  g_ptr_array_unref (stage->encoded);
  g_ptr_array_unref (stage->decoded);
  g_mutex_clear (&stage->lock);
}

/* Returns: (nullable): the picture of that time */
static SfFrame *
find_decoded (Stage *stage, gint64 taken_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stage->lock);
  guint n = stage->decoded->len;
  SfFrame *newest = n > 0 ? stage->decoded->pdata[n - 1] : NULL;

  return newest != NULL && newest->taken_us == taken_us ? newest : NULL;
}

/* A grey picture that shows its time, decoded again. */
static SfFrame *
pass (Stage *stage, int width, int height, SfMatrix matrix, SfRange range, int max_width)
{
  const SfLiveTarget target = {
    .bitrate_bps = 1000 * 1000, .max_width = max_width, .max_height = max_width * 9 / 16};
  g_autoptr (SfFrame) frame = sf_frame_new (width, height, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (frame->planes); i++)
    memset (sf_frame_get_plane (frame, i), 128,
            frame->strides[i] * (gsize) (i == 0 ? height : (height + 1) / 2));
  frame->matrix = matrix;
  frame->range = range;
  frame->taken_us = stage->next_us;
  stage->next_us += FRAME_US;
  sf_time_strip_draw (frame, frame->taken_us);
  sf_video_encoder_push (stage->encoder, frame, &target);
  sf_until (find_decoded (stage, frame->taken_us) != NULL);
  return find_decoded (stage, frame->taken_us);
}

static SfFrame *
pass_plain (Stage *stage, int max_width)
{
  return pass (stage, WIDTH, HEIGHT, SF_MATRIX_BT601, SF_RANGE_VIDEO, max_width);
}

static gboolean
was_key (Stage *stage, guint n)
{
  const SfEncodedFrame *frame = stage->encoded->pdata[n];

  return frame->is_key;
}

static void
assert_time (const SfFrame *frame)
{
  gint64 time_us;

  g_assert_true (sf_time_strip_read_frame (frame, &time_us));
  g_assert_cmpint (frame->taken_us, ==, time_us);
}

static void
test_pictures (void)
{
  Stage stage;

  stage_init (&stage);
  for (guint i = 0; i < 10; i++) {
    SfFrame *frame = pass_plain (&stage, 1280);

    g_assert_cmpint (frame->width, ==, WIDTH);
    g_assert_cmpint (frame->height, ==, HEIGHT);
    assert_time (frame);
  }
  for (guint i = 1; i < 10; i++)
    g_assert_false (was_key (&stage, i));
  stage_clear (&stage);
}

static void
test_keys (void)
{
  Stage stage;

  stage_init (&stage);
  pass_plain (&stage, 640);
  pass_plain (&stage, 640);
  sf_video_encoder_force_key (stage.encoder);
  pass_plain (&stage, 640);
  pass_plain (&stage, 640);
  g_assert_false (was_key (&stage, 1));
  g_assert_true (was_key (&stage, 2));
  g_assert_false (was_key (&stage, 3));
  stage_clear (&stage);
}

/* A new size is a key frame and nothing more. */
static void
test_sizes (void)
{
  static const int widths[] = {640, 320, 640, 320};
  Stage stage;

  stage_init (&stage);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    SfFrame *frame = pass_plain (&stage, widths[i]);

    g_assert_cmpint (frame->width, ==, widths[i]);
    g_assert_cmpint (frame->height, ==, widths[i] * 9 / 16);
    assert_time (frame);
    assert_time (pass_plain (&stage, widths[i]));
    g_assert_true (was_key (&stage, 2 * i));
    g_assert_false (was_key (&stage, 2 * i + 1));
  }
  stage_clear (&stage);
}

/* Another camera, with odd sides and other colours. */
static void
test_cameras (void)
{
  Stage stage;
  SfFrame *frame;

  stage_init (&stage);
  pass_plain (&stage, 640);
  frame = pass (&stage, 961, 541, SF_MATRIX_BT709, SF_RANGE_FULL, 1280);
  g_assert_cmpint (frame->width, ==, 960);
  g_assert_cmpint (frame->height, ==, 540);
  g_assert_cmpint (frame->matrix, ==, SF_MATRIX_BT709);
  g_assert_cmpint (frame->range, ==, SF_RANGE_FULL);
  g_assert_cmpint (ABS (frame->planes[0][frame->strides[0] * 100 + 100] - 128), <=, 3);
  frame = pass (&stage, 480, 640, SF_MATRIX_BT601, SF_RANGE_FULL, 320);
  g_assert_cmpint (frame->width, ==, 180);
  g_assert_cmpint (frame->height, ==, 240);
  g_assert_cmpint (frame->matrix, ==, SF_MATRIX_BT601);
  stage_clear (&stage);
}

static gboolean
on_pulse (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Begins as a key frame does, and goes on as nothing does; then a real one. */
static void
test_rubbish (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint pulse = g_timeout_add (5, on_pulse, NULL); /* nobody tells of trouble */
  Stage stage;

  stage_init (&stage);
  pass_plain (&stage, 640);
  g_assert_false (sf_video_decoder_recover (stage.decoder));

  for (guint i = 0; i < 20; i++) {
    guint8 bytes[200] = {0x10, 2, 0, 0x9d, 0x01, 0x2a, 0x80, 2, 0x68, 1};
    g_auto (SfEncodedFrame) frame = {.is_key = TRUE};

    for (gsize j = SF_VP8_KEY_HEADER_SIZE; j < sizeof bytes; j++)
      bytes[j] = (guint8) g_rand_int (rand);
    bytes[1] = bytes[2] = 0xff; /* a partition larger than the frame: for certain an error */
    frame.data = g_bytes_new (bytes, (gsize) g_rand_int_range (rand, 10, sizeof bytes));
    sf_video_decoder_push (stage.decoder, &frame);
    sf_until (sf_video_decoder_recover (stage.decoder));
  }
  sf_video_encoder_force_key (stage.encoder);
  for (guint i = 0; i < 3; i++)
    assert_time (pass_plain (&stage, 640));
  g_assert_false (sf_video_decoder_recover (stage.decoder));
  g_source_remove (pulse);
  stage_clear (&stage);
}

/* More frames than can be decoded at once are refused, and nothing waits for ever. */
static void
test_floods (void)
{
  Stage stage;
  gboolean is_refused = FALSE;
  SfEncodedFrame *key;

  stage_init (&stage);
  pass_plain (&stage, 640);
  sf_video_encoder_force_key (stage.encoder);
  pass_plain (&stage, 640);
  key = stage.encoded->pdata[1];
  g_assert_true (key->is_key);
  for (guint i = 0; i < 100000 && !is_refused; i++)
    is_refused = !sf_video_decoder_push (stage.decoder, key);
  g_assert_true (is_refused);
  sf_until (sf_video_decoder_push (stage.decoder, key));
  stage_clear (&stage);
}

static void
on_failed (SfLive *live, GError *error, gpointer user_data)
{
  g_propagate_error (user_data, g_error_copy (error));
}

/* Without an element of GStreamer there is an error, and no harm done. */
static void
test_missing_element (void)
{
  GstRegistry *registry = gst_registry_get ();
  g_autoptr (GstPluginFeature) feature = gst_registry_lookup_feature (registry, "vp8dec");
  g_autoptr (SfMediaPort) port = sf_media_port_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SfLive) live = NULL;
  SfLiveStats stats;

  gst_registry_remove_feature (registry, feature);
  live = sf_live_new (port, NULL);
  g_signal_connect (live, "failed", G_CALLBACK (on_failed), &error);
  sf_live_start (live);
  sf_until (error != NULL);
  g_assert_error (error, SF_ERROR, SF_ERROR_LIVE);
  g_assert_nonnull (strstr (error->message, "vp8dec"));

  sf_live_get_stats (live, &stats);
  sf_live_stop (live);
  sf_live_start (live);
  gst_registry_add_feature (registry, feature);
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/video-codec/pictures", test_pictures);
  g_test_add_func ("/app/video-codec/keys", test_keys);
  g_test_add_func ("/app/video-codec/sizes", test_sizes);
  g_test_add_func ("/app/video-codec/cameras", test_cameras);
  g_test_add_func ("/app/video-codec/rubbish", test_rubbish);
  g_test_add_func ("/app/video-codec/floods", test_floods);
  g_test_add_func ("/app/video-codec/missing-element", test_missing_element);
  return g_test_run ();
}
