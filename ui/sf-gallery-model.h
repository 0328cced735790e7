/* The kept photos of a folder, newest first, with as many small pictures as memory is meant for. */
#pragma once

#include "ui/sf-gallery-item.h"

G_BEGIN_DECLS

#define SF_GALLERY_THUMBNAIL_SIDE 320 /* pixels */
#define SF_GALLERY_MAX_THUMBNAILS 120 /* some 30 MB */
#define SF_GALLERY_MAX_PHOTOS 5000

#define SF_TYPE_GALLERY_MODEL (sf_gallery_model_get_type ())
G_DECLARE_FINAL_TYPE (SfGalleryModel, sf_gallery_model, SF, GALLERY_MODEL, GObject)

/*
 * A GListModel of SfGalleryItem. The photos that a picture was made from are files of that item.
 *
 * Signals:
 *   loaded ()   the folder was read
 */
SfGalleryModel *sf_gallery_model_new (void);

/* Reads the folder, in the background; one that is not there is empty. */
void sf_gallery_model_load (SfGalleryModel *self, const char *folder);

/* A photo comes into view: its small picture is read, and the one seen longest ago let go. */
void sf_gallery_model_look_at (SfGalleryModel *self, SfGalleryItem *item);

/* Out of the model, not off the disk; nor does it come back by reading the folder. */
void sf_gallery_model_hide (SfGalleryModel *self, SfGalleryItem *item);
void sf_gallery_model_restore (SfGalleryModel *self, SfGalleryItem *item);
/* It was restored, or it is gone: what the folder then has is shown. */
void sf_gallery_model_forget (SfGalleryModel *self, SfGalleryItem *item);

G_END_DECLS
