/* Which size a picture gets that must fit into another. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sf_picture_size_fit:
 * @max_width: pixels, at least 2; with @max_height the space for a lying picture, turned for a
 *   standing one
 *
 * Keeps the proportions, makes nothing larger, and gives even sides.
 */
void sf_picture_size_fit (
  int width, int height, int max_width, int max_height, int *ret_width, int *ret_height);

G_END_DECLS
