/* The receiver of a live picture: frames from packets, and what it asks for. */

#include "app/media/sf-rtp-receiver.h"
#include "app/media/sf-rtp-sender.h"
#include "app/media/sf-rtp.h"

#include <string.h>

#define MS 1000
#define SECOND (1000 * MS)
#define FRAME_US (33 * MS)

typedef struct {
  SfRtpSender *sender;
  SfRtpReceiver *receiver;
  gint64 now_us;

  GArray *frames; /* (element-type gint64): their times */
  guint n_keys;
  GArray *nacks; /* (element-type guint16) */
  guint n_plis;
  guint n_reports;
  SfLiveReport report; /* the last */
} Stage;

static void
on_frame (const SfEncodedFrame *frame, gpointer user_data)
{
  Stage *stage = user_data;

  g_array_append_val (stage->frames, frame->taken_us);
  stage->n_keys += frame->is_key ? 1 : 0;
}

static void
on_feedback (const SfLiveFeedback *feedback, gpointer user_data)
{
  Stage *stage = user_data;

  g_array_append_vals (stage->nacks, feedback->nacks, feedback->n_nacks);
  stage->n_plis += feedback->kind == SF_LIVE_FEEDBACK_PLI ? 1 : 0;
  stage->n_reports += feedback->kind == SF_LIVE_FEEDBACK_REPORT ? 1 : 0;
  if (feedback->kind == SF_LIVE_FEEDBACK_REPORT)
    stage->report = feedback->report;
}

static const SfRtpReceiverFuncs funcs = {.frame = on_frame, .feedback = on_feedback};

static void
stage_init (Stage *stage)
{
  *stage = (Stage){.now_us = 100 * SECOND};
  stage->sender = sf_rtp_sender_new ();
  stage->receiver = sf_rtp_receiver_new (&funcs, stage);
  stage->frames = g_array_new (FALSE, FALSE, sizeof (gint64));
  stage->nacks = g_array_new (FALSE, FALSE, sizeof (guint16));
}

static void
stage_clear (Stage *stage)
{
  sf_rtp_sender_free (stage->sender);
  sf_rtp_receiver_free (stage->receiver);
  g_array_unref (stage->frames);
  g_array_unref (stage->nacks);
}

/* Returns: the packets of a frame of @size bytes */
static GPtrArray *
make (Stage *stage, gboolean is_key, int width, gsize size)
{
  const guint8 head[] = {is_key ? 0x10 : 0x11,  0,    0, 0x9d, 0x01, 0x2a, (guint8) width,
                         (guint8) (width >> 8), 0x68, 1};
  guint8 *data = g_malloc0 (MAX (size, sizeof head));
  g_auto (SfEncodedFrame) frame = {.is_key = is_key, .taken_us = stage->now_us};
  GPtrArray *packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  memcpy (data, head, sizeof head);
  frame.data = g_bytes_new_take (data, MAX (size, sizeof head));
  for (gsize at = 0; at < MAX (size, sizeof head);)
    g_ptr_array_add (packets, sf_rtp_sender_cut (stage->sender, &frame, &at, stage->now_us));
  return packets;
}

static void
give (Stage *stage, GBytes *packet)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (packet, &size);

  sf_rtp_receiver_add (stage->receiver, data, size, stage->now_us);
}

static void
give_all (Stage *stage, GPtrArray *packets)
{
  for (guint i = 0; i < packets->len; i++)
    give (stage, packets->pdata[i]);
}

/* A frame that comes whole, and the time until the next. */
static void
show (Stage *stage, gboolean is_key)
{
  g_autoptr (GPtrArray) packets = make (stage, is_key, 640, 3000);

  give_all (stage, packets);
  stage->now_us += FRAME_US;
}

static void
test_frames (void)
{
  Stage stage;

  stage_init (&stage);
  for (guint i = 0; i < 30; i++)
    show (&stage, i == 0);
  g_assert_cmpuint (stage.frames->len, ==, 30);
  for (guint i = 0; i < 30; i++)
    g_assert_cmpint (g_array_index (stage.frames, gint64, i), ==, 100 * SECOND + i * FRAME_US);
  g_assert_cmpuint (stage.n_plis, ==, 0);
  g_assert_cmpuint (stage.nacks->len, ==, 0);
  stage_clear (&stage);
}

/* From the middle of a stream: a key frame is asked for with the first packet, and again. */
static void
test_needs_key (void)
{
  Stage stage;

  stage_init (&stage);
  show (&stage, FALSE);
  g_assert_cmpuint (stage.n_plis, ==, 1);
  g_assert_cmpuint (stage.frames->len, ==, 0);
  for (guint i = 0; i < 10; i++)
    show (&stage, FALSE);
  g_assert_cmpuint (stage.n_plis, ==, 2);
  show (&stage, TRUE);
  show (&stage, FALSE);
  g_assert_cmpuint (stage.frames->len, ==, 2);
  stage_clear (&stage);
}

