/* The parts of the drawn sample pictures. Private to this folder. */
#pragma once

#include <cairo.h>

/* The picture is 1000 units high; x is 0 in its middle and half_width at the right edge. Everything
 * that moves is a function of the time in seconds alone. */

void sf_sample_room_draw_coral (cairo_t *cr, double half_width, double seconds);
void sf_sample_room_draw_teal (cairo_t *cr, double half_width, double seconds);

/* From the hips up, in the middle; leaning right and left. */
void sf_sample_figure_draw_first (cairo_t *cr, double seconds);
void sf_sample_figure_draw_second (cairo_t *cr, double seconds);
