/* One picture of a camera in memory: planar YUV 4:2:0, 8 bits, with the time it was taken. */
#pragma once

#include "app/image/sf-image.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_FRAME_MAX_SIDE 4096 /* pixels */

typedef enum {
  SF_MATRIX_BT601,
  SF_MATRIX_BT709,
} SfMatrix;

typedef enum {
  SF_RANGE_VIDEO, /* luma 16..235 */
  SF_RANGE_FULL,
} SfRange;

/* Immutable once it is shared; counted atomically. */
typedef struct {
  gatomicrefcount ref_count;
  int width; /* pixels, 2..SF_FRAME_MAX_SIDE */
  int height;
  SfMatrix matrix;
  SfRange range;
  gint64 taken_us;         /* on this computer's monotonic clock, the device's latency taken off */
  const guint8 *planes[3]; /* Y, then U and V of (width + 1) / 2 x (height + 1) / 2 */
  gsize strides[3];        /* bytes */
  gpointer owner;          /* what holds the planes */
  GDestroyNotify free_owner;
} SfFrame;

/**
 * sf_frame_new:
 *
 * With planes of its own, not initialised; they may be written until the frame is shared.
 *
 * Returns: (nullable): %NULL with %SF_ERROR_PICTURE for a size beyond the limits, or no memory
 */
SfFrame *sf_frame_new (int width, int height, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Around planes that somebody else holds: nothing is copied. The template's reference count is not
 * read. @owner is freed with the frame. */
SfFrame *sf_frame_new_wrapped (const SfFrame *template,
                               gpointer owner,
                               GDestroyNotify free_owner) G_GNUC_WARN_UNUSED_RESULT;
SfFrame *sf_frame_ref (SfFrame *self);
void sf_frame_unref (SfFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfFrame, sf_frame_unref)

/* The planes of a frame of its own, for filling it. */
guint8 *sf_frame_get_plane (SfFrame *self, guint plane);

/* RGB, with the same bits on every computer (sy_yuv). */
SfImage *sf_frame_to_image (const SfFrame *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* BT.601, video range. */
SfFrame *sf_frame_new_from_image (const SfImage *image,
                                  gint64 taken_us,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
