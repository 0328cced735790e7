/* How many slips of the fingers lie between two words. */

#include "net/code/sf-edit-distance.h"

#include <string.h>

gsize
sf_edit_distance (const char *a, const char *b)
{
  /* distance[i][j] is that of the first i bytes of a and the first j of b. */
  gsize distance[SF_EDIT_DISTANCE_MAX_LENGTH + 1][SF_EDIT_DISTANCE_MAX_LENGTH + 1];
  gsize size_a = strlen (a);
  gsize size_b = strlen (b);

  g_return_val_if_fail (size_a <= SF_EDIT_DISTANCE_MAX_LENGTH, G_MAXSIZE);
  g_return_val_if_fail (size_b <= SF_EDIT_DISTANCE_MAX_LENGTH, G_MAXSIZE);

  for (gsize i = 0; i <= size_a; i++)
    distance[i][0] = i;
  for (gsize j = 0; j <= size_b; j++)
    distance[0][j] = j;

  for (gsize i = 1; i <= size_a; i++) {
    for (gsize j = 1; j <= size_b; j++) {
      gsize one_longer = MIN (distance[i - 1][j], distance[i][j - 1]) + 1;
      gsize substituted = distance[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      gboolean swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];

      distance[i][j] = MIN (one_longer, substituted);
      if (swapped)
        distance[i][j] = MIN (distance[i][j], distance[i - 2][j - 2] + 1);
    }
  }

  return distance[size_a][size_b];
}
