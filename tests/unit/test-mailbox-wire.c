/* Messages of a mailbox server: what is read, what is skipped, what is refused; and what we say. */

#include "net/rendezvous/sf-mailbox-wire.h"
#include "net/sf-net-error.h"
#include "net/wire/sf-json.h"

#include <string.h>

static SfMailboxReply *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  SfMailboxReply *reply = sf_mailbox_reply_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  return reply;
}

static void
test_reads_welcome (void)
{
  g_autoptr (SfMailboxReply) plain = parse ("{\"type\":\"welcome\",\"welcome\":{}}");
  g_autoptr (SfMailboxReply) full =
    parse ("{\"type\":\"welcome\",\"welcome\":{\"motd\":\"Tea\\n\\u202eat five\",\"error\":\"No\","
           "\"permission-required\":{\"hashcash\":{\"bits\":20}}}}");
  g_autoptr (SfMailboxReply) open =
    parse ("{\"type\":\"welcome\",\"welcome\":{\"permission-required\":{\"none\":{}}}}");

  g_assert_cmpint (plain->type, ==, SF_MAILBOX_REPLY_WELCOME);
  g_assert_null (plain->motd);
  g_assert_null (plain->refusal);
  g_assert_false (plain->needs_permission);
  g_assert_cmpstr (full->motd, ==, "Tea  at five");
  g_assert_cmpstr (full->refusal, ==, "No");
  g_assert_true (full->needs_permission);
  g_assert_false (open->needs_permission);
}

static void
test_cuts_notices (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *text =
    g_strdup_printf ("{\"type\":\"welcome\",\"welcome\":{\"motd\":\"%s\"}}", long_text);
  g_autoptr (SfMailboxReply) reply = parse (text);

  g_assert_cmpuint (strlen (reply->motd), ==, SF_MAILBOX_MAX_NOTICE);
}

static void
test_reads_claimed (void)
{
  static const struct {
    const char *text;
    SfMailboxWaiting waiting;
  } rows[] = {
    {"{\"type\":\"claimed\",\"mailbox\":\"abc\"}", SF_MAILBOX_WAITING_UNKNOWN},
    {"{\"type\":\"claimed\",\"mailbox\":\"abc\",\"waiting\":1}", SF_MAILBOX_WAITING_UNKNOWN},
    {"{\"type\":\"claimed\",\"mailbox\":\"abc\",\"waiting\":true}", SF_MAILBOX_WAITING_SOMEBODY},
    {"{\"type\":\"claimed\",\"mailbox\":\"abc\",\"waiting\":false}", SF_MAILBOX_WAITING_NOBODY},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SfMailboxReply) reply = parse (rows[i].text);

    g_assert_cmpint (reply->type, ==, SF_MAILBOX_REPLY_CLAIMED);
    g_assert_cmpstr (reply->mailbox, ==, "abc");
    g_assert_cmpint (reply->waiting, ==, rows[i].waiting);
  }
}

static void
test_reads_message (void)
{
  g_autoptr (SfMailboxReply) reply = parse (
    "{\"type\":\"message\",\"side\":\"s1\",\"phase\":\"0\",\"body\":\"00fF7b\",\"id\":null}");
  g_autoptr (SfMailboxReply) odd =
    parse ("{\"type\":\"message\",\"side\":\"s1\",\"phase\":\"0\",\"body\":\"00f\"}");
  g_autoptr (SfMailboxReply) empty =
    parse ("{\"type\":\"message\",\"side\":\"s1\",\"phase\":\"0\",\"body\":\"\"}");

  g_assert_cmpstr (reply->side, ==, "s1");
  g_assert_cmpstr (reply->phase, ==, "0");
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), "\0\xff{",
                   3);
  g_assert_null (odd->body);
  g_assert_cmpuint (g_bytes_get_size (empty->body), ==, 0);
}

static void
test_reads_error (void)
{
  g_autoptr (SfMailboxReply) reply =
    parse ("{\"type\":\"error\",\"error\":\"crowded\",\"orig\":{\"type\":\"claim\"}}");
  g_autoptr (SfMailboxReply) bare =
    parse ("{\"type\":\"error\",\"error\":\"crowded\",\"orig\":{}}");

  g_assert_cmpstr (reply->error, ==, "crowded");
  g_assert_cmpstr (reply->command, ==, "claim");
  g_assert_null (bare->command);
}

