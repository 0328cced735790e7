/* What two sides of a mailbox, and a third, experience on the rendezvous server. */

#include "tests/support/sf-talk.h"

typedef struct {
  SfTalk *talk;
  SfTalker *a;
  SfTalker *b;
} Fixture;

#define NAMEPLATE "777"
#define CLAIM "{'type':'claim','nameplate':'" NAMEPLATE "'}"

static void
set_up (Fixture *self, gconstpointer user_data)
{
  self->talk = sf_talk_new (NULL);
  self->a = sf_talker_new_bound (self->talk, 1, "aa");
  self->b = sf_talker_new_bound (self->talk, 2, "bb");
}

static void
tear_down (Fixture *self, gconstpointer user_data)
{
  g_clear_pointer (&self->a, sf_talker_free);
  g_clear_pointer (&self->b, sf_talker_free);
  sf_talk_free (self->talk);
}

static char *
claim (SfTalker *talker, gboolean waiting)
{
  const char *message;

  sf_talker_say (talker, CLAIM);
  message =
    sf_talker_expect (talker, waiting ? "{'type':'claimed','mailbox':'*','waiting':true,*"
                                      : "{'type':'claimed','mailbox':'*','waiting':false,*");

  return sf_talk_dup_member (message, "mailbox");
}

static void
open_mailbox (SfTalker *talker, const char *mailbox)
{
  sf_talker_say (talker, "{'type':'open','mailbox':'%s'}", mailbox);
}

static void
claim_and_open (SfTalker *talker, gboolean waiting)
{
  g_autofree char *mailbox = claim (talker, waiting);

  open_mailbox (talker, mailbox);
}

static void
add (SfTalker *talker, const char *phase)
{
  sf_talker_say (talker, "{'type':'add','phase':'%s','body':'00'}", phase);
}

static void
expect_message (SfTalker *talker, const char *side, const char *phase)
{
  g_autofree char *pattern =
    g_strdup_printf ("{'type':'message','side':'%s','phase':'%s','body':'00',*", side, phase);

  sf_talker_expect (talker, pattern);
}

/* Both sides are there and have said something. */
static void
pair (Fixture *self)
{
  claim_and_open (self->a, FALSE);
  add (self->a, "pake");
  expect_message (self->a, "aa", "pake");
  claim_and_open (self->b, TRUE);
  expect_message (self->b, "aa", "pake");
  add (self->b, "pake");
  expect_message (self->a, "bb", "pake");
  expect_message (self->b, "bb", "pake");
}

static void
expect_peer (SfTalker *talker, const char *side, const char *connected)
{
  g_autofree char *pattern =
    g_strdup_printf ("{'type':'peer-connection','side':'%s','connected':%s,*", side, connected);

  sf_talker_expect (talker, pattern);
}

