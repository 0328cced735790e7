/* A live picture to draw: given in any thread, shown in the main one, the newest alone. */
#pragma once

#include "app/stage/sf-live-picture.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define SF_TYPE_FRAME_PAINTABLE (sf_frame_paintable_get_type ())
G_DECLARE_FINAL_TYPE (SfFramePaintable, sf_frame_paintable, SF, FRAME_PAINTABLE, GObject)

SfFramePaintable *sf_frame_paintable_new (void);

/* From any thread, as often as one likes: what was not shown yet is forgotten. */
void sf_frame_paintable_push (SfFramePaintable *self, SfLivePicture *picture);

/* Forgets what is shown and what waits. */
void sf_frame_paintable_clear (SfFramePaintable *self);

/* Turned about in the drawing, never in the pixels. */
void sf_frame_paintable_set_mirrored (SfFramePaintable *self, gboolean mirrored);

/* Returns: (nullable) (transfer none): what is shown */
const SfLivePicture *sf_frame_paintable_get_picture (SfFramePaintable *self);

/* How many pictures were shown, for measuring. */
guint64 sf_frame_paintable_get_n_shown (SfFramePaintable *self);

G_END_DECLS
