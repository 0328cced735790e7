/* Two people with a window each, in one program, and the server where their codes meet. */

#include "tests/ui/sf-ui-pair.h"

#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-files.h"
#include "ui/sf-application.h"
#include "ui/sf-compat.h"

#include <glib/gstdio.h>
#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

/* Valid, and nobody's: a test asks no server outside. */
#define NOWHERE "127.0.0.1:9"

static char *
start_server (SfUiPair *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);

  self->server = sf_rendezvous_server_new (NULL);
  g_assert_true (sf_rendezvous_server_listen (self->server, address, NULL));

  return g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (self->server));
}

static void
on_use_photo_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sf_booth_use_photo_finish (SF_BOOTH (source), result, &error));
  g_assert_no_error (error);
}

static void
give_photo (SfUiPair *self, SfBooth *booth)
{
  g_autoptr (SfImage) image = sf_test_image_new (320, 240, 7);
  g_autoptr (GBytes) png = sf_test_png_new (image, SF_TEST_PNG_PLAIN, 0);
  g_autofree char *path = g_build_filename (self->folder, "photo.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
  sf_booth_use_photo_async (booth, file, on_use_photo_ready, NULL);
  SF_RUN_UNTIL (sf_booth_has_picture (booth));
}

static void
side_init (SfUiPair *pair, SfUiSide *self, const char *name, const char *url)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  self->settings = g_settings_new_with_backend (SF_APPLICATION_ID, backend);
  g_settings_set_boolean (self->settings, "first-run", FALSE);
  g_settings_set_string (self->settings, "display-name", name);
  g_settings_set_string (self->settings, "rendezvous", url);
  g_settings_set_string (self->settings, "stun-server", NOWHERE);
  g_settings_set_string (self->settings, "transit-relay", NOWHERE);
  g_settings_set_string (self->settings, "save-folder", pair->folder);

  self->booth = sf_booth_new (self->settings);
  give_photo (pair, self->booth);
  self->window = sf_window_new (pair->application, self->booth);
  gtk_window_present (GTK_WINDOW (self->window));
  SF_RUN_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
}

/* A program has one. */
static GtkApplication *
get_application (void)
{
  static GtkApplication *application;

  if (application == NULL) {
    application = gtk_application_new ("org.example.Test", G_APPLICATION_NON_UNIQUE);
    g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  }

  return application;
}

void
sf_ui_pair_init (SfUiPair *self)
{
  g_autofree char *url = start_server (self);

  self->folder = g_dir_make_tmp ("sf-ui-XXXXXX", NULL);
  self->application = g_object_ref (get_application ());
  side_init (self, &self->creator, "Creator", url);
  side_init (self, &self->joiner, "Joiner", url);
}

static void
side_clear (SfUiSide *self)
{
  sf_booth_leave (self->booth);
  SF_RUN_UNTIL (!sf_booth_is_busy (self->booth));
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->booth);
  g_clear_object (&self->settings);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    (void) g_unlink (file);
  }
  (void) g_rmdir (path);
}

void
sf_ui_pair_clear (SfUiPair *self)
{
  side_clear (&self->joiner);
  side_clear (&self->creator);
  sf_rendezvous_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->application);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

void
sf_ui_side_act (SfUiSide *self, const char *action)
{
  g_test_message ("%s: %s", sf_window_get_page (self->window), action);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
}

gboolean
sf_ui_side_can (SfUiSide *self, const char *page_action)
{
  return g_action_group_get_action_enabled (sf_window_get_page_actions (self->window), page_action);
}

gboolean
sf_ui_side_is_at (SfUiSide *self, const char *page)
{
  return g_strcmp0 (sf_window_get_page (self->window), page) == 0;
}

void
sf_ui_side_invite (SfUiSide *self)
{
  sf_ui_side_act (self, "win.invite");
  sf_ui_side_act (self, "page.create");
}

static void
accept (SfUiSide *self)
{
  SF_RUN_UNTIL (sf_ui_side_is_at (self, "request") && sf_ui_side_can (self, "accept"));
  sf_ui_side_act (self, "page.accept");
}

gboolean
sf_ui_pair_is_in (SfUiPair *self, SfSessionState state)
{
  return sf_booth_get_session_state (self->creator.booth) == state &&
         sf_booth_get_session_state (self->joiner.booth) == state;
}

void
sf_ui_pair_go_live (SfUiPair *self)
{
  sf_ui_side_invite (&self->creator);
  SF_RUN_UNTIL (sf_booth_get_code (self->creator.booth) != NULL);
  sf_booth_join (self->joiner.booth, sf_booth_get_code (self->creator.booth), NULL);
  accept (&self->creator);
  accept (&self->joiner);
  SF_RUN_UNTIL (sf_ui_pair_is_in (self, SF_SESSION_STATE_LIVE));
}

/* A slow computer may find the instant too near: then it is pressed again. */
static gboolean
is_taken (SfUiPair *self)
{
  if (sf_ui_pair_is_in (self, SF_SESSION_STATE_LIVE))
    sf_session_press (sf_booth_get_session (self->creator.booth), 0, NULL);

  return sf_ui_pair_is_in (self, SF_SESSION_STATE_RESULT);
}

void
sf_ui_pair_take (SfUiPair *self)
{
  SF_RUN_UNTIL (is_taken (self));
}

gboolean
sf_ui_alert_says (GtkWidget *alert, const char *title)
{
  g_autofree char *heading = NULL;

  if (alert != NULL)
    g_object_get (alert, "heading", &heading, NULL);

  return g_strcmp0 (heading, title) == 0;
}

void
sf_ui_alert_answer (GtkWidget *alert, const char *response)
{
  g_signal_emit_by_name (alert, "response", response);
  sf_compat_alert_close (alert);
}
