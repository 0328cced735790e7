/* What leaves of the live picture: when its packets do, and what is not sent any more. */

#include "app/media/sf-live-outlet.h"
#include "app/media/sf-rtp.h"

#include <string.h>

#define MS 1000
#define SECOND (1000 * MS)
#define RATE_BPS (800 * 1000) /* at first: 100 bytes a millisecond */
#define BURST 11500           /* bytes: 100 ms, a packet beyond, headers */

typedef struct {
  SfLiveOutlet *outlet;
  gint64 now_us;
  SfRtp last; /* that left; its payload is gone */
} Stage;

static gboolean
add (Stage *stage, gboolean is_key, gsize size)
{
  g_auto (SfEncodedFrame) frame = {.is_key = is_key, .taken_us = stage->now_us};

  frame.data = g_bytes_new_take (g_malloc0 (MAX (size, 1)), size);
  return sf_live_outlet_add (stage->outlet, &frame);
}

/* Returns: how many bytes leave now */
static gsize
leave (Stage *stage)
{
  gsize size, sum = 0;
  GBytes *packet;

  while ((packet = sf_live_outlet_pop (stage->outlet, stage->now_us)) != NULL) {
    const guint8 *data = g_bytes_get_data (packet, &size);

    g_assert_true (sf_rtp_parse (&stage->last, data, size));
    g_assert_cmpuint (stage->last.sent_us, ==, (guint32) stage->now_us);
    sum += size;
    g_bytes_unref (packet);
  }
  return sum;
}

static gboolean
admit (Stage *stage)
{
  SfLiveTarget target;

  return sf_live_outlet_admit (stage->outlet, stage->now_us, stage->now_us, &target);
}

static gboolean
hear (Stage *stage, SfLiveFeedbackKind kind, guint16 missing)
{
  const SfLiveFeedback feedback = {
    .kind = kind, .stream = stage->last.ssrc, .n_nacks = 1, .nacks = {missing}};

  return sf_live_outlet_hear (stage->outlet, &feedback, stage->now_us);
}

static void
stage_init (Stage *stage)
{
  *stage = (Stage){.now_us = 100 * SECOND};
  stage->outlet = sf_live_outlet_new (stage->now_us);
  sf_live_outlet_start (stage->outlet, stage->now_us);
}

/* A burst, and then no more than the rate; the next frame is not encoded before that has left. */
static void
test_paces (void)
{
  gsize sum;
  Stage stage;

  stage_init (&stage);
  g_assert_true (admit (&stage));
  g_assert_true (add (&stage, TRUE, 30000));
  sum = leave (&stage);
  g_assert_cmpuint (sum, >=, 10000);
  g_assert_cmpuint (sum, <=, BURST);
  g_assert_false (stage.last.ends_frame);
  for (guint i = 1; i <= 20; i++) {
    stage.now_us += 10 * MS;
    sum += leave (&stage);
    g_assert_cmpuint (sum, <=, BURST + i * 1040);
    g_assert_false (admit (&stage));
  }
  g_assert_true (stage.last.ends_frame);
  stage.now_us += 10 * MS;
  g_assert_true (admit (&stage));
  sf_live_outlet_free (stage.outlet);
}

/* What the receiver waits for leaves before what it knows nothing of, within the same rate. */
static void
test_resends_first (void)
{
  Stage stage;

  stage_init (&stage);
  g_assert_true (add (&stage, TRUE, 20000));
  g_assert_cmpuint (leave (&stage), <=, BURST);
  g_assert_false (hear (&stage, SF_LIVE_FEEDBACK_NACK, stage.last.sequence));
  g_assert_false (hear (&stage, SF_LIVE_FEEDBACK_NACK, stage.last.sequence));
  g_assert_cmpuint (leave (&stage), ==, 0);
  stage.now_us += 12 * MS;
  g_assert_cmpuint (leave (&stage), >, 0);
  g_assert_cmpuint (stage.last.type, ==, SF_RTP_TYPE_RESENT);
  stage.now_us += 12 * MS;
  g_assert_cmpuint (leave (&stage), >, 0);
  g_assert_cmpuint (stage.last.type, ==, SF_RTP_TYPE_VP8);
  sf_live_outlet_free (stage.outlet);
}

