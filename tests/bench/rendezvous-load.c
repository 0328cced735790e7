/* Loads a mailbox server: whole sessions again and again, or clients that wait. */

#include <glib.h>

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define GUARD_US (30 * G_USEC_PER_SEC)
#define MAX_EVENTS 256
#define MAX_CONNECTING 32
#define READ_BYTES 65536

typedef struct _Pair Pair;

typedef struct {
  Pair *pair;
  int fd; /* -1: none */
  GByteArray *in;
  GString *out;
  gboolean is_upgraded;
  guint n_heard; /* phases of the other side */
  gboolean is_released;
  gboolean is_closed;
} Client;

/* The creator, and the joiner once the nameplate is known. */
struct _Pair {
  Client clients[2];
  char nameplate[48];
  gint64 started_us;
  gboolean is_over;
};

typedef struct {
  struct sockaddr_in address;
  int epoll_fd;
  gboolean only_waits;
  guint n_waiting;
  guint n_errors;
  guint n_addresses;
  GArray *durations_us; /* of the sessions that ended well */
} Load;

static Load load;

static void
fail (Pair *pair, const char *why, const char *detail)
{
  if (load.n_errors++ < 5)
    g_printerr ("%s: %.200s\n", why, detail);
  pair->is_over = TRUE;
}

static void
flush (Client *self)
{
  struct epoll_event event = {.data.ptr = self};
  gssize written = send (self->fd, self->out->str, self->out->len, MSG_NOSIGNAL);

  if (written < 0 && errno != EAGAIN && errno != ENOTCONN)
    fail (self->pair, "send", g_strerror (errno));
  if (written > 0)
    g_string_erase (self->out, 0, written);
  event.events = EPOLLIN | (self->out->len > 0 ? EPOLLOUT : 0);
  epoll_ctl (load.epoll_fd, EPOLL_CTL_MOD, self->fd, &event);
}

/* A text frame with the mask 0. */
static void G_GNUC_PRINTF (2, 3) say (Client *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  gsize length;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  length = strlen (g_strdelimit (text, "'", '"'));
  g_string_append_c (self->out, '\x81');
  if (length < 126) {
    g_string_append_c (self->out, (char) (0x80 | length));
  } else {
    g_string_append_c (self->out, '\xfe');
    g_string_append_c (self->out, (char) (length >> 8));
    g_string_append_c (self->out, (char) length);
  }
  g_string_append_len (self->out, "\0\0\0\0", 4);
  g_string_append (self->out, text);
}

static void
start_client (Pair *pair, guint role)
{
  Client *self = &pair->clients[role];
  struct sockaddr_in from = {.sin_family = AF_INET};
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = self};

  self->pair = pair;
  self->in = g_byte_array_new ();
  self->out = g_string_new ("GET /v1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  /* Several addresses of our own, so that closed connections do not use up the ports. */
  from.sin_addr.s_addr = htonl (INADDR_LOOPBACK + load.n_addresses++ % 16);
  (void) bind (self->fd, (struct sockaddr *) &from, sizeof from);
  if (connect (self->fd, (struct sockaddr *) &load.address, sizeof load.address) != 0 &&
      errno != EINPROGRESS)
    fail (pair, "connect", g_strerror (errno));
  epoll_ctl (load.epoll_fd, EPOLL_CTL_ADD, self->fd, &event);
}

static void
end_client (Client *self)
{
  if (self->fd < 0)
    return;

  close (self->fd);
  self->fd = -1;
  g_byte_array_unref (self->in);
  g_string_free (self->out, TRUE);
}

static void
start_pair (Pair *pair)
{
  memset (pair, 0, sizeof *pair);
  pair->started_us = g_get_monotonic_time ();
  pair->clients[1].fd = -1;
  start_client (pair, 0);
}

/* The string behind `"name":`. */
static void
get_string (const char *message, const char *name, char *ret_string, gsize size)
{
  const char *at = strstr (message, name);

  g_strlcpy (ret_string, "", size);
  if (at == NULL)
    return;
  at += strlen (name);
  at += strspn (at, "\": ");
  g_strlcpy (ret_string, at, MIN (size, strcspn (at, "\"") + 1));
}

