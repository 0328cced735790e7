/* One VP8 frame on its way from an encoder to a decoder, with what belongs to its picture. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_ENCODED_FRAME_MAX_SIZE (512 * 1024) /* bytes: four times a large key frame */
#define SF_ENCODED_FRAME_MAX_WIDTH 1920        /* pixels */
#define SF_ENCODED_FRAME_MAX_HEIGHT 1080

/* How the colours are to be read: the bits of a byte. */
#define SF_COLOUR_BT709 (1 << 0)      /* else BT.601 */
#define SF_COLOUR_FULL_RANGE (1 << 1) /* else luma 16..235 */

typedef struct {
  GBytes *data;
  gboolean is_key;
  gint64 taken_us; /* on the monotonic clock of the side that took it */
  guint8 colour;
} SfEncodedFrame;

static inline void
sf_encoded_frame_clear (SfEncodedFrame *self)
{
  g_clear_pointer (&self->data, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfEncodedFrame, sf_encoded_frame_clear)

G_END_DECLS