/* The way of a session as the protocol describes it. */
static void
test_session (Fixture *self, gconstpointer user_data)
{
  SfMailboxes *mailboxes = self->talk->core->mailboxes;
  g_autofree char *nameplate = NULL, *mailbox = NULL, *same_mailbox = NULL;
  const char *allocated;

  sf_talker_say (self->a, "{'type':'allocate','id':'1'}");
  allocated = sf_talker_expect (self->a, "{'type':'allocated','nameplate':'*',*");
  nameplate = sf_talk_dup_member (allocated, "nameplate");
  g_assert_cmpuint (strlen (nameplate), ==, 3);
  sf_talker_say (self->a, "{'type':'claim','nameplate':'%s'}", nameplate);
  mailbox = sf_talk_dup_member (sf_talker_expect (self->a, "{'type':'claimed',*"), "mailbox");
  open_mailbox (self->a, mailbox);
  sf_talker_say (self->a, "{'type':'add','phase':'pake','body':'aabb','id':'x1'}");
  sf_talker_expect (self->a,
                    "{'type':'message','side':'aa','phase':'pake','body':'aabb','id':'x1',*");

  sf_talker_say (self->b, "{'type':'claim','nameplate':'%s'}", nameplate);
  same_mailbox = sf_talk_dup_member (sf_talker_expect (self->b, "{'type':'claimed',*"), "mailbox");
  g_assert_cmpstr (mailbox, ==, same_mailbox);
  open_mailbox (self->b, mailbox);
  sf_talker_expect (self->b,
                    "{'type':'message','side':'aa','phase':'pake','body':'aabb','id':'x1',*");
  sf_talker_say (self->b, "{'type':'add','phase':'pake','body':'ccdd'}");
  sf_talker_expect (self->a,
                    "{'type':'message','side':'bb','phase':'pake','body':'ccdd','id':null,*");
  sf_talker_expect (self->b,
                    "{'type':'message','side':'bb','phase':'pake','body':'ccdd','id':null,*");

  sf_talker_say (self->a, "{'type':'release'}");
  sf_talker_expect (self->a, "{'type':'released',*");
  sf_talker_say (self->b, "{'type':'release','nameplate':'%s'}", nameplate);
  sf_talker_expect (self->b, "{'type':'released',*");
  sf_talker_say (self->a, "{'type':'close','mailbox':'%s','mood':'happy'}", mailbox);
  sf_talker_expect (self->a, "{'type':'closed',*");
  expect_peer (self->b, "aa", "false");
  sf_talker_say (self->b, "{'type':'close','mood':'happy'}");
  sf_talker_expect (self->b, "{'type':'closed',*");

  g_assert_cmpuint (sf_mailboxes_get_size (mailboxes), ==, 0);
  g_assert_cmpuint (sf_mailboxes_get_stored_bytes (mailboxes), ==, 0);
}

/* Where a third side is refused, the two are not told and go on. */
static void
test_third_is_refused (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfTalker) c = sf_talker_new_bound (self->talk, 3, "cc");
  g_autofree char *mailbox = claim (self->a, FALSE), *same_mailbox = claim (self->b, TRUE);

  open_mailbox (self->a, mailbox);
  open_mailbox (self->b, mailbox);
  sf_talker_expect_error (c, CLAIM, "crowded");
  sf_talker_say (c, "{'type':'open','mailbox':'%s'}", mailbox);
  sf_talker_expect (c, "{'type':'error','error':'crowded',*");

  add (self->a, "0");
  expect_message (self->a, "aa", "0");
  expect_message (self->b, "aa", "0");
  sf_talker_expect_nothing (c);
}

/* `close` is answered even to the third, and takes nothing from the two. */
static void
test_third_is_told_closed (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfTalker) c = sf_talker_new_bound (self->talk, 3, "cc");
  g_autofree char *mailbox = claim (self->a, FALSE), *same_mailbox = claim (self->b, TRUE);

  open_mailbox (self->a, mailbox);
  open_mailbox (self->b, mailbox);
  sf_talker_expect_error (c, CLAIM, "crowded");
  sf_talker_say (c, "{'type':'release','nameplate':'" NAMEPLATE "'}");
  sf_talker_expect (c, "{'type':'released',*");
  sf_talker_say (c, "{'type':'close','mailbox':'%s','mood':'errory'}", mailbox);
  sf_talker_expect (c, "{'type':'closed',*");

  add (self->b, "0");
  expect_message (self->a, "bb", "0");
}

static void
reconnect (Fixture *self, SfTalker **talker, guint64 address_key, const char *side)
{
  g_clear_pointer (talker, sf_talker_free);
  *talker = sf_talker_new_bound (self->talk, address_key, side);
}

static void
test_two_reconnect_after_a_third (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfTalker) c = sf_talker_new_bound (self->talk, 3, "cc");

  pair (self);
  sf_talker_expect_error (c, CLAIM, "crowded");

  reconnect (self, &self->a, 1, "aa");
  expect_peer (self->b, "aa", "false");
  claim_and_open (self->a, TRUE);
  expect_message (self->a, "aa", "pake");
  expect_message (self->a, "bb", "pake");
  expect_peer (self->b, "aa", "true");

  reconnect (self, &self->b, 2, "bb");
  expect_peer (self->a, "bb", "false");
  claim_and_open (self->b, TRUE);
  expect_peer (self->a, "bb", "true");
}

