/* An Ethernet cable between two network namespaces, with the faults of a long line. */

/*
 *   sf-wire NETNS/INTERFACE NETNS/INTERFACE [SETTING...]
 *
 * makes a TAP device at each end, says `ready`, and carries frames until its standard input ends;
 * then the counters follow as one line of JSON, and the devices are gone. A line on standard input
 * is obeyed and answered by one line. It holds settings (`NAME=VALUE` for both ways,
 * `ab.NAME=VALUE` or `ba.NAME=VALUE` for one; the names are those of SfWaySettings), or one of the
 * words `cut`, `join` and `stats`. `await ab.NAME N` is answered when that counter of SfWayCounters
 * has grown by N.
 *
 * ARP and the IPv6 neighbour protocol are never lost: a lost question costs a second and says
 * nothing of the program that is tested.
 */

#include "tests/support/sf-way.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BATCH_MAX 64     /* frames read from one end before the other has its turn */
#define COMMAND_MAX 1024 /* bytes */
#define TAP_QUEUE 10000  /* frames: the device must not drop what the queue here would take */
#define NS_PER_S INT64_C (1000000000)

#define ETHER_TYPE_IPV4 0x0800
#define ETHER_TYPE_IPV6 0x86dd

static const struct {
  const char *name;
  size_t offset;
} counter_table[] = {
  {"frames", offsetof (SfWayCounters, frames)}, {"delivered", offsetof (SfWayCounters, delivered)},
  {"lost", offsetof (SfWayCounters, lost)},     {"dropped", offsetof (SfWayCounters, dropped)},
  {"cut", offsetof (SfWayCounters, cut)},       {"held", offsetof (SfWayCounters, held)},
};

#define N_COUNTERS (sizeof counter_table / sizeof counter_table[0])

static const char *const way_names[2] = {"ab", "ba"};

typedef struct {
  int taps[2];
  SfWay ways[2];       /* from the first tap to the second, and back */
  uint64_t refused[2]; /* delivered to an interface that was down */
  const uint64_t *awaited;
  uint64_t awaited_value;
  char command[COMMAND_MAX];
  size_t command_size;
} Wire;

static int64_t
get_now_ns (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);

  return t.tv_sec * NS_PER_S + t.tv_nsec;
}

static bool
is_exempt (const uint8_t *bytes, size_t size)
{
  unsigned ether_type, next_header;

  if (size < 21)
    return true;

  ether_type = (unsigned) bytes[12] << 8 | bytes[13];
  next_header = bytes[20];
  if (ether_type == ETHER_TYPE_IPV6) /* multicast reports have a hop-by-hop header in front */
    return next_header == IPPROTO_ICMPV6 || next_header == IPPROTO_HOPOPTS;

  return ether_type != ETHER_TYPE_IPV4;
}

/* Returns: false when the device is gone */
static bool
read_tap (Wire *wire, int from)
{
  static uint8_t bytes[SF_WAY_MAX_FRAME];
  ssize_t size;

  for (int i = 0; i < BATCH_MAX; i++) {
    size = read (wire->taps[from], bytes, sizeof bytes);
    if (size <= 0)
      return size < 0 && (errno == EAGAIN || errno == EINTR);
    sf_way_push (&wire->ways[from], bytes, (size_t) size, is_exempt (bytes, (size_t) size),
                 get_now_ns ());
  }

  return true;
}

static void
write_tap (Wire *wire, int from)
{
  SfWayFrame *frame;

  while ((frame = sf_way_pop (&wire->ways[from], get_now_ns ())) != NULL) {
    if (write (wire->taps[1 - from], frame->bytes, frame->size) < 0)
      wire->refused[from]++;
    free (frame);
  }
}

/* Takes `NAME=VALUE`, `ab.NAME=VALUE` or `ba.NAME=VALUE`. */
static bool
set_word (Wire *wire, char *word)
{
  char *equals = strchr (word, '=');
  bool both = false;
  bool good = true;

  if (equals == NULL)
    return false;
  *equals = '\0';

  both = strncmp (word, "ab.", 3) != 0 && strncmp (word, "ba.", 3) != 0;
  if (both || word[0] == 'a')
    good = sf_way_set (&wire->ways[0], both ? word : word + 3, equals + 1, get_now_ns ());
  if (both || word[0] == 'b')
    good = sf_way_set (&wire->ways[1], both ? word : word + 3, equals + 1, get_now_ns ()) && good;

  return good;
}

static const uint64_t *
get_counter (const Wire *wire, int way, size_t i)
{
  const char *counters = (const char *) &wire->ways[way].counters;

  return (const uint64_t *) (counters + counter_table[i].offset);
}

static void
print_stats (const Wire *wire)
{
  for (int way = 0; way < 2; way++) {
    printf ("%s\"%s\":{", way == 0 ? "{" : ",", way_names[way]);
    for (size_t i = 0; i < N_COUNTERS; i++)
      printf ("\"%s\":%" PRIu64 ",", counter_table[i].name, *get_counter (wire, way, i));
    printf ("\"refused\":%" PRIu64 "}", wire->refused[way]);
  }
  printf ("}\n");
}

/* Takes `await ab.NAME N`. Returns: false when @line is something else */
static bool
await (Wire *wire, const char *line)
{
  char way_name[3], counter_name[16];
  uint64_t growth;

  if (sscanf (line, "await %2[ab].%15[a-z] %" SCNu64, way_name, counter_name, &growth) != 3)
    return false;

  for (int way = 0; way < 2; way++)
    for (size_t i = 0; i < N_COUNTERS; i++)
      if (strcmp (way_names[way], way_name) == 0 &&
          strcmp (counter_table[i].name, counter_name) == 0) {
        wire->awaited = get_counter (wire, way, i);
        wire->awaited_value = *wire->awaited + growth;
        return true;
      }

  return false;
}

