/* What is told of the LAN: whether it knows of who waits, and whether anybody can be found. */

#include "net/lan/sf-lan-announcer.h"
#include "net/lan/sf-lan-browser.h"
#include "tests/support/sf-test-avahi.h"
#include "tests/support/sf-until.h"

#define ANNOUNCED "EntryGroupNew;GetState;AddService(4000 v=1 np=742);Commit;"
#define ESTABLISHED SF_TEST_AVAHI_RUNNING

typedef struct {
  SfTestAvahi *avahi;
  SfLanAnnouncer *announcer;
  SfLanBrowser *browser;
  GString *announced; /* each told: + known to the network, - not */
  guint n_deaf;
} Fixture;

static void
on_announced (SfLanAnnouncer *announcer, gboolean is_announced, gpointer data)
{
  Fixture *f = data;

  g_string_append_c (f->announced, is_announced ? '+' : '-');
}

static void
on_deaf (SfLanBrowser *browser, gpointer data)
{
  Fixture *f = data;

  f->n_deaf++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->avahi = sf_test_avahi_new ();
  f->announced = g_string_new (NULL);
  f->announcer = sf_lan_announcer_new (4000, "742");
  f->browser = sf_lan_browser_new ("742");
  g_signal_connect (f->announcer, "announced", G_CALLBACK (on_announced), f);
  g_signal_connect (f->browser, "deaf", G_CALLBACK (on_deaf), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->announcer);
  g_clear_object (&f->browser);
  g_clear_pointer (&f->avahi, sf_test_avahi_free);
  g_string_free (f->announced, TRUE);
}

static void
expect_news (Fixture *f, const char *announced)
{
  sf_until (f->announced->len >= strlen (announced));
  g_assert_cmpstr (f->announced->str, ==, announced);
}

static void
test_announced (Fixture *f, gconstpointer data)
{
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
  g_assert_cmpstr (f->announced->str, ==, "");
  sf_test_avahi_tell_group_state (f->avahi, SF_TEST_AVAHI_REGISTERING);
  sf_test_avahi_tell_group_state (f->avahi, ESTABLISHED);
  expect_news (f, "+");
  sf_test_avahi_tell_group_state (f->avahi, SF_TEST_AVAHI_FAILURE);
  expect_news (f, "+-");
}

static void
test_daemon_restarts (Fixture *f, gconstpointer data)
{
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
  sf_test_avahi_tell_group_state (f->avahi, ESTABLISHED);
  expect_news (f, "+");
  sf_test_avahi_free (f->avahi);
  f->avahi = sf_test_avahi_new ();
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
  sf_test_avahi_tell_group_state (f->avahi, ESTABLISHED);
  expect_news (f, "+-+");
}

static void
test_no_name_left (Fixture *f, gconstpointer data)
{
  f->avahi->n_collisions = 100;
  sf_lan_announcer_start (f->announcer);
  expect_news (f, "-");
}

static void
test_no_daemon (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->avahi, sf_test_avahi_free);
  sf_lan_announcer_start (f->announcer);
  sf_lan_browser_start (f->browser);
  expect_news (f, "-");
  sf_until (f->n_deaf == 1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  if (sf_test_avahi_skip_reason () != NULL) {
    g_print ("1..0 # SKIP %s\n", sf_test_avahi_skip_reason ());
    return 0;
  }

  sf_test_avahi_start_bus ();
#define ADD(name, func) g_test_add ("/net/lan-news/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("announced", test_announced);
  ADD ("daemon-restarts", test_daemon_restarts);
  ADD ("no-name-left", test_no_name_left);
  ADD ("no-daemon", test_no_daemon);
#undef ADD
  result = g_test_run ();
  sf_test_avahi_stop_bus ();

  return result;
}