/* What lies before a key frame is not waited for, nor what the sender gave up for it. */
static void
test_key_begins_anew (void)
{
  g_autoptr (GPtrArray) lost = NULL;
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GPtrArray) given_up = NULL;
  Stage stage;

  stage_init (&stage);
  show (&stage, TRUE);
  lost = make (&stage, FALSE, 640, 3000);
  held = make (&stage, FALSE, 640, 3000);
  give (&stage, lost->pdata[0]);
  give_all (&stage, held);
  g_assert_cmpuint (stage.frames->len, ==, 1);
  show (&stage, TRUE);
  g_assert_cmpuint (stage.frames->len, ==, 2);

  given_up = make (&stage, FALSE, 640, 500);
  sf_rtp_receiver_need_key (stage.receiver);
  give_all (&stage, given_up);
  show (&stage, TRUE);
  g_assert_cmpuint (stage.n_keys, ==, 3);
  g_assert_cmpuint (sf_rtp_receiver_get_n_lost (stage.receiver), ==, lost->len - 1);
  stage_clear (&stage);
}

static void
test_repairs (void)
{
  Stage stage;
  g_autoptr (GPtrArray) packets = NULL;
  g_autoptr (GBytes) resent = NULL;

  stage_init (&stage);
  sf_rtp_receiver_set_rtt_us (stage.receiver, 20 * MS);
  show (&stage, TRUE);
  packets = make (&stage, FALSE, 640, 3000);
  g_assert_cmpuint (packets->len, ==, 3);
  give (&stage, packets->pdata[0]);
  give (&stage, packets->pdata[2]);
  stage.now_us += FRAME_US;
  show (&stage, FALSE);
  g_assert_cmpuint (stage.nacks->len, ==, 1);
  g_assert_cmpuint (stage.frames->len, ==, 1);

  stage.now_us += 30 * MS;
  show (&stage, FALSE);
  g_assert_cmpuint (stage.nacks->len, ==, 2); /* once more */
  g_assert_cmpuint (g_array_index (stage.nacks, guint16, 0), ==,
                    g_array_index (stage.nacks, guint16, 1));
  resent =
    sf_rtp_sender_resend (stage.sender, g_array_index (stage.nacks, guint16, 0), stage.now_us);
  give (&stage, resent);
  g_assert_cmpuint (stage.frames->len, ==, 4);
  g_assert_cmpuint (stage.n_plis, ==, 0);
  g_assert_cmpuint (sf_rtp_receiver_get_n_lost (stage.receiver), ==, 0);
  stage_clear (&stage);
}

/* What never comes is given up; then nothing but a key frame is shown. */
static void
test_gives_up (void)
{
  Stage stage;
  g_autoptr (GPtrArray) packets = NULL;

  stage_init (&stage);
  show (&stage, TRUE);
  packets = make (&stage, FALSE, 640, 3000);
  give (&stage, packets->pdata[0]);
  give (&stage, packets->pdata[2]);
  for (guint i = 0; i < 20 && stage.n_plis == 0; i++)
    show (&stage, FALSE);
  g_assert_cmpuint (stage.n_plis, ==, 1);
  g_assert_cmpuint (stage.frames->len, ==, 1);
  show (&stage, TRUE);
  show (&stage, FALSE);
  g_assert_cmpuint (stage.frames->len, ==, 3);
  g_assert_cmpuint (sf_rtp_receiver_get_n_lost (stage.receiver), ==, 1);
  stage_clear (&stage);
}

static void
test_decoder_trouble (void)
{
  Stage stage;

  stage_init (&stage);
  show (&stage, TRUE);
  sf_rtp_receiver_need_key (stage.receiver);
  show (&stage, FALSE);
  g_assert_cmpuint (stage.frames->len, ==, 1);
  g_assert_cmpuint (stage.n_plis, ==, 1);
  show (&stage, TRUE);
  g_assert_cmpuint (stage.frames->len, ==, 2);
  stage_clear (&stage);
}

static void
test_reports (void)
{
  Stage stage;
  GPtrArray *packets;

  stage_init (&stage);
  for (guint i = 0; i < 30; i++)
    show (&stage, i == 0);
  g_assert_cmpuint (stage.n_reports, >=, 4);
  g_assert_cmpuint (stage.n_reports, <=, 6);
  g_assert_cmpint (stage.report.most_delay_us, ==, 0);

  /* A queue that grows is told of before its time. */
  stage.n_reports = 0;
  for (guint i = 0; i < 8; i++) {
    packets = make (&stage, FALSE, 640, 100);
    stage.now_us += 20 * MS + i * 20 * MS;
    give_all (&stage, packets);
    stage.now_us -= i * 20 * MS;
    g_ptr_array_unref (packets);
  }
  g_assert_cmpuint (stage.n_reports, >=, 2);
  g_assert_cmpint (stage.report.most_delay_us, >=, 80 * MS);
  stage_clear (&stage);
}

