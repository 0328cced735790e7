/* Toasts that say all they have to say, in a narrow window and with large text, too. */

#include "ui/sf-toast.h"

#define N_LINES 2 /* the toolkit makes a toast no higher for more */

/* The toolkit's own title ends after one line. */
AdwToast *
sf_toast_new (const char *text)
{
  AdwToast *self = adw_toast_new ("");
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                  "ellipsize", PANGO_ELLIPSIZE_END, "lines", N_LINES, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (self, label);
  return self;
}

AdwToast *
sf_toast_show (GtkWidget *widget, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *self;

  if (overlay == NULL)
    return NULL;

  self = sf_toast_new (text);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), self);
  return self;
}

void
sf_toast_set_text (AdwToast *self, const char *text)
{
  g_return_if_fail (ADW_IS_TOAST (self));

  gtk_label_set_label (GTK_LABEL (adw_toast_get_custom_title (self)), text);
}
