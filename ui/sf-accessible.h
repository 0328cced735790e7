/* What nobody sees is nothing for a screen reader either. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK 4.8 itself tells of the pages of a stack that are not shown, and of what is not revealed. */
void sf_accessible_follow_stack (GtkStack *stack);
void sf_accessible_follow_revealer (GtkRevealer *revealer);

G_END_DECLS
