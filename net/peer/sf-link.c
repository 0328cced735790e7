/* A path and all that runs over it, in a thread of its own, for a caller in another. */

#include "net/peer/sf-link.h"

#include "net/ice/sf-ice-config.h"
#include "net/ice/sf-relay-path.h"
#include "net/peer/sf-link-post.h"
#include "net/peer/sf-worker.h"

#include <sodium.h>
#include <string.h>

struct _SfLink {
  SfLinkPost *post;
  SfWorker *worker;
  GMainContext *home;
  void (*done) (gpointer user_data);
  gpointer done_data;

  /* The worker's, from here on. */
  SfSessionKeys keys;
  SfMediaPort *port;
  SfIceConfig ice;
  SfLinkCore *core;
  char *relay;         /* (nullable): to be used once the path before it is closed */
  gboolean is_leaving; /* a path is being closed for it */
  gboolean is_closing;
};

typedef struct _Command Command;
struct _Command {
  SfLink *link;
  void (*run) (SfLink *link, const Command *command);
  GBytes *bytes;
  guint64 id;
  guint priority;
  gboolean incoming;
};

static void
command_free (gpointer data)
{
  Command *command = data;

  g_clear_pointer (&command->bytes, g_bytes_unref);
  g_free (command);
}

static gboolean
on_command (gpointer data)
{
  Command *command = data;

  if (!command->link->is_closing) {
    command->run (command->link, command);
    sf_link_core_pump (command->link->core);
  }
  return G_SOURCE_REMOVE;
}

static void
invoke (SfLink *self, const Command *template)
{
  Command *command = g_memdup2 (template, sizeof *template);

  command->link = self;
  sf_worker_invoke (self->worker, on_command, command, command_free);
}

static void
run_permit (SfLink *self, const Command *command)
{
  SfPath *path = sf_link_core_get_path (self->core);

  if (SF_IS_ICE_PATH (path))
    sf_ice_path_permit (SF_ICE_PATH (path));
}

void
sf_link_permit (SfLink *self)
{
  invoke (self, &(Command){.run = run_permit});
}

static void
run_remote_signal (SfLink *self, const Command *command)
{
  SfPath *path = sf_link_core_get_path (self->core);

  if (path != NULL)
    sf_path_remote_signal (path, command->bytes);
}

void
sf_link_remote_signal (SfLink *self, GBytes *signal)
{
  invoke (self, &(Command){.run = run_remote_signal, .bytes = g_bytes_ref (signal)});
}

static void
run_restart (SfLink *self, const Command *command)
{
  if (sf_link_core_get_path (self->core) != NULL)
    sf_link_core_restart (self->core);
}

void
sf_link_restart (SfLink *self)
{
  invoke (self, &(Command){.run = run_restart});
}

static gboolean
on_closed_at_home (gpointer data)
{
  SfLink *self = data;

  sf_worker_free (self->worker);
  sf_link_post_unref (self->post);
  sf_ice_config_clear (&self->ice);
  sf_session_keys_clear (&self->keys);
  sf_media_port_unref (self->port);
  g_free (self->relay);
  g_main_context_unref (self->home);
  self->done (self->done_data);
  g_free (self);

  return G_SOURCE_REMOVE;
}

/* From the link's thread: no path is left. */
static void
tell_closed (SfLink *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_clear_pointer (&self->core, sf_link_core_free);
  g_source_set_callback (source, on_closed_at_home, self, NULL);
  g_source_attach (source, self->home);
}

/* A path that could not be had is told as one that was not found. */
static void
take_path (SfLink *self, SfPath *path, const GError *error)
{
  if (path != NULL)
    sf_link_core_take_path (self->core, path);
  else
    sf_link_post_events.no_path (self->relay != NULL, error, self->post);
}

static void
open_relay_path (SfLink *self)
{
  g_autoptr (GError) error = NULL;
  SfRelayConfig config = {.server = self->relay};
  SfRelayPath *path;

  memcpy (config.token, self->keys.relay_token, sizeof config.token);
  path = sf_relay_path_new (&config, sf_link_core_receive, self->core, &error);
  sodium_memzero (config.token, sizeof config.token);
  take_path (self, (SfPath *) path, error);
}

static void
on_left_path_close_ready (GObject *path, GAsyncResult *result, gpointer user_data)
{
  SfLink *self = user_data;

  sf_path_close_finish (SF_PATH (path), result);
  self->is_leaving = FALSE;
  if (self->is_closing)
    tell_closed (self);
  else
    open_relay_path (self);
}

