/* Turning and mirroring a picture as its EXIF orientation says. */

#include "app/image/sf-image-format.h"

/* Pixels of a square whose rows and columns both stay in the first cache. */
#define TILE 32

/* Where the upper left pixel comes from, and how many bytes on the one to its right and the one
 * below it lie. */
typedef struct {
  const guint8 *origin;
  gssize right;
  gssize below;
} Walk;

/* The orientations (EXIF 2.3, tag 0x0112) as flips of the stored picture, followed by an exchange
 * of its axes. */
static const struct {
  gboolean from_right;
  gboolean from_bottom;
  gboolean exchanged;
} turns[] = {
  {FALSE, FALSE, FALSE}, {TRUE, FALSE, FALSE}, {TRUE, TRUE, FALSE}, {FALSE, TRUE, FALSE},
  {FALSE, FALSE, TRUE},  {FALSE, TRUE, TRUE},  {TRUE, TRUE, TRUE},  {TRUE, FALSE, TRUE},
};

static Walk
plan_walk (const SfImage *image, int orientation)
{
  gssize across = turns[orientation - 1].from_right ? -3 : 3;
  gssize down = turns[orientation - 1].from_bottom ? -(gssize) image->stride
                                                   : (gssize) image->stride;
  Walk walk = {image->pixels, across, down};

  if (across < 0)
    walk.origin += 3 * (image->width - 1);
  if (down < 0)
    walk.origin += (image->height - 1) * image->stride;
  if (turns[orientation - 1].exchanged) {
    walk.right = down;
    walk.below = across;
  }

  return walk;
}

static void
copy_tile (const Walk *walk, SfImage *target, int left, int top)
{
  int right = MIN (left + TILE, target->width);
  int bottom = MIN (top + TILE, target->height);

  for (int y = top; y < bottom; y++) {
    const guint8 *from = walk->origin + left * walk->right + y * walk->below;
    guint8 *to = target->pixels + y * target->stride + 3 * left;

    for (int x = left; x < right; x++, from += walk->right, to += 3) {
      to[0] = from[0];
      to[1] = from[1];
      to[2] = from[2];
    }
  }
}

SfImage *
sf_image_orient (SfImage *self, int orientation, GError **error)
{
  g_autoptr (SfImage) turned = NULL;
  gboolean exchanged;
  Walk walk;

  g_return_val_if_fail (orientation >= 1 && orientation <= (int) G_N_ELEMENTS (turns), NULL);

  if (orientation == 1)
    return sf_image_ref (self);

  exchanged = turns[orientation - 1].exchanged;
  turned = sf_image_new (exchanged ? self->height : self->width,
                         exchanged ? self->width : self->height, error);
  if (turned == NULL)
    return NULL;

  walk = plan_walk (self, orientation);
  for (int top = 0; top < turned->height; top += TILE)
    for (int left = 0; left < turned->width; left += TILE)
      copy_tile (&walk, turned, left, top);

  return g_steal_pointer (&turned);
}
