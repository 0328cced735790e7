/* Pictures of app/ as textures. */
#pragma once

#include "app/image/sf-image.h"
#include "app/stage/sf-live-picture.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Around the picture's own memory: nothing is copied. */
GdkTexture *sf_texture_new_for_picture (SfLivePicture *picture) G_GNUC_WARN_UNUSED_RESULT;

/* For any thread; takes milliseconds. Returns: (nullable): NULL when there is no memory */
GdkTexture *sf_texture_new_for_image (const SfImage *image) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
