/* Two transfer engines and a bad cable between them, in virtual time. */

#include "tests/support/sf-transfer-pair.h"

#include "net/transfer/sf-packet.h"

#include <stdlib.h>
#include <string.h>

/* The first byte of a frame on the cable. */
enum {
  FRAME_PACKET,
  FRAME_PING,
  FRAME_PONG
};

#define PING_SIZE 100

static void
on_message (GBytes *message, gpointer user_data)
{
  SfTransferEnd *end = user_data;

  g_ptr_array_add (end->messages, g_bytes_ref (message));
}

static gboolean
on_blob_offered (guint64 id, guint64 size, gpointer user_data)
{
  SfTransferEnd *end = user_data;

  return !end->refuses;
}

static void
on_blob_progress (guint64 id, guint64 done, guint64 size, gboolean incoming, gpointer user_data)
{
  SfTransferEnd *end = user_data;

  g_assert_cmpuint (done, <=, size);
  end->progress[incoming] = done;
  end->n_progress++;
}

static void
on_blob_received (guint64 id, GBytes *bytes, gpointer user_data)
{
  SfTransferEnd *end = user_data;

  g_assert_false (g_hash_table_contains (end->blobs, &id));
  g_hash_table_insert (end->blobs, g_memdup2 (&id, sizeof id), g_bytes_ref (bytes));
}

static void
on_blob_sent (guint64 id, gpointer user_data)
{
  SfTransferEnd *end = user_data;

  g_array_append_val (end->sent, id);
}

static void
on_blob_cancelled (guint64 id, gboolean incoming, gpointer user_data)
{
  SfTransferEnd *end = user_data;

  g_array_append_val (end->cancelled, id);
}

static void
on_failed (const GError *error, gpointer user_data)
{
  SfTransferEnd *end = user_data;

  g_assert_null (end->error);
  end->error = g_error_copy (error);
}

static void
end_init (SfTransferEnd *end, guint32 seed)
{
  static const SfTransferEvents events = {
    .message = on_message,
    .blob_offered = on_blob_offered,
    .blob_progress = on_blob_progress,
    .blob_received = on_blob_received,
    .blob_sent = on_blob_sent,
    .blob_cancelled = on_blob_cancelled,
    .failed = on_failed,
  };
  SfTransferConfig config;

  sf_transfer_config_init (&config);
  config.seed = seed;
  end->engine = sf_transfer_new (&config, &events, end);
  end->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  end->blobs =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_bytes_unref);
  end->sent = g_array_new (FALSE, FALSE, sizeof (guint64));
  end->cancelled = g_array_new (FALSE, FALSE, sizeof (guint64));
}

static void
end_clear (SfTransferEnd *end)
{
  sf_transfer_free (end->engine);
  g_ptr_array_unref (end->messages);
  g_hash_table_unref (end->blobs);
  g_array_unref (end->sent);
  g_array_unref (end->cancelled);
  g_clear_error (&end->error);
}

SfTransferPair *
sf_transfer_pair_new (const char *settings, guint32 seed)
{
  SfTransferPair *self = g_new0 (SfTransferPair, 1);
  g_autofree char *seed_setting = g_strdup_printf ("seed=%u", seed % 1000000);

  self->now_us = G_USEC_PER_SEC;
  self->rand = g_rand_new_with_seed (seed);
  self->pings = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < 2; i++) {
    end_init (&self->ends[i], seed + i);
    sf_way_init (&self->ways[i], i);
  }

  sf_transfer_pair_set (self, seed_setting);
  sf_transfer_pair_set (self, settings);
  return self;
}

void
sf_transfer_pair_free (SfTransferPair *self)
{
  for (guint i = 0; i < 2; i++) {
    end_clear (&self->ends[i]);
    sf_way_clear (&self->ways[i]);
  }
  g_array_unref (self->pings);
  g_rand_free (self->rand);
  g_free (self);
}

void
sf_transfer_pair_set (SfTransferPair *self, const char *settings)
{
  g_auto (GStrv) words = g_strsplit (settings, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

    for (guint way = 0; way < 2; way++)
      g_assert_true (sf_way_set (&self->ways[way], parts[0], parts[1], self->now_us * 1000));
  }
}

static void
push (SfTransferPair *self, guint from, const guint8 *frame, gsize size)
{
  sf_way_push (&self->ways[from], frame, size, FALSE, self->now_us * 1000);
}

/* What holds for every packet that leaves. */
static void
check_packet (SfTransferEnd *end, const guint8 *bytes, gsize size)
{
  SfPacket packet;

  g_assert_cmpuint (size, <=, SF_TRANSFER_MAX_PACKET);
  g_assert_true (sf_packet_parse (bytes, size, &packet));
  g_assert_cmpuint (packet.number, >=, end->next_number);
  end->next_number = packet.number + 1;
  end->n_chunks_sent += packet.has_blob ? 1 : 0;
}

