/* Announcing and finding on the LAN, against a stand-in for Avahi that fails in every way. */

#include "net/lan/sf-lan-announcer.h"
#include "net/lan/sf-lan-browser.h"
#include "net/lan/sf-lan-service.h"
#include "tests/support/sf-test-avahi.h"

#define ADD "AddService(4000 v=1 np=742);"
#define ANNOUNCED "EntryGroupNew;GetState;" ADD "Commit;"
#define LOCAL 8

typedef struct {
  SfTestAvahi *avahi;
  SfLanAnnouncer *announcer;
  SfLanBrowser *browser;
  GString *found; /* URLs, each with a space behind it */
} Fixture;

static void
on_found (SfLanBrowser *browser, const char *url, gpointer data)
{
  Fixture *f = data;

  g_string_append_printf (f->found, "%s ", url);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->avahi = sf_test_avahi_new ();
  f->announcer = sf_lan_announcer_new (4000, "742");
  f->browser = sf_lan_browser_new ("742");
  f->found = g_string_new (NULL);
  g_signal_connect (f->browser, "found", G_CALLBACK (on_found), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->announcer);
  g_clear_object (&f->browser);
  g_clear_pointer (&f->avahi, sf_test_avahi_free);
  g_string_free (f->found, TRUE);
}

static void
restart_daemon (Fixture *f)
{
  sf_test_avahi_free (f->avahi);
  f->avahi = sf_test_avahi_new ();
}

static void
on_state (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_assert_nonnull (reply);
  *(gboolean *) data = TRUE;
}

/* Everything on its way between the two has arrived, and what it led to. D-Bus keeps order. */
static void
settle (Fixture *f)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  for (int i = 0; i < 3; i++) {
    gboolean is_done = FALSE;

    g_dbus_connection_call (connection, "org.freedesktop.Avahi", "/",
                            "org.freedesktop.Avahi.Server", "GetState", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_state, &is_done);
    while (!is_done)
      g_main_context_iteration (NULL, TRUE);
  }
  sf_test_avahi_expect (f->avahi, "GetState;GetState;GetState;");
}

/* Announcer */

static void
test_announces (Fixture *f, gconstpointer data)
{
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);

  sf_lan_announcer_stop (f->announcer);
  sf_test_avahi_expect (f->avahi, "Free;");

  sf_lan_announcer_start (f->announcer);
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);

  g_clear_object (&f->announcer);
  sf_test_avahi_expect (f->avahi, "Free;");
}

static void
test_two_announce (Fixture *f, gconstpointer data)
{
  g_autoptr (SfLanAnnouncer) other = sf_lan_announcer_new (4001, "5");
  g_autofree char *name = NULL;

  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
  name = g_strdup (f->avahi->service_name);
  g_assert_true (g_str_has_prefix (name, "sameframe-"));

  sf_lan_announcer_start (other);
  sf_test_avahi_expect (f->avahi, "EntryGroupNew;GetState;AddService(4001 v=1 np=5);Commit;");
  g_assert_cmpstr (f->avahi->service_name, !=, name);
}

static void
test_daemon_comes_and_goes (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->avahi, sf_test_avahi_free);
  sf_lan_announcer_start (f->announcer);
  f->avahi = sf_test_avahi_new ();
  sf_test_avahi_expect (f->avahi, ANNOUNCED);

  restart_daemon (f);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
}

static void
test_stopped_while_made (Fixture *f, gconstpointer data)
{
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, "EntryGroupNew;");
  sf_lan_announcer_stop (f->announcer);
  sf_test_avahi_expect (f->avahi, "Free;");
}

static void
test_daemon_not_ready (Fixture *f, gconstpointer data)
{
  f->avahi->state = SF_TEST_AVAHI_REGISTERING;
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, "EntryGroupNew;GetState;");
  sf_test_avahi_tell_server_state (f->avahi, SF_TEST_AVAHI_RUNNING);
  sf_test_avahi_expect (f->avahi, ADD "Commit;");
}

static void
test_host_is_renamed (Fixture *f, gconstpointer data)
{
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
  sf_test_avahi_tell_server_state (f->avahi, SF_TEST_AVAHI_COLLISION);
  sf_test_avahi_expect (f->avahi, "Reset;");
  sf_test_avahi_tell_server_state (f->avahi, SF_TEST_AVAHI_REGISTERING);
  sf_test_avahi_tell_server_state (f->avahi, SF_TEST_AVAHI_RUNNING);
  sf_test_avahi_tell_server_state (f->avahi, SF_TEST_AVAHI_RUNNING);
  sf_test_avahi_expect (f->avahi, ADD "Commit;");
}

static void
test_name_taken_on_network (Fixture *f, gconstpointer data)
{
  g_autofree char *name = NULL;

  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
  name = g_strdup (f->avahi->service_name);

  sf_test_avahi_tell_group_state (f->avahi, SF_TEST_AVAHI_RUNNING); /* established */
  sf_test_avahi_tell_group_state (f->avahi, SF_TEST_AVAHI_COLLISION);
  sf_test_avahi_expect (f->avahi, "Reset;" ADD "Commit;");
  g_assert_cmpstr (f->avahi->service_name, !=, name);
}

