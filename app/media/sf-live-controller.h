/* How much of a path the live picture may take: from reports to a rate and a size. */
#pragma once

#include "app/media/sf-live-feedback.h"

G_BEGIN_DECLS

#define SF_LIVE_MIN_BPS (100 * 1000)
#define SF_LIVE_MAX_BPS (2500 * 1000)
#define SF_LIVE_BUSY_BPS (150 * 1000) /* while photographs move */
#define SF_LIVE_LEAN_BPS (60 * 1000)  /* over somebody else's relay */

/* What the picture shall be like from now on. */
typedef struct {
  int bitrate_bps;
  int max_width; /* pixels: the picture is to fit into it, lying or standing */
  int max_height;
  int max_fps;
} SfLiveTarget;

/* Pure. Times are of the monotonic clock. */
typedef struct {
  gint64 rate_bps;
  gint64 wall_bps;  /* what the path carried when it last had enough; 0: not known */
  gboolean is_fast; /* nothing stood in the way yet: the rate grows faster */
  gboolean is_busy;
  gboolean is_lean;

  gboolean has_report;
  SfLiveReport last;
  gint64 heard_us;       /* when the last report, or the beginning, was */
  gint64 slowed_us;      /* for want of reports */
  gint64 cut_us;         /* for loss */
  gint64 late_us;        /* the delay the last report told of */
  gint64 recent_packets; /* for the share of what is lost: a weighted sum of the last reports */
  gint64 recent_missed;

  guint rung; /* of the ladder of sizes */
  gint64 climbed_us;
} SfLiveController;

void sf_live_controller_init (SfLiveController *self, gint64 now_us);

/* A report of this stream came. Of those that overtook each other the older ones are dropped. */
void sf_live_controller_report (SfLiveController *self, const SfLiveReport *report, gint64 now_us);
/* To be called now and then: notices that no reports come. */
void sf_live_controller_tick (SfLiveController *self, gint64 now_us);

void sf_live_controller_set_busy (SfLiveController *self, gboolean is_busy);
void sf_live_controller_set_lean (SfLiveController *self, gboolean is_lean);

void sf_live_controller_get_target (const SfLiveController *self, SfLiveTarget *ret_target);

G_END_DECLS
