/* The session of now: made from the settings, left at will, forgotten when it has ended. */

#include "ui/sf-booth-private.h"

#include "app/session/sf-network.h"

#include <string.h>

/* What a session is made from; the texts live as long as this. */
typedef struct {
  char *name;
  char *layout;
  char *server;
  char *stun_server;
  char *transit_relay;
  char *turn_server;
  char *turn_username;
  char *turn_password;
  char *folder;
  SfNetworkServers servers;
} Wishes;

static void
wishes_clear (Wishes *self)
{
  g_free (self->name);
  g_free (self->layout);
  g_free (self->server);
  g_free (self->stun_server);
  g_free (self->transit_relay);
  g_free (self->turn_server);
  g_free (self->turn_username);
  explicit_bzero (self->turn_password, strlen (self->turn_password));
  g_free (self->turn_password);
  g_free (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, wishes_clear)

static void
on_session_state (SfBooth *self)
{
  sf_booth_update_camera (self);
  sf_booth_notify (self, SF_BOOTH_PROP_SESSION_STATE);
}

static void
on_session_code (SfBooth *self, const char *code)
{
  g_free (self->code);
  self->code = g_strdup (code);
  sf_booth_notify (self, SF_BOOTH_PROP_CODE);
}

/* Returns: (transfer full): the session, which this object does not hear any more */
static SfSession *
release_session (SfBooth *self)
{
  SfSession *session = g_steal_pointer (&self->session);

  g_signal_handlers_disconnect_by_data (session, self);
  g_clear_pointer (&self->code, g_free);

  return session;
}

static void
notify_gone (SfBooth *self)
{
  sf_booth_notify (self, SF_BOOTH_PROP_CODE);
  sf_booth_notify (self, SF_BOOTH_PROP_SESSION);
  sf_booth_notify (self, SF_BOOTH_PROP_SESSION_STATE);
  sf_booth_notify (self, SF_BOOTH_PROP_BUSY);
  sf_booth_update_camera (self);
}

static void
on_session_ended (SfBooth *self, const GError *error)
{
  g_autoptr (SfBooth) keep = g_object_ref (self);
  g_autoptr (SfSession) session = release_session (self);

  notify_gone (self);
  sf_booth_emit_ended (self, error);
}

static void
on_left_session_ended (SfBooth *self, const GError *error, SfSession *session)
{
  g_autoptr (SfSession) keep = g_object_ref (session);

  g_signal_handlers_disconnect_by_data (session, self);
  g_ptr_array_remove_fast (self->leaving, session);
  sf_booth_notify (self, SF_BOOTH_PROP_BUSY);
}

void
sf_booth_take_session (SfBooth *self, SfSession *session)
{
  self->session = session;
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (on_session_state), self);
  g_signal_connect_swapped (self->session, "code", G_CALLBACK (on_session_code), self);
  g_signal_connect_swapped (self->session, "ended", G_CALLBACK (on_session_ended), self);
  sf_booth_notify (self, SF_BOOTH_PROP_SESSION);
  sf_booth_notify (self, SF_BOOTH_PROP_BUSY);
  sf_session_start (self->session);
}

void
sf_booth_fill_recipe (SfBooth *self, SfMode mode, const char *layout, SfRecipe *ret_recipe)
{
  int index = sf_recipe_find_layout (layout);

  sf_recipe_init (ret_recipe);
  if (mode == SF_MODE_SYNTHESIS && index >= 0)
    sf_recipe_set_layout (ret_recipe, (guint8) index);
  ret_recipe->mode = mode;
}

