/* Bitmaps of chunks: bits, counts, searching, and what may come from outside. */

#include "net/transfer/sf-bitmap.h"

static void
test_bits (void)
{
  SfBitmap map;

  sf_bitmap_init (&map, 19);
  g_assert_cmpuint (sf_bitmap_get_size (&map), ==, 3);
  g_assert_true (sf_bitmap_set (&map, 0));
  g_assert_true (sf_bitmap_set (&map, 9));
  g_assert_true (sf_bitmap_set (&map, 18));
  g_assert_false (sf_bitmap_set (&map, 9));
  g_assert_cmpmem (map.bits, 3, "\x01\x02\x04", 3);
  g_assert_cmpuint (map.n_set, ==, 3);

  g_assert_true (sf_bitmap_unset (&map, 9));
  g_assert_false (sf_bitmap_unset (&map, 9));
  g_assert_false (sf_bitmap_get (&map, 9));
  g_assert_true (sf_bitmap_get (&map, 18));
  g_assert_cmpuint (map.n_set, ==, 2);
  sf_bitmap_clear (&map);
}

static void
test_full (void)
{
  for (guint n = 0; n < 34; n++) {
    SfBitmap map;

    sf_bitmap_init_full (&map, n);
    g_assert_cmpuint (map.n_set, ==, n);
    g_assert_true (sf_bitmap_is_valid (n, map.bits, sf_bitmap_get_size (&map)));
    for (guint i = 0; i < n; i++)
      g_assert_true (sf_bitmap_unset (&map, i));
    g_assert_cmpuint (sf_bitmap_find_set (&map, 0), ==, n);
    sf_bitmap_clear (&map);
  }
}

static void
test_find (void)
{
  SfBitmap map;

  sf_bitmap_init (&map, 100);
  g_assert_cmpuint (sf_bitmap_find_set (&map, 0), ==, 100);
  sf_bitmap_set (&map, 7);
  sf_bitmap_set (&map, 8);
  sf_bitmap_set (&map, 99);
  g_assert_cmpuint (sf_bitmap_find_set (&map, 0), ==, 7);
  g_assert_cmpuint (sf_bitmap_find_set (&map, 7), ==, 7);
  g_assert_cmpuint (sf_bitmap_find_set (&map, 8), ==, 8);
  g_assert_cmpuint (sf_bitmap_find_set (&map, 9), ==, 99);
  g_assert_cmpuint (sf_bitmap_find_set (&map, 100), ==, 100);
  sf_bitmap_clear (&map);
}

static void
test_validity (void)
{
  static const guint8 bytes[] = {0xff, 0x07};

  g_assert_true (sf_bitmap_is_valid (11, bytes, 2));
  g_assert_true (sf_bitmap_is_valid (16, bytes, 2));
  g_assert_false (sf_bitmap_is_valid (10, bytes, 2));
  g_assert_false (sf_bitmap_is_valid (8, bytes, 2));
  g_assert_false (sf_bitmap_is_valid (17, bytes, 2));
  g_assert_true (sf_bitmap_is_valid (0, NULL, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/bitmap/bits", test_bits);
  g_test_add_func ("/net/transfer/bitmap/full", test_full);
  g_test_add_func ("/net/transfer/bitmap/find", test_find);
  g_test_add_func ("/net/transfer/bitmap/validity", test_validity);
  return g_test_run ();
}
