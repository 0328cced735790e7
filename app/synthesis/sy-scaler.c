/* One picture at another size, a row at a time. */

#include "app/synthesis/sy-scaler.h"

#include "app/synthesis/sy-kernel.h"

#include <string.h>

#ifdef SY_SSE2
#include <emmintrin.h>
#endif

#define CHANNELS 3
/* Bits behind the point between the two steps: Keys' cubic goes 1/8 beyond 0..255, so 16 bits hold
 * it. */
#define MIDDLE_BITS 6
#define DOWN_SHIFT (SY_TAP_BITS - MIDDLE_BITS)
#define ACROSS_SHIFT (SY_TAP_BITS + MIDDLE_BITS)
/* Samples summed at a time: what the first cache holds. */
#define BLOCK 1024

/* Two rows at a time, so that the sums are read and written half as often. */
SY_KERNEL static void
add_pair (int32_t *restrict sum,
          const uint8_t *restrict a,
          const uint8_t *restrict b,
          const int16_t taps[2],
          int length)
{
  int16_t tap_a = taps[0];
  int16_t tap_b = taps[1];

  for (int i = 0; i < length; i++)
    sum[i] += tap_a * a[i] + tap_b * b[i];
}

SY_KERNEL static void
round_sums (const int32_t *restrict sum, int16_t *restrict ret_middle, int length)
{
  for (int i = 0; i < length; i++)
    ret_middle[i] = (int16_t) ((sum[i] + (1 << (DOWN_SHIFT - 1))) >> DOWN_SHIFT);
}

static void
step_down (const SyScaler *self, const SyImage *source, int y, int16_t *restrict ret_middle)
{
  const SyAxis *axis = &self->down;
  const int16_t *taps = axis->taps + (size_t) y * axis->n_taps;
  int length = CHANNELS * self->source.width;

  for (int begin = 0; begin < length; begin += BLOCK) {
    int n = sy_min (length - begin, BLOCK);
    int32_t sum[BLOCK] = {0};

    for (int k = 0; k < axis->n_taps; k += 2) {
      int row_a = sy_min (axis->first[y] + k, self->source.height - 1);
      int row_b = sy_min (row_a + 1, self->source.height - 1);

      add_pair (sum, source->pixels + (size_t) row_a * source->stride + begin,
                source->pixels + (size_t) row_b * source->stride + begin, taps + k, n);
    }
    round_sums (sum, ret_middle + begin, n);
  }
}

/* What a pixel's lanes hold: its three channels, and one more that makes the vector whole and is
 * thrown away. */
#define LANES 4

#ifdef SY_SSE2
static inline __m128i
add_two (__m128i sum, const int16_t *samples, const int16_t *taps)
{
  __m128i a = _mm_loadl_epi64 ((const __m128i *) samples);
  __m128i b = _mm_loadl_epi64 ((const __m128i *) (samples + CHANNELS));
  int32_t pair;

  memcpy (&pair, taps, sizeof pair);
  return _mm_add_epi32 (sum, _mm_madd_epi16 (_mm_unpacklo_epi16 (a, b), _mm_set1_epi32 (pair)));
}

static inline void
weigh_pixel (const int16_t *samples, const int16_t *taps, int n_taps, uint8_t ret_lanes[LANES])
{
  __m128i sum = _mm_set1_epi32 (1 << (ACROSS_SHIFT - 1));
  int32_t lanes;

  for (int k = 0; k < n_taps; k += 2)
    sum = add_two (sum, samples + CHANNELS * k, taps + k);
  sum = _mm_srai_epi32 (sum, ACROSS_SHIFT);
  sum = _mm_packs_epi32 (sum, sum);
  lanes = _mm_cvtsi128_si32 (_mm_packus_epi16 (sum, sum));
  memcpy (ret_lanes, &lanes, LANES);
}
#else
static inline void
weigh_pixel (const int16_t *samples, const int16_t *taps, int n_taps, uint8_t ret_lanes[LANES])
{
  for (int c = 0; c < LANES; c++) {
    int32_t sum = 1 << (ACROSS_SHIFT - 1);

    for (int k = 0; k < n_taps; k++)
      sum += taps[k] * samples[CHANNELS * k + c];
    ret_lanes[c] = (uint8_t) sy_clamp (sum >> ACROSS_SHIFT, 0, 255);
  }
}
#endif

/* Inline, so that the usual numbers of taps are compiled without a loop. */
static inline void
weigh_row (const SyAxis *axis, int n_taps, const int16_t *middle, uint8_t *restrict ret_row)
{
  const int16_t *taps = axis->taps;
  const int32_t *first = axis->first;
  int last = axis->length - 1;

  for (int x = 0; x <= last; x++, taps += n_taps) {
    uint8_t lanes[LANES];

    weigh_pixel (middle + CHANNELS * first[x], taps, n_taps, lanes);
    memcpy (ret_row + CHANNELS * x, lanes, x < last ? LANES : CHANNELS);
  }
}

static void
step_across (const SyAxis *axis, const int16_t *restrict middle, uint8_t *restrict ret_row)
{
  if (axis->n_taps == 2)
    weigh_row (axis, 2, middle, ret_row);
  else if (axis->n_taps == 4)
    weigh_row (axis, 4, middle, ret_row);
  else
    weigh_row (axis, axis->n_taps, middle, ret_row);
}

bool
sy_scaler_init (SyScaler *self, SySize source, SySize output)
{
  *self = (SyScaler){.source = source, .output = output};
  if (sy_axis_init (&self->across, source.width, output.width) &&
      sy_axis_init (&self->down, source.height, output.height))
    return true;

  sy_scaler_clear (self);
  return false;
}

void
sy_scaler_clear (SyScaler *self)
{
  sy_axis_clear (&self->across);
  sy_axis_clear (&self->down);
}

size_t
sy_scaler_get_scratch_length (const SyScaler *self)
{
  return (size_t) CHANNELS * (self->source.width + self->across.n_taps + 1);
}

void
sy_scaler_row (const SyScaler *self,
               const SyImage *source,
               int y,
               uint8_t *restrict ret_row,
               int16_t *restrict scratch)
{
  size_t length = (size_t) CHANNELS * self->source.width;

  if (self->source.width == self->output.width && self->source.height == self->output.height) {
    memcpy (ret_row, source->pixels + (size_t) y * source->stride, length);
    return;
  }

  step_down (self, source, y, scratch);
  memset (scratch + length, 0, (sy_scaler_get_scratch_length (self) - length) * sizeof *scratch);
  step_across (&self->across, scratch, ret_row);
}