/* While one of the two is gone, its place is kept: its messages are there. */
static void
test_place_is_kept (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfTalker) c = sf_talker_new_bound (self->talk, 3, "cc");

  pair (self);
  g_clear_pointer (&self->b, sf_talker_free);
  sf_talker_expect_error (c, CLAIM, "crowded");
}

/* Whoever came and went without a word leaves its place to the next. */
static void
test_silent_one_gives_way (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfTalker) c = sf_talker_new_bound (self->talk, 3, "cc");

  claim_and_open (self->a, FALSE);
  add (self->a, "pake");
  claim_and_open (self->b, TRUE);
  g_clear_pointer (&self->b, sf_talker_free);

  claim_and_open (c, TRUE);
  expect_message (c, "aa", "pake");
  reconnect (self, &self->b, 2, "bb");
  sf_talker_expect_error (self->b, CLAIM, "crowded");
}

/* The same side on a second connection: the newer one has it. */
static void
test_newer_connection_wins (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfTalker) newer = sf_talker_new_bound (self->talk, 1, "aa");

  pair (self);
  claim_and_open (newer, TRUE);
  expect_message (newer, "aa", "pake");
  expect_message (newer, "bb", "pake");
  g_assert_true (self->a->is_dropped);

  add (self->b, "0");
  expect_message (newer, "bb", "0");
  sf_talker_expect_nothing (self->a);
  g_clear_pointer (&self->a, sf_talker_free);
  add (newer, "0");
  expect_message (self->b, "bb", "0");
  expect_message (self->b, "aa", "0");
  sf_talker_expect_nothing (self->b);
}

/* The Python client does not claim again: `bind` and `open` only. */
static void
test_reconnect_by_open (Fixture *self, gconstpointer user_data)
{
  g_autofree char *mailbox = claim (self->a, FALSE);

  open_mailbox (self->a, mailbox);
  add (self->a, "pake");
  reconnect (self, &self->a, 1, "aa");
  open_mailbox (self->a, mailbox);
  expect_message (self->a, "aa", "pake");
  claim_and_open (self->b, TRUE);
  expect_message (self->b, "aa", "pake");
}

static void
test_reclaimed (Fixture *self, gconstpointer user_data)
{
  g_free (claim (self->a, FALSE));
  g_free (claim (self->b, TRUE));
  sf_talker_say (self->a, "{'type':'release'}");
  sf_talker_expect (self->a, "{'type':'released',*");
  reconnect (self, &self->a, 1, "aa");
  sf_talker_expect_error (self->a, CLAIM, "reclaimed");
}

static void
test_released_by_all_is_new (Fixture *self, gconstpointer user_data)
{
  g_autofree char *mailbox = claim (self->a, FALSE);
  g_autofree char *new_mailbox = NULL;

  sf_talker_say (self->a, "{'type':'release'}");
  sf_talker_expect (self->a, "{'type':'released',*");
  new_mailbox = claim (self->b, FALSE);
  g_assert_cmpstr (mailbox, !=, new_mailbox);
}

/* After a restart of the server a client may release and close what the server never knew. */
static void
test_unknown_is_answered (Fixture *self, gconstpointer user_data)
{
  sf_talker_say (self->a, "{'type':'release','nameplate':'1234'}");
  sf_talker_expect (self->a, "{'type':'released',*");
  sf_talker_say (self->a, "{'type':'close','mailbox':'nobodys','mood':'happy'}");
  sf_talker_expect (self->a, "{'type':'closed',*");
  g_assert_cmpuint (sf_mailboxes_get_size (self->talk->core->mailboxes), ==, 0);
}

/* A closed mailbox that was never released does not keep its number. */
static void
test_close_releases (Fixture *self, gconstpointer user_data)
{
  claim_and_open (self->a, FALSE);
  sf_talker_say (self->a, "{'type':'close'}");
  sf_talker_expect (self->a, "{'type':'closed',*");
  g_free (claim (self->b, FALSE));
}

