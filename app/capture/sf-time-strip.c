/* The time in a picture, for machines: black and white cells that survive lossy compression. */

#include "app/capture/sf-time-strip.h"

#include <math.h>
#include <string.h>

#define UNITS_HIGH 45.0
#define BOX_UNITS_WIDE 18
#define BOX_TOP 7 /* units above the lower edge */
#define BOX_BOTTOM 1
#define BITS 16 /* in a row, without the parity */
#define TIME_ROWS 4
#define ROWS (TIME_ROWS + 1)

#define BLACK 16
#define WHITE 235
#define NO_COLOUR 128
#define GREY 128

/* A byte for each pixel, in any kind of picture. */
typedef struct {
  const guint8 *samples;
  gsize step; /* bytes from one to the next */
  gsize stride;
  int width;
  int height;
} View;

static guint16
make_checksum (guint64 time_us)
{
  guint16 crc = 0xffff;

  for (int bit = 63; bit >= 0; bit--) {
    gboolean is_set = (crc >> 15 ^ (time_us >> bit & 1)) != 0;

    crc = (guint16) (crc << 1 ^ (is_set ? 0x1021 : 0));
  }

  return crc;
}

static gboolean
is_odd (guint16 row)
{
  return __builtin_parity (row) != 0;
}

static void
fill (SfFrame *frame, guint plane, const double edges[4], guint8 value)
{
  int scale = plane == 0 ? 1 : 2;
  int width = (frame->width + scale - 1) / scale;
  int height = (frame->height + scale - 1) / scale;
  int left = CLAMP ((int) lround (edges[0] / scale), 0, width);
  int right = CLAMP ((int) lround (edges[1] / scale), left, width);
  int top = CLAMP ((int) lround (edges[2] / scale), 0, height);
  int bottom = CLAMP ((int) lround (edges[3] / scale), top, height);

  for (int y = top; y < bottom; y++)
    memset (sf_frame_get_plane (frame, plane) + y * frame->strides[plane] + left, value,
            (gsize) (right - left));
}

static void
draw_row (SfFrame *frame, int row, guint16 bits)
{
  double unit = frame->height / UNITS_HIGH;
  guint32 cells = (guint32) bits << 1 | !is_odd (bits);

  for (int i = 0; i <= BITS; i++) {
    double x = frame->width / 2.0 + (i - 8) * unit;
    double y = frame->height - (6 - row) * unit;
    const double edges[4] = {x - unit / 2, x + unit / 2, y - unit / 2, y + unit / 2};

    if (cells >> (BITS - i) & 1)
      fill (frame, 0, edges, WHITE);
  }
}

void
sf_time_strip_draw (SfFrame *frame, gint64 time_us)
{
  guint64 time = (guint64) time_us;
  double unit = frame->height / UNITS_HIGH;
  const double box[4] = {frame->width / 2.0 - BOX_UNITS_WIDE / 2.0 * unit,
                         frame->width / 2.0 + BOX_UNITS_WIDE / 2.0 * unit,
                         frame->height - BOX_TOP * unit, frame->height - BOX_BOTTOM * unit};

  fill (frame, 0, box, BLACK);
  fill (frame, 1, box, NO_COLOUR);
  fill (frame, 2, box, NO_COLOUR);
  for (int row = 0; row < TIME_ROWS; row++)
    draw_row (frame, row, (guint16) (time >> (BITS * (TIME_ROWS - 1 - row))));
  draw_row (frame, TIME_ROWS, make_checksum (time));
}

/* Returns: FALSE when the cell is neither black nor white, or not in the picture */
static gboolean
read_cell (const View *view, int row, int column, guint *ret_bit)
{
  double unit = view->height / UNITS_HIGH;
  double x = view->width / 2.0 + (column - 8) * unit;
  double y = view->height - (6 - row) * unit;
  int left = (int) floor (x - unit / 4), right = (int) ceil (x + unit / 4);
  int top = (int) floor (y - unit / 4), bottom = (int) ceil (y + unit / 4);
  int sum = 0, mean;

  if (left < 0 || top < 0 || right > view->width || bottom > view->height)
    return FALSE;

  for (int j = top; j < bottom; j++)
    for (int i = left; i < right; i++)
      sum += view->samples[(gsize) j * view->stride + (gsize) i * view->step];
  mean = sum / ((right - left) * (bottom - top));
  *ret_bit = mean > GREY;

  return ABS (mean - GREY) >= SF_TIME_STRIP_LEAST_CONTRAST;
}

static gboolean
read_row (const View *view, int row, guint16 *ret_bits)
{
  guint32 cells = 0;

  for (int column = 0; column <= BITS; column++) {
    guint bit;

    if (!read_cell (view, row, column, &bit))
      return FALSE;
    cells = cells << 1 | bit;
  }
  *ret_bits = (guint16) (cells >> 1);

  return (cells & 1) == !is_odd (*ret_bits);
}

static gboolean
read_strip (const View *view, gint64 *ret_time_us)
{
  guint16 rows[ROWS];
  guint64 time = 0;

  for (int row = 0; row < ROWS; row++)
    if (!read_row (view, row, &rows[row]))
      return FALSE;
  for (int row = 0; row < TIME_ROWS; row++)
    time = time << BITS | rows[row];
  if (rows[TIME_ROWS] != make_checksum (time))
    return FALSE;

  *ret_time_us = (gint64) time;
  return TRUE;
}

gboolean
sf_time_strip_read_frame (const SfFrame *frame, gint64 *ret_time_us)
{
  const View view = {frame->planes[0], 1, frame->strides[0], frame->width, frame->height};

  return read_strip (&view, ret_time_us);
}

gboolean
sf_time_strip_read_image (const SfImage *image, gint64 *ret_time_us)
{
  /* Green: what is black or white is so in each channel. */
  const View view = {image->pixels + 1, 3, image->stride, image->width, image->height};

  return read_strip (&view, ret_time_us);
}
