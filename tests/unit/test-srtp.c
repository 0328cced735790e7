/* SRTP both ways: what is refused, and how a receiver follows the sender's streams. */

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-srtp-receiver.h"
#include "net/media/sf-srtp-sender.h"
#include "net/media/sf-srtp-stream.h"
#include "tests/support/sf-test-rtp.h"

#include <string.h>

#define SSRC 0x11223344
#define SIZE 200

typedef struct {
  SfSrtpSender *sender;
  SfSrtpReceiver *receiver;
  gint64 now_us;
  guint n_streams; /* the receiver has seen begin */
} Pair;

static void
pair_set_up (Pair *pair, gconstpointer data)
{
  guint8 secret[SF_DATA_KEY_SIZE];

  memset (secret, 7, sizeof secret);
  memset (pair, 0, sizeof *pair);
  pair->sender = sf_srtp_sender_new (secret);
  pair->receiver = sf_srtp_receiver_new (secret);
  pair->now_us = G_USEC_PER_SEC;
}

static void
pair_tear_down (Pair *pair, gconstpointer data)
{
  sf_srtp_sender_free (pair->sender);
  sf_srtp_receiver_free (pair->receiver);
}

/* Returns: (nullable) (transfer full) */
static GBytes *
try_protect (Pair *pair, guint32 ssrc, guint16 sequence)
{
  guint8 rtp[SIZE];
  gsize size;
  const guint8 *srtp;

  sf_test_rtp_write (rtp, sizeof rtp, ssrc, sequence);
  srtp = sf_srtp_sender_protect (pair->sender, rtp, sizeof rtp, &size);
  return srtp != NULL ? g_bytes_new (srtp, size) : NULL;
}

static GBytes *
protect (Pair *pair, guint16 sequence)
{
  GBytes *srtp = try_protect (pair, SSRC, sequence);

  g_assert_nonnull (srtp);
  g_assert_cmpuint (g_bytes_get_size (srtp), ==, SIZE + SF_SRTP_OVERHEAD);
  return srtp;
}

static gboolean
accepts_bytes (Pair *pair, const guint8 *datagram, gsize size)
{
  gsize rtp_size;
  gboolean is_new_stream = FALSE;
  const guint8 *rtp = sf_srtp_receiver_unprotect (pair->receiver, datagram, size, pair->now_us,
                                                  &rtp_size, &is_new_stream);

  if (rtp == NULL)
    return FALSE;

  g_assert_cmpuint (rtp_size, ==, size - SF_SRTP_OVERHEAD);
  pair->n_streams += is_new_stream ? 1 : 0;
  return TRUE;
}

static gboolean
accepts (Pair *pair, GBytes *srtp)
{
  gsize size;
  const guint8 *datagram = g_bytes_get_data (srtp, &size);

  return accepts_bytes (pair, datagram, size);
}

static void
send_one (Pair *pair, guint16 sequence)
{
  g_autoptr (GBytes) srtp = protect (pair, sequence);

  g_assert_true (accepts (pair, srtp));
}

static void
test_carries (Pair *pair, gconstpointer data)
{
  static const gsize sizes[] = {SF_TEST_RTP_HEADER_SIZE, SF_TEST_RTP_HEADER_SIZE + 1, 777,
                                SF_MEDIA_MAX_RTP};

  sf_srtp_sender_start (pair->sender);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    guint8 rtp[SF_MEDIA_MAX_RTP];
    gsize srtp_size, rtp_size;
    gboolean is_new_stream;
    const guint8 *srtp, *received;

    sf_test_rtp_write (rtp, sizes[i], SSRC, (guint16) i);
    srtp = sf_srtp_sender_protect (pair->sender, rtp, sizes[i], &srtp_size);
    received =
      sf_srtp_receiver_unprotect (pair->receiver, srtp, srtp_size, 0, &rtp_size, &is_new_stream);
    g_assert_cmpmem (received, rtp_size, rtp, sizes[i]);
    g_assert_cmpint (is_new_stream, ==, i == 0);
  }
}

static void
test_hides (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) srtp = NULL;
  guint8 rtp[SIZE];
  const guint8 *bytes;
  guint n_same = 0;

  sf_srtp_sender_start (pair->sender);
  srtp = protect (pair, 1);
  bytes = g_bytes_get_data (srtp, NULL);
  sf_test_rtp_write (rtp, sizeof rtp, SSRC, 1);
  for (gsize i = SF_TEST_RTP_HEADER_SIZE; i < SIZE; i++)
    n_same += bytes[i] == rtp[i] ? 1 : 0;
  g_assert_cmpuint (n_same, <, 10);
}

static void
test_nothing_before_a_stream (Pair *pair, gconstpointer data)
{
  g_assert_false (sf_srtp_sender_has_stream (pair->sender));
  g_assert_null (try_protect (pair, SSRC, 1));
}

