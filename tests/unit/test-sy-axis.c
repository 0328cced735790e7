/* Taps: their sums are exact, they stay within the source, and mirroring mirrors them. */

#include "app/synthesis/sy-axis.h"

#include <glib.h>

static const int lengths[] = {1, 2, 3, 4, 5, 7, 16, 99, 100, 101, 640, 1001, 4000, 16383};

static int
get_tap (const SyAxis *axis, int output, int source)
{
  int k = source - axis->first[output];

  return k < 0 || k >= axis->n_taps ? 0 : axis->taps[output * axis->n_taps + k];
}

static void
check_output (const SyAxis *axis, int source, int output)
{
  int sum = 0;

  g_assert_cmpint (axis->first[output], >=, 0);
  g_assert_cmpint (axis->first[output], <, source);
  for (int k = 0; k < axis->n_taps; k++) {
    int tap = axis->taps[output * axis->n_taps + k];

    if (axis->first[output] + k >= source)
      g_assert_cmpint (tap, ==, 0);
    sum += tap;
  }
  g_assert_cmpint (sum, ==, SY_TAP_ONE);
}

static void
check_mirrored (const SyAxis *axis, int source, int output)
{
  int mirrored = axis->length - 1 - output;

  for (int k = 0; k < axis->n_taps; k++) {
    int i = axis->first[output] + k;

    g_assert_cmpint (get_tap (axis, output, i), ==, get_tap (axis, mirrored, source - 1 - i));
  }
}

static void
test_all_lengths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (lengths); j++) {
      SyAxis axis;

      g_assert_true (sy_axis_init (&axis, lengths[i], lengths[j]));
      g_assert_cmpint (axis.length, ==, lengths[j]);
      g_assert_cmpint (axis.n_taps % 2, ==, 0);
      for (int output = 0; output < lengths[j]; output++) {
        check_output (&axis, lengths[i], output);
        check_mirrored (&axis, lengths[i], output);
      }
      sy_axis_clear (&axis);
    }
}

static void
test_area (void)
{
  static const int expected[2][4] = {{6554, 6553, 3277, 0}, {0, 0, 3277, 6553}};
  SyAxis axis;

  /* 5 to 2: each output covers two and a half samples. */
  g_assert_true (sy_axis_init (&axis, 5, 2));
  for (int output = 0; output < 2; output++)
    for (int source = 0; source < 4; source++)
      g_assert_cmpint (get_tap (&axis, output, source), ==, expected[output][source]);
  sy_axis_clear (&axis);
}

static void
test_cubic (void)
{
  SyAxis axis;

  /* 4 to 8: output 3 lies a quarter beyond sample 1, where the weights are -9, 111, 29, -3 over
   * 128. */
  g_assert_true (sy_axis_init (&axis, 4, 8));
  g_assert_cmpint (get_tap (&axis, 3, 0), ==, -9 * 128);
  g_assert_cmpint (get_tap (&axis, 3, 1), ==, 111 * 128);
  g_assert_cmpint (get_tap (&axis, 3, 2), ==, 29 * 128);
  g_assert_cmpint (get_tap (&axis, 3, 3), ==, -3 * 128);
  sy_axis_clear (&axis);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/synthesis/axis/all-lengths", test_all_lengths);
  g_test_add_func ("/synthesis/axis/area", test_area);
  g_test_add_func ("/synthesis/axis/cubic", test_cubic);
  return g_test_run ();
}
