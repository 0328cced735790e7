/* The two rooms behind the drawn sample people. */

#include "app/capture/sf-sample-paint.h"
#include "app/capture/sf-sample-scene.h"

#include <math.h>

#define BULBS 13
/* A narrow picture shows the room up to here. */
#define ABOVE 100000.0

static void
fill_wall (cairo_t *cr, double half_width, guint32 top, guint32 bottom)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, 0, 0, 1000);

  cairo_pattern_add_color_stop_rgb (pattern, 0, (top >> 16 & 255) / 255.0, (top >> 8 & 255) / 255.0,
                                    (top & 255) / 255.0);
  cairo_pattern_add_color_stop_rgb (pattern, 1, (bottom >> 16 & 255) / 255.0,
                                    (bottom >> 8 & 255) / 255.0, (bottom & 255) / 255.0);
  cairo_set_source (cr, pattern);
  cairo_rectangle (cr, -half_width - 1, -ABOVE, 2 * half_width + 2, ABOVE + 1001);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

/* A leaf from (0, 0) upwards. */
static void
draw_leaf (
  cairo_t *cr, double x, double y, double length, double degrees, guint32 colour, guint32 vein)
{
  const SfPoint outline[] = {{0, 0},  {-0.2, -0.3}, {-0.23, -0.6},
                             {0, -1}, {0.23, -0.6}, {0.2, -0.3}};
  const SfPoint middle[] = {{0, 0.02}, {0.01, -0.5}, {0, -0.85}};

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, degrees * G_PI / 180);
  cairo_scale (cr, length, length);
  SF_PAINT_BLOB (cr, outline, colour);
  SF_PAINT_LINE (cr, middle, 0.022, vein);
  cairo_restore (cr);
}

static void
draw_plant (cairo_t *cr, double x, double y, double seconds)
{
  static const struct {
    double length;
    double degrees;
    guint32 colour;
  } leaves[] = {
    {235, -48, 0x2c6e63}, {250, 44, 0x2c6e63},  {290, -24, 0x3b8373}, {285, 22, 0x337a6b},
    {330, -3, 0x479380},  {180, -72, 0x3b8373}, {175, 70, 0x3b8373},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (leaves); i++)
    draw_leaf (cr, x, y + 12, leaves[i].length,
               leaves[i].degrees + 1.2 * sin (seconds * 0.8 + (double) i), leaves[i].colour,
               0x24584f);
  sf_paint_rect (cr, x - 74, y, 148, 60, 12, 0xfff1e3);
  sf_paint_rect (cr, x - 62, y + 30, 124, 190, 26, 0xfbe3cf);
}

/* An arched window with the evening sun in it. */
static void
draw_arch (cairo_t *cr, double x, double y, double width, double height)
{
  double radius = width / 2;

  cairo_new_path (cr);
  cairo_arc (cr, x, y + radius, radius, G_PI, 0);
  cairo_line_to (cr, x + radius, y + height);
  cairo_line_to (cr, x - radius, y + height);
  cairo_close_path (cr);
  sf_paint_set_colour (cr, 0xfff4e6, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  sf_paint_rect (cr, x - radius, y, width, height, 1, 0xffdcb8);
  sf_paint_ellipse (cr, x + radius * 0.2, y + height * 0.56, radius * 0.42, radius * 0.42,
                    0xfff6df);
  sf_paint_ellipse (cr, x - radius * 0.7, y + height * 1.02, radius * 1.3, height * 0.26, 0xf3ae8b);
  sf_paint_ellipse (cr, x + radius * 0.8, y + height * 1.08, radius * 1.2, height * 0.28, 0xe98f78);
  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y + radius, radius, G_PI, 0);
  cairo_line_to (cr, x + radius, y + height);
  cairo_line_to (cr, x - radius, y + height);
  cairo_close_path (cr);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x, y + height);
  cairo_move_to (cr, x - radius, y + radius * 1.25);
  cairo_line_to (cr, x + radius, y + radius * 1.25);
  cairo_set_line_width (cr, 13);
  sf_paint_set_colour (cr, 0xfff4e6, 1);
  cairo_stroke (cr);
  sf_paint_rect (cr, x - radius - 24, y + height - 4, width + 48, 24, 8, 0xfff4e6);
}