static void
test_refuses_tampering (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) srtp = NULL;
  guint8 bytes[SIZE + SF_SRTP_OVERHEAD];

  sf_srtp_sender_start (pair->sender);
  send_one (pair, 1);
  srtp = protect (pair, 2);
  for (gsize i = 0; i < sizeof bytes; i++) {
    memcpy (bytes, g_bytes_get_data (srtp, NULL), sizeof bytes);
    bytes[i] ^= 0x01;
    g_assert_false (accepts_bytes (pair, bytes, sizeof bytes));
  }
  g_assert_true (accepts (pair, srtp));
}

static void
test_refuses_any_cut (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) srtp = NULL;

  sf_srtp_sender_start (pair->sender);
  srtp = protect (pair, 1);
  for (gsize size = 0; size < SIZE + SF_SRTP_OVERHEAD; size++) {
    g_autofree guint8 *cut = g_memdup2 (g_bytes_get_data (srtp, NULL), size);

    g_assert_false (accepts_bytes (pair, cut, size));
  }
  pair->now_us += G_USEC_PER_SEC;
  g_assert_true (accepts (pair, srtp));
}

static void
test_refuses_what_is_too_long (Pair *pair, gconstpointer data)
{
  guint8 bytes[SF_SRTP_MAX_PACKET + 1] = {0x80};

  sf_srtp_sender_start (pair->sender);
  send_one (pair, 1);
  g_assert_false (accepts_bytes (pair, bytes, sizeof bytes));
  g_assert_false (accepts_bytes (pair, bytes, sizeof bytes - 1));
}

static void
test_refuses_false_headers (Pair *pair, gconstpointer data)
{
  sf_srtp_sender_start (pair->sender);
  send_one (pair, 1);
  for (guint first = 0; first < 256; first++) {
    /* On the heap, exactly as long as it says: libsrtp shall not look beyond. */
    for (gsize size = 1; size < 100; size += 3) {
      g_autofree guint8 *bytes = g_malloc (size);

      memset (bytes, 0xFF, size);
      bytes[0] = (guint8) first;
      g_assert_false (accepts_bytes (pair, bytes, size));
    }
  }
}

static void
test_refuses_repetition (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) srtp = NULL;

  sf_srtp_sender_start (pair->sender);
  srtp = protect (pair, 1);
  g_assert_true (accepts (pair, srtp));
  g_assert_false (accepts (pair, srtp));
  send_one (pair, 2);
  g_assert_false (accepts (pair, srtp));
}

/* Late by up to 1024 packets is late, by more is lost. */
static void
test_reordering (Pair *pair, gconstpointer data)
{
  g_autoptr (GPtrArray) packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  sf_srtp_sender_start (pair->sender);
  for (guint16 sequence = 0; sequence <= 1024; sequence++)
    g_ptr_array_add (packets, protect (pair, sequence));
  g_assert_true (accepts (pair, packets->pdata[1024]));
  for (guint sequence = 1; sequence < 1024; sequence++)
    g_assert_true (accepts (pair, packets->pdata[sequence]));
  g_assert_false (accepts (pair, packets->pdata[0]));
}

static void
test_wraps_around (Pair *pair, gconstpointer data)
{
  sf_srtp_sender_start (pair->sender);
  for (guint i = 0; i < 3 * 65536; i += 16)
    send_one (pair, (guint16) (i + 32767));
}

static void
test_another_key (Pair *pair, gconstpointer data)
{
  guint8 secret[SF_DATA_KEY_SIZE] = {0};
  g_autoptr (SfSrtpSender) stranger = sf_srtp_sender_new (secret);
  guint8 rtp[SIZE];
  gsize size;

  sf_srtp_sender_start (stranger);
  sf_test_rtp_write (rtp, sizeof rtp, SSRC, 1);
  g_assert_false (
    accepts_bytes (pair, sf_srtp_sender_protect (stranger, rtp, sizeof rtp, &size), size));
}

static void
test_old_stream_is_refused (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) late = NULL;

  sf_srtp_sender_start (pair->sender);
  send_one (pair, 1);
  late = protect (pair, 2);
  sf_srtp_sender_start (pair->sender);
  send_one (pair, 1);
  g_assert_cmpuint (pair->n_streams, ==, 2);
  g_assert_false (accepts (pair, late));
  send_one (pair, 3);
  g_assert_cmpuint (pair->n_streams, ==, 2);
}

/* Starts @n streams of which nothing arrives. */
static void
miss_streams (Pair *pair, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autoptr (GBytes) lost = NULL;

    sf_srtp_sender_start (pair->sender);
    lost = protect (pair, 1);
  }
}

static void
test_missed_streams (Pair *pair, gconstpointer data)
{
  for (guint n = 0; n < SF_SRTP_LOOKAHEAD; n++) {
    miss_streams (pair, n);
    sf_srtp_sender_start (pair->sender);
    send_one (pair, 1);
    g_assert_cmpuint (pair->n_streams, ==, n + 1);
  }
}

static void
test_too_many_missed_streams (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) srtp = NULL;

  miss_streams (pair, SF_SRTP_LOOKAHEAD);
  sf_srtp_sender_start (pair->sender);
  srtp = protect (pair, 1);
  g_assert_false (accepts (pair, srtp));
}

static void
test_unused_stream_keeps_its_number (Pair *pair, gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    sf_srtp_sender_start (pair->sender);
  send_one (pair, 1);
}

