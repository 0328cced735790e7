/* The frames of a camera, or of the other side, led into a composer while somebody looks. */
#pragma once

#include "app/capture/sf-camera.h"
#include "app/media/sf-live.h"
#include "app/stage/sf-live-composer.h"

G_BEGIN_DECLS

/* Plain data, zeroed before use; sf_live_feed_clear() before the composer is freed. */
typedef struct {
  SfCamera *camera;         /* (nullable): one of the two at most */
  SfLive *live;             /* (nullable) */
  SfLiveComposer *composer; /* (nullable): where the frames go now */
  int person;
  guint id; /* of the frame function, 0 while nobody looks */
} SfLiveFeed;

/* @composer: outlives the feed. @camera, @live: (nullable). Stopped at first. */
void sf_live_feed_init (
  SfLiveFeed *self, SfLiveComposer *composer, int person, SfCamera *camera, SfLive *live);
void sf_live_feed_clear (SfLiveFeed *self);

void sf_live_feed_start (SfLiveFeed *self);
void sf_live_feed_stop (SfLiveFeed *self);

G_END_DECLS
