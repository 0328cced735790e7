/* Two webrtcbin elements in one pipeline, VP8 from one to the other, to compare with. */
#pragma once

#include "app/capture/sf-frame-funcs.h"

typedef struct _SfWebrtcLoop SfWebrtcLoop;

/* The same encoder, set as ours is. @func: for each decoded picture, in a thread of GStreamer; its
 * time is not known. Returns: (nullable): NULL where an element is missing */
SfWebrtcLoop *sf_webrtc_loop_new (
  int width, int height, int bitrate_bps, SfFrameFunc func, gpointer user_data);
void sf_webrtc_loop_free (SfWebrtcLoop *self);
void sf_webrtc_loop_push (SfWebrtcLoop *self, SfFrame *frame);