static void
run_use_relay (SfLink *self, const Command *command)
{
  g_autoptr (SfPath) left = NULL;

  if (self->relay != NULL)
    return;

  left = sf_link_core_drop_path (self->core);
  self->relay = g_strdup (g_bytes_get_data (command->bytes, NULL));
  self->is_leaving = left != NULL;
  if (left != NULL)
    sf_path_close_async (left, on_left_path_close_ready, self);
  else
    open_relay_path (self);
}

void
sf_link_use_relay (SfLink *self, const char *server)
{
  invoke (self,
          &(Command){.run = run_use_relay, .bytes = g_bytes_new (server, strlen (server) + 1)});
}

static void
run_send_message (SfLink *self, const Command *command)
{
  g_autoptr (GError) error = NULL;

  if (!sf_transfer_send_message (sf_link_core_get_transfer (self->core), command->bytes, &error))
    g_critical ("a message could not be sent: %s", error->message);
}

void
sf_link_send_message (SfLink *self, GBytes *message)
{
  invoke (self, &(Command){.run = run_send_message, .bytes = g_bytes_ref (message)});
}

static void
run_send_blob (SfLink *self, const Command *command)
{
  sf_transfer_send_blob (sf_link_core_get_transfer (self->core), command->id, command->bytes,
                         command->priority);
}

void
sf_link_send_blob (SfLink *self, guint64 id, GBytes *bytes, guint priority)
{
  invoke (
    self,
    &(Command){.run = run_send_blob, .bytes = g_bytes_ref (bytes), .id = id, .priority = priority});
}

static void
run_cancel_blob (SfLink *self, const Command *command)
{
  sf_transfer_cancel_blob (sf_link_core_get_transfer (self->core), command->id, command->incoming);
}

void
sf_link_cancel_blob (SfLink *self, guint64 id, gboolean incoming)
{
  invoke (self, &(Command){.run = run_cancel_blob, .id = id, .incoming = incoming});
}

static void
run_say_bye (SfLink *self, const Command *command)
{
  sf_link_core_say_bye (self->core);
}

void
sf_link_say_bye (SfLink *self)
{
  invoke (self, &(Command){.run = run_say_bye});
}

static void
refuse_blob (guint64 id, gpointer link)
{
  sf_link_cancel_blob (link, id, TRUE);
}

static gboolean
on_open (gpointer data)
{
  SfLink *self = data;
  g_autoptr (GError) error = NULL;
  SfIcePath *path;

  self->core = sf_link_core_new (&self->keys, self->port, &sf_link_post_events, self->post);
  path = sf_ice_path_new (&self->ice, sf_link_core_receive, self->core, &error);
  take_path (self, (SfPath *) path, error);
  return G_SOURCE_REMOVE;
}

SfLink *
sf_link_new (const SfSessionKeys *keys,
             const SfIceConfig *ice,
             SfMediaPort *port,
             const SfLinkEvents *events,
             gpointer user_data)
{
  SfLink *self = g_new0 (SfLink, 1);

  self->home = g_main_context_ref_thread_default ();
  self->post = sf_link_post_new (events, refuse_blob, self, user_data);
  self->keys = *keys;
  self->port = sf_media_port_ref (port);
  sf_ice_config_copy (&self->ice, ice);
  self->worker = sf_worker_new ("sf-link");
  sf_worker_invoke (self->worker, on_open, self, NULL);

  return self;
}

static void
on_path_close_ready (GObject *path, GAsyncResult *result, gpointer user_data)
{
  SfLink *self = user_data;

  sf_path_close_finish (SF_PATH (path), result);
  tell_closed (self);
}

static gboolean
on_close (gpointer data)
{
  SfLink *self = data;
  SfPath *path = sf_link_core_get_path (self->core);

  self->is_closing = TRUE;
  if (path != NULL)
    sf_path_close_async (path, on_path_close_ready, self);
  else if (!self->is_leaving)
    tell_closed (self);
  return G_SOURCE_REMOVE;
}

void
sf_link_close (SfLink *self, void (*done) (gpointer user_data), gpointer user_data)
{
  sf_link_post_stop (self->post);
  self->done = done;
  self->done_data = user_data;
  sf_worker_invoke (self->worker, on_close, self, NULL);
}