static void
test_waits_eleven_minutes (Fixture *self, gconstpointer user_data)
{
  claim_and_open (self->a, FALSE);
  add (self->a, "pake");
  sf_talk_pass (self->talk, 24 * 3600);
  g_assert_cmpuint (sf_mailboxes_get_size (self->talk->core->mailboxes), ==, 1);

  g_clear_pointer (&self->a, sf_talker_free);
  sf_talk_pass (self->talk, 11 * 60 - 1);
  g_assert_cmpuint (sf_mailboxes_get_size (self->talk->core->mailboxes), ==, 1);
  sf_talk_pass (self->talk, 1);
  g_assert_cmpuint (sf_mailboxes_get_size (self->talk->core->mailboxes), ==, 0);
  claim_and_open (self->b, FALSE);
}

static void
test_return_stops_the_time (Fixture *self, gconstpointer user_data)
{
  claim_and_open (self->a, FALSE);
  add (self->a, "pake");
  reconnect (self, &self->a, 1, "aa");
  sf_talk_pass (self->talk, 10 * 60);
  claim_and_open (self->a, FALSE);
  expect_message (self->a, "aa", "pake");
  sf_talk_pass (self->talk, 3600);
  g_assert_cmpuint (sf_mailboxes_get_size (self->talk->core->mailboxes), ==, 1);
}

/* Whoever comes back first learns that the other is not there, and later that it is. */
static void
test_both_lost (Fixture *self, gconstpointer user_data)
{
  pair (self);
  g_clear_pointer (&self->a, sf_talker_free);
  g_clear_pointer (&self->b, sf_talker_free);

  self->a = sf_talker_new_bound (self->talk, 1, "aa");
  claim_and_open (self->a, TRUE);
  expect_message (self->a, "aa", "pake");
  expect_message (self->a, "bb", "pake");
  expect_peer (self->a, "bb", "false");

  self->b = sf_talker_new_bound (self->talk, 2, "bb");
  claim_and_open (self->b, TRUE);
  expect_peer (self->a, "bb", "true");
}

/* The Python client would print a backtrace for a message of ours. */
static void
test_python_is_spared (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfTalker) python = sf_talker_new (self->talk, 3);

  sf_talker_say (python, "{'type':'bind','appid':'example.org/test','side':'cc',"
                         "'client_version':['python', '0.12.0']}");
  claim_and_open (python, FALSE);
  claim_and_open (self->b, TRUE);
  g_clear_pointer (&self->b, sf_talker_free);
  sf_talker_expect_nothing (python);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/net/server/pairing/session", test_session);
  ADD ("/net/server/pairing/third-is-refused", test_third_is_refused);
  ADD ("/net/server/pairing/third-is-told-closed", test_third_is_told_closed);
  ADD ("/net/server/pairing/two-reconnect-after-a-third", test_two_reconnect_after_a_third);
  ADD ("/net/server/pairing/place-is-kept", test_place_is_kept);
  ADD ("/net/server/pairing/silent-one-gives-way", test_silent_one_gives_way);
  ADD ("/net/server/pairing/newer-connection-wins", test_newer_connection_wins);
  ADD ("/net/server/pairing/reconnect-by-open", test_reconnect_by_open);
  ADD ("/net/server/pairing/reclaimed", test_reclaimed);
  ADD ("/net/server/pairing/released-by-all-is-new", test_released_by_all_is_new);
  ADD ("/net/server/pairing/unknown-is-answered", test_unknown_is_answered);
  ADD ("/net/server/pairing/close-releases", test_close_releases);
  ADD ("/net/server/pairing/waits-eleven-minutes", test_waits_eleven_minutes);
  ADD ("/net/server/pairing/return-stops-the-time", test_return_stops_the_time);
  ADD ("/net/server/pairing/both-lost", test_both_lost);
  ADD ("/net/server/pairing/python-is-spared", test_python_is_spared);
  return g_test_run ();
}
