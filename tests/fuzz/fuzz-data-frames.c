/* Packets of somebody else's making into the engine, while it sends. */

#include "net/transfer/sf-packet.h"
#include "net/transfer/sf-transfer.h"
#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static gboolean
on_blob_offered (guint64 id, guint64 size, gpointer user_data)
{
  return id % 4 != 3;
}

static void
on_blob_progress (guint64 id, guint64 done, guint64 size, gboolean incoming, gpointer user_data)
{
  g_assert_true (done <= size);
}

static SfTransfer *
make_engine (void)
{
  static const SfTransferEvents events = {
    .blob_offered = on_blob_offered,
    .blob_progress = on_blob_progress,
  };
  SfTransferConfig config = {
    .max_blob_size = 100 * 1000, .max_incoming_bytes = 200 * 1000, .seed = 1};
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (20 * 1000), 20 * 1000);
  g_autoptr (GBytes) message = g_bytes_new_static ("hello", 5);
  SfTransfer *engine = sf_transfer_new (&config, &events, NULL);

  sf_transfer_send_blob (engine, 1, blob, 0);
  g_assert_true (sf_transfer_send_message (engine, message, NULL));
  return engine;
}

/* A step of the input: what happens, then a packet, mostly with a number of ours. */
static void
step (SfTransfer *engine, SfReader *reader, guint64 nth, gint64 now_us)
{
  guint8 out[SF_TRANSFER_MAX_PACKET + 8];
  guint8 what = sf_reader_u8 (reader);
  gsize size;
  const guint8 *bytes = sf_reader_block (reader, SF_TRANSFER_MAX_PACKET, &size);
  SfWriter writer;

  sf_writer_init (&writer, out, sizeof out);
  if (what & 1)
    sf_packet_write_number (&writer, nth);
  sf_writer_bytes (&writer, bytes, size);
  sf_transfer_receive (engine, out, writer.size, now_us);

  if (what & 2)
    sf_transfer_path_changed (engine, now_us);
  if (what & 4)
    sf_transfer_cancel_blob (engine, what >> 4, what & 8);
  for (guint i = 0; i < 40 && sf_transfer_next_packet (engine, out, now_us) > 0; i++)
    if (what & 16)
      sf_transfer_packet_refused (engine, now_us);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (SfTransfer) engine = make_engine ();
  gint64 now_us = G_USEC_PER_SEC;
  SfReader reader;

  sf_reader_init (&reader, data, size);
  for (guint64 nth = 0; reader.left > 0; nth++, now_us += 3000)
    step (engine, &reader, nth, now_us);

  return 0;
}