static void
on_claimed (Client *self, const char *message)
{
  static const char zeros[] = "0000000000000000000000000000000000000000";
  char mailbox[80];

  get_string (message, "\"mailbox\"", mailbox, sizeof mailbox);
  say (self, "{'type':'open','mailbox':'%s','id':'03'}", mailbox);
  say (self, "{'type':'add','phase':'pake','id':'04','body':'%s%s%s%s'}", zeros, zeros, zeros,
       zeros);
  if (self == &self->pair->clients[0] && !load.only_waits)
    start_client (self->pair, 1);
}

/* Either side answers the other's pake by its version, and the version by closing. */
static void
on_other_phase (Client *self)
{
  static const char zeros[] = "0000000000000000000000000000000000000000";

  if (self->n_heard++ == 0) {
    say (self, "{'type':'release','id':'05'}");
    say (self, "{'type':'add','phase':'version','id':'06','body':'%s%s%s'}", zeros, zeros, zeros);
  } else {
    say (self, "{'type':'close','mood':'happy','id':'07'}");
  }
}

static void
on_welcome (Client *self)
{
  gboolean is_creator = self == &self->pair->clients[0];

  say (self, "{'type':'bind','appid':'example.org/load','side':'%d%p','id':'01'}", is_creator,
       self->pair);
  if (is_creator)
    say (self, "{'type':'allocate','id':'02'}");
  else
    say (self, "{'type':'claim','nameplate':'%s','id':'02'}", self->pair->nameplate);
}

static void
on_message (Client *self, const char *message)
{
  Pair *pair = self->pair;
  char type[16], side[40], own_side[40];

  get_string (message, "\"type\"", type, sizeof type);
  if (strcmp (type, "welcome") == 0) {
    on_welcome (self);
  } else if (strcmp (type, "allocated") == 0) {
    get_string (message, "\"nameplate\"", pair->nameplate, sizeof pair->nameplate);
    say (self, "{'type':'claim','nameplate':'%s','id':'02'}", pair->nameplate);
  } else if (strcmp (type, "claimed") == 0) {
    on_claimed (self, message);
  } else if (strcmp (type, "message") == 0) {
    get_string (message, "\"side\"", side, sizeof side);
    g_snprintf (own_side, sizeof own_side, "%d%p", self == &pair->clients[0], (void *) pair);
    if (strcmp (side, own_side) != 0)
      on_other_phase (self);
    else
      load.n_waiting += load.only_waits;
  } else if (strcmp (type, "released") == 0) {
    self->is_released = TRUE;
  } else if (strcmp (type, "closed") == 0) {
    self->is_closed = TRUE;
  } else if (strcmp (type, "error") == 0) {
    fail (pair, "error", message);
  }
}

static void
on_frame (Client *self, guint8 opcode, const guint8 *payload, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) payload, length);

  if (opcode == 1)
    on_message (self, text);
  else if (opcode == 9)
    g_string_append_len (self->out, "\x8a\x80\0\0\0\0", 6);
  else if (opcode == 8)
    fail (self->pair, "closed", "by the server");
}

/* Returns: how many bytes the first frame took; 0: it is incomplete */
static gsize
take_frame (Client *self)
{
  const guint8 *bytes = self->in->data;
  gsize header = 2, length;

  if (self->in->len < 2)
    return 0;
  length = bytes[1];
  if (length == 126) {
    if (self->in->len < 4)
      return 0;
    header = 4;
    length = (gsize) bytes[2] << 8 | bytes[3];
  }
  if (length == 127 || self->in->len < header + length)
    return 0;
  on_frame (self, bytes[0] & 0x0f, bytes + header, length);

  return header + length;
}

static void
take_response (Client *self)
{
  const char *end = memmem (self->in->data, self->in->len, "\r\n\r\n", 4);

  if (end == NULL)
    return;
  if (self->in->len < 12 || memcmp (self->in->data, "HTTP/1.1 101", 12) != 0)
    fail (self->pair, "no WebSocket", (const char *) self->in->data);
  self->is_upgraded = TRUE;
  g_byte_array_remove_range (self->in, 0, (guint) (end + 4 - (const char *) self->in->data));
}

static void
on_readable (Client *self)
{
  static guint8 bytes[READ_BYTES];
  gssize length = recv (self->fd, bytes, sizeof bytes, 0);
  gsize taken;

  if (length < 0 && errno == EAGAIN)
    return;
  if (length <= 0) {
    fail (self->pair, "lost", length == 0 ? "end" : g_strerror (errno));
    return;
  }

  g_byte_array_append (self->in, bytes, (guint) length);
  if (!self->is_upgraded)
    take_response (self);
  while (self->is_upgraded && !self->pair->is_over && (taken = take_frame (self)) > 0)
    g_byte_array_remove_range (self->in, 0, (guint) taken);
}

