/* What a screen reader is told: what nobody sees is nothing for it either. */

#include "ui/sf-accessible.h"
#include "ui/sf-compat.h"

static void
set_hidden (GtkWidget *widget, gboolean is_hidden)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, is_hidden, -1);
}

static void
on_visible_child (GtkStack *stack)
{
  GtkWidget *shown = gtk_stack_get_visible_child (stack);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    set_hidden (child, child != shown);
}

static void
on_reveal_child (GtkRevealer *revealer)
{
  set_hidden (gtk_revealer_get_child (revealer), !gtk_revealer_get_reveal_child (revealer));
}

void
sf_accessible_follow_stack (GtkStack *stack)
{
  g_return_if_fail (GTK_IS_STACK (stack));

  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (on_visible_child), NULL);
  on_visible_child (stack);
}

void
sf_accessible_follow_revealer (GtkRevealer *revealer)
{
  g_return_if_fail (GTK_IS_REVEALER (revealer));
  g_return_if_fail (gtk_revealer_get_child (revealer) != NULL);

  g_signal_connect (revealer, "notify::reveal-child", G_CALLBACK (on_reveal_child), NULL);
  on_reveal_child (revealer);
}

/* Returns: (nullable) (transfer none) */
static GtkLabel *
find_label (GtkWidget *widget)
{
  GtkLabel *label = GTK_IS_LABEL (widget) ? GTK_LABEL (widget) : NULL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL && label == NULL; child = gtk_widget_get_next_sibling (child))
    label = find_label (child);

  return label;
}

void
sf_accessible_mend_buttons (GtkWidget *widget)
{
  GtkLabel *label = GTK_IS_BUTTON (widget) ? find_label (widget) : NULL;

  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_label_get_text (label), -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    sf_accessible_mend_buttons (child);
}

void
sf_accessible_mend_entry_row (AdwEntryRow *row)
{
  GtkEditable *entry;

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  entry = gtk_editable_get_delegate (GTK_EDITABLE (row));
  g_object_set (entry, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
speak (GtkWidget *label)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  if (gtk_widget_get_mapped (label) && *text != '\0')
    sf_announce (label, text, SF_ANNOUNCE_MEDIUM);
}

void
sf_accessible_mend_status (GtkWidget *widget)
{
  GtkAccessibleRole role;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
  if (GTK_IS_LABEL (widget) && role == GTK_ACCESSIBLE_ROLE_STATUS) {
    g_signal_connect (widget, "map", G_CALLBACK (speak), NULL);
    g_signal_connect (widget, "notify::label", G_CALLBACK (speak), NULL);
    if (!sf_compat_names_status ())
      g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_LABEL, NULL);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    sf_accessible_mend_status (child);
}