/* A string of lights that hangs through in the middle. */
static void
draw_lights (cairo_t *cr, double half_width, double seconds)
{
  SfPoint points[BULBS + 2];

  for (int i = 0; i < BULBS + 2; i++) {
    double along = (double) i / (BULBS + 1) * 2 - 1;

    points[i] = (SfPoint){along * (half_width + 60), 118 - 92 * along * along + 14 * sin (i * 2.1)};
  }
  sf_paint_line (cr, points, BULBS + 2, 4, 0xa8433d);
  for (int i = 1; i <= BULBS; i++) {
    double light = 0.62 + 0.2 * sin (seconds * 1.7 + i * 2.4);

    sf_paint_glow (cr, points[i].x, points[i].y + 22, 66, 0xffe9b8, light);
    sf_paint_rect (cr, points[i].x - 6, points[i].y - 2, 12, 14, 3, 0xa8433d);
    sf_paint_ellipse (cr, points[i].x, points[i].y + 24, 12, 15, 0xfff3cf);
  }
}

static void
draw_frame (
  cairo_t *cr, double x, double y, double width, double height, guint32 paper, guint32 hill)
{
  sf_paint_rect (cr, x, y, width, height, 8, 0xfff4e6);
  sf_paint_rect (cr, x + 16, y + 16, width - 32, height - 32, 3, paper);
  cairo_save (cr);
  cairo_rectangle (cr, x + 16, y + 16, width - 32, height - 32);
  cairo_clip (cr);
  sf_paint_ellipse (cr, x + width * 0.62, y + height * 0.42, width * 0.14, width * 0.14, 0xfff4e6);
  sf_paint_ellipse (cr, x + width * 0.4, y + height * 1.02, width * 0.5, height * 0.38, hill);
  cairo_restore (cr);
}

void
sf_sample_room_draw_coral (cairo_t *cr, double half_width, double seconds)
{
  fill_wall (cr, half_width, 0xf39a86, 0xe66a5c);
  draw_arch (cr, 395, 205, 300, 470);
  draw_frame (cr, -640, 235, 190, 240, 0x2f8f8d, 0x1f6f73);
  draw_frame (cr, -420, 300, 130, 160, 0xf6c177, 0xe59a5b);
  sf_paint_rect (cr, -half_width - 1, 800, 2 * half_width + 2, 16, 1, 0xf6ab98);
  sf_paint_rect (cr, -half_width - 1, 814, 2 * half_width + 2, 190, 1, 0xd95a4f);
  draw_plant (cr, -505, 800, seconds);
  draw_lights (cr, half_width, seconds);
}

/* A crescent: a disc less a smaller one at its upper left. */
static void
draw_moon (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, -0.72 * G_PI, 0.56 * G_PI);
  cairo_curve_to (cr, x + radius * 0.75, y + radius * 0.7, x + radius * 0.6, y - radius * 0.85,
                  x + radius * cos (-0.72 * G_PI), y + radius * sin (-0.72 * G_PI));
  sf_paint_set_colour (cr, 0xfff2d6, 1);
  cairo_fill (cr);
}

static void
draw_window (cairo_t *cr, double x, double y, double width, double height, double seconds)
{
  sf_paint_rect (cr, x, y, width, height, 16, 0xf3efe0);
  cairo_save (cr);
  cairo_rectangle (cr, x + 16, y + 16, width - 32, height - 32);
  cairo_clip (cr);
  sf_paint_rect (cr, x, y, width, height, 1, 0x14474f);
  sf_paint_glow (cr, x + width * 0.66, y + height * 0.3, width * 0.5, 0xfff2c9, 0.35);
  for (int i = 0; i < 9; i++) {
    double size = 2.4 + 1.5 * sin (seconds * 1.3 + i * 1.9);

    sf_paint_ellipse (cr, x + 36 + fmod (i * 97.0, width * 0.42),
                      y + 36 + fmod (i * 61.0, height * 0.6), size, size, 0xd9f0ea);
  }
  draw_moon (cr, x + width * 0.66, y + height * 0.3, 42);
  sf_paint_ellipse (cr, x + width * 0.2, y + height * 1.06, width * 0.6, height * 0.36, 0x1b5a5f);
  sf_paint_ellipse (cr, x + width * 0.9, y + height * 1.1, width * 0.6, height * 0.34, 0x236a6d);
  cairo_restore (cr);
  sf_paint_rect (cr, x + width / 2 - 7, y + 8, 14, height - 16, 1, 0xf3efe0);
  sf_paint_rect (cr, x + 8, y + height * 0.52, width - 16, 14, 1, 0xf3efe0);
  sf_paint_rect (cr, x - 26, y + height - 6, width + 52, 24, 8, 0xf3efe0);
}

