/* The code that waits for the other person, and every way to hand it over. */

#include "ui/sf-code-page.h"

#include "ui/sf-accessible.h"
#include "ui/sf-qr-code.h"
#include "ui/sf-resources.h"

#include "app/session/sf-code-entry.h"

#include <glib/gi18n.h>

struct _SfCodePage {
  SfPage parent_instance;

  GtkStack *stack;
  GtkLabel *code_label;
  GtkLabel *news_label;
  GtkWidget *copy_button;
  SfQrCode *qr_code;

  GSignalGroup *session_signals;
  SfReach reach;
  char *text; /* (nullable): what is handed over: the code, or a link that names the server too */
};

G_DEFINE_FINAL_TYPE (SfCodePage, sf_code_page, SF_TYPE_PAGE)

/* Words for those who wait, who else would wait for somebody who cannot come. */
static void
say_waiting (SfCodePage *self)
{
  if (self->reach == SF_REACH_LAN)
    gtk_label_set_text (self->news_label, _ ("Waiting. Only people on your network can join."));
  else if (self->reach == SF_REACH_NONE)
    gtk_label_set_text (self->news_label, _ ("The server does not answer any more. Trying again…"));
  else
    gtk_label_set_text (self->news_label, _ ("Waiting for the other person…"));
}

static void
update_code (SfCodePage *self)
{
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));
  const char *code = sf_booth_get_code (booth);
  g_autofree char *server = sf_booth_dup_server (booth);
  g_autofree char *uri = code != NULL ? sf_code_entry_to_uri (code, server) : NULL;

  g_free (self->text);
  self->text = g_strdup (server != NULL ? uri : code);
  gtk_stack_set_visible_child_name (self->stack, code != NULL ? "code" : "asking");
  gtk_label_set_text (self->code_label, code != NULL ? code : "");
  sf_qr_code_set_text (self->qr_code, uri);
  sf_page_enable_action (SF_PAGE (self), "copy", code != NULL);
  sf_page_enable_action (SF_PAGE (self), "copy-message", code != NULL);
  gtk_widget_grab_focus (self->copy_button);
  if (code != NULL)
    say_waiting (self);
  else
    gtk_label_set_text (self->news_label, _ ("Asking for a code…"));
}

static void
on_session_reach (SfCodePage *self, guint reach)
{
  self->reach = (SfReach) reach;
  if (sf_booth_get_code (sf_page_get_booth (SF_PAGE (self))) != NULL)
    say_waiting (self);
}

static void
on_session_waiting (SfCodePage *self, gboolean is_present)
{
  if (is_present)
    gtk_label_set_text (self->news_label, _ ("Somebody is here. Checking the code…"));
  else
    say_waiting (self);
}

static void
copy (SfCodePage *self, const char *text, const char *news)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sf_page_toast (SF_PAGE (self), news);
}

static void
on_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfCodePage *self = user_data;

  copy (self, self->text, _ ("Code copied"));
}

static void
on_copy_message (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfCodePage *self = user_data;
  /* Translators: %s is the code, or a link with it. Keep it apart from the words around it. */
  g_autofree char *message =
    g_strdup_printf (_ ("Let’s take a photo together! Open Sameframe and paste:  %s"), self->text);

  copy (self, message, _ ("Message copied"));
}

/* No tooltip says so: it would lie over what the other camera reads. */
static void
on_qr_clicked (SfCodePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.copy", NULL);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sf_booth_leave (sf_page_get_booth (user_data));
}

static void
sf_code_page_constructed (GObject *object)
{
  SfCodePage *self = SF_CODE_PAGE (object);
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));

  G_OBJECT_CLASS (sf_code_page_parent_class)->constructed (object);

  g_signal_connect_object (booth, "notify::code", G_CALLBACK (update_code), self,
                           G_CONNECT_SWAPPED);
  self->session_signals = g_signal_group_new (SF_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "reach", G_CALLBACK (on_session_reach),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "waiting", G_CALLBACK (on_session_waiting),
                                  self);
  g_object_bind_property (booth, "session", self->session_signals, "target", G_BINDING_SYNC_CREATE);
  update_code (self);
}

static void
sf_code_page_dispose (GObject *object)
{
  SfCodePage *self = SF_CODE_PAGE (object);

  g_clear_object (&self->session_signals);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (sf_code_page_parent_class)->dispose (object);
}

static void
sf_code_page_class_init (SfCodePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_code_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = sf_code_page_dispose;

  g_type_ensure (SF_TYPE_QR_CODE);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-code-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfCodePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SfCodePage, code_label);
  gtk_widget_class_bind_template_child (widget_class, SfCodePage, news_label);
  gtk_widget_class_bind_template_child (widget_class, SfCodePage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SfCodePage, qr_code);
  gtk_widget_class_bind_template_callback (widget_class, on_qr_clicked);
}

static void
sf_code_page_init (SfCodePage *self)
{
  static const GActionEntry actions[] = {
    {.name = "back", .activate = on_back},
    {.name = "copy", .activate = on_copy},
    {.name = "copy-message", .activate = on_copy_message},
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  sf_accessible_follow_stack (self->stack);
  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
}
