/* What a helper wants to know of an error, behind an expander. */

#include "ui/sf-details.h"

#include "ui/sf-error-text.h"
#include "ui/sf-resources.h"

struct _SfDetails {
  GtkWidget parent_instance;

  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (SfDetails, sf_details, GTK_TYPE_WIDGET)

static void
on_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SfDetails *self = SF_DETAILS (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_text (self->text));
}

static void
sf_details_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sf_details_parent_class)->dispose (object);
}

static void
sf_details_class_init (SfDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-details.ui");
  gtk_widget_class_bind_template_child (widget_class, SfDetails, text);
  gtk_widget_class_install_action (widget_class, "details.copy", NULL, on_copy);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sf_details_init (SfDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sf_details_set_error (SfDetails *self, const GError *error)
{
  g_autofree char *details = error != NULL ? sf_error_text_dup_details (error) : NULL;

  g_return_if_fail (SF_IS_DETAILS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), error != NULL);
  gtk_label_set_text (self->text, details != NULL ? details : "");
}
