/* A picture in memory: RGB, 8 bits a channel, sRGB. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_IMAGE_MAX_SIDE 16383 /* pixels; what WebP can hold */
#define SF_IMAGE_MAX_PIXELS (64 * 1000 * 1000)
#define SF_IMAGE_WEBP_QUALITY 85

typedef struct {
  gatomicrefcount ref_count;
  int width; /* pixels */
  int height;
  gsize stride; /* bytes, at least 3 x width */
  guint8 *pixels;
} SfImage;

/* Returns: (nullable): NULL with SF_ERROR_PICTURE beyond the limits above. The pixels are not
 * initialised. */
SfImage *sf_image_new (int width, int height, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SfImage *sf_image_ref (SfImage *self);
void sf_image_unref (SfImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfImage, sf_image_unref)

/**
 * sf_image_load:
 * @bytes: a WebP, JPEG or PNG file
 *
 * Sizes are limited before anything is allocated; the EXIF orientation is applied, then all
 * metadata dropped; transparency is laid over white.
 *
 * Returns: (nullable): %NULL with %SF_ERROR_PICTURE, the sentence naming what is wrong
 */
SfImage *sf_image_load (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SfImage *sf_image_load_file (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_image_peek_size:
 * @bytes: a WebP, JPEG or PNG file, from anybody
 *
 * The upright size of a picture, without decoding it: for those who want a limit below
 * SF_IMAGE_MAX_PIXELS.
 *
 * Returns: %FALSE with %SF_ERROR_PICTURE, also beyond the limits above
 */
gboolean sf_image_peek_size (GBytes *bytes, int *ret_width, int *ret_height, GError **error);

/* WebP without metadata. @quality 1..100, usually SF_IMAGE_WEBP_QUALITY. */
GBytes *sf_image_encode_webp (SfImage *self, int quality, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_image_encode_webp_within:
 * @max_bytes: what the file may have
 *
 * WebP without metadata, of SF_IMAGE_WEBP_QUALITY, or of less where the file would be larger.
 *
 * Returns: %NULL with %SF_ERROR_PICTURE, also when it is larger at every quality
 */
GBytes *sf_image_encode_webp_within (SfImage *self,
                                     gsize max_bytes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* PNG without metadata, more quickly than small. */
GBytes *sf_image_encode_png (SfImage *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* JPEG without metadata. @quality 1..100. */
GBytes *sf_image_encode_jpeg (SfImage *self, int quality, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_image_shrink:
 *
 * As large as fits into @max_width x @max_height, never enlarged, by area averaging.
 *
 * Returns: (transfer full) (nullable): @self itself where it fits; %NULL with %SF_ERROR_PICTURE
 *   when there is no memory
 */
SfImage *sf_image_shrink (SfImage *self, int max_width, int max_height, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_image_decode_exact:
 * @webp: a photograph as it was exchanged: lossy WebP, one frame
 *
 * The same pixels from the same file on every computer: YUV planes by libwebp, enlarged and
 * converted by our own integers.
 */
SfImage *sf_image_decode_exact (GBytes *webp, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SHA-256 over width and height (32-bit little-endian), then the RGB rows without padding, of each
 * image in turn. */
void sf_image_hash (SfImage *const *images, gsize n_images, guint8 ret_sha256[32]);

G_END_DECLS
