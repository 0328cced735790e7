/* VP8 by GStreamer, in a thread of its own: pictures in, frames out at once. */
#pragma once

#include "app/capture/sf-frame.h"
#include "app/media/sf-encoded-frame.h"
#include "app/media/sf-live-controller.h"

G_BEGIN_DECLS

typedef struct _SfVideoEncoder SfVideoEncoder;

/* In the encoder's thread; @frame is valid during the call. */
typedef void (*SfEncodedFunc) (const SfEncodedFrame *frame, gpointer user_data);

/**
 * sf_video_encoder_new:
 *
 * Ready to encode: it has encoded a black picture. Blocks for some 50 ms, longer the first time:
 * not for the main thread.
 *
 * Returns: (nullable): %NULL with %SF_ERROR_LIVE where a part of GStreamer is missing
 */
SfVideoEncoder *sf_video_encoder_new (SfEncodedFunc func,
                                      gpointer user_data,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for its thread: not for the main thread. Nothing is called once it has returned. */
void sf_video_encoder_free (SfVideoEncoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfVideoEncoder, sf_video_encoder_free)

/**
 * sf_video_encoder_push:
 * @target: its rate and size are kept to
 *
 * From one thread at a time. A picture that waits is left out when the next one comes, and one that
 * was taken before the newest at once.
 */
void sf_video_encoder_push (SfVideoEncoder *self, SfFrame *frame, const SfLiveTarget *target);

/* The next picture becomes a key frame. From any thread. */
void sf_video_encoder_force_key (SfVideoEncoder *self);

G_END_DECLS
