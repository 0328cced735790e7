/* The keys: one table for what they do and for the window that tells of them. */

#include "ui/sf-shortcuts.h"

#include "ui/sf-resources.h"

static const SfShortcut shortcuts[] = {
  {"<Control>n", "win.invite", FALSE},
  {"<Control>j", "win.join", FALSE},
  {"<Control>g", "win.gallery", FALSE},
  {"<Control>comma", "app.preferences", FALSE},
  {"<Control>w", "window.close", FALSE},
  {"<Control>q", "app.quit", FALSE},
  {"<Control>question", "win.shortcuts", FALSE},
  {"F1", "win.how-it-works", FALSE},
  {"F11", "win.fullscreen", FALSE},
  {"Escape", "page.back", TRUE},
  {"space", "page.shoot", TRUE},
  {"t", "page.shoot", TRUE},
  {"m", "win.mirror", TRUE},
  {"<Control>v", "win.paste", TRUE},
  {"<Control>c", "page.copy", TRUE},
  {"<Control>s", "page.keep", TRUE},
  {"Delete", "page.discard", TRUE},
  {"1", "page.layout(0)", TRUE},
  {"2", "page.layout(1)", TRUE},
  {"3", "page.layout(2)", TRUE},
  {"4", "page.layout(3)", TRUE},
  {"5", "page.layout(4)", TRUE},
  {"6", "page.layout(5)", TRUE},
};

const SfShortcut *
sf_shortcuts_get (guint i)
{
  return i < G_N_ELEMENTS (shortcuts) ? &shortcuts[i] : NULL;
}

void
sf_shortcuts_add_to_application (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (!shortcuts[i].is_soft)
      gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                             (const char *[]){shortcuts[i].accel, NULL});
}

/* Not where GTK looks for it: it would make all of it at every start. */
void
sf_shortcuts_show (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SF_RESOURCES "help-overlay.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

static GtkShortcut *
make_shortcut (const SfShortcut *row)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkShortcut *shortcut;

  if (!g_action_parse_detailed_name (row->action, &name, &target, NULL))
    return NULL;

  shortcut =
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (row->accel), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);
  return shortcut;
}

/* In the bubble phase, an entry or a button that takes the key comes first. */
void
sf_shortcuts_add_to_widget (GtkWidget *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].is_soft)
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            make_shortcut (&shortcuts[i]));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  gtk_widget_add_controller (widget, controller);
}