/* Books from the left, each a width, a height and a colour. */
static void
draw_books (cairo_t *cr, double x, double y)
{
  static const struct {
    double width;
    double height;
    guint32 colour;
  } books[] = {
    {34, 126, 0xe66a5c}, {26, 104, 0xf3efe0}, {40, 138, 0xf0b45c}, {24, 112, 0x0f4f55},
    {32, 120, 0xf7c9b6}, {28, 98, 0xe66a5c},  {36, 130, 0x13626a},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (books); i++) {
    sf_paint_rect (cr, x, y - books[i].height, books[i].width, books[i].height, 4, books[i].colour);
    sf_paint_rect (cr, x + 6, y - books[i].height + 16, books[i].width - 12, 6, 2, 0x0c4147);
    x += books[i].width + 3;
  }
}

static void
draw_shelf (cairo_t *cr, double x, double y, double width)
{
  sf_paint_rect (cr, x, y, width, 20, 6, 0xc98f63);
  sf_paint_rect (cr, x, y + 14, width, 8, 4, 0xa9714b);
}

/* A lamp that hangs from the ceiling and swings a little. */
static void
draw_lamp (cairo_t *cr, double x, double seconds)
{
  const SfPoint cord[] = {{x, -ABOVE}, {x, 150}};
  const SfPoint shade[] = {{x - 24, 142}, {x + 24, 142}, {x + 62, 184}, {x + 86, 236},
                           {x, 246},      {x - 86, 236}, {x - 62, 184}};

  cairo_save (cr);
  sf_paint_turn (cr, x, -200, 0.8 * sin (seconds * 0.9));
  sf_paint_glow (cr, x, 260, 300, 0xffe2a3, 0.55);
  SF_PAINT_LINE (cr, cord, 5, 0x0f4f55);
  sf_paint_ellipse (cr, x, 244, 40, 24, 0xfff3cf);
  SF_PAINT_BLOB (cr, shade, 0xf0b45c);
  cairo_restore (cr);
}

/* A cat that sits with its back to us. */
static void
draw_cat (cairo_t *cr, double x, double y, double seconds)
{
  double wag = 16 * sin (seconds * 1.6);
  const SfPoint tail[] = {
    {x + 46, y - 14}, {x + 96, y - 8}, {x + 120 + wag * 0.3, y + 42}, {x + 112 + wag, y + 92}};
  const SfPoint body[] = {{x - 50, y},       {x - 58, y - 46}, {x - 36, y - 104}, {x, y - 124},
                          {x + 36, y - 104}, {x + 58, y - 46}, {x + 50, y},       {x, y + 4}};
  const SfPoint left[] = {{x - 38, y - 150}, {x - 40, y - 192}, {x - 10, y - 172}};
  const SfPoint right[] = {{x + 38, y - 150}, {x + 40, y - 192}, {x + 10, y - 172}};

  SF_PAINT_LINE (cr, tail, 18, 0x2b2f3a);
  SF_PAINT_BLOB (cr, body, 0x2b2f3a);
  cairo_save (cr);
  sf_paint_turn (cr, x, y - 120, 4 * sin (seconds * 0.5));
  SF_PAINT_BLOB (cr, left, 0x2b2f3a);
  SF_PAINT_BLOB (cr, right, 0x2b2f3a);
  sf_paint_ellipse (cr, x, y - 142, 44, 38, 0x2b2f3a);
  cairo_restore (cr);
}

void
sf_sample_room_draw_teal (cairo_t *cr, double half_width, double seconds)
{
  fill_wall (cr, half_width, 0x35a3a1, 0x1f8a8c);
  draw_window (cr, -650, 190, 350, 430, seconds);
  draw_cat (cr, -555, 617, seconds);
  draw_books (cr, 330, 420);
  draw_shelf (cr, 300, 420, 420);
  draw_frame (cr, 395, 505, 170, 200, 0xf7c9b6, 0xe66a5c);
  sf_paint_rect (cr, -half_width - 1, 800, 2 * half_width + 2, 16, 1, 0x46b0ac);
  sf_paint_rect (cr, -half_width - 1, 814, 2 * half_width + 2, 190, 1, 0x17767a);
  draw_lamp (cr, 205, seconds);
}
