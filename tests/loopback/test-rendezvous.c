/* Rendezvous at a server and on a LAN: one process, real sockets, a LAN without Avahi. */

#include "net/rendezvous/sf-rendezvous.h"
#include "net/rendezvous/sf-wormhole.h"
#include "net/server/sf-rendezvous-server.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-guest.h"
#include "tests/support/sf-test-lan.h"
#include "tests/support/sf-until.h"

#include <string.h>

#define NOBODY_LISTENS "ws://127.0.0.1:1/v1"

typedef struct {
  SfRendezvousServer *server;
  const char *urls[2];
} Fixture;

typedef struct {
  SfRendezvous *rendezvous;
  SfDiary *diary;
  GString *reach; /* each told: s server, l LAN, b both, - none */
  gboolean is_closed;
} Person;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;

  fixture->server = sf_rendezvous_server_new (NULL);
  sf_rendezvous_server_listen (fixture->server, address, &error);
  g_assert_no_error (error);
  fixture->urls[0] =
    g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (fixture->server));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sf_test_lan_clear ();
  sf_rendezvous_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_free ((char *) fixture->urls[0]);
}

static void
on_reach (SfRendezvous *rendezvous, guint reach, gpointer user_data)
{
  Person *self = user_data;

  g_assert_null (self->diary->error);
  g_string_append_c (self->reach, "-slb"[reach]);
}

static Person *
person_new (const char *const *urls, gboolean use_lan, const char *code)
{
  Person *self = g_new0 (Person, 1);
  g_autoptr (GBytes) hello = g_bytes_new_static ("{}", 2);
  SfRendezvousConfig config = {
    .server_urls = urls, .use_lan = use_lan, .code = code, .hello = hello};

  self->rendezvous = sf_rendezvous_new (&config);
  self->diary = sf_diary_new (self->rendezvous);
  self->reach = g_string_new (NULL);
  g_signal_connect (self->rendezvous, "reach", G_CALLBACK (on_reach), self);
  sf_rendezvous_start (self->rendezvous);
  return self;
}

static void
person_free (Person *self)
{
  g_signal_handlers_disconnect_by_data (self->rendezvous, self);
  sf_diary_free (self->diary);
  g_string_free (self->reach, TRUE);
  g_object_unref (self->rendezvous);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Person, person_free)

static const char *
wait_for_code (Person *self)
{
  sf_until (self->diary->code != NULL || self->diary->error != NULL);
  g_assert_no_error (self->diary->error);
  return self->diary->code;
}

static void
send_text (Person *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  sf_rendezvous_send (self->rendezvous, bytes);
}

static void
on_close_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Person *self = user_data;

  sf_rendezvous_close_finish (SF_RENDEZVOUS (source), result);
  self->is_closed = TRUE;
}

static void
close_person (Person *self)
{
  sf_rendezvous_close_async (self->rendezvous, "happy", on_close_ready, self);
  sf_until (self->is_closed);
}

/* Both are confirmed, at the same place, and what they say arrives. */
static void
expect_pair (Person *a, Person *b, gboolean on_lan)
{
  sf_diary_expect_confirmed (a->diary, "{}");
  sf_diary_expect_confirmed (b->diary, "{}");
  g_assert_cmpint (sf_rendezvous_is_lan (a->rendezvous), ==, on_lan);
  g_assert_cmpint (sf_rendezvous_is_lan (b->rendezvous), ==, on_lan);
  g_assert_cmpint (sf_rendezvous_is_loopback (a->rendezvous), ==, !on_lan);
  g_assert_cmpstr (sf_rendezvous_get_side (a->rendezvous), ==,
                   sf_rendezvous_get_peer_side (b->rendezvous));
  g_assert_cmpmem (sf_rendezvous_get_key (a->rendezvous), 32, sf_rendezvous_get_key (b->rendezvous),
                   32);
  send_text (a, "from a");
  send_text (b, "");
  sf_diary_expect_message (a->diary, "");
  sf_diary_expect_message (b->diary, "from a");
}

static void
test_server_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, FALSE, NULL);
  g_autoptr (Person) b = person_new (fixture->urls, FALSE, wait_for_code (a));

  send_text (a, "early");
  sf_diary_expect_message (b->diary, "early");
  expect_pair (a, b, FALSE);
  g_assert_cmpuint (sf_test_lan_get_size (), ==, 0);
  close_person (a);
  close_person (b);
}

static void
test_lan_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (NULL, TRUE, NULL);
  g_autoptr (Person) b = person_new (NULL, TRUE, wait_for_code (a));

  g_assert_cmpuint (sf_test_lan_get_size (), ==, 1);
  expect_pair (a, b, TRUE);
  close_person (b);
  close_person (a);
  g_assert_cmpuint (sf_test_lan_get_size (), ==, 0);
}

/* Whichever it is, it is the same one, and the other one is left. */
static void
test_both (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, TRUE, NULL);
  g_autoptr (Person) b = person_new (fixture->urls, TRUE, wait_for_code (a));

  sf_diary_expect_confirmed (a->diary, "{}");
  expect_pair (a, b, sf_rendezvous_is_lan (a->rendezvous));
  sf_until (sf_rendezvous_is_lan (a->rendezvous) || sf_test_lan_get_size () == 0);
  close_person (a);
  close_person (b);
}

