/* The brushes of the drawn sample people: flat colours, soft outlines. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double x;
  double y;
} SfPoint;

/* 0xrrggbb */
void sf_paint_set_colour (cairo_t *cr, guint32 colour, double alpha);

/* A closed soft outline through all of @points (Catmull-Rom). */
void sf_paint_blob (cairo_t *cr, const SfPoint *points, gsize n_points, guint32 colour);
/* Keeps what is drawn from here on within such an outline. */
void sf_paint_clip (cairo_t *cr, const SfPoint *points, gsize n_points);
/* An open soft line through all of @points, with round ends. */
void sf_paint_line (
  cairo_t *cr, const SfPoint *points, gsize n_points, double width, guint32 colour);
void sf_paint_ellipse (cairo_t *cr, double x, double y, double rx, double ry, guint32 colour);
void sf_paint_rect (
  cairo_t *cr, double x, double y, double width, double height, double radius, guint32 colour);
/* Light that fades to nothing at @radius. */
void sf_paint_glow (
  cairo_t *cr, double x, double y, double radius, guint32 colour, double strength);

/* Turns everything drawn from here on about (@x, @y); positive is clockwise. */
void sf_paint_turn (cairo_t *cr, double x, double y, double degrees);

#define SF_PAINT_BLOB(cr, points, colour) sf_paint_blob (cr, points, G_N_ELEMENTS (points), colour)
#define SF_PAINT_LINE(cr, points, width, colour)                                                   \
  sf_paint_line (cr, points, G_N_ELEMENTS (points), width, colour)

G_END_DECLS
