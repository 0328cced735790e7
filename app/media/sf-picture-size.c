/* Which size a picture gets that must fit into another. */

#include "app/media/sf-picture-size.h"

/* The even number nearest to n * numerator / denominator, at least 2. */
static int
scale_even (int n, int numerator, int denominator)
{
  gint64 halves = ((gint64) n * numerator + denominator) / ((gint64) denominator * 2);

  return (int) MAX (halves, 1) * 2;
}

void
sf_picture_size_fit (
  int width, int height, int max_width, int max_height, int *ret_width, int *ret_height)
{
  int space_width = width >= height ? max_width : max_height;
  int space_height = width >= height ? max_height : max_width;

  if (width <= space_width && height <= space_height) {
    *ret_width = MAX (width & ~1, 2);
    *ret_height = MAX (height & ~1, 2);
  } else if ((gint64) width * space_height >= (gint64) height * space_width) {
    *ret_width = space_width;
    *ret_height = scale_even (height, space_width, width);
  } else {
    *ret_width = scale_even (width, space_height, height);
    *ret_height = space_height;
  }
}
