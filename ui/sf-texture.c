/* Pictures of app/ as textures. */

#include "ui/sf-texture.h"

#include "app/synthesis/sy-pack.h"

/* What Cairo draws with. GTK 4.8 converts everything else each time it draws. */
#define FORMAT GDK_MEMORY_DEFAULT

GdkTexture *
sf_texture_new_for_picture (SfLivePicture *picture)
{
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
    picture->pixels, picture->stride * (gsize) picture->size.height,
    (GDestroyNotify) sf_live_picture_unref, sf_live_picture_ref (picture));

  return gdk_memory_texture_new (picture->size.width, picture->size.height, FORMAT, bytes,
                                 picture->stride);
}

GdkTexture *
sf_texture_new_for_image (const SfImage *image)
{
  gsize n_pixels = (gsize) image->width * (gsize) image->height;
  guint32 *pixels = g_try_new (guint32, n_pixels);
  g_autoptr (GBytes) bytes = NULL;

  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < image->height; y++)
    sy_pack_row (image->pixels + (gsize) y * image->stride, image->width,
                 pixels + (gsize) y * (gsize) image->width);
  bytes = g_bytes_new_take (pixels, n_pixels * sizeof *pixels);

  return gdk_memory_texture_new (image->width, image->height, FORMAT, bytes,
                                 (gsize) image->width * sizeof *pixels);
}
