/* One picture of a camera in memory: planar YUV 4:2:0, 8 bits, with the time it was taken. */

#include "app/capture/sf-frame.h"

#include "app/sf-error.h"

/* Rows begin where the wide instructions of encoders like it. */
#define ALIGNMENT 32

static gsize
align (gsize size)
{
  return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static gboolean
is_within_limits (int width, int height)
{
  return width >= 2 && height >= 2 && width <= SF_FRAME_MAX_SIDE && height <= SF_FRAME_MAX_SIDE;
}

SfFrame *
sf_frame_new (int width, int height, GError **error)
{
  SfFrame template = {.width = width, .height = height, .matrix = SF_MATRIX_BT601};
  gsize y_size, uv_size;
  guint8 *planes;

  if (!is_within_limits (width, height)) {
    g_set_error (error, SF_ERROR, SF_ERROR_PICTURE,
                 "The picture has %d × %d pixels; 2 to %d a side can be used.", width, height,
                 SF_FRAME_MAX_SIDE);
    return NULL;
  }

  template.strides[0] = align ((gsize) width);
  template.strides[1] = template.strides[2] = align (((gsize) width + 1) / 2);
  y_size = template.strides[0] * (gsize) height;
  uv_size = template.strides[1] * (((gsize) height + 1) / 2);
  planes = g_try_malloc (y_size + 2 * uv_size);
  if (planes == NULL) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE,
                         "There is not enough memory for a picture. Close other programs first.");
    return NULL;
  }

  template.planes[0] = planes;
  template.planes[1] = planes + y_size;
  template.planes[2] = planes + y_size + uv_size;
  return sf_frame_new_wrapped (&template, planes, g_free);
}

SfFrame *
sf_frame_new_wrapped (const SfFrame *template, gpointer owner, GDestroyNotify free_owner)
{
  SfFrame *self;

  g_return_val_if_fail (is_within_limits (template->width, template->height), NULL);

  self = g_new (SfFrame, 1);
  *self = *template;
  g_atomic_ref_count_init (&self->ref_count);
  self->owner = owner;
  self->free_owner = free_owner;
  return self;
}

SfFrame *
sf_frame_ref (SfFrame *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_frame_unref (SfFrame *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->free_owner != NULL)
    self->free_owner (self->owner);
  g_free (self);
}

guint8 *
sf_frame_get_plane (SfFrame *self, guint plane)
{
  g_return_val_if_fail (self->free_owner == g_free, NULL);
  g_return_val_if_fail (plane < G_N_ELEMENTS (self->planes), NULL);

  return (guint8 *) self->owner + (self->planes[plane] - self->planes[0]);
}
