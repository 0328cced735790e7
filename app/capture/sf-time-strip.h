/* The time in a picture, for machines: black and white cells that survive lossy compression. */
#pragma once

#include "app/capture/sf-frame.h"

G_BEGIN_DECLS

/*
 * All lengths in units of u = height / 45 (not rounded), from the picture's lower edge up and from
 * its vertical middle line outwards, so that cutting off the sides changes nothing:
 *
 *       -9u                    middle                     9u
 *     7u +------------------------------------------------+
 *        |  black margin of u / 2                         |
 *     6u |  0  1  2  ...                        15   16   |  row 0: bits 63..48 of the time
 *     5u |  0  1  2  ...                        15   16   |  row 1: bits 47..32
 *     4u |                                                |  row 2: bits 31..16
 *     3u |                                                |  row 3: bits 15..0
 *     2u |                                                |  row 4: the checksum's bits 15..0
 *     1u +------------------------------------------------+
 *
 * Cell c of row r is a square of side u with its centre at x = middle + (c - 8) u and at
 * y = height - (6 - r) u. White is 1, black is 0, the highest bit first. Cell 16 makes the number
 * of white cells in its row odd. The time is in microseconds, its bytes highest first; the checksum
 * is the CRC-16 of these eight bytes (polynomial 0x1021, beginning with 0xffff, not reflected).
 *
 * A reader takes the mean of the square of side u / 2 about a cell's centre; what is nearer to the
 * grey in the middle than SF_TIME_STRIP_LEAST_CONTRAST is unreadable.
 */
#define SF_TIME_STRIP_LEAST_CONTRAST 32

/* Onto a frame with planes of its own. */
void sf_time_strip_draw (SfFrame *frame, gint64 time_us);

/* Returns: %FALSE when there is none, or it cannot be read for certain */
gboolean sf_time_strip_read_frame (const SfFrame *frame, gint64 *ret_time_us);
gboolean sf_time_strip_read_image (const SfImage *image, gint64 *ret_time_us);

G_END_DECLS
