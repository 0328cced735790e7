/* How a session ended, when it did not end well. */

#include "ui/sf-error-page.h"

#include "ui/sf-details.h"
#include "ui/sf-error-text.h"
#include "ui/sf-resources.h"

struct _SfErrorPage {
  SfPage parent_instance;

  AdwStatusPage *status;
  GtkButton *action_button;
  SfDetails *details;
};

G_DEFINE_FINAL_TYPE (SfErrorPage, sf_error_page, SF_TYPE_PAGE)

void
sf_error_page_set_error (SfErrorPage *self, const GError *error)
{
  SfErrorText text;

  g_return_if_fail (SF_IS_ERROR_PAGE (self));
  g_return_if_fail (error != NULL);

  text = sf_error_text_of (error);
  adw_status_page_set_title (self->status, text.title);
  adw_status_page_set_description (self->status, text.sentence);
  gtk_button_set_label (self->action_button, text.label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action_button), text.action);
  sf_details_set_error (self->details, error);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (user_data, "win.home", NULL);
}

static void
sf_error_page_class_init (SfErrorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SF_TYPE_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-error-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfErrorPage, status);
  gtk_widget_class_bind_template_child (widget_class, SfErrorPage, action_button);
  gtk_widget_class_bind_template_child (widget_class, SfErrorPage, details);
}

static void
sf_error_page_init (SfErrorPage *self)
{
  static const GActionEntry actions[] = {{.name = "back", .activate = on_back}};

  gtk_widget_init_template (GTK_WIDGET (self));
  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
}
