/* What a packet costs the transfer engines: processor time, without sockets and seals. */

#include "net/transfer/sf-packet.h"
#include "net/transfer/sf-transfer.h"

#include <sodium.h>
#include <stdio.h>
#include <time.h>

#define SIZE (30 * 1000 * 1000)
#define PASS_US 500 /* from one end to the other */
#define N_PASSED 64 /* packets under way at most, each way */

typedef struct {
  guint8 bytes[SF_TRANSFER_MAX_PACKET];
  gsize size;
} Packet;

static gint64
get_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static gboolean
on_blob_offered (guint64 id, guint64 size, gpointer user_data)
{
  return TRUE;
}

/* Takes what @from has to say to @to. Returns: how many packets */
static guint
pass (SfTransfer *from, SfTransfer *to, Packet *under_way, gint64 now_us, guint lost_every)
{
  static guint64 n_passed;
  guint n = 0;

  while (n < N_PASSED &&
         (under_way[n].size = sf_transfer_next_packet (from, under_way[n].bytes, now_us)) > 0)
    n++;
  for (guint i = 0; i < n; i++)
    if (lost_every == 0 || ++n_passed % lost_every != 0)
      sf_transfer_receive (to, under_way[i].bytes, under_way[i].size, now_us + PASS_US);

  return n;
}

static void
measure (const char *name, GBytes *blob, guint lost_every)
{
  static const SfTransferEvents events = {.blob_offered = on_blob_offered};
  SfTransferConfig config = {.max_blob_size = SIZE, .max_incoming_bytes = SIZE, .seed = 1};
  g_autoptr (SfTransfer) sender = sf_transfer_new (&config, &events, NULL);
  g_autoptr (SfTransfer) receiver = sf_transfer_new (&config, &events, NULL);
  g_autofree Packet *under_way = g_new (Packet, N_PASSED);
  guint8 hash[crypto_hash_sha256_BYTES];
  gint64 now_us = G_USEC_PER_SEC;
  gint64 start_ns = get_cpu_ns ();
  gint64 hash_ns;
  guint n_packets = 0;

  crypto_hash_sha256 (hash, g_bytes_get_data (blob, NULL), SIZE);
  hash_ns = get_cpu_ns () - start_ns;

  sf_transfer_send_blob (sender, 1, blob, 0);
  start_ns = get_cpu_ns ();
  for (; !sf_transfer_is_idle (sender); now_us += PASS_US) {
    n_packets += pass (sender, receiver, under_way, now_us, lost_every);
    n_packets += pass (receiver, sender, under_way, now_us, lost_every);
  }

  printf ("{\"benchmark\": \"transfer-engine\", \"cable\": \"%s\", \"packets\": %u, "
          "\"ns_per_packet\": %.0f, \"of_which_sha256\": %.0f}\n",
          name, n_packets, (double) (get_cpu_ns () - start_ns) / n_packets,
          (double) hash_ns / n_packets);
}

int
main (void)
{
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (SIZE), SIZE);

  measure ("no loss", blob, 0);
  measure ("1 % loss", blob, 100);
  measure ("10 % loss", blob, 10);
  return 0;
}
