/* The brushes of the drawn sample people: flat colours, soft outlines. */

#include "app/capture/sf-sample-paint.h"

#include <math.h>

void
sf_paint_set_colour (cairo_t *cr, guint32 colour, double alpha)
{
  cairo_set_source_rgba (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                         (colour & 255) / 255.0, alpha);
}

/* The Bézier curve of a Catmull-Rom segment from @b to @c, between @a and @d. */
static void
add_segment (cairo_t *cr, SfPoint a, SfPoint b, SfPoint c, SfPoint d)
{
  cairo_curve_to (cr, b.x + (c.x - a.x) / 6, b.y + (c.y - a.y) / 6, c.x - (d.x - b.x) / 6,
                  c.y - (d.y - b.y) / 6, c.x, c.y);
}

static void
add_outline (cairo_t *cr, const SfPoint *points, gsize n_points)
{
  cairo_new_path (cr);
  cairo_move_to (cr, points[0].x, points[0].y);
  for (gsize i = 0; i < n_points; i++)
    add_segment (cr, points[(i + n_points - 1) % n_points], points[i], points[(i + 1) % n_points],
                 points[(i + 2) % n_points]);
  cairo_close_path (cr);
}

void
sf_paint_blob (cairo_t *cr, const SfPoint *points, gsize n_points, guint32 colour)
{
  add_outline (cr, points, n_points);
  sf_paint_set_colour (cr, colour, 1);
  cairo_fill (cr);
}

void
sf_paint_clip (cairo_t *cr, const SfPoint *points, gsize n_points)
{
  add_outline (cr, points, n_points);
  cairo_clip (cr);
}

void
sf_paint_line (cairo_t *cr, const SfPoint *points, gsize n_points, double width, guint32 colour)
{
  cairo_move_to (cr, points[0].x, points[0].y);
  for (gsize i = 0; i + 1 < n_points; i++)
    add_segment (cr, points[i > 0 ? i - 1 : 0], points[i], points[i + 1],
                 points[MIN (i + 2, n_points - 1)]);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  sf_paint_set_colour (cr, colour, 1);
  cairo_stroke (cr);
}

void
sf_paint_ellipse (cairo_t *cr, double x, double y, double rx, double ry, guint32 colour)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  sf_paint_set_colour (cr, colour, 1);
  cairo_fill (cr);
}

void
sf_paint_rect (
  cairo_t *cr, double x, double y, double width, double height, double radius, guint32 colour)
{
  cairo_new_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  sf_paint_set_colour (cr, colour, 1);
  cairo_fill (cr);
}

void
sf_paint_glow (cairo_t *cr, double x, double y, double radius, guint32 colour, double strength)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (x, y, 0, x, y, radius);
  double red = (colour >> 16 & 255) / 255.0;
  double green = (colour >> 8 & 255) / 255.0;
  double blue = (colour & 255) / 255.0;

  cairo_pattern_add_color_stop_rgba (pattern, 0, red, green, blue, strength);
  cairo_pattern_add_color_stop_rgba (pattern, 0.5, red, green, blue, strength * 0.35);
  cairo_pattern_add_color_stop_rgba (pattern, 1, red, green, blue, 0);
  cairo_set_source (cr, pattern);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

void
sf_paint_turn (cairo_t *cr, double x, double y, double degrees)
{
  cairo_translate (cr, x, y);
  cairo_rotate (cr, degrees * G_PI / 180);
  cairo_translate (cr, -x, -y);
}
