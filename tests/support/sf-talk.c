/* Talks to the pure half of a rendezvous server: clients without sockets, time by hand. */

#include "tests/support/sf-talk.h"

#include <json-glib/json-glib.h>

#define START_US (G_GINT64_CONSTANT (1000) * G_USEC_PER_SEC)
#define START_REAL_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static void
hear (gpointer connection, GBytes *text)
{
  SfTalker *self = connection;
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  g_autofree char *message = g_strndup (data, size);
  g_autoptr (JsonNode) node = json_from_string (message, NULL);

  /* Whatever a stranger sent: what comes out is JSON. */
  g_assert_true (g_utf8_validate_len (data, size, NULL));
  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  g_assert_false (self->is_dropped);

  self->heard_bytes += size;
  g_queue_push_tail (&self->heard, g_steal_pointer (&message));
}

static void
drop (gpointer connection)
{
  SfTalker *self = connection;

  g_assert_false (self->is_dropped);
  self->is_dropped = TRUE;
}

SfTalk *
sf_talk_new (const SfRendezvousServerConfig *config)
{
  static const SfServerHost host = {hear, drop};
  SfTalk *self = g_new0 (SfTalk, 1);
  SfRendezvousServerConfig defaults;

  sf_rendezvous_server_config_init (&defaults);
  self->core = sf_server_core_new (config != NULL ? config : &defaults, &host);
  self->now = (SfServerTime){START_US, START_REAL_US};

  return self;
}

void
sf_talk_free (SfTalk *self)
{
  sf_server_core_free (self->core);
  g_free (self);
}

void
sf_talk_pass (SfTalk *self, gint64 seconds)
{
  self->now.monotonic_us += seconds * G_USEC_PER_SEC;
  self->now.real_us += seconds * G_USEC_PER_SEC;
  sf_server_core_expire (self->core, self->now.monotonic_us);
}

void
sf_talk_check_limits (SfTalk *self, guint64 max_key)
{
  const SfRendezvousServerConfig *config = self->core->config;
  SfMailboxes *mailboxes = self->core->mailboxes;

  g_assert_cmpuint (self->core->n_connections, <=, config->max_connections);
  g_assert_cmpuint (sf_mailboxes_get_size (mailboxes), <=, config->max_mailboxes);
  g_assert_cmpuint (sf_mailboxes_get_n_nameplates (mailboxes), <=, 2 * config->max_mailboxes);
  g_assert_cmpuint (sf_mailboxes_get_stored_bytes (mailboxes), <=, config->max_stored_bytes);
  for (guint64 key = 1; key <= max_key; key++) {
    SfAddress *address = sf_address_table_get (self->core->addresses, key, self->now.monotonic_us);

    g_assert_cmpuint (address->connections, <=, config->max_connections_per_address);
    g_assert_cmpuint (address->mailboxes, <=, config->max_mailboxes_per_address);
    g_assert_cmpuint (address->stored_bytes, <=, config->max_address_bytes);
  }
}

SfTalker *
sf_talker_new (SfTalk *talk, guint64 address_key)
{
  SfTalker *self = g_new0 (SfTalker, 1);

  self->talk = talk;
  if (!sf_server_core_enter (talk->core, address_key, talk->now.monotonic_us, &self->address))
    return self;

  self->client = sf_server_client_new (talk->core, self, self->address, &talk->now);
  sf_talker_expect (self, "{'type':'welcome','welcome':{*},'server_tx':1*.000000}");

  return self;
}

SfTalker *
sf_talker_new_bound (SfTalk *talk, guint64 address_key, const char *side)
{
  SfTalker *self = sf_talker_new (talk, address_key);

  sf_talker_say (self, "{'type':'bind','appid':'example.org/test','side':'%s'}", side);
  sf_talker_expect_nothing (self);

  return self;
}

void
sf_talker_free (SfTalker *self)
{
  if (self->client != NULL) {
    sf_server_client_free (self->client, &self->talk->now);
    sf_server_core_leave (self->talk->core, self->address);
  }
  g_queue_clear_full (&self->heard, g_free);
  g_free (self);
}

void
sf_talker_say (SfTalker *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_strdelimit (text, "'", '"');

  sf_server_client_receive (self->client, text, strlen (text), &self->talk->now);
}

static char *
pop (SfTalker *self)
{
  char *message = g_queue_pop_head (&self->heard);

  while (message != NULL && g_str_has_prefix (message, "{\"type\":\"ack\"")) {
    g_free (message);
    message = g_queue_pop_head (&self->heard);
  }

  return message;
}

const char *
sf_talker_expect (SfTalker *self, const char *pattern)
{
  static char *last;
  g_autofree char *quoted = g_strdelimit (g_strdup (pattern), "'", '"');

  g_free (last);
  last = pop (self);
  g_assert_nonnull (last);
  if (!g_pattern_match_simple (quoted, last)) {
    g_test_message ("wanted %s, got %s", quoted, last);
    g_assert_not_reached ();
  }

  return last;
}

void
sf_talker_expect_error (SfTalker *self, const char *message, const char *error)
{
  g_autofree char *any_quotes = g_strdelimit (g_strdup (error), "'", '?');
  g_autofree char *pattern = g_strdup_printf ("{'type':'error','error':'%s','orig':*", any_quotes);

  sf_talker_say (self, "%s", message);
  sf_talker_expect (self, pattern);
}

void
sf_talker_expect_nothing (SfTalker *self)
{
  g_autofree char *message = pop (self);

  g_assert_cmpstr (message, ==, NULL);
}

char *
sf_talk_dup_member (const char *message, const char *name)
{
  g_autoptr (JsonNode) node = json_from_string (message, NULL);

  return g_strdup (json_object_get_string_member (json_node_get_object (node), name));
}