static void
test_joiner_without_lan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, TRUE, NULL);
  g_autoptr (Person) b = person_new (fixture->urls, FALSE, wait_for_code (a));

  expect_pair (a, b, FALSE);
  sf_until (sf_test_lan_get_size () == 0);
}

static void
test_joiner_without_server (Fixture *fixture, gconstpointer data)
{
  const char *dead[] = {NOBODY_LISTENS, NULL};
  g_autoptr (Person) a = person_new (fixture->urls, TRUE, NULL);
  g_autoptr (Person) b = person_new (dead, TRUE, wait_for_code (a));

  expect_pair (a, b, TRUE);
}

static void
test_creator_without_server (Fixture *fixture, gconstpointer data)
{
  const char *dead[] = {NOBODY_LISTENS, NULL};
  g_autoptr (Person) a = person_new (dead, TRUE, NULL);
  g_autoptr (Person) b = person_new (fixture->urls, TRUE, wait_for_code (a));

  g_assert_cmpstr (a->reach->str, ==, "l");
  expect_pair (a, b, TRUE);
  g_assert_cmpstr (b->reach->str, ==, "");
}

/* No server, and a LAN that cannot be told: that is the end at once, and no code is shown. */
static void
test_no_way_to_come (Fixture *fixture, gconstpointer data)
{
  const char *dead[] = {NOBODY_LISTENS, NULL};
  g_autoptr (Person) a = NULL;

  sf_test_lan_set_deaf (TRUE);
  a = person_new (dead, TRUE, NULL);
  sf_diary_expect_failure (a->diary, SF_NET_ERROR_SERVER_UNREACHABLE);
  g_assert_null (a->diary->code);
  close_person (a);
}

static void
test_lan_only_without_avahi (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = NULL;
  g_autoptr (Person) b = NULL;

  sf_test_lan_set_deaf (TRUE);
  a = person_new (NULL, TRUE, NULL);
  b = person_new (NULL, TRUE, "8115-aardvark-adroitness");
  sf_diary_expect_failure (a->diary, SF_NET_ERROR_LAN_UNAVAILABLE);
  sf_diary_expect_failure (b->diary, SF_NET_ERROR_LAN_UNAVAILABLE);
  g_assert_null (a->diary->code);
}

/* With a server it is of no importance. */
static void
test_both_without_avahi (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = NULL;
  g_autoptr (Person) b = NULL;

  sf_test_lan_set_deaf (TRUE);
  a = person_new (fixture->urls, TRUE, NULL);
  b = person_new (fixture->urls, TRUE, wait_for_code (a));
  g_assert_cmpstr (a->reach->str, ==, "s");
  expect_pair (a, b, FALSE);
}

static void
test_joiner_without_anything (Fixture *fixture, gconstpointer data)
{
  const char *dead[] = {NOBODY_LISTENS, NULL};
  g_autoptr (Person) b = NULL;

  sf_test_lan_set_deaf (TRUE);
  b = person_new (dead, TRUE, "8116-aardvark-adroitness");
  sf_diary_expect_failure (b->diary, SF_NET_ERROR_SERVER_UNREACHABLE);
  g_assert_cmpstr (b->diary->waiting->str, ==, "");
}

/* The server goes while somebody waits: from then on only the LAN is left. */
static void
test_tells_reach (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, TRUE, NULL);

  wait_for_code (a);
  sf_until (a->reach->len == 2);
  sf_rendezvous_server_stop (fixture->server);
  sf_until (a->reach->len == 3);
  sf_test_lan_tell_announced (FALSE);
  g_assert_cmpstr (a->reach->str, ==, "sbl-");
  g_assert_null (a->diary->error);
}

/* Avahi is started anew while somebody waits, and there is nothing else. */
static void
test_avahi_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (NULL, TRUE, NULL);
  g_autoptr (Person) b = NULL;

  wait_for_code (a);
  sf_test_lan_tell_announced (FALSE);
  sf_test_lan_tell_announced (TRUE);
  g_assert_cmpstr (a->reach->str, ==, "l-l");
  b = person_new (NULL, TRUE, a->diary->code);
  expect_pair (a, b, TRUE);
}

/* It stays away: the code is good for nobody. */
static void
test_avahi_stays_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (NULL, TRUE, NULL);

  wait_for_code (a);
  sf_test_lan_tell_announced (FALSE);
  sf_diary_expect_failure (a->diary, SF_NET_ERROR_LAN_UNAVAILABLE);
}

static void
test_nowhere (Fixture *fixture, gconstpointer data)
{
  const char *dead[] = {NOBODY_LISTENS, NULL};
  g_autoptr (Person) a = person_new (dead, FALSE, NULL);

  sf_diary_expect_failure (a->diary, SF_NET_ERROR_SERVER_UNREACHABLE);
  close_person (a);
}

