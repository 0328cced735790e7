/* Trying out the servers of the settings, with a plain verdict on each. */

#include "ui/sf-connection-test.h"

#include "ui/sf-compat.h"
#include "ui/sf-resources.h"

#include "app/session/sf-network-test.h"

#include <glib/gi18n.h>
#include <string.h>

#define ICON_SIZE 16 /* pixels; kept where there is none, so that the words stay in line */

typedef struct {
  AdwActionRow *row;
  GtkImage *icon;
  GtkSpinner *spinner;
} Line;

struct _SfConnectionTest {
  AdwPreferencesGroup parent_instance;

  GtkButton *button;
  Line lines[SF_N_NETWORK_CHECKS];

  GSettings *settings;
  GCancellable *cancellable; /* (nullable): while servers are asked */
  guint n_asked;
};

G_DEFINE_FINAL_TYPE (SfConnectionTest, sf_connection_test, ADW_TYPE_PREFERENCES_GROUP)

static const struct {
  const char *title;
  const char *sentences[SF_N_NETWORK_VERDICTS];
} words[SF_N_NETWORK_CHECKS] = {
  [SF_NETWORK_CHECK_SERVER] =
    {N_ ("Server Where Codes Meet"),
     {[SF_NETWORK_VERDICT_WORKS] = N_ ("It answers: codes can meet."),
      [SF_NETWORK_VERDICT_UNUSED] = N_ ("On the local network no server is needed."),
      [SF_NETWORK_VERDICT_BAD_ADDRESS] = N_ ("Its address cannot be used."),
      [SF_NETWORK_VERDICT_SILENT] =
        N_ ("It does not answer. Check its address, and whether this computer is online.")}},
  [SF_NETWORK_CHECK_STUN] =
    {N_ ("STUN Server"),
     {[SF_NETWORK_VERDICT_WORKS] = N_ ("It told this computer its address."),
      [SF_NETWORK_VERDICT_UNUSED] = N_ ("Not needed for the ways that are allowed."),
      [SF_NETWORK_VERDICT_BAD_ADDRESS] = N_ ("Its address cannot be used."),
      [SF_NETWORK_VERDICT_SILENT] =
        N_ ("It does not answer: others may find no direct way to this computer."),
      [SF_NETWORK_VERDICT_FAILED] = N_ ("It answers, but does not tell this computer its "
                                        "address.")}},
  [SF_NETWORK_CHECK_RELAY] =
    {N_ ("TURN Server"),
     {[SF_NETWORK_VERDICT_WORKS] = N_ ("It lends a relay for this user name and password."),
      [SF_NETWORK_VERDICT_UNUSED] = N_ ("On the local network no relay is needed."),
      [SF_NETWORK_VERDICT_NONE] =
        N_ ("None is set. Where there is no direct way, the slower transit relay is used."),
      [SF_NETWORK_VERDICT_BAD_ADDRESS] = N_ ("Its address cannot be used."),
      [SF_NETWORK_VERDICT_SILENT] =
        N_ ("It does not answer. Check its address; some networks block relays."),
      [SF_NETWORK_VERDICT_FAILED] = N_ ("It answers, but lends no relay now."),
      [SF_NETWORK_VERDICT_DENIED] = N_ ("Wrong user name or password.")}},
};

static const char *
get_icon_name (SfNetworkVerdict verdict)
{
  switch (verdict) {
  case SF_NETWORK_VERDICT_WORKS:
    return "emblem-ok-symbolic";
  case SF_NETWORK_VERDICT_UNUSED:
  case SF_NETWORK_VERDICT_NONE:
    return NULL;
  default:
    return "dialog-warning-symbolic";
  }
}

static void
update_button (SfConnectionTest *self)
{
  gtk_button_set_label (self->button, self->cancellable != NULL ? C_ ("button", "Cancel")
                                                                : C_ ("button", "Test"));
}

static void
show_line (Line *line, const char *icon, const char *sentence)
{
  gtk_image_set_from_icon_name (line->icon, icon);
  adw_action_row_set_subtitle (line->row, sentence);
}

