/* A picture file that a person chooses: asked for, and read in the background. */
#pragma once

#include "app/image/sf-image.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @func: called once with what was chosen, never when nothing was */
typedef void (*SfPictureFileFunc) (GFile *file, gpointer user_data);

/**
 * sf_picture_file_choose:
 * @parent: a widget of the window that asks; nothing is called once it is gone
 * @user_data: as long as @parent
 */
void sf_picture_file_choose (GtkWidget *parent, SfPictureFileFunc func, gpointer user_data);

/* Fails with %SF_ERROR_PICTURE, or a %G_IO_ERROR. */
void sf_picture_file_load_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);
SfImage *sf_picture_file_load_finish (GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As above; gives what sf_request_picture_encode() makes of the picture. */
void sf_picture_file_load_request_async (GFile *file,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GBytes *sf_picture_file_load_request_finish (GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