/* Somebody on the LAN pretends to wait under the number, and answers nothing. */
static void
test_false_announcement (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, FALSE, NULL);
  g_autofree char *nameplate = g_strdup (wait_for_code (a));
  g_autoptr (Person) b = NULL;

  *strchr (nameplate, '-') = '\0';
  sf_test_lan_announce (nameplate, NOBODY_LISTENS);
  b = person_new (fixture->urls, TRUE, a->diary->code);
  expect_pair (a, b, FALSE);
}

/* One address of the LAN's server leads nowhere; the next one does. */
static void
test_second_lan_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) b = person_new (NULL, TRUE, "8110-aardvark-adroitness");
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, "8110-aardvark-adroitness", "{}");

  sf_test_lan_announce ("8110", NOBODY_LISTENS);
  sf_test_lan_announce ("8111", NOBODY_LISTENS);
  sf_test_lan_announce ("8110", fixture->urls[0]);
  sf_diary_expect_confirmed (b->diary, "{}");
  sf_diary_expect_confirmed (a->diary, "{}");
}

/* A wrong guess on the LAN kills the code at the server too. */
static void
test_wrong_code_anywhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, TRUE, NULL);
  g_autofree char *wrong = g_strconcat (wait_for_code (a), "-aardvark", NULL);
  g_autoptr (Person) b = person_new (NULL, TRUE, wrong);

  sf_diary_expect_failure (a->diary, SF_NET_ERROR_WRONG_CODE);
  sf_diary_expect_failure (b->diary, SF_NET_ERROR_WRONG_CODE);
  g_assert_null (a->diary->peer_hello);
  sf_until (sf_test_lan_get_size () == 0);
  close_person (a);
  close_person (b);
}

/* The other side is no rendezvous of ours: it sends what has no kind. */
static void
test_refuses_stray_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, FALSE, NULL);
  g_autoptr (SfGuest) b = sf_guest_new (fixture->urls, wait_for_code (a), "{}");

  sf_diary_expect_confirmed (a->diary, "{}");
  sf_guest_send (b, "\x09unknown kinds are skipped");
  sf_guest_send (b, "\x02this is a payload");
  sf_diary_expect_message (a->diary, "this is a payload");
  sf_guest_send (b, "\x01");
  sf_diary_expect_failure (a->diary, SF_NET_ERROR_PROTOCOL);
}

/* A creator says which place it is before anything else; this one does not. */
static void
test_refuses_payload_before_the_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (silent, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/v1", port);
  g_autoptr (SfGuest) a = sf_guest_new (fixture->urls, "8113-aardvark-adroitness", "{}");
  g_autoptr (Person) b = person_new (fixture->urls, TRUE, "8113-aardvark-adroitness");

  sf_test_lan_announce ("8113", url);
  sf_diary_expect_confirmed (a->diary, "{}");
  sf_guest_send (a, "\x02"
                    "early");
  sf_diary_expect_failure (b->diary, SF_NET_ERROR_PROTOCOL);
}

/* No server, and nobody on the LAN: that is told after a while, and is the end after another. */
static void
test_joiner_finds_nothing (Fixture *fixture, gconstpointer data)
{
  const char *dead[] = {NOBODY_LISTENS, NULL};
  g_autoptr (Person) b = person_new (dead, TRUE, "8114-aardvark-adroitness");

  sf_diary_expect_failure (b->diary, SF_NET_ERROR_SERVER_UNREACHABLE);
  g_assert_cmpstr (b->diary->waiting->str, ==, "-");
}

static void
test_closes_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Person) a = person_new (fixture->urls, TRUE, NULL);

  wait_for_code (a);
  close_person (a);
  g_assert_cmpuint (sf_test_lan_get_size (), ==, 0);
  g_assert_null (a->diary->error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/net/rendezvous/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("server-only", test_server_only);
  ADD ("lan-only", test_lan_only);
  ADD ("both", test_both);
  ADD ("joiner-without-lan", test_joiner_without_lan);
  ADD ("joiner-without-server", test_joiner_without_server);
  ADD ("creator-without-server", test_creator_without_server);
  ADD ("no-way-to-come", test_no_way_to_come);
  ADD ("lan-only-without-avahi", test_lan_only_without_avahi);
  ADD ("both-without-avahi", test_both_without_avahi);
  ADD ("joiner-without-anything", test_joiner_without_anything);
  ADD ("tells-reach", test_tells_reach);
  ADD ("avahi-comes-back", test_avahi_comes_back);
  ADD ("avahi-stays-away", test_avahi_stays_away);
  ADD ("nowhere", test_nowhere);
  ADD ("false-announcement", test_false_announcement);
  ADD ("second-lan-address", test_second_lan_address);
  ADD ("wrong-code-anywhere", test_wrong_code_anywhere);
  ADD ("refuses-stray-message", test_refuses_stray_message);
  ADD ("refuses-payload-before-the-name", test_refuses_payload_before_the_name);
  ADD ("joiner-finds-nothing", test_joiner_finds_nothing);
  ADD ("closes-while-waiting", test_closes_while_waiting);
#undef ADD
  return g_test_run ();
}