/* Frames no camera makes, sizes no decoder should see, memory nobody has. */
static void
test_hostile (void)
{
  Stage stage;
  g_autoptr (GPtrArray) wide = NULL;
  g_autoptr (GPtrArray) endless = NULL;

  stage_init (&stage);
  wide = make (&stage, TRUE, 1922, 3000);
  give_all (&stage, wide);
  endless = make (&stage, TRUE, 640, SF_ENCODED_FRAME_MAX_SIZE + 1);
  give_all (&stage, endless);
  g_assert_cmpuint (stage.frames->len, ==, 0);

  for (guint i = 0; i < 1000; i++) {
    show (&stage, TRUE);
    stage.now_us -= FRAME_US - MS;
  }
  g_assert_cmpuint (stage.frames->len, >=, 60);
  g_assert_cmpuint (stage.frames->len, <=, 110);
  stage_clear (&stage);
}

/* Another stream's packets, and retransmissions of nothing. */
static void
test_strangers (void)
{
  static const guint8 payload[] = {0, 1, 2};
  const SfRtp resent = {
    .type = SF_RTP_TYPE_RESENT, .payload = payload, .payload_size = sizeof payload};
  const SfRtp other = {.type = 100, .payload = payload, .payload_size = sizeof payload};
  g_autoptr (SfRtpSender) stranger = sf_rtp_sender_new ();
  g_autoptr (GBytes) resent_packet = sf_rtp_write (&resent, NULL, 0);
  g_autoptr (GBytes) other_packet = sf_rtp_write (&other, NULL, 0);
  g_autoptr (GPtrArray) packets = NULL;
  SfRtpSender *own;
  Stage stage;

  stage_init (&stage);
  give (&stage, resent_packet);
  give (&stage, other_packet);
  g_assert_cmpuint (stage.n_reports + stage.n_plis, ==, 0);

  show (&stage, TRUE);
  own = stage.sender;
  stage.sender = stranger;
  packets = make (&stage, TRUE, 640, 3000);
  stage.sender = own;
  give_all (&stage, packets);
  g_assert_cmpuint (stage.frames->len, ==, 1);
  stage_clear (&stage);
}

/* With 5 % loss both ways, packets that overtake each other, and every tenth twice. */
static void
test_bad_way (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  Stage stage;
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  stage_init (&stage);
  sf_rtp_receiver_set_rtt_us (stage.receiver, FRAME_US);
  for (guint i = 0; i < 900; i++) {
    g_autoptr (GPtrArray) packets = make (&stage, i == 0 || stage.n_plis > 0, 640, 3000);

    stage.n_plis = 0;
    give_all (&stage, late);
    g_ptr_array_set_size (late, 0);
    for (guint j = 0; j < packets->len; j++) {
      guint turned = g_rand_double (rand) < 0.05 ? packets->len - 1 - j : j;

      if (g_rand_double (rand) >= 0.05)
        give (&stage, packets->pdata[turned]);
      if (g_rand_double (rand) < 0.1)
        give (&stage, packets->pdata[j]);
    }
    for (guint j = 0; j < stage.nacks->len; j++) {
      guint16 sequence = g_array_index (stage.nacks, guint16, j);
      GBytes *resent = sf_rtp_sender_resend (stage.sender, sequence, stage.now_us);

      if (resent != NULL && g_rand_double (rand) >= 0.1)
        g_ptr_array_add (late, resent);
      else
        g_clear_pointer (&resent, g_bytes_unref);
    }
    g_array_set_size (stage.nacks, 0);
    stage.now_us += FRAME_US;
  }
  g_assert_cmpuint (stage.frames->len, >=, 800);
  for (guint i = 1; i < stage.frames->len; i++)
    g_assert_cmpint (g_array_index (stage.frames, gint64, i), >,
                     g_array_index (stage.frames, gint64, i - 1));
  stage_clear (&stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/rtp-receiver/frames", test_frames);
  g_test_add_func ("/app/rtp-receiver/needs-key", test_needs_key);
  g_test_add_func ("/app/rtp-receiver/key-begins-anew", test_key_begins_anew);
  g_test_add_func ("/app/rtp-receiver/repairs", test_repairs);
  g_test_add_func ("/app/rtp-receiver/gives-up", test_gives_up);
  g_test_add_func ("/app/rtp-receiver/decoder-trouble", test_decoder_trouble);
  g_test_add_func ("/app/rtp-receiver/reports", test_reports);
  g_test_add_func ("/app/rtp-receiver/hostile", test_hostile);
  g_test_add_func ("/app/rtp-receiver/strangers", test_strangers);
  g_test_add_func ("/app/rtp-receiver/bad-way", test_bad_way);
  return g_test_run ();
}
