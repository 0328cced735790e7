/* The controller on a path of three numbers: it finds the rate, and lets go when it must. */

#include "net/transfer/sf-controller.h"

#define MS 1000
#define SIZE 1200 /* bytes of a packet */

/* A path of a rate, a round trip and a queue without end; packets are acknowledged one by one. */
typedef struct {
  SfController controller;
  guint64 rate; /* bytes a second */
  gint64 rtt_us;
  guint lost_every; /* the n-th packet is lost; 0: none */
  gint64 now_us;
  gint64 line_free_us;
  GQueue flight; /* (element-type Packet) (owned) */
  gsize in_flight;
  guint n_sent;
  gint64 next_send_us;
  gint64 latest_rtt_us;
} Path;

typedef struct {
  SfDeliverySnapshot snapshot;
  gint64 due_us;
  gboolean is_lost;
} Packet;

static void
path_init (Path *path, guint64 rate, gint64 rtt_us)
{
  *path = (Path){.rate = rate, .rtt_us = rtt_us, .now_us = G_USEC_PER_SEC};
  g_queue_init (&path->flight);
  sf_controller_init (&path->controller, 1);
}

static void
path_clear (Path *path)
{
  g_queue_clear_full (&path->flight, g_free);
}

static void
send_one (Path *path)
{
  Packet *packet = g_new0 (Packet, 1);
  guint64 pace = sf_controller_get_pacing_rate (&path->controller);

  sf_controller_on_sent (&path->controller, path->in_flight, path->now_us, &packet->snapshot);
  path->in_flight += SIZE;
  path->line_free_us = MAX (path->line_free_us, path->now_us);
  path->line_free_us += (gint64) (SIZE * G_USEC_PER_SEC / path->rate);
  packet->due_us = path->line_free_us + path->rtt_us;
  packet->is_lost = path->lost_every > 0 && ++path->n_sent % path->lost_every == 0;
  g_queue_push_tail (&path->flight, packet);
  path->next_send_us = path->now_us + (gint64) (SIZE * G_USEC_PER_SEC / pace);
}

static void
take_one (Path *path)
{
  g_autofree Packet *packet = g_queue_pop_head (&path->flight);

  path->in_flight -= SIZE;
  if (packet->is_lost) {
    sf_controller_on_lost (&path->controller);
    return;
  }

  path->latest_rtt_us = path->now_us - packet->snapshot.sent_us;
  sf_controller_on_acked (&path->controller, &packet->snapshot, SIZE, path->now_us);
  sf_controller_update (&path->controller, path->latest_rtt_us, path->in_flight, path->now_us);
}

static void
run (Path *path, gint64 duration_us)
{
  gint64 end_us = path->now_us + duration_us;

  while (path->now_us < end_us) {
    gboolean is_open = path->in_flight < sf_controller_get_window (&path->controller);
    const Packet *oldest = g_queue_peek_head (&path->flight);

    if (is_open && path->next_send_us <= path->now_us) {
      send_one (path);
    } else if (oldest != NULL && oldest->due_us <= path->now_us) {
      take_one (path);
    } else {
      gint64 next_us = oldest != NULL ? oldest->due_us : G_MAXINT64;

      path->now_us = is_open ? MIN (next_us, path->next_send_us) : next_us;
    }
  }
}

static void
expect_rate (Path *path)
{
  double found = (double) path->controller.rate / (double) path->rate;

  g_test_message ("found %.3f of the rate", found);
  g_assert_cmpfloat (found, >, 0.95);
  g_assert_cmpfloat (found, <, 1.05);
}

static void
test_finds_the_rate (void)
{
  static const struct {
    guint64 rate;
    gint64 rtt_us;
  } paths[] = {
    {125 * 1000, 80 * MS},   {2500 * 1000, 50 * MS},      {2500 * 1000, 150 * MS},
    {12500 * 1000, 20 * MS}, {100 * 1000 * 1000, MS / 2},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    Path path;

    path_init (&path, paths[i].rate, paths[i].rtt_us);
    run (&path, MAX (12 * paths[i].rtt_us, 500 * MS));
    g_assert_cmpint (path.controller.phase, ==, SF_CONTROLLER_CRUISE);
    expect_rate (&path);
    path_clear (&path);
  }
}

/* In the long run nothing waits in the queue for longer than a third of the round trip. */
static void
test_keeps_the_queue_short (void)
{
  Path path;
  gint64 longest_us = 0;

  path_init (&path, 2500 * 1000, 50 * MS);
  run (&path, 2 * G_USEC_PER_SEC);
  for (guint i = 0; i < 3000; i++) {
    run (&path, 1 * MS);
    longest_us = MAX (longest_us, path.latest_rtt_us);
  }
  g_test_message ("at most %.1f ms of 50", (double) longest_us / MS);
  g_assert_cmpint (longest_us, <, 75 * MS);
  path_clear (&path);
}

