/* What strangers can make the rendezvous server do and hold, whatever they say. */

#include "net/server/sf-nameplates.h"
#include "tests/support/sf-talk.h"

static SfRendezvousServerConfig config;

static SfTalk *
new_talk (void)
{
  sf_rendezvous_server_config_init (&config);
  config.max_mailbox_messages = 8;
  config.max_mailbox_bytes = 4096;
  config.max_address_bytes = 3000;
  config.max_stored_bytes = 6000;
  config.max_mailboxes = 12;
  config.max_mailboxes_per_address = 5;
  config.max_connections = 12;
  config.max_connections_per_address = 4;

  return sf_talk_new (&config);
}

/* What each wrong message is answered, and that the connection goes on. */
static void
test_errors (void)
{
  static const struct {
    const char *message;
    const char *error;
  } cases[] = {
    {"not json", "not a JSON object"},
    {"{'foo':1}", "missing 'type'"},
    {"{'type':'list'}", "must bind first"},
    {"{'type':'bind','side':'s'}", "bind requires 'appid'"},
    {"{'type':'bind','appid':'a'}", "bind requires 'side'"},
    {"{'type':'ping'}", "ping requires 'ping'"},
    {"{'type':'bind','appid':'a','side':'s'}", NULL},
    {"{'type':'bind','appid':'a','side':'s'}", "already bound"},
    {"{'type':'nonsense'}", "unknown type"},
    {"{'type':17}", "unknown type"},
    {"{'type':'claim'}", "claim requires 'nameplate'"},
    {"{'type':'claim','nameplate':12}", "'nameplate' must be a short, plain string"},
    {"{'type':'claim','nameplate':'x'}", "a nameplate is 1 to 40 digits"},
    {"{'type':'release'}", "release without nameplate must follow claim"},
    {"{'type':'open'}", "open requires 'mailbox'"},
    {"{'type':'add','phase':'p','body':'00'}", "must open mailbox before adding"},
    {"{'type':'close'}", "close without mailbox must follow open"},
  };
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);
  g_autoptr (SfTalker) talker = sf_talker_new (talk, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    if (cases[i].error != NULL)
      sf_talker_expect_error (talker, cases[i].message, cases[i].error);
    else
      sf_talker_say (talker, "%s", cases[i].message);
  }
  sf_talker_say (talker, "{'type':'ping','ping':7}");
  sf_talker_expect (talker, "{'type':'pong','pong':7,*");
}

static void
test_errors_when_open (void)
{
  static const struct {
    const char *message;
    const char *error;
  } cases[] = {
    {"{'type':'allocate'}", "you already allocated one, don't be greedy"},
    {"{'type':'claim','nameplate':'1'}", "only one claim per connection"},
    {"{'type':'release','nameplate':'2'}", "release and claim must use same nameplate"},
    {"{'type':'open','mailbox':'m'}", "only one open per connection"},
    {"{'type':'add','body':'00'}", "missing 'phase'"},
    {"{'type':'add','phase':'p'}", "missing 'body'"},
    {"{'type':'add','phase':'p','body':{}}", "'body' must be a string"},
    {"{'type':'close','mailbox':'other'}", "open and close must use same mailbox"},
  };
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);
  g_autoptr (SfTalker) talker = sf_talker_new_bound (talk, 1, "aa");

  sf_talker_say (talker, "{'type':'allocate'}");
  sf_talker_expect (talker, "{'type':'allocated',*");
  sf_talker_say (talker, "{'type':'claim','nameplate':'1'}");
  sf_talker_expect (talker, "{'type':'claimed',*");
  sf_talker_say (talker, "{'type':'open','mailbox':'m'}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    sf_talker_expect_error (talker, cases[i].message, cases[i].error);

  sf_talker_say (talker, "{'type':'close'}");
  sf_talker_expect (talker, "{'type':'closed',*");
  sf_talker_expect_error (talker, "{'type':'close'}", "only one close per connection");
  sf_talker_say (talker, "{'type':'release'}");
  sf_talker_expect (talker, "{'type':'released',*");
  sf_talker_expect_error (talker, "{'type':'release'}", "only one release per connection");
}

