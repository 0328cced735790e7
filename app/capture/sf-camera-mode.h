/* Which of the modes a camera offers is the best for a photograph and for the live picture. */
#pragma once

#include <gst/gst.h>
#include <gst/video/video.h>

G_BEGIN_DECLS

#define SF_CAMERA_MODE_MAX_WIDTH 1920 /* pixels; larger pictures only when there are no others */
#define SF_CAMERA_MODE_MAX_HEIGHT 1080
#define SF_CAMERA_MODE_LEAST_FPS 24 /* slower ones only when there are no others */
#define SF_CAMERA_MODE_MOST_FPS 30  /* where the camera leaves a choice */
#define SF_CAMERA_MODE_MAX_RANKED 8

typedef struct {
  GstVideoFormat format; /* GST_VIDEO_FORMAT_ENCODED for JPEG */
  int width;             /* pixels, 2..SF_FRAME_MAX_SIDE */
  int height;
  int fps_n; /* frames a second as a fraction; 0/1 when the camera does not say */
  int fps_d;
} SfCameraMode;

/**
 * sf_camera_mode_rank:
 * @caps: what a camera offers: lists, ranges and other media among it are understood
 *
 * Fast enough goes before slow, then what fits the largest size before what is larger, wide HD
 * before other shapes, many pixels before few, raw before JPEG, and cheap raw formats before dear.
 *
 * Returns: (element-type SfCameraMode): the best first, at most %SF_CAMERA_MODE_MAX_RANKED, none
 *   when the camera has no colour picture that can be used
 */
GArray *sf_camera_mode_rank (const GstCaps *caps) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_camera_mode_make_filter:
 * @modes: (element-type SfCameraMode): what sf_camera_mode_rank() gave, not empty
 *
 * Returns: (transfer full): caps of one media type, that of the best mode, in the order of @modes:
 *   a source that cannot have the first negotiates the next
 */
GstCaps *sf_camera_mode_make_filter (const GArray *modes) G_GNUC_WARN_UNUSED_RESULT;

/* Frames a second, 0 when the camera does not say. */
double sf_camera_mode_get_fps (const SfCameraMode *self);

/* E.g. "1920x1080 30 fps JPEG". */
char *sf_camera_mode_to_string (const SfCameraMode *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
