/* A session with the drawn partner, on this computer alone. */

#include "ui/sf-booth-private.h"

#include <glib/gi18n.h>

static SfSession *
make_session (SfBooth *self, SfDemoPartner *partner)
{
  GSettings *settings = self->settings;
  g_autofree char *name = g_settings_get_string (settings, "display-name");
  g_autofree char *layout = g_settings_get_string (settings, "layout");
  g_autofree char *folder = sf_booth_dup_folder (self);
  g_autoptr (SfStillSource) source = sf_booth_make_source (self);
  SfSessionConfig config = {
    .network = {.server_urls = (const char *[]){sf_demo_partner_get_server (partner), NULL}},
    .name = name,
    .countdown_ms = (guint) g_settings_get_int (settings, "countdown") * 1000,
    .shots = 1,
    .source = source,
    .camera = self->camera,
    .folder = folder,
    .format = (SfFileFormat) g_settings_get_enum (settings, "save-format"),
    .drops_originals = !g_settings_get_boolean (settings, "keep-originals"),
  };

  sf_booth_fill_recipe (self, (SfMode) g_settings_get_enum (settings, "last-mode"), layout,
                        &config.recipe);
  return sf_session_new (&config);
}

void
sf_booth_try_alone (SfBooth *self)
{
  g_autoptr (SfDemoPartner) partner = NULL;
  g_autoptr (GError) error = NULL;
  SfSession *session;

  g_return_if_fail (SF_IS_BOOTH (self));

  if (self->session != NULL)
    return;

  /* Translators: the name of the drawn person one can try everything with. */
  partner = sf_demo_partner_new (_ ("Practice Partner"), &error);
  if (partner == NULL) {
    sf_booth_emit_ended (self, error);
    return;
  }

  g_set_object (&self->partner, partner);
  if (!sf_booth_has_picture (self))
    sf_booth_stand_in (self);
  session = make_session (self, partner);
  g_signal_connect_object (session, "code", G_CALLBACK (sf_demo_partner_join), partner,
                           G_CONNECT_SWAPPED);
  sf_booth_take_session (self, session);
}
