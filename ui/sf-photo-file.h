/* What one can do with a photo on the disk: copy, open, find, drag. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As an image and as a file, once it is read. */
void sf_photo_file_copy (GtkWidget *widget, const char *path);
/* In the program for pictures. */
void sf_photo_file_open (GtkWidget *widget, const char *path);
void sf_photo_file_show_in_folder (GtkWidget *widget, const char *path);

/* Returns: (transfer full): for dragging it to another program */
GdkContentProvider *sf_photo_file_new_content (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
