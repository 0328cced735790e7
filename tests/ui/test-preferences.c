/* The window of settings: what a row shows is the setting, and what a person chooses becomes it. */

#include "tests/support/sf-run-until.h"
#include "ui/sf-application.h"
#include "ui/sf-booth.h"
#include "ui/sf-preferences.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <adwaita.h>
#include <gio/gsettingsbackend.h>
#include <string.h>

typedef struct {
  GSettings *settings;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();
  g_autoptr (SfBooth) booth = NULL;

  self->settings = g_settings_new_with_backend (SF_APPLICATION_ID, backend);
  booth = sf_booth_new (self->settings);
  self->window = g_object_ref_sink (GTK_WIDGET (sf_preferences_new (NULL, booth)));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->window);
  g_clear_object (&self->settings);
}

/* Returns: (nullable): the row of that title below @widget */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);

  return found;
}

static void
test_format (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *nick;
    const char *word; /* of the hint */
  } formats[] = {{"webp", "Smallest"}, {"png", "Every pixel"}, {"jpeg", "everywhere"}};
  GtkWidget *row = find_row (self->window, "Format of Photos");

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *nick = NULL;

    adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    nick = g_settings_get_string (self->settings, "save-format");
    g_assert_cmpstr (nick, ==, formats[i].nick);
    g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), formats[i].word));
  }
}

static void
test_originals (Fixture *self, gconstpointer data)
{
  GtkWidget *row = find_row (self->window, "Keep the Originals");

  g_assert_true (g_settings_get_boolean (self->settings, "keep-originals"));
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_false (g_settings_get_boolean (self->settings, "keep-originals"));
}

static void
test_countdown (Fixture *self, gconstpointer data)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_row (self->window, "Countdown"));

  adw_combo_row_set_selected (row, 2);
  g_assert_cmpint (g_settings_get_int (self->settings, "countdown"), ==, 10);
}

/* Returns: whether a label below @widget that is meant to be seen has @text in it */
static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;

  return FALSE;
}

/* As a person types it, and applies it. */
static void
enter (GtkWidget *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

/* What is wrong is said while it is typed, and not kept. */
static void
test_addresses (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *title;
    const char *key;
    const char *wrong;
    const char *hint;
    const char *right;
    const char *kept;
  } addresses[] = {
    {"Server Where Codes Meet (wss://…)", "rendezvous", "https://example.org", "wss://",
     "wss://example.org", "wss://example.org/v1"},
    {"STUN Server (HOST:PORT)", "stun-server", "example.org", "needs a name and a port",
     "example.org:3478", "example.org:3478"},
    {"Transit Relay (HOST:PORT)", "transit-relay", "example.org", "needs a name and a port",
     "example.org:4001", "example.org:4001"},
    {"TURN Server (turn:HOST:PORT)", "turn-server", "turn:a b", "turn:HOST", "example.org:3478",
     "turn:example.org:3478"},
    {"TURN Server (turn:HOST:PORT)", "turn-server", "turns:example.org", "over TLS",
     "turn:example.org", "turn:example.org"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    GtkWidget *row = find_row (self->window, addresses[i].title);
    g_autofree char *before = g_settings_get_string (self->settings, addresses[i].key);
    g_autofree char *after = NULL;
    g_autofree char *kept = NULL;

    enter (row, addresses[i].wrong);
    after = g_settings_get_string (self->settings, addresses[i].key);
    g_assert_cmpstr (after, ==, before);
    g_assert_true (gtk_widget_has_css_class (row, "error"));
    g_assert_true (
      shows (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP), addresses[i].hint));

    enter (row, addresses[i].right);
    kept = g_settings_get_string (self->settings, addresses[i].key);
    g_assert_cmpstr (kept, ==, addresses[i].kept);
    g_assert_false (gtk_widget_has_css_class (row, "error"));
    enter (row, "");
    g_assert_false (gtk_widget_has_css_class (row, "error"));
  }
}

static void
test_relay_account (Fixture *self, gconstpointer data)
{
  GtkWidget *row = find_row (self->window, "Password");
  g_autofree char *username = NULL;
  g_autofree char *password = NULL;

  gtk_editable_set_text (GTK_EDITABLE (find_row (self->window, "User Name")), "user");
  gtk_editable_set_text (GTK_EDITABLE (row), "secret");
  username = g_settings_get_string (self->settings, "turn-username");
  password = g_settings_get_string (self->settings, "turn-password");
  g_assert_cmpstr (username, ==, "user");
  g_assert_cmpstr (password, ==, "secret");
  g_assert_true (
    shows (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP), "stored unencrypted"));
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);

  return found;
}

/* Returns: where the verdicts come */
static GtkWidget *
press_test (Fixture *self)
{
  GtkWidget *row = find_row (self->window, "Test the Connection");

  g_signal_emit_by_name (find_button (row), "clicked");
  return gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
}

static void
test_verdicts (Fixture *self, gconstpointer data)
{
  GtkWidget *group;

  g_settings_set_string (self->settings, "network-mode", "local-only");
  group = press_test (self);
  g_assert_true (shows (group, "Cancel"));
  SF_RUN_UNTIL (shows (group, "no server is needed") && shows (group, "no relay is needed") &&
                shows (group, "Not needed"));
  g_assert_false (shows (group, "Cancel"));
}

/* Servers that take connections and never say a word. */
static void
set_silent_servers (Fixture *self, GSocketListener *listener)
{
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u/v1", port);
  g_autofree char *turn = g_strdup_printf ("turn:127.0.0.1:%u?transport=tcp", port);

  g_settings_set_string (self->settings, "network-mode", "relay-only");
  g_settings_set_string (self->settings, "rendezvous", url);
  g_settings_set_string (self->settings, "turn-server", turn);
  g_settings_set_string (self->settings, "turn-username", "user");
  g_settings_set_string (self->settings, "turn-password", "password");
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  GtkWidget *group;

  set_silent_servers (self, listener);
  group = press_test (self);
  g_assert_true (shows (group, "Asking…"));
  press_test (self);
  SF_RUN_UNTIL (!shows (group, "Asking…"));
  g_assert_true (shows (group, "Not tested"));
  g_assert_false (shows (group, "Cancel"));
}

/* Nothing of it is left when the window is gone. */
static void
test_close (Fixture *self, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GtkWidget) group = NULL;

  set_silent_servers (self, listener);
  group = g_object_ref (press_test (self));
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->window);
  SF_RUN_UNTIL (!shows (group, "Asking…"));
  g_assert_true (shows (group, "Not tested"));
  g_assert_false (shows (group, "does not answer"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/preferences/format", Fixture, NULL, set_up, test_format, tear_down);
  g_test_add ("/ui/preferences/originals", Fixture, NULL, set_up, test_originals, tear_down);
  g_test_add ("/ui/preferences/countdown", Fixture, NULL, set_up, test_countdown, tear_down);
  g_test_add ("/ui/preferences/addresses", Fixture, NULL, set_up, test_addresses, tear_down);
  g_test_add ("/ui/preferences/relay-account", Fixture, NULL, set_up, test_relay_account,
              tear_down);
  g_test_add ("/ui/preferences/verdicts", Fixture, NULL, set_up, test_verdicts, tear_down);
  g_test_add ("/ui/preferences/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/ui/preferences/close", Fixture, NULL, set_up, test_close, tear_down);
  return g_test_run ();
}
