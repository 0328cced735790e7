/* Pictures for tests: the same from the same seed everywhere. */

#include "tests/support/sf-test-picture.h"

static guint32
next_random (guint32 *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

void
sf_test_picture_fill (guint8 *pixels, int width, int height, gsize stride, guint32 seed)
{
  guint32 state = seed * 2654435761u + 1;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      guint8 *pixel = pixels + y * stride + 3 * x;
      int wave = (int) (x * (3 + seed % 5) + y * (2 + seed % 7));

      pixel[0] = (guint8) (x * 255 / width);
      pixel[1] = (guint8) ((wave & 256) != 0 ? 255 - (wave & 255) : wave & 255);
      pixel[2] = (guint8) (y * 200 / height + next_random (&state) % 56);
      if ((x / 16 + y / 16 + (int) seed) % 5 == 0)
        pixel[0] = (guint8) (255 - pixel[0]);
    }
}
