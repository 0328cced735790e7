/* VP8 by GStreamer, in a thread of its own: frames in, pictures out at once. */
#pragma once

#include "app/capture/sf-frame-funcs.h"
#include "app/media/sf-encoded-frame.h"

G_BEGIN_DECLS

typedef struct _SfVideoDecoder SfVideoDecoder;

/**
 * sf_video_decoder_new:
 * @func: called in the decoder's thread; the picture's time is that of its encoded frame
 *
 * Blocks for some milliseconds, longer the first time: not for the main thread.
 *
 * Returns: (nullable): %NULL with %SF_ERROR_LIVE where a part of GStreamer is missing
 */
SfVideoDecoder *sf_video_decoder_new (SfFrameFunc func,
                                      gpointer user_data,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for its thread: not for the main thread. Nothing is called once it has returned. */
void sf_video_decoder_free (SfVideoDecoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfVideoDecoder, sf_video_decoder_free)

/**
 * sf_video_decoder_push:
 *
 * From one thread at a time. Key frames must have been looked at by sf_vp8_header_parse().
 *
 * Returns: %FALSE when the frame was left out, because too many wait
 */
gboolean sf_video_decoder_push (SfVideoDecoder *self, const SfEncodedFrame *frame);

/**
 * sf_video_decoder_recover:
 *
 * From the thread that pushes, before each frame. After a frame that could not be decoded the
 * decoder begins anew, which waits for its thread.
 *
 * Returns: whether it did: then a key frame is needed
 */
gboolean sf_video_decoder_recover (SfVideoDecoder *self);

G_END_DECLS
