/* The window that says what this program is. */
#pragma once

#include <gtk/gtk.h>

/* @parent: (nullable) */
void sf_about_show (GtkWindow *parent);