/* However much rubbish comes, little is spent on it, and a stream is found once it stops. */
static void
test_rubbish_is_rationed (Pair *pair, gconstpointer data)
{
  guint8 rubbish[SIZE];
  g_autoptr (GBytes) first = NULL;

  sf_test_rtp_write (rubbish, sizeof rubbish, SSRC, 1);
  for (guint i = 0; i < 1000; i++)
    g_assert_false (accepts_bytes (pair, rubbish, sizeof rubbish));
  sf_srtp_sender_start (pair->sender);
  first = protect (pair, 1);
  g_assert_false (accepts (pair, first));
  pair->now_us += G_USEC_PER_SEC / 10;
  g_assert_true (accepts (pair, first));
}

static void
test_rubbish_harms_no_stream (Pair *pair, gconstpointer data)
{
  guint8 rubbish[SIZE];

  sf_srtp_sender_start (pair->sender);
  for (guint16 sequence = 1; sequence < 200; sequence++) {
    sf_test_rtp_write (rubbish, sizeof rubbish, SSRC, (guint16) (sequence + 10000));
    g_assert_false (accepts_bytes (pair, rubbish, sizeof rubbish));
    send_one (pair, sequence);
  }
  g_assert_cmpuint (pair->n_streams, ==, 1);
}

static void
test_few_ssrcs (Pair *pair, gconstpointer data)
{
  sf_srtp_sender_start (pair->sender);
  for (guint32 ssrc = 1; ssrc <= SF_SRTP_MAX_SSRCS; ssrc++) {
    g_autoptr (GBytes) srtp = try_protect (pair, ssrc, 1);

    g_assert_true (accepts (pair, srtp));
  }
  g_assert_null (try_protect (pair, SF_SRTP_MAX_SSRCS + 1, 1));

  /* Another stream, others. */
  sf_srtp_sender_start (pair->sender);
  send_one (pair, 1);
}

/* A sender of another make may use more; the receiver holds no more. */
static void
test_receiver_bounds_ssrcs (Pair *pair, gconstpointer data)
{
  guint8 secret[SF_DATA_KEY_SIZE];
  g_autoptr (SfSrtpStream) in = NULL;

  memset (secret, 7, sizeof secret);
  in = sf_srtp_stream_new (secret, 1, SF_SRTP_RECEIVES);
  for (guint32 ssrc = 1; ssrc <= SF_SRTP_MAX_SSRCS + 1; ssrc++) {
    g_autoptr (SfSrtpStream) out = sf_srtp_stream_new (secret, 1, SF_SRTP_SENDS);
    SfSrtpBuffer buffer = {.size = SIZE};

    sf_test_rtp_write (buffer.bytes, SIZE, ssrc, 1);
    g_assert_true (sf_srtp_stream_protect (out, &buffer));
    g_assert_cmpint (sf_srtp_stream_unprotect (in, &buffer), ==, ssrc <= SF_SRTP_MAX_SSRCS);
  }
}

static void
test_sender_uses_no_number_twice (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) first = NULL;

  sf_srtp_sender_start (pair->sender);
  first = protect (pair, 1);
  g_assert_null (try_protect (pair, SSRC, 1));
}

static void
test_sender_begins_low (Pair *pair, gconstpointer data)
{
  sf_srtp_sender_start (pair->sender);
  g_assert_null (try_protect (pair, SSRC, SF_SRTP_FIRST_SEQUENCE_END));
  send_one (pair, SF_SRTP_FIRST_SEQUENCE_END - 1);
  send_one (pair, SF_SRTP_FIRST_SEQUENCE_END);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/net/srtp/" name, Pair, NULL, pair_set_up, function, pair_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("carries", test_carries);
  ADD ("hides", test_hides);
  ADD ("nothing-before-a-stream", test_nothing_before_a_stream);
  ADD ("refuses-tampering", test_refuses_tampering);
  ADD ("refuses-any-cut", test_refuses_any_cut);
  ADD ("refuses-what-is-too-long", test_refuses_what_is_too_long);
  ADD ("refuses-false-headers", test_refuses_false_headers);
  ADD ("refuses-repetition", test_refuses_repetition);
  ADD ("reordering", test_reordering);
  ADD ("wraps-around", test_wraps_around);
  ADD ("another-key", test_another_key);
  ADD ("old-stream-is-refused", test_old_stream_is_refused);
  ADD ("missed-streams", test_missed_streams);
  ADD ("too-many-missed-streams", test_too_many_missed_streams);
  ADD ("unused-stream-keeps-its-number", test_unused_stream_keeps_its_number);
  ADD ("rubbish-is-rationed", test_rubbish_is_rationed);
  ADD ("rubbish-harms-no-stream", test_rubbish_harms_no_stream);
  ADD ("few-ssrcs", test_few_ssrcs);
  ADD ("receiver-bounds-ssrcs", test_receiver_bounds_ssrcs);
  ADD ("sender-uses-no-number-twice", test_sender_uses_no_number_twice);
  ADD ("sender-begins-low", test_sender_begins_low);
  return g_test_run ();
}
