/* Toasts that say all they have to say, in a narrow window and with large text, too. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @text: no markup: there may be a stranger's name in it */
AdwToast *sf_toast_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Over what @widget is on. Returns: (nullable) (transfer none): %NULL without a toast overlay */
AdwToast *sf_toast_show (GtkWidget *widget, const char *text);
/* @self: from sf_toast_new() */
void sf_toast_set_text (AdwToast *self, const char *text);

G_END_DECLS
