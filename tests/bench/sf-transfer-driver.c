/* Sends bytes in real time, by the transfer engine or by TCP, with pings beside them. */

/*
 *   sf-transfer-driver answer               says `ready`, receives until its standard input ends
 *   sf-transfer-driver engine ADDRESS SIZE  sends SIZE bytes to who answers there: a line of JSON
 *   sf-transfer-driver cubic ADDRESS SIZE   the same over TCP; any of the kernel's algorithms
 */

#include "net/crypto/sf-sealer.h"
#include "net/transfer/sf-transfer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  ENGINE_PORT = 7000,
  PING_PORT = 7001,
  TCP_PORT = 7002
};

#define PING_US (20 * 1000)
#define IDLE_US G_USEC_PER_SEC /* of pings alone, before anything is sent */
#define GUARD_US (120 * G_USEC_PER_SEC)
#define MAX_DATAGRAM (SF_TRANSFER_MAX_PACKET + SF_SEALER_OVERHEAD)

static G_NORETURN void
die (const char *what)
{
  perror (what);
  exit (1);
}

static int
open_socket (int type, const char *address, guint16 port)
{
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons (port)};
  int one = 1;
  int fd = socket (AF_INET, type | SOCK_NONBLOCK, 0);

  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (address == NULL && bind (fd, (struct sockaddr *) &name, sizeof name) != 0)
    die ("bind");
  if (address != NULL) {
    inet_pton (AF_INET, address, &name.sin_addr);
    if (connect (fd, (struct sockaddr *) &name, sizeof name) != 0 && errno != EINPROGRESS)
      die ("connect");
  }

  return fd;
}

/* Waits for one of @fds until @deadline_us, in whole milliseconds as main loops do. */
static void
wait_for (struct pollfd *fds, guint n_fds, gint64 deadline_us)
{
  gint64 left_us = CLAMP (deadline_us - g_get_monotonic_time (), 0, G_USEC_PER_SEC);

  if (poll (fds, n_fds, (int) ((left_us + 999) / 1000)) < 0 && errno != EINTR)
    die ("poll");
}

/* An engine on a socket. */
typedef struct {
  int fd;
  gboolean is_connected;
  struct sockaddr_in other; /* whom it last heard of */
  SfTransfer *engine;
  SfSealer *sealer;
  gboolean is_sent;
} Line;

static gboolean
on_blob_offered (guint64 id, guint64 size, gpointer user_data)
{
  return TRUE;
}

static void
on_blob_sent (guint64 id, gpointer user_data)
{
  Line *line = user_data;

  line->is_sent = TRUE;
}

