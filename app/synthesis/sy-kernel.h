/* How the inner loops are compiled, and the integer arithmetic they share. */
#pragma once

#include <stdint.h>

/* Twice compiled, chosen by the processor when the program starts. Integers, so the bytes are the
 * same. The sanitizers' own start-up code cannot run before such a choice. */
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__OPTIMIZE__) &&                      \
  !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__) &&        \
  !defined(__AVX2__) && !defined(SY_PORTABLE)
#define SY_KERNEL __attribute__ ((target_clones ("avx2", "default")))
#else
#define SY_KERNEL
#endif

/* Every x86-64 processor has it, but compilers do not find its multiply-add by themselves. */
#if defined(__SSE2__) && !defined(SY_PORTABLE)
#define SY_SSE2 1
#endif

static inline int
sy_min (int a, int b)
{
  return a < b ? a : b;
}

static inline int
sy_max (int a, int b)
{
  return a > b ? a : b;
}

static inline int
sy_clamp (int value, int least, int most)
{
  return sy_min (sy_max (value, least), most);
}

/* Towards minus infinity, unlike C's division. @divisor > 0. */
static inline int64_t
sy_floor_div (int64_t value, int64_t divisor)
{
  int64_t quotient = value / divisor;

  return quotient - (value % divisor < 0);
}

/* To the nearest; a half goes to the even number, so that mirrored values round to mirrored
 * results. @divisor > 0. */
static inline int64_t
sy_round_div (int64_t value, int64_t divisor)
{
  int64_t quotient = sy_floor_div (value, divisor);
  int64_t twice = 2 * (value - quotient * divisor);

  return quotient + (twice > divisor || (twice == divisor && (quotient & 1)));
}

/* The square root, rounded down. */
static inline int64_t
sy_isqrt (int64_t value)
{
  int64_t root = 0;

  for (int64_t bit = INT64_C (1) << 31; bit > 0; bit >>= 1)
    if ((root + bit) * (root + bit) <= value)
      root += bit;

  return root;
}
