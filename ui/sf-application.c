/* The program: one instance, one window, links, and what it says to the desktop. */

#include "ui/sf-application.h"

#include "ui/sf-about.h"
#include "ui/sf-booth.h"
#include "ui/sf-compat.h"
#include "ui/sf-inhibitor.h"
#include "ui/sf-notices.h"
#include "ui/sf-preferences.h"
#include "ui/sf-session-trouble.h"
#include "ui/sf-shortcuts.h"
#include "ui/sf-window.h"

#include <glib/gi18n.h>

struct _SfApplication {
  AdwApplication parent_instance;

  GSettings *settings;
  SfBooth *booth;
  SfWindow *window; /* (nullable): the application's */
  SfNotices *notices;
  SfSessionTrouble *trouble;
  SfInhibitor *inhibitor;
  gboolean is_held;
};

G_DEFINE_FINAL_TYPE (SfApplication, sf_application, ADW_TYPE_APPLICATION)

/* With the last session over, nothing is left to do without a window. */
static void
on_booth_busy (SfApplication *self)
{
  gboolean is_busy = sf_booth_is_busy (self->booth);

  if (is_busy == self->is_held)
    return;

  self->is_held = is_busy;
  if (is_busy)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
on_window_destroy (SfApplication *self)
{
  self->window = NULL;
  sf_booth_leave (self->booth);
  g_clear_object (&self->notices);
  g_clear_object (&self->trouble);
  g_clear_object (&self->inhibitor);
}

static void
ensure_window (SfApplication *self)
{
  if (self->window == NULL) {
    self->window = sf_window_new (GTK_APPLICATION (self), self->booth);
    self->notices = sf_notices_new (GTK_WINDOW (self->window), self->booth);
    self->trouble = sf_session_trouble_new (GTK_WINDOW (self->window), self->booth);
    self->inhibitor = sf_inhibitor_new (GTK_WINDOW (self->window), self->booth);
    g_signal_connect_object (self->window, "destroy", G_CALLBACK (on_window_destroy), self,
                             G_CONNECT_SWAPPED);
  }

  gtk_window_present (GTK_WINDOW (self->window));
}

static void
sf_application_activate (GApplication *application)
{
  ensure_window (SF_APPLICATION (application));
}

/* A link fills in the page for joining; to join is for the person to say. */
static void
sf_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SfApplication *self = SF_APPLICATION (application);
  g_autofree char *uri = g_file_get_uri (files[0]);

  ensure_window (self);
  sf_window_offer_code (self->window, uri);
}

static void
on_try_alone (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfApplication *self = user_data;

  ensure_window (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.try-alone", NULL);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfApplication *self = user_data;

  ensure_window (self);
  sf_about_show (GTK_WINDOW (self->window));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfApplication *self = user_data;

  ensure_window (self);
  gtk_window_present (GTK_WINDOW (sf_preferences_new (GTK_WINDOW (self->window), self->booth)));
}

/* Windows go first, so that a session can say goodbye before the program ends. */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfApplication *self = user_data;

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
sf_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    {.name = "about", .activate = on_about},
    {.name = "preferences", .activate = on_preferences},
    {.name = "quit", .activate = on_quit},
    {.name = "try-alone", .activate = on_try_alone},
  };
  SfApplication *self = SF_APPLICATION (application);

  G_APPLICATION_CLASS (sf_application_parent_class)->startup (application);
  sf_compat_gtk_has_started ();

  gtk_window_set_default_icon_name (SF_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  sf_shortcuts_add_to_application (GTK_APPLICATION (self));

  self->settings = g_settings_new (SF_APPLICATION_ID);
  self->booth = sf_booth_new (self->settings);
  g_signal_connect_object (self->booth, "notify::busy", G_CALLBACK (on_booth_busy), self,
                           G_CONNECT_SWAPPED);
}

static void
sf_application_shutdown (GApplication *application)
{
  SfApplication *self = SF_APPLICATION (application);

  g_clear_object (&self->booth);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (sf_application_parent_class)->shutdown (application);
}

/* An action, so that the instance that has the window does it. Returns: as handle_local_options */
static int
try_alone (GApplication *application)
{
  g_autoptr (GError) error = NULL;

  if (!g_application_register (application, NULL, &error)) {
    g_printerr ("sameframe: %s\n", error->message);
    return 1;
  }

  g_action_group_activate_action (G_ACTION_GROUP (application), "try-alone", NULL);
  return -1;
}

static int
sf_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version")) {
    g_print ("sameframe " SF_VERSION "\n");
    return 0;
  }

  return g_variant_dict_contains (options, "alone") ? try_alone (application) : -1;
}

static void
sf_application_class_init (SfApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = sf_application_handle_local_options;
  application_class->startup = sf_application_startup;
  application_class->activate = sf_application_activate;
  application_class->open = sf_application_open;
  application_class->shutdown = sf_application_shutdown;
}

static void
sf_application_init (SfApplication *self)
{
  static const GOptionEntry options[] = {
    {"alone", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Try everything alone, with a drawn partner"),
     NULL},
    {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL},
    {NULL},
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

SfApplication *
sf_application_new (void)
{
  return g_object_new (SF_TYPE_APPLICATION, "application-id", SF_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/sameframe/Sameframe", NULL);
}