/* With a key frame everything before it is given up, also what would be sent again. */
static void
test_key_begins_anew (void)
{
  guint16 sequence;
  Stage stage;

  stage_init (&stage);
  g_assert_true (add (&stage, TRUE, 500));
  leave (&stage);
  g_assert_true (add (&stage, FALSE, 40000));
  leave (&stage);
  sequence = stage.last.sequence;
  g_assert_false (stage.last.ends_frame);
  hear (&stage, SF_LIVE_FEEDBACK_NACK, sequence);

  g_assert_true (add (&stage, TRUE, 500));
  stage.now_us += SECOND / 2;
  hear (&stage, SF_LIVE_FEEDBACK_NACK, sequence);
  leave (&stage);
  hear (&stage, SF_LIVE_FEEDBACK_NACK, sequence);
  g_assert_cmpuint (leave (&stage), ==, 0);
  g_assert_true (stage.last.ends_frame);
  g_assert_cmpuint (stage.last.sequence, ==, (guint16) (sequence + 1));
  sf_live_outlet_free (stage.outlet);
}

/* One key frame at a time. */
static void
test_key_under_way (void)
{
  Stage stage;

  stage_init (&stage);
  g_assert_false (add (&stage, FALSE, 500)); /* of an earlier stream */
  g_assert_false (add (&stage, TRUE, 0));
  g_assert_true (add (&stage, TRUE, 40000));
  leave (&stage);
  stage.now_us += 200 * MS;
  g_assert_false (hear (&stage, SF_LIVE_FEEDBACK_PLI, 0)); /* it has not left yet */
  for (guint i = 0; i < 30; i++, stage.now_us += 10 * MS)
    leave (&stage);
  g_assert_true (stage.last.ends_frame);
  g_assert_false (hear (&stage, SF_LIVE_FEEDBACK_PLI, 0)); /* it can hardly be there */
  stage.now_us += 150 * MS;
  g_assert_true (hear (&stage, SF_LIVE_FEEDBACK_PLI, 0));
  g_assert_false (hear (&stage, SF_LIVE_FEEDBACK_PLI, 0)); /* it is being made */
  sf_live_outlet_free (stage.outlet);
}

/* A rate that is measured with, and nothing once stopped. */
static void
test_target_and_stop (void)
{
  const SfLiveTarget wanted = {RATE_BPS * 2, 320, 180, 30};
  SfLiveTarget target;
  Stage stage;

  stage_init (&stage);
  sf_live_outlet_set_target (stage.outlet, &wanted);
  g_assert_true (sf_live_outlet_admit (stage.outlet, stage.now_us, stage.now_us, &target));
  g_assert_cmpint (target.bitrate_bps, ==, RATE_BPS * 2);
  g_assert_true (add (&stage, TRUE, 40000));
  g_assert_cmpuint (leave (&stage), >=, 20000);

  sf_live_outlet_stop (stage.outlet);
  stage.now_us += SECOND;
  g_assert_cmpuint (leave (&stage), ==, 0);
  g_assert_false (admit (&stage));
  g_assert_false (add (&stage, TRUE, 500));
  g_assert_false (hear (&stage, SF_LIVE_FEEDBACK_PLI, 0));
  sf_live_outlet_set_target (stage.outlet, NULL);
  sf_live_outlet_get_target (stage.outlet, &target);
  g_assert_cmpint (target.bitrate_bps, ==, RATE_BPS);
  sf_live_outlet_free (stage.outlet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/live-outlet/paces", test_paces);
  g_test_add_func ("/app/live-outlet/resends-first", test_resends_first);
  g_test_add_func ("/app/live-outlet/key-begins-anew", test_key_begins_anew);
  g_test_add_func ("/app/live-outlet/key-under-way", test_key_under_way);
  g_test_add_func ("/app/live-outlet/target-and-stop", test_target_and_stop);
  return g_test_run ();
}
