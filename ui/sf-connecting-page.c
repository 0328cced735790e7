/* On the way to the other person, step by step. */

#include "ui/sf-connecting-page.h"

#include "ui/sf-resources.h"

#include <glib/gi18n.h>

#define LONG_S 8 /* without a path; most have one within two */

static const struct {
  const char *title;
  SfSessionState until; /* the last state in which it is being done */
} steps[] = {
  {N_ ("Finding the other person"), SF_SESSION_STATE_JOINING},
  {N_ ("Checking the code"), SF_SESSION_STATE_MEETING},
  {N_ ("Opening the picture"), SF_SESSION_STATE_CONNECTING},
};

#define N_STEPS G_N_ELEMENTS (steps)

struct _SfConnectingPage {
  SfPage parent_instance;

  GtkListBox *steps_list;
  GtkLabel *hint_label;

  GtkWidget *rows[N_STEPS];
  GtkStack *marks[N_STEPS];
  GSignalGroup *session_signals;
  guint patience; /* a source */
};

G_DEFINE_FINAL_TYPE (SfConnectingPage, sf_connecting_page, SF_TYPE_PAGE)

static gboolean
on_patience (gpointer user_data)
{
  SfConnectingPage *self = user_data;

  self->patience = 0;
  gtk_label_set_text (self->hint_label,
                      _ ("This takes longer than usual: a network between you lets nothing through "
                         "directly. A relay is tried as well."));
  return G_SOURCE_REMOVE;
}

static void
update (SfConnectingPage *self)
{
  SfSessionState state = sf_booth_get_session_state (sf_page_get_booth (SF_PAGE (self)));
  gboolean is_ahead = FALSE;

  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_label_set_text (self->hint_label, "");
  if (state >= SF_SESSION_STATE_CLOSING)
    return; /* it ends where it was: what was ahead is not done */

  for (gsize i = 0; i < N_STEPS; i++) {
    gboolean is_done = state > steps[i].until;

    gtk_stack_set_visible_child_name (self->marks[i], is_done    ? "done"
                                                      : is_ahead ? "ahead"
                                                                 : "doing");
    gtk_widget_set_sensitive (self->rows[i], is_done || !is_ahead);
    is_ahead = is_ahead || !is_done;
  }

  if (state == SF_SESSION_STATE_CONNECTING)
    self->patience = g_timeout_add_seconds (LONG_S, on_patience, self);
}

static void
on_session_waiting (SfConnectingPage *self, gboolean is_present)
{
  gtk_label_set_text (self->hint_label,
                      is_present
                        ? ""
                        : _ ("Nobody is waiting under this number yet. Is it the right code? "
                             "Still looking…"));
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sf_booth_leave (sf_page_get_booth (user_data));
}

static GtkStack *
make_mark (void)
{
  GtkStack *mark = GTK_STACK (gtk_stack_new ());
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_stack_add_named (mark, gtk_label_new (NULL), "ahead");
  gtk_stack_add_named (mark, spinner, "doing");
  gtk_stack_add_named (mark, gtk_image_new_from_icon_name ("object-select-symbolic"), "done");

  return mark;
}

static void
add_steps (SfConnectingPage *self)
{
  for (gsize i = 0; i < N_STEPS; i++) {
    self->rows[i] = adw_action_row_new ();
    self->marks[i] = make_mark ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (steps[i].title));
    gtk_widget_set_focusable (self->rows[i], FALSE);
    adw_action_row_add_prefix (ADW_ACTION_ROW (self->rows[i]), GTK_WIDGET (self->marks[i]));
    gtk_list_box_append (self->steps_list, self->rows[i]);
  }
}

static void
sf_connecting_page_constructed (GObject *object)
{
  SfConnectingPage *self = SF_CONNECTING_PAGE (object);
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));

  G_OBJECT_CLASS (sf_connecting_page_parent_class)->constructed (object);

  self->session_signals = g_signal_group_new (SF_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "waiting", G_CALLBACK (on_session_waiting),
                                  self);
  g_object_bind_property (booth, "session", self->session_signals, "target", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (booth, "notify::session-state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
sf_connecting_page_dispose (GObject *object)
{
  SfConnectingPage *self = SF_CONNECTING_PAGE (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->session_signals);

  G_OBJECT_CLASS (sf_connecting_page_parent_class)->dispose (object);
}

static void
sf_connecting_page_class_init (SfConnectingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_connecting_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = sf_connecting_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-connecting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfConnectingPage, steps_list);
  gtk_widget_class_bind_template_child (widget_class, SfConnectingPage, hint_label);
}

static void
sf_connecting_page_init (SfConnectingPage *self)
{
  static const GActionEntry actions[] = {{.name = "back", .activate = on_back}};

  gtk_widget_init_template (GTK_WIDGET (self));
  add_steps (self);
  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
}