static void
test_reads_extensions (void)
{
  g_autoptr (SfMailboxReply) peer =
    parse ("{\"type\":\"peer-connection\",\"side\":\"s2\",\"connected\":true}");
  g_autoptr (SfMailboxReply) ice = parse ("{\"type\":\"ice-servers\",\"ice-servers\":[]}");
  g_autofree char *json =
    g_strndup (g_bytes_get_data (ice->json, NULL), g_bytes_get_size (ice->json));

  g_assert_cmpstr (peer->side, ==, "s2");
  g_assert_true (peer->connected);
  g_assert_nonnull (strstr (json, "\"ice-servers\":[]"));
}

static void
test_skips_unknown (void)
{
  g_autoptr (SfMailboxReply) ack = parse ("{\"type\":\"ack\",\"id\":null,\"server_tx\":1.5}");
  g_autoptr (SfMailboxReply) other = parse ("{\"type\":\"from-the-future\",\"x\":[{}]}");

  g_assert_cmpint (ack->type, ==, SF_MAILBOX_REPLY_OTHER);
  g_assert_cmpint (other->type, ==, SF_MAILBOX_REPLY_OTHER);
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "",
    "hello",
    "[]",
    "{}",
    "{\"type\":7}",
    "{\"type\":\"\"}",
    "{\"type\":\"wel come\"}",
    "{\"type\":\"welcome\"}",
    "{\"type\":\"welcome\",\"welcome\":[]}",
    "{\"type\":\"allocated\"}",
    "{\"type\":\"allocated\",\"nameplate\":7}",
    "{\"type\":\"allocated\",\"nameplate\":\"\"}",
    "{\"type\":\"allocated\",\"nameplate\":\"7a\"}",
    "{\"type\":\"allocated\",\"nameplate\":\"12345678901234567890123456789012345678901\"}",
    "{\"type\":\"claimed\",\"mailbox\":\"\"}",
    "{\"type\":\"claimed\",\"mailbox\":\"a b\"}",
    "{\"type\":\"message\",\"phase\":\"0\",\"body\":\"00\"}",
    "{\"type\":\"message\",\"side\":\"s\\u00e9\",\"phase\":\"0\",\"body\":\"00\"}",
    "{\"type\":\"pong\",\"pong\":\"7\"}",
    "{\"type\":\"error\"}",
    "{\"type\":\"peer-connection\",\"side\":\"s\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sf_mailbox_reply_parse (texts[i], strlen (texts[i]), &error));
    g_assert_error (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL);
  }
}

/* The server would read what we write as a client; here a JSON parser stands for it. */
static void
expect_command (char *command, const char *type, const char *name, const char *value)
{
  g_autofree char *text = command;
  g_autoptr (JsonObject) object = sf_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (object);
  g_assert_cmpstr (sf_json_get_string (object, "type", 100), ==, type);
  if (name != NULL)
    g_assert_cmpstr (sf_json_get_string (object, name, 100), ==, value);
}

static void
test_writes_commands (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("\x00\xffz", 3);

  expect_command (sf_mailbox_command_bind ("app", "s1"), "bind", "side", "s1");
  expect_command (sf_mailbox_command_bind ("app", "s1"), "bind", "appid", "app");
  expect_command (sf_mailbox_command_allocate (), "allocate", NULL, NULL);
  expect_command (sf_mailbox_command_claim ("7"), "claim", "nameplate", "7");
  expect_command (sf_mailbox_command_release ("7"), "release", "nameplate", "7");
  expect_command (sf_mailbox_command_open ("abc"), "open", "mailbox", "abc");
  expect_command (sf_mailbox_command_add ("0", body), "add", "body", "00ff7a");
  expect_command (sf_mailbox_command_close ("abc", "happy"), "close", "mood", "happy");
  expect_command (sf_mailbox_command_ping (7), "ping", NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/mailbox-wire/reads-welcome", test_reads_welcome);
  g_test_add_func ("/net/mailbox-wire/cuts-notices", test_cuts_notices);
  g_test_add_func ("/net/mailbox-wire/reads-claimed", test_reads_claimed);
  g_test_add_func ("/net/mailbox-wire/reads-message", test_reads_message);
  g_test_add_func ("/net/mailbox-wire/reads-error", test_reads_error);
  g_test_add_func ("/net/mailbox-wire/reads-extensions", test_reads_extensions);
  g_test_add_func ("/net/mailbox-wire/skips-unknown", test_skips_unknown);
  g_test_add_func ("/net/mailbox-wire/refuses", test_refuses);
  g_test_add_func ("/net/mailbox-wire/writes-commands", test_writes_commands);
  return g_test_run ();
}
