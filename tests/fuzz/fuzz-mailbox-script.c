/* Fuzz target: a whole wormhole against whatever a server may do, in virtual time. */

#include "net/rendezvous/sf-keying.h"
#include "net/rendezvous/sf-mailbox-wire.h"
#include "net/rendezvous/sf-wormhole-core.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define CODE "7-aardvark-adroitness"
#define APPID "example.org/fuzz"
#define MAX_STEPS 200

/*
 * One step a line. Its first character says what happens:
 *   {  the server says this line        !  the connection is lost         +  a second passes
 *   #  a minute passes                  s  we send a message              c  we close
 *   p, v, m  the other side's `pake`, its `version`, its next message: an honest one
 */
typedef struct {
  SfWormholeCore *core;
  SfMailboxClient *mailbox;
  SfKeying *peer;
  GBytes *own_pake;    /* (nullable): once it was sent */
  GBytes *own_version; /* (nullable): once it was sent */
  gint64 now_us;
  gboolean is_dialling;
  gboolean is_connected;
  gboolean has_failed;
  gboolean is_done;
  gboolean is_peer_keyed;
} Play;

/* What we add comes back to us in the same words, so the same parser reads it. */
static void
note_command (Play *self, const char *text)
{
  static const char add[] = "{\"type\":\"add\"";
  g_autofree char *echo = NULL;
  g_autoptr (SfMailboxReply) reply = NULL;
  GBytes **kept = NULL;

  g_assert_true (self->is_connected);
  if (!g_str_has_prefix (text, add))
    return;

  echo = g_strconcat ("{\"type\":\"message\",\"side\":\"us\"", text + strlen (add), NULL);
  reply = sf_mailbox_reply_parse (echo, strlen (echo), NULL);
  g_assert_nonnull (reply);
  if (g_str_equal (reply->phase, "pake"))
    kept = &self->own_pake;
  else if (g_str_equal (reply->phase, "version"))
    kept = &self->own_version;
  if (kept != NULL && *kept == NULL)
    *kept = g_bytes_ref (reply->body);
}

static void
note (Play *self, const SfMailboxOutput *output)
{
  g_assert_false (self->is_done);
  switch (output->type) {
  case SF_MAILBOX_OUTPUT_DIAL:
    g_assert_false (self->is_connected);
    self->is_dialling = TRUE;
    break;
  case SF_MAILBOX_OUTPUT_HANG_UP:
    self->is_dialling = FALSE;
    self->is_connected = FALSE;
    break;
  case SF_MAILBOX_OUTPUT_SEND:
    note_command (self, output->text);
    break;
  case SF_MAILBOX_OUTPUT_FAILED:
    g_assert_false (self->has_failed);
    self->has_failed = TRUE;
    break;
  case SF_MAILBOX_OUTPUT_DONE:
    self->is_done = TRUE;
    break;
  default:
    g_assert_false (self->has_failed);
    break;
  }
}

static void
run (Play *self)
{
  SfMailboxOutput *output;

  do {
    while ((output = sf_wormhole_core_pop (self->core, self->now_us)) != NULL) {
      note (self, output);
      sf_mailbox_output_free (output);
    }
    if (!self->is_dialling)
      break;
    self->is_dialling = FALSE;
    self->is_connected = TRUE;
    sf_mailbox_client_connected (self->mailbox, self->now_us);
  } while (TRUE);
}

static void
pass (Play *self, gint64 delay_us)
{
  gint64 end_us = self->now_us + delay_us;
  gint64 deadline_us;

  while ((deadline_us = sf_mailbox_client_get_deadline (self->mailbox)) <= end_us) {
    self->now_us = MAX (self->now_us, deadline_us);
    sf_mailbox_client_tick (self->mailbox, self->now_us);
    run (self);
  }
  self->now_us = end_us;
}

static void
say_as_peer (Play *self, const char *phase, GBytes *body)
{
  GString *text = g_string_new ("{\"type\":\"message\",\"side\":\"peer\",\"phase\":\"");
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);

  g_string_append_printf (text, "%s\",\"body\":\"", phase);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", data[i]);
  g_string_append (text, "\"}");
  sf_mailbox_client_receive (self->mailbox, text->str, text->len, self->now_us);
  g_string_free (text, TRUE);
}

static void
act_as_peer (Play *self, char what)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *phase = NULL;

  if (what == 'p' && !self->is_peer_keyed) {
    body = sf_keying_dup_pake (self->peer);
    say_as_peer (self, "pake", body);
  } else if (what == 'v' && !self->is_peer_keyed && self->own_pake != NULL) {
    self->is_peer_keyed = sf_keying_receive_pake (self->peer, "us", self->own_pake, &body, NULL);
    if (self->is_peer_keyed)
      say_as_peer (self, "version", body);
  } else if (what == 'm' && self->is_peer_keyed && self->own_version != NULL) {
    if (!sf_keying_is_confirmed (self->peer))
      opened = sf_keying_open (self->peer, "version", self->own_version, NULL);
    if (opened == NULL && !sf_keying_is_confirmed (self->peer))
      return;
    body = sf_keying_seal (self->peer, message, &phase);
    say_as_peer (self, phase, body);
  }
}

static void
step (Play *self, const char *line, gsize size)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("hello", 5);

  switch (line[0]) {
  case '{':
    if (self->is_connected)
      sf_mailbox_client_receive (self->mailbox, line, size, self->now_us);
    break;
  case '!':
    if (self->is_connected)
      sf_mailbox_client_lost (self->mailbox, self->now_us);
    self->is_connected = FALSE;
    break;
  case '+':
    pass (self, G_USEC_PER_SEC);
    break;
  case '#':
    pass (self, 60 * G_USEC_PER_SEC);
    break;
  case 's':
    sf_wormhole_core_send (self->core, message, self->now_us);
    break;
  case 'c':
    sf_mailbox_client_close (self->mailbox, "happy", self->now_us);
    break;
  default:
    if (self->is_connected)
      act_as_peer (self, line[0]);
    break;
  }
  run (self);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_STEPS);
  g_autoptr (GBytes) hello = g_bytes_new_static ("{}", 2);
  const char *code = size % 2 ? CODE : NULL;
  Play play = {.core = sf_wormhole_core_new (APPID, "us", code, 2, hello, 1)};

  play.mailbox = sf_wormhole_core_get_mailbox (play.core);
  play.peer = sf_keying_new (APPID, "peer", CODE, hello);
  sf_wormhole_core_start (play.core, play.now_us);
  run (&play);
  for (guint i = 0; lines[i] != NULL; i++)
    step (&play, lines[i], strlen (lines[i]));

  /* However it stands: it ends in time, and is quiet then. */
  sf_mailbox_client_close (play.mailbox, "happy", play.now_us);
  run (&play);
  pass (&play, SF_MAILBOX_CLIENT_LEAVE_LIMIT_US);
  g_assert_true (play.is_done);
  g_assert_cmpint (sf_mailbox_client_get_deadline (play.mailbox), ==, G_MAXINT64);

  g_clear_pointer (&play.own_pake, g_bytes_unref);
  g_clear_pointer (&play.own_version, g_bytes_unref);
  sf_keying_free (play.peer);
  sf_wormhole_core_free (play.core);
  return 0;
}