static void
on_failed (const GError *error, gpointer user_data)
{
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

static void
line_init (Line *line, int fd, gboolean is_connected)
{
  static const SfTransferEvents events = {
    .blob_offered = on_blob_offered,
    .blob_sent = on_blob_sent,
    .failed = on_failed,
  };
  static const guint8 keys[2][32] = {"a key for measurements", "another one"};
  SfTransferConfig config;

  sf_transfer_config_init (&config);
  *line = (Line){.fd = fd, .is_connected = is_connected};
  line->engine = sf_transfer_new (&config, &events, line);
  line->sealer = sf_sealer_new (keys[is_connected], keys[!is_connected]);
}

static void
line_clear (Line *line)
{
  sf_transfer_free (line->engine);
  sf_sealer_free (line->sealer);
}

static void
line_receive (Line *line)
{
  guint8 datagram[MAX_DATAGRAM], packet[MAX_DATAGRAM];
  socklen_t length = sizeof line->other;
  gsize packet_size;
  ssize_t size;

  while ((size = recvfrom (line->fd, datagram, sizeof datagram, 0, (struct sockaddr *) &line->other,
                           &length)) > 0)
    if (sf_sealer_open (line->sealer, datagram, (gsize) size, packet, &packet_size))
      sf_transfer_receive (line->engine, packet, packet_size, g_get_monotonic_time ());
}

static void
line_send (Line *line)
{
  guint8 datagram[MAX_DATAGRAM], packet[SF_TRANSFER_MAX_PACKET];
  const struct sockaddr *other = line->is_connected ? NULL : (struct sockaddr *) &line->other;
  socklen_t length = line->is_connected ? 0 : sizeof line->other;
  gint64 now_us = g_get_monotonic_time ();
  gsize size;

  while ((size = sf_transfer_next_packet (line->engine, packet, now_us)) > 0) {
    size = sf_sealer_seal (line->sealer, packet, size, datagram);
    if (sendto (line->fd, datagram, size, 0, other, length) < 0)
      sf_transfer_packet_refused (line->engine, now_us);
  }
}

/* Pings, and how long each took. */
typedef struct {
  int fd;
  gint64 next_us;
  GArray *round_trips; /* (element-type gint64) */
} Pinger;

static void
ping (Pinger *pinger)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 left_us;

  while (recv (pinger->fd, &left_us, sizeof left_us, 0) == sizeof left_us) {
    left_us = now_us - left_us;
    g_array_append_val (pinger->round_trips, left_us);
  }

  if (now_us >= pinger->next_us) {
    if (send (pinger->fd, &now_us, sizeof now_us, 0) < 0 && errno != EAGAIN)
      die ("ping");
    pinger->next_us = now_us + PING_US;
  }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Returns: the median in milliseconds; the round trips are forgotten */
static double
take_median (Pinger *pinger)
{
  GArray *times = pinger->round_trips;
  double median_ms;

  g_array_sort (times, compare_times);
  median_ms = times->len > 0 ? (double) g_array_index (times, gint64, times->len / 2) / 1000 : 0;
  g_array_set_size (times, 0);
  return median_ms;
}

static void
send_by_engine (const char *address, GBytes *bytes, Pinger *pinger, SfTransferStats *ret_stats)
{
  Line line;
  gint64 start_us = g_get_monotonic_time ();

  line_init (&line, open_socket (SOCK_DGRAM, address, ENGINE_PORT), TRUE);
  sf_transfer_send_blob (line.engine, 1, bytes, 0);
  while (!line.is_sent && g_get_monotonic_time () - start_us < GUARD_US) {
    struct pollfd fds[] = {{line.fd, POLLIN, 0}, {pinger->fd, POLLIN, 0}};

    line_send (&line);
    ping (pinger);
    wait_for (fds, 2, MIN (pinger->next_us, sf_transfer_get_deadline_us (line.engine)));
    line_receive (&line);
  }
  sf_transfer_get_stats (line.engine, ret_stats);
  close (line.fd);
  line_clear (&line);
}

static void
send_by_tcp (const char *algorithm, const char *address, GBytes *bytes, Pinger *pinger)
{
  gsize size, sent = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  int fd = open_socket (SOCK_STREAM, address, TCP_PORT);
  gint64 start_us = g_get_monotonic_time ();
  guint8 done;

  if (setsockopt (fd, IPPROTO_TCP, TCP_CONGESTION, algorithm, (socklen_t) strlen (algorithm)) != 0)
    die (algorithm);

  while (recv (fd, &done, 1, 0) != 1 && g_get_monotonic_time () - start_us < GUARD_US) {
    struct pollfd fds[] = {{fd, sent < size ? POLLIN | POLLOUT : POLLIN, 0},
                           {pinger->fd, POLLIN, 0}};
    ssize_t more = sent < size ? send (fd, data + sent, size - sent, 0) : 0;

    if (more < 0 && errno != EAGAIN && errno != EINPROGRESS && errno != ENOTCONN)
      die ("send");
    sent += (gsize) MAX (more, 0);
    ping (pinger);
    wait_for (fds, 2, pinger->next_us);
  }
  close (fd);
}

static int
measure (const char *how, const char *address, gsize size)
{
  Pinger pinger = {.fd = open_socket (SOCK_DGRAM, address, PING_PORT),
                   .round_trips = g_array_new (FALSE, FALSE, sizeof (gint64))};
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);
  gint64 start_us = g_get_monotonic_time ();
  SfTransferStats stats = {0};
  struct rusage usage;
  double idle_ms, seconds;

  while (g_get_monotonic_time () - start_us < IDLE_US) {
    struct pollfd fds[] = {{pinger.fd, POLLIN, 0}};

    ping (&pinger);
    wait_for (fds, 1, pinger.next_us);
  }
  idle_ms = take_median (&pinger);

  start_us = g_get_monotonic_time ();
  if (strcmp (how, "engine") == 0)
    send_by_engine (address, bytes, &pinger, &stats);
  else
    send_by_tcp (how, address, bytes, &pinger);
  seconds = (double) (g_get_monotonic_time () - start_us) / 1e6;

  getrusage (RUSAGE_SELF, &usage);
  printf ("{\"seconds\": %.3f, \"mbit_s\": %.2f, \"idle_ping_ms\": %.1f, \"ping_ms\": %.1f, "
          "\"packets\": %" G_GUINT64_FORMAT ", \"lost\": %" G_GUINT64_FORMAT ", \"cpu_s\": %.3f}\n",
          seconds, (double) size * 8 / seconds / 1e6, idle_ms, take_median (&pinger),
          stats.packets_sent, stats.packets_lost,
          (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
            (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
  g_array_unref (pinger.round_trips);
  return 0;
}

static void
echo (int fd)
{
  struct sockaddr_in from;
  socklen_t length = sizeof from;
  guint8 bytes[64];
  ssize_t size;

  while ((size = recvfrom (fd, bytes, sizeof bytes, 0, (struct sockaddr *) &from, &length)) > 0)
    if (sendto (fd, bytes, (size_t) size, 0, (struct sockaddr *) &from, length) < 0)
      return;
}

/* Swallows a connection's bytes; when @left of them came, says so. Returns: FALSE at its end */
static gboolean
swallow (int fd, gsize *left)
{
  static guint8 bytes[65536];
  ssize_t size;

  while ((size = recv (fd, bytes, sizeof bytes, 0)) > 0) {
    *left -= MIN (*left, (gsize) size);
    if (*left == 0 && send (fd, "!", 1, MSG_NOSIGNAL) < 0)
      return FALSE;
  }

  return size < 0 && errno == EAGAIN;
}

static int
serve (gsize size)
{
  Line line;
  int echo_fd = open_socket (SOCK_DGRAM, NULL, PING_PORT);
  int listen_fd = open_socket (SOCK_STREAM, NULL, TCP_PORT);
  int tcp_fd = -1;
  gsize left = size;

  line_init (&line, open_socket (SOCK_DGRAM, NULL, ENGINE_PORT), FALSE);
  listen (listen_fd, 1);
  puts ("ready");
  fflush (stdout);

  for (;;) {
    struct pollfd fds[] = {{STDIN_FILENO, POLLIN, 0},
                           {line.fd, POLLIN, 0},
                           {echo_fd, POLLIN, 0},
                           {listen_fd, POLLIN, 0},
                           {tcp_fd, POLLIN, 0}};

    wait_for (fds, G_N_ELEMENTS (fds), sf_transfer_get_deadline_us (line.engine));
    if (fds[0].revents != 0)
      break;
    if (fds[3].revents != 0)
      tcp_fd = accept4 (listen_fd, NULL, NULL, SOCK_NONBLOCK);
    if (tcp_fd >= 0 && !swallow (tcp_fd, &left)) {
      close (tcp_fd);
      tcp_fd = -1;
    }
    echo (echo_fd);
    line_receive (&line);
    line_send (&line);
  }

  line_clear (&line);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "answer") == 0)
    return serve ((gsize) atol (argv[2]));
  if (argc == 4)
    return measure (argv[1], argv[2], (gsize) atol (argv[3]));

  fprintf (stderr, "usage: %s answer SIZE | engine|cubic ADDRESS SIZE\n", argv[0]);
  return 2;
}