static void
begin (SfBooth *self, SfMode mode, GBytes *request_picture, const char *code, const char *server)
{
  GSettings *settings = self->settings;
  g_autoptr (SfStillSource) source = sf_booth_make_source (self);
  g_auto (Wishes) wishes = {
    .name = g_settings_get_string (settings, "display-name"),
    .layout = g_settings_get_string (settings, "layout"),
    .server = server != NULL ? g_strdup (server) : g_settings_get_string (settings, "rendezvous"),
    .stun_server = g_settings_get_string (settings, "stun-server"),
    .transit_relay = g_settings_get_string (settings, "transit-relay"),
    .turn_server = g_settings_get_string (settings, "turn-server"),
    .turn_username = g_settings_get_string (settings, "turn-username"),
    .turn_password = g_settings_get_string (settings, "turn-password"),
    .folder = sf_booth_dup_folder (self),
  };
  SfSessionConfig config = {
    .name = wishes.name,
    .countdown_ms = (guint) g_settings_get_int (settings, "countdown") * 1000,
    .shots = 1,
    .request_picture = request_picture,
    .source = source,
    .camera = self->camera,
    .folder = wishes.folder,
    .format = (SfFileFormat) g_settings_get_enum (settings, "save-format"),
    .drops_originals = !g_settings_get_boolean (settings, "keep-originals"),
  };

  sf_network_choice_apply (
    &(SfNetworkChoice){
      .mode = (SfNetworkMode) g_settings_get_enum (settings, "network-mode"),
      .server = wishes.server,
      .stun_server = wishes.stun_server,
      .transit_relay = wishes.transit_relay,
      .turn_server = wishes.turn_server,
      .turn_username = wishes.turn_username,
      .turn_password = wishes.turn_password,
    },
    &wishes.servers, &config.network);
  config.network.code = code;
  sf_booth_fill_recipe (self, mode, wishes.layout, &config.recipe);

  sf_booth_take_session (self, sf_session_new (&config));
}

void
sf_booth_invite (SfBooth *self, SfMode mode, GBytes *request_picture)
{
  g_return_if_fail (SF_IS_BOOTH (self));

  if (self->session != NULL || !sf_booth_has_picture (self))
    return;

  g_settings_set_enum (self->settings, "last-mode", mode);
  begin (self, mode, request_picture, NULL, NULL);
}

void
sf_booth_join (SfBooth *self, const char *code, const char *server)
{
  g_return_if_fail (SF_IS_BOOTH (self));
  g_return_if_fail (code != NULL);

  if (self->session != NULL || !sf_booth_has_picture (self))
    return;

  begin (self, (SfMode) g_settings_get_enum (self->settings, "last-mode"), NULL, code, server);
}

/* @say: what this person does; the end it has is not news to them */
static void
part (SfBooth *self, void (*say) (SfSession *session))
{
  SfSession *session;

  if (self->session == NULL)
    return;

  session = release_session (self);
  g_ptr_array_add (self->leaving, session);
  g_signal_connect_swapped (session, "ended", G_CALLBACK (on_left_session_ended), self);
  notify_gone (self);
  sf_booth_emit_ended (self, NULL);
  say (session);
}

void
sf_booth_decline (SfBooth *self)
{
  g_return_if_fail (SF_IS_BOOTH (self));

  part (self, sf_session_decline);
}

void
sf_booth_leave (SfBooth *self)
{
  g_return_if_fail (SF_IS_BOOTH (self));

  part (self, sf_session_leave);
}

SfSession *
sf_booth_get_session (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  return self->session;
}

SfSessionState
sf_booth_get_session_state (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), SF_SESSION_STATE_READY);

  return self->session != NULL ? sf_session_get_state (self->session) : SF_SESSION_STATE_READY;
}

const char *
sf_booth_get_code (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  return self->code;
}

gboolean
sf_booth_is_busy (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), FALSE);

  return self->session != NULL || self->leaving->len > 0;
}

char *
sf_booth_dup_server (SfBooth *self)
{
  g_autofree char *server = NULL;

  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  server = g_settings_get_string (self->settings, "rendezvous");
  return *server != '\0' ? g_steal_pointer (&server) : NULL;
}

void
sf_booth_init_session (SfBooth *self)
{
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
}

void
sf_booth_dispose_session (SfBooth *self)
{
  if (self->session != NULL)
    g_object_unref (release_session (self));
  for (guint i = 0; self->leaving != NULL && i < self->leaving->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->leaving, i), self);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_object (&self->partner);
}