static void
settle (Pair *pair)
{
  const Client *clients = pair->clients;

  if (clients[0].is_released && clients[0].is_closed && clients[1].is_released &&
      clients[1].is_closed) {
    gint64 duration_us = g_get_monotonic_time () - pair->started_us;

    g_array_append_val (load.durations_us, duration_us);
    pair->is_over = TRUE;
  } else if (!load.only_waits && g_get_monotonic_time () - pair->started_us > GUARD_US) {
    fail (pair, "too slow", pair->nameplate);
  }
}

static void
turn (int timeout_ms)
{
  struct epoll_event events[MAX_EVENTS];
  int n = epoll_wait (load.epoll_fd, events, MAX_EVENTS, timeout_ms);

  for (int i = 0; i < n; i++) {
    Client *client = events[i].data.ptr;

    if (client->fd < 0 || client->pair->is_over)
      continue;
    if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
      on_readable (client);
    if (!client->pair->is_over)
      flush (client);
  }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
run_sessions (guint n_pairs, double seconds)
{
  g_autofree Pair *pairs = g_new0 (Pair, n_pairs);
  gint64 start_us = g_get_monotonic_time ();
  gint64 end_us = start_us + (gint64) (seconds * G_USEC_PER_SEC);
  guint n, n_running;

  for (guint i = 0; i < n_pairs; i++)
    start_pair (&pairs[i]);

  do {
    turn (100);
    n_running = 0;
    for (guint i = 0; i < n_pairs; i++) {
      if (!pairs[i].is_over)
        settle (&pairs[i]);
      if (pairs[i].is_over) {
        end_client (&pairs[i].clients[0]);
        end_client (&pairs[i].clients[1]);
        if (g_get_monotonic_time () < end_us)
          start_pair (&pairs[i]);
      }
      n_running += !pairs[i].is_over;
    }
  } while (n_running > 0);

  n = load.durations_us->len;
  g_array_sort (load.durations_us, compare);
  g_print ("{\"sessions\":%u,\"errors\":%u,\"sessions_per_s\":%.1f,\"ms_p50\":%.2f}\n", n,
           load.n_errors,
           (double) n * G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start_us),
           n > 0 ? (double) g_array_index (load.durations_us, gint64, n / 2) / 1000 : 0);
}

static void
run_wait (guint n_clients)
{
  g_autofree Pair *pairs = g_new0 (Pair, n_clients);
  gint64 start_us = g_get_monotonic_time ();
  guint n_started = 0;
  GIOChannel *input = g_io_channel_unix_new (STDIN_FILENO);
  g_autofree char *ignored = NULL;

  while (load.n_waiting + load.n_errors < n_clients) {
    while (n_started < n_clients && n_started - load.n_waiting - load.n_errors < MAX_CONNECTING)
      start_pair (&pairs[n_started++]);
    turn (100);
  }
  g_print ("{\"waiting\":%u,\"errors\":%u,\"setup_s\":%.2f}\n", load.n_waiting, load.n_errors,
           (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC);
  g_io_channel_read_to_end (input, &ignored, NULL, NULL);
  g_io_channel_unref (input);
}

static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

/* `sessions` prints a JSON line at its end, `wait` when all wait, held until stdin ends. */
int
main (int argc, char **argv)
{
  if (argc < 4 || (strcmp (argv[2], "sessions") == 0 && argc < 5)) {
    g_printerr ("usage: %s PORT sessions PAIRS SECONDS | PORT wait CLIENTS\n", argv[0]);
    return 2;
  }

  raise_descriptor_limit ();
  load.address = (struct sockaddr_in){
    .sin_family = AF_INET,
    .sin_port = htons ((guint16) atoi (argv[1])),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  load.epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  load.durations_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  load.only_waits = strcmp (argv[2], "wait") == 0;
  if (load.only_waits)
    run_wait ((guint) atoi (argv[3]));
  else
    run_sessions ((guint) atoi (argv[3]), g_ascii_strtod (argv[4], NULL));

  return load.n_errors > 0;
}