static void
test_name_taken_here (Fixture *f, gconstpointer data)
{
  f->avahi->n_collisions = 2;
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi,
                        "EntryGroupNew;GetState;" ADD "Reset;" ADD "Reset;" ADD "Commit;");
}

/* Nine names, then no more. */
static void
test_every_name_taken (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new ("EntryGroupNew;GetState;");

  for (int i = 0; i < 9; i++)
    g_string_append (log, ADD "Reset;");

  f->avahi->n_collisions = 100;
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, log->str);
  sf_lan_announcer_stop (f->announcer);
  sf_test_avahi_expect (f->avahi, "Free;");
}

/* A connection that everybody shares must not take the program with it when the bus goes. */
static void
test_bus_may_go (Fixture *f, gconstpointer data)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  g_dbus_connection_set_exit_on_close (connection, TRUE);
  sf_lan_announcer_start (f->announcer);
  sf_test_avahi_expect (f->avahi, ANNOUNCED);
  g_assert_false (g_dbus_connection_get_exit_on_close (connection));
}

/* Browser */

static void
expect_resolving (Fixture *f, guint n)
{
  g_autoptr (GString) log = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (log, "ResolveService;");

  sf_test_avahi_expect (f->avahi, log->str);
  settle (f);
}

/* The browser is there and has resolved all items, @n of them. */
static void
browse (Fixture *f, guint n)
{
  sf_lan_browser_start (f->browser);
  sf_test_avahi_expect (f->avahi, "ServiceBrowserNew;");
  sf_test_avahi_tell_items (f->avahi, SF_LAN_SERVICE_TYPE);
  expect_resolving (f, n);
}

static void
test_finds (Fixture *f, gconstpointer data)
{
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "2001:db8::7", 4001, "v=1,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "127.0.0.1", 4002, "v=1,np=742", LOCAL);
  browse (f, 3);
  g_assert_cmpstr (f->found->str, ==,
                   "ws://192.0.2.7:4000/v1 ws://[2001:db8::7]:4001/v1 ws://127.0.0.1:4002/v1 ");

  sf_lan_browser_stop (f->browser);
  sf_test_avahi_expect (f->avahi, "Free;");
}

/* As Avahi does when it knows of a service already. */
static void
test_finds_before_reply (Fixture *f, gconstpointer data)
{
  f->avahi->is_hasty = TRUE;
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  sf_lan_browser_start (f->browser);
  sf_test_avahi_expect (f->avahi, "ServiceBrowserNew;ResolveService;");
  settle (f);
  g_assert_cmpstr (f->found->str, ==, "ws://192.0.2.7:4000/v1 ");
}

