/* A frame as an image of about the size at which it will be drawn. Pure. */
#pragma once

#include "app/capture/sf-frame.h"
#include "app/synthesis/sy-image.h"

G_BEGIN_DECLS

/* What stands for somebody who is not seen yet. */
#define SF_LIVE_NOBODY_WIDTH 640
#define SF_LIVE_NOBODY_HEIGHT 480

/* Returns: how often a picture may be halved and still be drawn no larger than it then is.
 * @scale: at which it is drawn, 1 as it is; 0: it is not */
int sf_live_image_count_halvings (SySize size, double scale);

/* @frame: (nullable): %NULL gives a dark picture of @size. Returns: (nullable): %NULL when there is
 * no memory */
SfImage *sf_live_image_new (SfFrame *frame, int n_halvings, SySize size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
