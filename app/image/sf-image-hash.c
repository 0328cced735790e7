/* The proof that two computers hold the same pixels. */

#include "app/image/sf-image.h"

#include <nettle/sha2.h>

static void
add_u32 (struct sha256_ctx *context, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  sha256_update (context, sizeof little, (const guint8 *) &little);
}

void
sf_image_hash (SfImage *const *images, gsize n_images, guint8 ret_sha256[32])
{
  struct sha256_ctx context;

  sha256_init (&context);
  for (gsize i = 0; i < n_images; i++) {
    add_u32 (&context, (guint32) images[i]->width);
    add_u32 (&context, (guint32) images[i]->height);
    for (int y = 0; y < images[i]->height; y++)
      sha256_update (&context, (gsize) 3 * images[i]->width,
                     images[i]->pixels + y * images[i]->stride);
  }
  sha256_digest (&context, SHA256_DIGEST_SIZE, ret_sha256);
}
