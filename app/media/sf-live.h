/* The live picture, both ways: this side's camera to the other, and theirs here. */
#pragma once

#include "app/capture/sf-camera.h"
#include "net/media/sf-media-port.h"
#include "net/peer/sf-clock-filter.h"

G_BEGIN_DECLS

#define SF_LIVE_FROZEN_US (1500 * 1000)

typedef struct {
  int width; /* of what is sent; 0: nothing yet */
  int height;
  int bitrate_bps;        /* aimed at */
  guint64 n_sent_frames;  /* encoded */
  guint64 n_shown_frames; /* decoded here */
  guint64 n_lost_packets; /* that never came, resent ones aside */
  gint64 queueing_us;     /* one-way, of this side's packets beyond the least seen */
} SfLiveStats;

#define SF_TYPE_LIVE (sf_live_get_type ())
G_DECLARE_FINAL_TYPE (SfLive, sf_live, SF, LIVE, GObject)

/*
 * Lives in the main context that is the thread's default when it is made.
 *
 * Signals:
 *   first-frame ()     the other side's first picture was decoded
 *   frozen ()          no picture of the other side for %SF_LIVE_FROZEN_US
 *   resumed ()
 *   failed (GError *error)   %SF_ERROR_LIVE: a part of GStreamer is missing; there is no picture
 *                            either way, everything else goes on
 */

/**
 * sf_live_new:
 * @port: where the packets go
 * @camera: (nullable): %NULL: this side shows nothing
 *
 * Everything that takes time is done at once, in a thread: when both have said yes the first
 * picture need not wait for it.
 */
SfLive *sf_live_new (SfMediaPort *port, SfCamera *camera) G_GNUC_WARN_UNUSED_RESULT;

/* Both said yes and there is a path. Stopped, it may be started again: a new stream. Neither waits
 * for a thread. */
void sf_live_start (SfLive *self);
void sf_live_stop (SfLive *self);

/* Another camera than the one it was made with; a new stream, when it runs. */
void sf_live_set_camera (SfLive *self, SfCamera *camera);

/* Photographs move: the picture takes at most 150 kbit/s. */
void sf_live_set_busy (SfLive *self, gboolean is_busy);
/* What is known of the other's clock, each time there is news: gives their frames times of ours. */
void sf_live_set_clock (SfLive *self, const SfClockEstimate *clock);

/* The newest picture of the other side; its time is by this side's clock.
 * Returns: (nullable) (transfer full) */
SfFrame *sf_live_dup_remote_frame (SfLive *self);
/* As with a camera, for the other side's pictures: in a thread of the decoder. */
guint sf_live_add_frame_func (SfLive *self, SfFrameFunc func, gpointer user_data);
void sf_live_remove_frame_func (SfLive *self, guint id);

void sf_live_get_stats (SfLive *self, SfLiveStats *ret_stats);

G_END_DECLS
