/* One photo of the gallery: its small picture and its date. */
#pragma once

#include "ui/sf-gallery-item.h"

G_BEGIN_DECLS

#define SF_TYPE_GALLERY_TILE (sf_gallery_tile_get_type ())
G_DECLARE_FINAL_TYPE (SfGalleryTile, sf_gallery_tile, SF, GALLERY_TILE, GtkWidget)

GtkWidget *sf_gallery_tile_new (void);

/* @item: (nullable) */
void sf_gallery_tile_set_item (SfGalleryTile *self, SfGalleryItem *item);

G_END_DECLS