static void
test_skips (Fixture *f, gconstpointer data)
{
  sf_test_avahi_add_item (f->avahi, "192.0.2.1", 4000, "v=1,np=743", 0);
  sf_test_avahi_add_item (f->avahi, "192.0.2.2", 4000, "v=2,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "192.0.2.3", 4000, "np=742", 0);
  sf_test_avahi_add_item (f->avahi, "127.0.0.1", 4000, "v=1,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "fe80::1", 4000, "v=1,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "not an address", 4000, "v=1,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "192.0.2.4", 4000, "v=1,np=742", 0);
  browse (f, 7);
  g_assert_cmpstr (f->found->str, ==, "ws://192.0.2.4:4000/v1 ");
}

/* Other parts of the program may browse over the same connection. */
static void
test_skips_other_types (Fixture *f, gconstpointer data)
{
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  browse (f, 1);
  sf_test_avahi_tell_items (f->avahi, "_ipp._tcp");
  settle (f);
}

static void
test_each_once (Fixture *f, gconstpointer data)
{
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  browse (f, 2);
  sf_test_avahi_tell_items (f->avahi, SF_LAN_SERVICE_TYPE);
  expect_resolving (f, 2);
  g_assert_cmpstr (f->found->str, ==, "ws://192.0.2.7:4000/v1 ");
}

static guint
count_found (Fixture *f)
{
  guint n = 0;

  for (const char *p = f->found->str; *p != '\0'; p++)
    n += *p == ' ';

  return n;
}

static void
test_at_most_eight (Fixture *f, gconstpointer data)
{
  for (guint i = 1; i <= SF_LAN_BROWSER_MAX_RESULTS + 3; i++) {
    g_autofree char *address = g_strdup_printf ("192.0.2.%u", i);

    sf_test_avahi_add_item (f->avahi, address, 4000, "v=1,np=742", 0);
  }
  browse (f, SF_LAN_BROWSER_MAX_RESULTS + 3);
  g_assert_cmpuint (count_found (f), ==, SF_LAN_BROWSER_MAX_RESULTS);
}

/* On a network full of services few questions are open at once, and not all are asked. */
static void
test_flood (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    sf_test_avahi_add_item (f->avahi, "192.0.2.1", 4000, "v=1,np=743", 0);
  sf_test_avahi_hold (f->avahi);
  browse (f, 32);
  sf_test_avahi_release (f->avahi);
  expect_resolving (f, 256);
}

/* Questions that a daemon took with it are no longer open. */
static void
test_daemon_goes_meanwhile (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    sf_test_avahi_add_item (f->avahi, "192.0.2.1", 4000, "v=1,np=743", 0);
  sf_test_avahi_hold (f->avahi);
  browse (f, 32);

  restart_daemon (f);
  sf_test_avahi_expect (f->avahi, "ServiceBrowserNew;");
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  sf_test_avahi_tell_items (f->avahi, SF_LAN_SERVICE_TYPE);
  expect_resolving (f, 1);
  g_assert_cmpstr (f->found->str, ==, "ws://192.0.2.7:4000/v1 ");
}

static void
test_not_resolved (Fixture *f, gconstpointer data)
{
  f->avahi->resolves_not = TRUE;
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  browse (f, 1);
  g_assert_cmpstr (f->found->str, ==, "");

  f->avahi->resolves_not = FALSE;
  sf_test_avahi_tell_items (f->avahi, SF_LAN_SERVICE_TYPE);
  expect_resolving (f, 1);
  g_assert_cmpstr (f->found->str, ==, "ws://192.0.2.7:4000/v1 ");
}

static void
test_browses_new_daemon (Fixture *f, gconstpointer data)
{
  browse (f, 0);
  restart_daemon (f);
  sf_test_avahi_expect (f->avahi, "ServiceBrowserNew;");
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  sf_test_avahi_tell_items (f->avahi, SF_LAN_SERVICE_TYPE);
  expect_resolving (f, 1);
  g_assert_cmpstr (f->found->str, ==, "ws://192.0.2.7:4000/v1 ");
}

static void
on_found_drop (SfLanBrowser *browser, const char *url, gpointer data)
{
  Fixture *f = data;

  g_clear_object (&f->browser);
}

/* Whoever has found what it looked for lets go of the browser at once. */
static void
test_dropped_when_found (Fixture *f, gconstpointer data)
{
  sf_test_avahi_add_item (f->avahi, "192.0.2.7", 4000, "v=1,np=742", 0);
  sf_test_avahi_add_item (f->avahi, "192.0.2.8", 4000, "v=1,np=742", 0);
  g_signal_connect (f->browser, "found", G_CALLBACK (on_found_drop), f);
  sf_lan_browser_start (f->browser);
  sf_test_avahi_expect (f->avahi, "ServiceBrowserNew;");
  sf_test_avahi_tell_items (f->avahi, SF_LAN_SERVICE_TYPE);
  sf_test_avahi_expect (f->avahi, "ResolveService;ResolveService;Free;");
  g_assert_cmpstr (f->found->str, ==, "ws://192.0.2.7:4000/v1 ");
}

static void
test_nobody_there (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->avahi, sf_test_avahi_free);
  sf_lan_browser_start (f->browser);
  sf_lan_announcer_start (f->announcer);
  sf_lan_browser_stop (f->browser);
  sf_lan_browser_start (f->browser);
  g_clear_object (&f->announcer);
  g_clear_object (&f->browser);
}

#define ADD_TEST(name, func) g_test_add ("/net/lan/" name, Fixture, NULL, set_up, func, tear_down)

static void
add_tests (void)
{
  ADD_TEST ("announcer/announces", test_announces);
  ADD_TEST ("announcer/two-have-two-names", test_two_announce);
  ADD_TEST ("announcer/daemon-comes-and-goes", test_daemon_comes_and_goes);
  ADD_TEST ("announcer/stopped-while-made", test_stopped_while_made);
  ADD_TEST ("announcer/daemon-not-ready", test_daemon_not_ready);
  ADD_TEST ("announcer/host-is-renamed", test_host_is_renamed);
  ADD_TEST ("announcer/name-taken-on-network", test_name_taken_on_network);
  ADD_TEST ("announcer/name-taken-here", test_name_taken_here);
  ADD_TEST ("announcer/every-name-taken", test_every_name_taken);
  ADD_TEST ("announcer/bus-may-go", test_bus_may_go);
  ADD_TEST ("browser/finds", test_finds);
  ADD_TEST ("browser/finds-before-reply", test_finds_before_reply);
  ADD_TEST ("browser/skips", test_skips);
  ADD_TEST ("browser/skips-other-types", test_skips_other_types);
  ADD_TEST ("browser/each-once", test_each_once);
  ADD_TEST ("browser/at-most-eight", test_at_most_eight);
  ADD_TEST ("browser/flood", test_flood);
  ADD_TEST ("browser/daemon-goes-meanwhile", test_daemon_goes_meanwhile);
  ADD_TEST ("browser/not-resolved", test_not_resolved);
  ADD_TEST ("browser/new-daemon", test_browses_new_daemon);
  ADD_TEST ("browser/dropped-when-found", test_dropped_when_found);
  ADD_TEST ("nobody-there", test_nobody_there);
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
  add_tests ();
  result = g_test_run ();
  sf_test_avahi_stop_bus ();

  return result;
}
