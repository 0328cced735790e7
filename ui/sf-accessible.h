/* What a screen reader is told: what nobody sees is nothing for it either. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* GTK 4.8 itself tells of the pages of a stack that are not shown, and of what is not revealed. */
void sf_accessible_follow_stack (GtkStack *stack);
void sf_accessible_follow_revealer (GtkRevealer *revealer);

/* GTK 4.8 tells the mark of the key in a button's words as one of their letters: "_Leave". For all
 * buttons in @widget. */
void sf_accessible_mend_buttons (GtkWidget *widget);

/* libadwaita 1.2 hides what takes the focus in such a row. To be called before the row is shown. */
void sf_accessible_mend_entry_row (AdwEntryRow *row);

/* In @widget and below it, speaks each label of role status when it is shown and when it changes,
 * and takes the role away where GTK would give it no name. To be called before @widget is shown. */
void sf_accessible_mend_status (GtkWidget *widget);

G_END_DECLS
