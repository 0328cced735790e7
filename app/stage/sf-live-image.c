/* A frame as an image of about the size at which it will be drawn. Pure. */

#include "app/stage/sf-live-image.h"

#include "app/capture/sf-frame-halve.h"

#include <string.h>

#define NOBODY_GREY 0x24

int
sf_live_image_count_halvings (SySize size, double scale)
{
  int n = 0;

  while (scale > 0 && scale <= 0.5 && sf_frame_can_halve (size.width >> n, size.height >> n)) {
    scale *= 2;
    n++;
  }

  return n;
}

static SfImage *
draw_nobody (SySize size)
{
  SfImage *image = sf_image_new (size.width, size.height, NULL);

  if (image != NULL)
    memset (image->pixels, NOBODY_GREY, image->stride * (gsize) size.height);

  return image;
}

SfImage *
sf_live_image_new (SfFrame *frame, int n_halvings, SySize size)
{
  SfFrame *half;
  SfImage *image;

  if (frame == NULL)
    return draw_nobody (size);
  if (n_halvings == 0)
    return sf_frame_to_image (frame, NULL);

  half = sf_frame_halve (frame, NULL);
  if (half == NULL)
    return NULL;

  image = sf_live_image_new (half, n_halvings - 1, size);
  sf_frame_unref (half);
  return image;
}