/* The message that an error answers is sent back, unless that would be long. */
static void
test_original (void)
{
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);
  g_autoptr (SfTalker) talker = sf_talker_new (talk, 1);
  g_autofree char *body = g_strnfill (5000, '0');

  sf_talker_say (talker, "{'type':'add', 'phase':'p'}");
  sf_talker_expect (talker, "*'orig':{'type':'add', 'phase':'p'},*");
  sf_talker_say (talker, "{'type':'add','phase':'p','body':'%s'}", body);
  sf_talker_expect (talker, "*'orig':{'type':'add'},*");
}

static void
test_repeated_abuse (void)
{
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);
  g_autoptr (SfTalker) talker = sf_talker_new (talk, 1);

  for (guint i = 0; i < SF_SERVER_MAX_ERRORS; i++)
    sf_talker_expect_error (talker, "not json", "not a JSON object");
  g_assert_false (talker->is_dropped);
  sf_talker_expect_error (talker, "not json", "not a JSON object");
  g_assert_true (talker->is_dropped);
  sf_talker_say (talker, "{'type':'ping','ping':7}");
  sf_talker_expect_nothing (talker);
}

static void
test_list_is_empty (void)
{
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);
  g_autoptr (SfTalker) talker = sf_talker_new_bound (talk, 1, "aa");

  sf_talker_say (talker, "{'type':'allocate'}");
  sf_talker_expect (talker, "{'type':'allocated',*");
  sf_talker_say (talker, "{'type':'list'}");
  sf_talker_expect (talker, "{'type':'nameplates','nameplates':[],*");
}

static gboolean
claims (SfTalk *talk, guint64 address_key, guint nameplate)
{
  g_autofree char *side = g_strdup_printf ("s%u", nameplate);
  g_autoptr (SfTalker) talker = sf_talker_new_bound (talk, address_key, side);
  g_autofree char *message = NULL;

  sf_talker_say (talker, "{'type':'claim','nameplate':'%u'}", nameplate);
  message = g_strdup (sf_talker_expect (talker, "*"));
  sf_talker_say (talker, "{'type':'release','nameplate':'%u'}", nameplate);

  return g_str_has_prefix (message, "{\"type\":\"claimed\"");
}

/* Trying numbers to find one that somebody waits under: twenty, then ten a minute. */
static void
test_unknown_nameplates (void)
{
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);

  for (guint i = 0; i < 20; i++)
    g_assert_true (claims (talk, 1, 1000 + i));
  g_assert_false (claims (talk, 1, 2000));
  g_assert_true (claims (talk, 2, 2000));
  for (guint i = 0; i < 50; i++)
    g_assert_true (claims (talk, 0, 3000 + i));

  sf_talk_pass (talk, 6);
  g_assert_true (claims (talk, 1, 4000));
  g_assert_false (claims (talk, 1, 4001));
}

/* One address guesses at the codes of others, who say `scary` each time. */
static void
guess (SfTalk *talk, guint64 host_key, guint number, const char *error)
{
  g_autofree char *side = g_strdup_printf ("h%u", number);
  g_autoptr (SfTalker) host = sf_talker_new_bound (talk, host_key, side);
  g_autoptr (SfTalker) guesser = sf_talker_new_bound (talk, 1, "gg");

  sf_talker_say (host, "{'type':'claim','nameplate':'%u'}", number);
  sf_talker_expect (host, "{'type':'claimed',*");
  sf_talker_say (guesser, "{'type':'claim','nameplate':'%u'}", number);
  if (error != NULL) {
    g_autofree char *pattern = g_strdup_printf ("{'type':'error','error':'%s',*", error);

    sf_talker_expect (guesser, pattern);
    return;
  }

  sf_talker_expect (guesser, "{'type':'claimed',*");
  sf_talker_say (host, "{'type':'open','mailbox':'m%u'}", number);
  sf_talker_say (guesser, "{'type':'open','mailbox':'m%u'}", number);
  sf_talker_say (host, "{'type':'close','mood':'scary'}");
  sf_talker_expect (host, "{'type':'closed',*");
}

static void
test_guesses (void)
{
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);

  for (guint i = 0; i < 10; i++)
    guess (talk, 100 + i, i, NULL);
  guess (talk, 200, 10, "too many wrong codes, try again later");
  sf_talk_pass (talk, 60);
  guess (talk, 200, 11, NULL);
  guess (talk, 200, 12, "too many wrong codes, try again later");
}