/* What an answer is to. */
typedef struct {
  SfConnectionTest *test;
  SfNetworkCheck check;
} Question;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (SfConnectionTest) self = question->test;
  Line *line = &self->lines[question->check];
  SfNetworkVerdict verdict;

  gtk_spinner_stop (line->spinner);
  if (sf_network_test_finish (result, &verdict, NULL)) {
    show_line (line, get_icon_name (verdict), _ (words[question->check].sentences[verdict]));
    sf_announce (GTK_WIDGET (line->row), adw_action_row_get_subtitle (line->row),
                 SF_ANNOUNCE_MEDIUM);
  } else {
    show_line (line, NULL, _ ("Not tested"));
  }

  if (--self->n_asked == 0)
    g_clear_object (&self->cancellable);
  update_button (self);
}

static void
ask (SfConnectionTest *self, const SfNetworkChoice *choice)
{
  self->cancellable = g_cancellable_new ();
  self->n_asked = SF_N_NETWORK_CHECKS;
  for (guint i = 0; i < SF_N_NETWORK_CHECKS; i++) {
    Question *question = g_new (Question, 1);
    Line *line = &self->lines[i];

    *question = (Question){g_object_ref (self), (SfNetworkCheck) i};
    gtk_widget_set_visible (GTK_WIDGET (line->row), TRUE);
    gtk_spinner_start (line->spinner);
    show_line (line, NULL, _ ("Asking…"));
    sf_network_test_async (choice, question->check, self->cancellable, on_answer, question);
  }
}

static void
start (SfConnectionTest *self)
{
  g_autofree char *server = g_settings_get_string (self->settings, "rendezvous");
  g_autofree char *stun_server = g_settings_get_string (self->settings, "stun-server");
  g_autofree char *turn_server = g_settings_get_string (self->settings, "turn-server");
  g_autofree char *username = g_settings_get_string (self->settings, "turn-username");
  g_autofree char *password = g_settings_get_string (self->settings, "turn-password");

  ask (self, &(SfNetworkChoice){
               .mode = (SfNetworkMode) g_settings_get_enum (self->settings, "network-mode"),
               .server = server,
               .stun_server = stun_server,
               .turn_server = turn_server,
               .turn_username = username,
               .turn_password = password,
             });
  explicit_bzero (password, strlen (password));
}

static void
on_button_clicked (SfConnectionTest *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    start (self);
  update_button (self);
}

/* With the window goes whatever it asked. */
static void
sf_connection_test_unroot (GtkWidget *widget)
{
  SfConnectionTest *self = SF_CONNECTION_TEST (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  GTK_WIDGET_CLASS (sf_connection_test_parent_class)->unroot (widget);
}

static void
sf_connection_test_dispose (GObject *object)
{
  g_clear_object (&SF_CONNECTION_TEST (object)->settings);

  G_OBJECT_CLASS (sf_connection_test_parent_class)->dispose (object);
}

static void
sf_connection_test_class_init (SfConnectionTestClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_connection_test_dispose;
  widget_class->unroot = sf_connection_test_unroot;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-connection-test.ui");
  gtk_widget_class_bind_template_child (widget_class, SfConnectionTest, button);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
}

static void
make_line (Line *self, const char *title)
{
  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  self->icon = g_object_new (GTK_TYPE_IMAGE, "width-request", ICON_SIZE, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->spinner =
    g_object_new (GTK_TYPE_SPINNER, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_object_set (self->row, "title", title, "visible", FALSE, "selectable", FALSE, NULL);
  adw_action_row_add_prefix (self->row, GTK_WIDGET (self->icon));
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->spinner));
}

static void
sf_connection_test_init (SfConnectionTest *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SF_N_NETWORK_CHECKS; i++) {
    make_line (&self->lines[i], _ (words[i].title));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->lines[i].row));
  }
  update_button (self);
}

void
sf_connection_test_set_settings (SfConnectionTest *self, GSettings *settings)
{
  g_return_if_fail (SF_IS_CONNECTION_TEST (self));

  g_set_object (&self->settings, settings);
}
