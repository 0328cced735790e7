/* From RTP packets to the other side's pictures, by this side's clock. */
#pragma once

#include "app/capture/sf-frame-funcs.h"

G_BEGIN_DECLS

typedef struct _SfVideoReceiver SfVideoReceiver;

typedef struct {
  SfFrameFunc frame; /* in the decoder's thread */
  /* Within sf_video_receiver_take_packet(). */
  void (*feedback) (const guint8 *bytes, gsize size, gpointer user_data);
} SfVideoReceiverFuncs;

/**
 * sf_video_receiver_new:
 * @funcs: static
 *
 * Blocks, as sf_video_decoder_new() does.
 *
 * Returns: (nullable): %NULL with %SF_ERROR_LIVE
 */
SfVideoReceiver *sf_video_receiver_new (const SfVideoReceiverFuncs *funcs,
                                        gpointer user_data,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As sf_video_decoder_free(). */
void sf_video_receiver_free (SfVideoReceiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfVideoReceiver, sf_video_receiver_free)

/* All of these from any thread. */

/* What comes from now on is of a new stream. */
void sf_video_receiver_restart (SfVideoReceiver *self);
/* @arrived_us: the monotonic clock */
void sf_video_receiver_take_packet (SfVideoReceiver *self,
                                    const guint8 *packet,
                                    gsize size,
                                    gint64 arrived_us);

/* @offset_us: the other's clock less ours */
void sf_video_receiver_set_clock (SfVideoReceiver *self, gint64 offset_us, gint64 rtt_us);

/* How many packets never came. */
guint64 sf_video_receiver_get_n_lost (SfVideoReceiver *self);

G_END_DECLS