static void
test_follows_the_rate (void)
{
  Path path;

  path_init (&path, 2500 * 1000, 50 * MS);
  run (&path, G_USEC_PER_SEC);
  path.rate = 1000 * 1000;
  run (&path, 3 * G_USEC_PER_SEC);
  expect_rate (&path);
  path.rate = 2500 * 1000;
  run (&path, 5 * G_USEC_PER_SEC);
  expect_rate (&path);
  path_clear (&path);
}

/* A longer way is taken for a queue at first, and seen for what it is within some seconds. */
static void
test_follows_the_round_trip (void)
{
  Path path;

  path_init (&path, 2500 * 1000, 50 * MS);
  run (&path, G_USEC_PER_SEC);
  path.rtt_us = 90 * MS;
  run (&path, 14 * G_USEC_PER_SEC);
  g_assert_cmpint (path.controller.min_rtt_us, >=, 90 * MS);
  g_assert_cmpint (path.controller.min_rtt_us, <, 95 * MS);
  expect_rate (&path);
  path.rtt_us = 30 * MS;
  run (&path, G_USEC_PER_SEC);
  g_assert_cmpint (path.controller.min_rtt_us, <, 35 * MS);
  path_clear (&path);
}

static void
test_bears_some_loss (void)
{
  Path path;

  path_init (&path, 2500 * 1000, 50 * MS);
  path.lost_every = 10;
  run (&path, 3 * G_USEC_PER_SEC);
  g_assert_cmpuint (path.controller.rate, >, 2500 * 1000 * 85 / 100);
  path_clear (&path);
}

static void
test_backs_off_when_much_is_lost (void)
{
  Path path;
  guint64 before;

  path_init (&path, 2500 * 1000, 50 * MS);
  run (&path, G_USEC_PER_SEC);
  before = path.controller.rate;
  path.lost_every = 5;
  run (&path, G_USEC_PER_SEC);
  g_assert_cmpuint (path.controller.rate, <, before / 2);

  path.lost_every = 0;
  run (&path, 10 * G_USEC_PER_SEC);
  expect_rate (&path);
  path_clear (&path);
}

/* An application that says little does not make the path look slow. */
static void
test_remembers_over_silence (void)
{
  Path path;
  guint64 before;

  path_init (&path, 2500 * 1000, 50 * MS);
  run (&path, G_USEC_PER_SEC);
  before = path.controller.rate;
  while (!g_queue_is_empty (&path.flight)) {
    path.now_us = ((Packet *) g_queue_peek_head (&path.flight))->due_us;
    take_one (&path);
  }

  for (guint i = 0; i < 300; i++) {
    sf_controller_set_app_limited (&path.controller, 0);
    send_one (&path);
    path.now_us = ((Packet *) g_queue_peek_head (&path.flight))->due_us;
    take_one (&path);
  }
  g_assert_cmpuint (path.controller.rate, >=, before);
  g_assert_cmpint (path.controller.phase, !=, SF_CONTROLLER_PROBE_RTT);
  path_clear (&path);
}

static void
test_bounds (void)
{
  SfController controller;

  sf_controller_init (&controller, 1);
  controller.rate = G_MAXUINT32;
  controller.min_rtt_us = G_USEC_PER_SEC;
  g_assert_cmpuint (sf_controller_get_window (&controller), <=, 8 * 1024 * 1024);
  g_assert_cmpuint (sf_controller_get_pacing_rate (&controller), <=, 1250 * 1000 * 1000);

  controller.phase = SF_CONTROLLER_CRUISE;
  controller.rate = 0;
  controller.min_rtt_us = 60 * G_USEC_PER_SEC;
  g_assert_cmpuint (sf_controller_get_window (&controller), >=, 4 * 1174);
  g_assert_cmpuint (sf_controller_get_pacing_rate (&controller), >=, 1174);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/controller/finds-the-rate", test_finds_the_rate);
  g_test_add_func ("/net/transfer/controller/keeps-the-queue-short", test_keeps_the_queue_short);
  g_test_add_func ("/net/transfer/controller/follows-the-rate", test_follows_the_rate);
  g_test_add_func ("/net/transfer/controller/follows-the-round-trip", test_follows_the_round_trip);
  g_test_add_func ("/net/transfer/controller/bears-some-loss", test_bears_some_loss);
  g_test_add_func ("/net/transfer/controller/backs-off", test_backs_off_when_much_is_lost);
  g_test_add_func ("/net/transfer/controller/remembers-over-silence", test_remembers_over_silence);
  g_test_add_func ("/net/transfer/controller/bounds", test_bounds);
  return g_test_run ();
}