/* Whoever was guessed at may go on inviting. */
static void
test_victims_go_on (void)
{
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);
  g_autoptr (SfTalker) host = NULL;
  g_autofree char *nameplate = NULL;
  const char *allocated;

  for (guint i = 0; i < 10; i++)
    guess (talk, 100, i, NULL);
  host = sf_talker_new_bound (talk, 100, "hh");
  sf_talker_say (host, "{'type':'allocate'}");
  allocated = sf_talker_expect (host, "{'type':'allocated',*");
  nameplate = sf_talk_dup_member (allocated, "nameplate");
  sf_talker_say (host, "{'type':'claim','nameplate':'%s'}", nameplate);
  sf_talker_expect (host, "{'type':'claimed',*");
}

static void
test_mailbox_is_full (void)
{
  g_autoptr (SfTalk) talk = new_talk ();
  g_autoptr (SfTalker) talker = sf_talker_new_bound (talk, 1, "aa");

  sf_talker_say (talker, "{'type':'open','mailbox':'m'}");
  for (guint i = 0; i < config.max_mailbox_messages; i++) {
    sf_talker_say (talker, "{'type':'add','phase':'%u','body':'00'}", i);
    sf_talker_expect (talker, "{'type':'message',*");
  }
  sf_talker_expect_error (talker, "{'type':'add','phase':'p','body':'00'}", "mailbox is full");
}

static void
test_mailbox_is_full_of_bytes (void)
{
  g_autoptr (SfTalk) talk = new_talk ();
  g_autoptr (SfTalker) talker = sf_talker_new_bound (talk, 0, "aa");
  g_autofree char *half = g_strnfill (config.max_mailbox_bytes / 2, '0');

  sf_talker_say (talker, "{'type':'open','mailbox':'m'}");
  sf_talker_say (talker, "{'type':'add','phase':'0','body':'%s'}", half);
  sf_talker_expect (talker, "{'type':'message',*");
  sf_talker_say (talker, "{'type':'add','phase':'1','body':'%s'}", half);
  sf_talker_expect (talker, "{'type':'error','error':'mailbox is full',*");
}

static void
test_only_nameplate (void)
{
  g_autoptr (SfTalk) talk = NULL;
  g_autoptr (SfTalker) host = NULL, guest = NULL;

  sf_rendezvous_server_config_init (&config);
  config.only_nameplate = "123";
  talk = sf_talk_new (&config);
  host = sf_talker_new_bound (talk, 0, "aa");
  guest = sf_talker_new_bound (talk, 1, "bb");

  sf_talker_expect_error (guest, "{'type':'claim','nameplate':'124'}", "no such nameplate");
  sf_talker_expect_error (guest, "{'type':'allocate'}", "no nameplate to allocate");
  sf_talker_expect_error (guest, "{'type':'open','mailbox':'m'}", "no such mailbox");
  sf_talker_say (host, "{'type':'claim','nameplate':'123'}");
  sf_talker_expect (host, "{'type':'claimed','mailbox':'*','waiting':false,*");
  sf_talker_say (guest, "{'type':'claim','nameplate':'123'}");
  sf_talker_expect (guest, "{'type':'claimed','mailbox':'*','waiting':true,*");
}

static void
expect_ice_servers (SfTalker *talker)
{
  sf_talker_expect (talker, "{'type':'ice-servers','servers':[{'urls':['turn:a','turn:b'],"
                            "'username':'1700000600:*','credential':'*='}],'ttl':600,*");
}

/* TURN costs its owner: only two who met get it. */
static void
test_ice_servers (void)
{
  static const char *const uris[] = {"turn:a", "turn:b", NULL};
  g_autoptr (SfTalk) talk = NULL;
  g_autoptr (SfTalker) a = NULL, b = NULL;

  sf_rendezvous_server_config_init (&config);
  config.turn_uris = uris;
  config.turn_secret = "secret";
  talk = sf_talk_new (&config);
  a = sf_talker_new_bound (talk, 1, "aa");
  b = sf_talker_new_bound (talk, 2, "bb");

  sf_talker_say (a, "{'type':'open','mailbox':'m'}");
  sf_talker_expect_nothing (a);
  sf_talker_say (b, "{'type':'open','mailbox':'m'}");
  expect_ice_servers (a);
  expect_ice_servers (b);
}

