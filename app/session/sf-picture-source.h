/* Picture files instead of a camera. */
#pragma once

#include "app/session/sf-still-source.h"

G_BEGIN_DECLS

#define SF_TYPE_PICTURE_SOURCE (sf_picture_source_get_type ())
G_DECLARE_FINAL_TYPE (SfPictureSource, sf_picture_source, SF, PICTURE_SOURCE, GObject)

/**
 * sf_picture_source_new:
 * @images: (array length=n_images): given one after another, then from the first again; at least
 * one
 */
SfPictureSource *sf_picture_source_new (SfImage *const *images,
                                        gsize n_images) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
