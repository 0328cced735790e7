/* The size of variable-length integers (RFC 9000, section 16). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 *   first two bits   size      largest value
 *   00               1 byte    63
 *   01               2 bytes   16383
 *   10               4 bytes   2^30 - 1
 *   11               8 bytes   2^62 - 1
 */
#define SF_VARINT_MAX ((G_GUINT64_CONSTANT (1) << 62) - 1)

/* Returns: the bytes of the shortest form of @value, at most SF_VARINT_MAX: 1, 2, 4 or 8 */
static inline gsize
sf_varint_size (guint64 value)
{
  if (value < 1 << 6)
    return 1;
  if (value < 1 << 14)
    return 2;
  return value < 1 << 30 ? 4 : 8;
}

G_END_DECLS
