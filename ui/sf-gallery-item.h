/* A kept photo, with a small picture of it while somebody looks. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_GALLERY_ITEM (sf_gallery_item_get_type ())
G_DECLARE_FINAL_TYPE (SfGalleryItem, sf_gallery_item, SF, GALLERY_ITEM, GObject)

/*
 * Properties:
 *   thumbnail (GdkTexture)   (nullable): until it is read, and when it was let go
 */
SfGalleryItem *sf_gallery_item_new (const char *path, gint64 taken_s);

const char *sf_gallery_item_get_path (SfGalleryItem *self);
/* Seconds since 1970, for the order. */
gint64 sf_gallery_item_get_taken_s (SfGalleryItem *self);
/* When it was taken, for a person. */
char *sf_gallery_item_dup_date (SfGalleryItem *self) G_GNUC_WARN_UNUSED_RESULT;

/* A photo that it was made from, and that goes where it goes. */
void sf_gallery_item_add_original (SfGalleryItem *self, const char *path);
/* Returns: (transfer none) (element-type filename): it, and what it was made from */
GPtrArray *sf_gallery_item_get_files (SfGalleryItem *self);

GdkTexture *sf_gallery_item_get_thumbnail (SfGalleryItem *self);
void sf_gallery_item_set_thumbnail (SfGalleryItem *self, GdkTexture *thumbnail);

G_END_DECLS
