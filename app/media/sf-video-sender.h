/* From the camera's pictures to RTP packets, as many and as large as the path carries. */
#pragma once

#include "app/capture/sf-frame.h"
#include "app/media/sf-live-controller.h"

G_BEGIN_DECLS

typedef struct _SfVideoSender SfVideoSender;

/* In the encoder's thread, the camera's, or that of what the receiver says. (transfer full) */
typedef void (*SfPacketFunc) (GBytes *packet, gpointer user_data);

/**
 * sf_video_sender_new:
 *
 * Blocks, as sf_video_encoder_new() does.
 *
 * Returns: (nullable): stopped; %NULL with %SF_ERROR_LIVE
 */
SfVideoSender *sf_video_sender_new (SfPacketFunc func,
                                    gpointer user_data,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As sf_video_encoder_free(). */
void sf_video_sender_free (SfVideoSender *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfVideoSender, sf_video_sender_free)

/* All of these from any thread; those that push frames one at a time. */

/* A new stream: SSRCs that were not used before, and a key frame first. */
void sf_video_sender_start (SfVideoSender *self);
/* No packet leaves once this has returned. Not from within @func. */
void sf_video_sender_stop (SfVideoSender *self);

void sf_video_sender_push (SfVideoSender *self, SfFrame *frame);
/* What the receiver says; what it does not mean for the current stream is dropped. */
void sf_video_sender_take_feedback (SfVideoSender *self, const guint8 *bytes, gsize size);

void sf_video_sender_set_busy (SfVideoSender *self, gboolean is_busy);
void sf_video_sender_set_lean (SfVideoSender *self, gboolean is_lean);
/* (nullable): instead of what the controller aims at, for measurements. */
void sf_video_sender_set_target (SfVideoSender *self, const SfLiveTarget *target);

typedef struct {
  int width; /* pixels, of the newest frame; 0: nothing sent yet */
  int height;
  int bitrate_bps; /* aimed at */
  guint64 n_frames;
  gint64 queueing_us; /* as the other side told last */
} SfVideoSenderStats;

void sf_video_sender_get_stats (SfVideoSender *self, SfVideoSenderStats *ret_stats);

G_END_DECLS
