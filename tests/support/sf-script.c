/* A mailbox client without a server: what happens to it and what it must do, in words. */

#include "tests/support/sf-script.h"

#include "net/rendezvous/sf-mailbox-client.h"
#include "net/sf-net-error.h"
#include "net/wire/sf-json.h"

#include <string.h>

#define SEED 1

typedef struct {
  SfMailboxClient *client;
  gint64 now_us;
  GQueue outputs; /* of char: descriptions */
  guint line;     /* from 0 */
} Script;

static char *
describe_command (const char *text)
{
  static const char *const members[] = {"nameplate", "mailbox", "phase", "mood", "ping"};
  g_autoptr (JsonObject) object = sf_json_parse (text, strlen (text), NULL);
  GString *line = g_string_new (sf_json_get_string (object, "type", 100));
  gint64 number;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *value = sf_json_get_string (object, members[i], 100);

    if (value != NULL)
      g_string_append_printf (line, " %s", value);
    else if (sf_json_get_integer (object, members[i], &number))
      g_string_append_printf (line, " %d", (int) number);
  }

  return g_string_free (line, FALSE);
}

static char *
describe_error (const GError *error)
{
  static const char *const names[] = {
    [SF_NET_ERROR_SERVER_UNREACHABLE] = "unreachable",
    [SF_NET_ERROR_SERVER_REFUSED] = "refused",
    [SF_NET_ERROR_WRONG_CODE] = "wrong-code",
    [SF_NET_ERROR_CODE_USED] = "code-used",
    [SF_NET_ERROR_PROTOCOL] = "protocol",
    [SF_NET_ERROR_TOO_LARGE] = "too-large",
  };

  g_assert_true (error->domain == SF_NET_ERROR);
  g_assert_cmpint (error->code, <, G_N_ELEMENTS (names));
  return g_strconcat ("failed ", names[error->code], NULL);
}

static char *
describe (const SfMailboxOutput *output)
{
  const char *sign = output->flag ? "+" : "-";

  switch (output->type) {
  case SF_MAILBOX_OUTPUT_DIAL:
    return g_strdup ("dial");
  case SF_MAILBOX_OUTPUT_HANG_UP:
    return g_strdup ("hang-up");
  case SF_MAILBOX_OUTPUT_SEND:
    return describe_command (output->text);
  case SF_MAILBOX_OUTPUT_FAILED:
    return describe_error (output->error);
  case SF_MAILBOX_OUTPUT_DONE:
    return g_strdup ("done");
  case SF_MAILBOX_OUTPUT_NAMEPLATE:
    return g_strdup_printf ("nameplate %s", output->text);
  case SF_MAILBOX_OUTPUT_MOTD:
    return g_strdup_printf ("motd %s", output->text);
  case SF_MAILBOX_OUTPUT_WAITING:
    return g_strdup_printf ("waiting %s", sign);
  case SF_MAILBOX_OUTPUT_PHASE:
    return g_strdup_printf ("phase %s %.*s", output->text, (int) g_bytes_get_size (output->bytes),
                            (const char *) g_bytes_get_data (output->bytes, NULL));
  case SF_MAILBOX_OUTPUT_PEER_CONNECTION:
    return g_strdup_printf ("peer-connection %s", sign);
  case SF_MAILBOX_OUTPUT_ICE_SERVERS:
    return g_strdup ("ice-servers");
  case SF_MAILBOX_OUTPUT_ONLINE:
    return g_strdup_printf ("online %s", sign);
  default:
    return g_strdup ("what only SfWormholeCore says");
  }
}

static void
collect (Script *self)
{
  SfMailboxOutput *output;

  while ((output = sf_mailbox_client_pop (self->client)) != NULL) {
    g_queue_push_tail (&self->outputs, describe (output));
    sf_mailbox_output_free (output);
  }
}

static void
pass_time (Script *self, gint64 delay_us)
{
  gint64 end_us = self->now_us + delay_us;
  gint64 deadline_us;

  while ((deadline_us = sf_mailbox_client_get_deadline (self->client)) <= end_us) {
    self->now_us = MAX (self->now_us, deadline_us);
    sf_mailbox_client_tick (self->client, self->now_us);
    collect (self);
  }
  self->now_us = end_us;
}

static void
receive (Script *self, const char *line)
{
  g_autofree char *text = g_strdelimit (g_strdup (line), "'", '"');

  sf_mailbox_client_receive (self->client, text, strlen (text), self->now_us);
}

static void
receive_message (Script *self, char **words)
{
  GString *hex = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (const char *c = words[3]; *c != '\0'; c++)
    g_string_append_printf (hex, "%02x", (guint8) *c);
  text = g_strdup_printf ("{'type':'message','side':'%s','phase':'%s','body':'%s'}", words[1],
                          words[2], hex->str);
  g_string_free (hex, TRUE);
  receive (self, text);
}

static void
add (Script *self, char **words)
{
  g_autoptr (GBytes) body = g_bytes_new (words[2], strlen (words[2]));

  sf_mailbox_client_add (self->client, words[1], body, self->now_us);
}

static void
fail (Script *self, const char *mood)
{
  GError *error = g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE, "as the script says");

  sf_mailbox_client_fail (self->client, error, mood, self->now_us);
}

static void
happen (Script *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (g_str_equal (words[0], "start"))
    sf_mailbox_client_start (self->client, self->now_us);
  else if (g_str_equal (words[0], "connected"))
    sf_mailbox_client_connected (self->client, self->now_us);
  else if (g_str_equal (words[0], "lost"))
    sf_mailbox_client_lost (self->client, self->now_us);
  else if (g_str_equal (words[0], "probe"))
    sf_mailbox_client_probe (self->client, self->now_us);
  else if (g_str_equal (words[0], "release"))
    sf_mailbox_client_release (self->client, self->now_us);
  else if (g_str_equal (words[0], "close"))
    sf_mailbox_client_close (self->client, words[1], self->now_us);
  else if (g_str_equal (words[0], "fail"))
    fail (self, words[1]);
  else if (g_str_equal (words[0], "add"))
    add (self, words);
  else if (g_str_equal (words[0], "peer"))
    receive_message (self, words);
  else if (g_str_equal (words[0], "wait"))
    pass_time (self, g_ascii_strtoll (words[1], NULL, 10) * 1000);
  else if (g_str_equal (words[0], "<"))
    receive (self, line + 2);
  else
    g_error ("step %u: what is \"%s\"?", self->line, line);
  collect (self);
}

/* Fails with the line that was not kept. */
static void
expect (Script *self, const char *expected)
{
  g_autofree char *output = g_queue_pop_head (&self->outputs);

  if (g_strcmp0 (output, expected) != 0)
    g_error ("step %u: \"%s\" instead of \"%s\"", self->line, output != NULL ? output : "nothing",
             expected != NULL ? expected : "nothing");
}

void
sf_script_run (const char *nameplate, const char *script)
{
  Script self = {.client = sf_mailbox_client_new ("app", "me", nameplate, SEED)};
  g_auto (GStrv) lines = g_strsplit (script, "; ", 0);

  g_queue_init (&self.outputs);
  for (; lines[self.line] != NULL; self.line++) {
    if (g_str_has_prefix (lines[self.line], "> ")) {
      expect (&self, lines[self.line] + 2);
    } else {
      expect (&self, NULL);
      happen (&self, lines[self.line]);
    }
  }
  expect (&self, NULL);
  sf_mailbox_client_free (self.client);
}
