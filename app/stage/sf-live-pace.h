/* When to draw the next live picture of two people whose cameras are not in step. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_LIVE_INTERVAL_US                                                                        \
  (30 * 1000) /* the least between two pictures: cameras give 30 a second */
#define SF_LIVE_PATIENCE_US                                                                        \
  (40 * 1000) /* a new frame waits for the other's, so long after a picture */
#define SF_LIVE_AWAITED_US (60 * 1000) /* ... whose last one is no older than this */

/* Plain data; sf_live_pace_init() before use. Times are monotonic, in microseconds. */
typedef struct {
  gboolean is_new[2]; /* a frame that no picture shows yet */
  gint64 came_us[2];
  gboolean is_hurried;
  gint64 drawn_us;
} SfLivePace;

void sf_live_pace_init (SfLivePace *self);

/* A frame of @person came. */
void sf_live_pace_take (SfLivePace *self, int person, gint64 now_us);
/* Something else that is seen has changed. */
void sf_live_pace_hurry (SfLivePace *self);
/* A picture of all that came is drawn. */
void sf_live_pace_draw (SfLivePace *self, gint64 now_us);

/* Returns: when to draw, %G_MAXINT64 when there is nothing new */
gint64 sf_live_pace_get_due (const SfLivePace *self);

G_END_DECLS