static void
answer_await (Wire *wire)
{
  if (wire->awaited == NULL || *wire->awaited < wire->awaited_value)
    return;

  wire->awaited = NULL;
  printf ("ok\n");
  fflush (stdout);
}

static void
obey (Wire *wire, char *line)
{
  bool good = true;
  char *rest = NULL;

  if (strcmp (line, "stats") == 0) {
    print_stats (wire);
    fflush (stdout);
    return;
  }
  if (await (wire, line))
    return;

  for (char *word = strtok_r (line, " ", &rest); word != NULL; word = strtok_r (NULL, " ", &rest)) {
    if (strcmp (word, "cut") == 0 || strcmp (word, "join") == 0) {
      for (int i = 0; i < 2; i++)
        (word[0] == 'c' ? sf_way_cut : sf_way_join) (&wire->ways[i]);
    } else {
      good = set_word (wire, word) && good;
    }
  }
  printf ("%s\n", good ? "ok" : "error: no such setting, or out of range");
  fflush (stdout);
}

/* Returns: false when the input has ended */
static bool
read_commands (Wire *wire)
{
  ssize_t n = read (STDIN_FILENO, wire->command + wire->command_size,
                    sizeof wire->command - wire->command_size);
  char *end;

  if (n <= 0)
    return n < 0 && errno == EINTR;

  wire->command_size += (size_t) n;
  while ((end = memchr (wire->command, '\n', wire->command_size)) != NULL) {
    size_t size = (size_t) (end - wire->command) + 1;

    *end = '\0';
    obey (wire, wire->command);
    wire->command_size -= size;
    memmove (wire->command, wire->command + size, wire->command_size);
  }

  return wire->command_size < sizeof wire->command;
}

static void
carry (Wire *wire)
{
  struct pollfd fds[3] = {
    {.fd = wire->taps[0], .events = POLLIN},
    {.fd = wire->taps[1], .events = POLLIN},
    {.fd = STDIN_FILENO, .events = POLLIN},
  };
  bool go_on = true;

  while (go_on) {
    struct timespec wait = {0};
    int64_t wait_ns, deadline_ns = INT64_MAX;

    for (int i = 0; i < 2; i++) {
      write_tap (wire, i);
      if (sf_way_get_deadline_ns (&wire->ways[i]) < deadline_ns)
        deadline_ns = sf_way_get_deadline_ns (&wire->ways[i]);
    }
    answer_await (wire);
    wait_ns = deadline_ns - get_now_ns ();
    if (wait_ns > 0)
      wait = (struct timespec){.tv_sec = wait_ns / NS_PER_S, .tv_nsec = wait_ns % NS_PER_S};

    if (ppoll (fds, 3, deadline_ns == INT64_MAX ? NULL : &wait, NULL) <= 0)
      continue;
    for (int i = 0; i < 2; i++)
      if (fds[i].revents != 0)
        go_on = read_tap (wire, i) && go_on;
    if (fds[2].revents != 0)
      go_on = read_commands (wire) && go_on;
  }
}

/* Makes the TAP device `NETNS/INTERFACE`. This process stays in that namespace. */
static int
open_tap (const char *where)
{
  const char *slash = strchr (where, '/');
  struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI};
  char path[128];
  int netns, tap, sock;

  errno = EINVAL;
  if (slash == NULL || strlen (slash + 1) >= IFNAMSIZ)
    return -1;

  snprintf (path, sizeof path, "/run/netns/%.*s", (int) (slash - where), where);
  netns = open (path, O_RDONLY | O_CLOEXEC);
  if (netns < 0 || setns (netns, CLONE_NEWNET) != 0)
    return -1;
  close (netns);

  memcpy (request.ifr_name, slash + 1, strlen (slash + 1));
  tap = open ("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (tap < 0 || ioctl (tap, TUNSETIFF, &request) != 0)
    return -1;

  request.ifr_qlen = TAP_QUEUE;
  sock = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (sock < 0 || ioctl (sock, SIOCSIFTXQLEN, &request) != 0)
    return -1;
  close (sock);

  return tap;
}

int
main (int argc, char **argv)
{
  static Wire wire;

  if (argc < 3) {
    fprintf (stderr, "usage: %s NETNS/INTERFACE NETNS/INTERFACE [SETTING...]\n", argv[0]);
    return 2;
  }

  for (int i = 0; i < 2; i++) {
    sf_way_init (&wire.ways[i], (unsigned) i);
    wire.taps[i] = open_tap (argv[1 + i]);
    if (wire.taps[i] < 0) {
      perror (argv[1 + i]);
      return 1;
    }
  }
  for (int i = 3; i < argc; i++)
    if (!set_word (&wire, argv[i])) {
      fprintf (stderr, "no such setting, or out of range: %s\n", argv[i]);
      return 2;
    }

  /* A late cable falsifies what is measured. Without the right to this it is only less exact. */
  (void) setpriority (PRIO_PROCESS, 0, -20);
  prctl (PR_SET_TIMERSLACK, 1UL);

  printf ("ready\n");
  fflush (stdout);
  carry (&wire);
  print_stats (&wire);
  for (int i = 0; i < 2; i++)
    sf_way_clear (&wire.ways[i]);

  return 0;
}
