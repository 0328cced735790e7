/* Throws photos away, and offers to have them back first. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*SfPhotoUndoFunc) (gpointer user_data);

/**
 * sf_photo_trash_offer:
 * @widget: below a toast overlay
 * @paths: (element-type filename): go to the trash once the toast that offers to undo it is gone
 * @text: of the toast
 * @undo: (nullable): called when the person wants them back
 * @free_data: (nullable): of @user_data, when it is decided
 */
void sf_photo_trash_offer (GtkWidget *widget,
                           GPtrArray *paths,
                           const char *text,
                           SfPhotoUndoFunc undo,
                           gpointer user_data,
                           GDestroyNotify free_data);

G_END_DECLS