static void
say_anything (SfTalker *talker)
{
  static const char *const messages[] = {
    "{'type':'allocate'}",
    "{'type':'claim','nameplate':'%d'}",
    "{'type':'release','nameplate':'%d'}",
    "{'type':'release'}",
    "{'type':'open','mailbox':'m%d'}",
    "{'type':'add','phase':'%d','body':'0123456789abcdef0123456789abcdef'}",
    "{'type':'add','phase':'%d','body':'0123456789abcdef0123456789abcdef'}",
    "{'type':'close','mailbox':'m%d','mood':'scary'}",
    "{'type':'close'}",
    "{'type':'list'}",
    "{'type':%d}",
    "%d",
  };
  g_autofree char *number = g_strdup_printf ("%d", g_test_rand_int_range (0, 8));
  GString *message = g_string_new (messages[g_test_rand_int_range (0, G_N_ELEMENTS (messages))]);

  g_string_replace (message, "%d", number, 0);
  sf_talker_say (talker, "%s", message->str);
  g_string_free (message, TRUE);
}

/* Strangers from four addresses come, say anything in any order, and go. */
static void
test_no_sequence_exceeds_them (void)
{
  static const char *const sides[] = {"aa", "bb", "cc", "dd", "ee"};
  g_autoptr (SfTalk) talk = new_talk ();
  SfTalker *talkers[20] = {NULL};

  for (guint i = 0; i < 20000; i++) {
    SfTalker **talker = &talkers[g_test_rand_int_range (0, G_N_ELEMENTS (talkers))];
    int dice = g_test_rand_int_range (0, 100);

    if (*talker == NULL || (*talker)->client == NULL) {
      g_clear_pointer (talker, sf_talker_free);
      *talker = sf_talker_new (talk, (guint64) g_test_rand_int_range (1, 5));
      if ((*talker)->client != NULL)
        sf_talker_say (*talker, "{'type':'bind','appid':'example.org/test','side':'%s'}",
                       sides[g_test_rand_int_range (0, G_N_ELEMENTS (sides))]);
    } else if (dice < 8) {
      g_clear_pointer (talker, sf_talker_free);
    } else if (dice < 10) {
      sf_talk_pass (talk, g_test_rand_int_range (0, 300));
    } else {
      say_anything (*talker);
    }
    sf_talk_check_limits (talk, 4);
  }

  for (guint i = 0; i < G_N_ELEMENTS (talkers); i++)
    g_clear_pointer (&talkers[i], sf_talker_free);
  sf_talk_pass (talk, SF_MAILBOX_EXPIRY_US / G_USEC_PER_SEC);
  g_assert_cmpuint (sf_mailboxes_get_size (talk->core->mailboxes), ==, 0);
  sf_talk_pass (talk, SF_NAMEPLATE_COOLING_US / G_USEC_PER_SEC);
  g_assert_cmpuint (sf_mailboxes_get_n_nameplates (talk->core->mailboxes), ==, 0);
  g_assert_cmpuint (sf_mailboxes_get_stored_bytes (talk->core->mailboxes), ==, 0);
  for (guint64 key = 1; key <= 4; key++) {
    SfAddress *address = sf_address_table_get (talk->core->addresses, key, talk->now.monotonic_us);

    g_assert_cmpuint (address->connections, ==, 0);
    g_assert_cmpuint (address->mailboxes, ==, 0);
    g_assert_cmpuint (address->stored_bytes, ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/limits/errors", test_errors);
  g_test_add_func ("/net/server/limits/errors-when-open", test_errors_when_open);
  g_test_add_func ("/net/server/limits/original", test_original);
  g_test_add_func ("/net/server/limits/repeated-abuse", test_repeated_abuse);
  g_test_add_func ("/net/server/limits/list-is-empty", test_list_is_empty);
  g_test_add_func ("/net/server/limits/unknown-nameplates", test_unknown_nameplates);
  g_test_add_func ("/net/server/limits/guesses", test_guesses);
  g_test_add_func ("/net/server/limits/victims-go-on", test_victims_go_on);
  g_test_add_func ("/net/server/limits/mailbox-is-full", test_mailbox_is_full);
  g_test_add_func ("/net/server/limits/mailbox-is-full-of-bytes", test_mailbox_is_full_of_bytes);
  g_test_add_func ("/net/server/limits/only-nameplate", test_only_nameplate);
  g_test_add_func ("/net/server/limits/ice-servers", test_ice_servers);
  g_test_add_func ("/net/server/limits/no-sequence-exceeds-them", test_no_sequence_exceeds_them);
  return g_test_run ();
}