/* Returns: whether anything left */
static gboolean
send_packets (SfTransferPair *self, guint from)
{
  SfTransferEnd *end = &self->ends[from];
  guint8 frame[SF_TRANSFER_MAX_PACKET + SF_TRANSFER_PAIR_OVERHEAD] = {FRAME_PACKET};
  gboolean has_sent = FALSE;
  gsize size;

  while ((size = sf_transfer_next_packet (end->engine, frame + 1, self->now_us)) > 0) {
    gsize frame_size = size + SF_TRANSFER_PAIR_OVERHEAD;

    if (end->is_full) {
      sf_transfer_packet_refused (end->engine, self->now_us);
      continue;
    }

    has_sent = TRUE;
    check_packet (end, frame + 1, size);
    if (g_rand_double (self->rand) < self->corrupt)
      frame[1 + g_rand_int_range (self->rand, 0, (gint32) size)] ^=
        (guint8) (1 << g_rand_int_range (self->rand, 0, 8));
    push (self, from, frame, frame_size);
    if (g_rand_double (self->rand) < self->duplicate)
      push (self, from, frame, frame_size);
  }

  g_assert_cmpint (sf_transfer_get_deadline_us (end->engine), >, self->now_us);
  return has_sent;
}

static void
send_ping (SfTransferPair *self)
{
  guint8 frame[PING_SIZE] = {FRAME_PING};

  if (self->ping_us == 0 || self->now_us < self->next_ping_us)
    return;

  memcpy (frame + 1, &self->now_us, sizeof self->now_us);
  sf_way_push (&self->ways[0], frame, sizeof frame, TRUE, self->now_us * 1000);
  self->next_ping_us = self->now_us + self->ping_us;
}

static void
take_packet (SfTransferPair *self, SfTransferEnd *end, const guint8 *bytes, gsize size)
{
  SfPacket packet;

  if (sf_packet_parse (bytes, size, &packet) && packet.has_blob)
    end->n_chunks_received++;
  sf_transfer_receive (end->engine, bytes, size, self->now_us);
}

static void
take_frame (SfTransferPair *self, guint to, SfWayFrame *frame)
{
  gint64 left_us;

  memcpy (&left_us, frame->bytes + 1, sizeof left_us);
  if (frame->bytes[0] == FRAME_PACKET) {
    take_packet (self, &self->ends[to], frame->bytes + 1, frame->size - SF_TRANSFER_PAIR_OVERHEAD);
  } else if (frame->bytes[0] == FRAME_PING) {
    frame->bytes[0] = FRAME_PONG;
    sf_way_push (&self->ways[to], frame->bytes, frame->size, TRUE, self->now_us * 1000);
  } else {
    left_us = self->now_us - left_us;
    g_array_append_val (self->pings, left_us);
  }
}

static gboolean
take_frames (SfTransferPair *self, guint from)
{
  SfWayFrame *frame;
  gboolean has_taken = FALSE;

  while ((frame = sf_way_pop (&self->ways[from], self->now_us * 1000)) != NULL) {
    take_frame (self, 1 - from, frame);
    free (frame);
    has_taken = TRUE;
  }

  return has_taken;
}

static gint64
get_deadline_us (SfTransferPair *self)
{
  gint64 deadline_us = self->ping_us > 0 ? self->next_ping_us : G_MAXINT64;

  for (guint i = 0; i < 2; i++) {
    gint64 way_ns = sf_way_get_deadline_ns (&self->ways[i]);

    if (way_ns != INT64_MAX)
      deadline_us = MIN (deadline_us, way_ns / 1000 + 1);
    deadline_us = MIN (deadline_us, sf_transfer_get_deadline_us (self->ends[i].engine));
  }

  return deadline_us;
}

static gboolean
is_idle (SfTransferPair *self)
{
  return sf_transfer_is_idle (self->ends[0].engine) && sf_transfer_is_idle (self->ends[1].engine);
}

gboolean
sf_transfer_pair_run (SfTransferPair *self,
                      gboolean (*until) (SfTransferPair *self),
                      gint64 limit_us)
{
  gint64 end_us = self->now_us + limit_us;

  for (;;) {
    gboolean is_busy = FALSE;

    send_ping (self);
    for (guint i = 0; i < 2; i++)
      is_busy |= send_packets (self, i) | take_frames (self, i);
    if (until != NULL ? until (self) : is_idle (self))
      return TRUE;
    if (is_busy)
      continue;

    self->now_us = get_deadline_us (self);
    if (self->now_us > end_us) {
      self->now_us = end_us;
      return FALSE;
    }
  }
}

gboolean
sf_transfer_pair_never (SfTransferPair *self)
{
  return FALSE;
}

void
sf_transfer_pair_change_path (SfTransferPair *self)
{
  for (guint i = 0; i < 2; i++) {
    sf_way_cut (&self->ways[i]);
    sf_way_join (&self->ways[i]);
    sf_transfer_path_changed (self->ends[i].engine, self->now_us);
  }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

gint64
sf_transfer_pair_median_ping_us (SfTransferPair *self)
{
  g_assert_cmpuint (self->pings->len, >, 0);

  g_array_sort (self->pings, compare_times);
  return g_array_index (self->pings, gint64, self->pings->len / 2);
}

void
sf_transfer_pair_send_text (SfTransferPair *self, guint end, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  sf_transfer_send_message (self->ends[end].engine, bytes, &error);
  g_assert_no_error (error);
}

GBytes *
sf_transfer_pair_make_blob (gsize size, guint32 seed)
{
  guint8 *data = g_malloc (size);
  guint64 state = seed;

  for (gsize i = 0; i < size; i++) {
    state = state * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;
    data[i] = (guint8) (state >> 56);
  }

  return g_bytes_new_take (data, size);
}

gboolean
sf_transfer_pair_has_blob (SfTransferPair *self, guint end, guint64 id, GBytes *bytes)
{
  GBytes *received = g_hash_table_lookup (self->ends[end].blobs, &id);

  return received != NULL && g_bytes_equal (received, bytes);
}
