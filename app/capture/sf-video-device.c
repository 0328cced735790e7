/* A camera that sees a video file, over and over, at the file's own rate. */

#include "app/capture/sf-video-device.h"

#include "app/capture/sf-made-device.h"
#include "app/capture/sf-paced-source.h"
#include "app/capture/sf-video-reel.h"

static GstBuffer *
take_next (gint64 time_us, gpointer user_data)
{
  return sf_video_reel_take_next (user_data);
}

/* @user_data: the path */
static GstElement *
make_source (gpointer user_data, GError **error)
{
  SfVideoReel *reel = sf_video_reel_new (user_data, error);
  g_autoptr (GstCaps) caps = NULL;
  const GstVideoInfo *info;
  SfPace pace = {0};

  if (reel == NULL)
    return NULL;

  info = sf_video_reel_get_info (reel);
  caps = gst_video_info_to_caps (info);
  pace.fps_n = GST_VIDEO_INFO_FPS_N (info);
  pace.fps_d = GST_VIDEO_INFO_FPS_D (info);
  return sf_paced_source_new (caps, &pace, take_next, reel, (GDestroyNotify) sf_video_reel_free);
}

SfCameraDevice *
sf_video_device_new (const char *path)
{
  g_autofree char *id = g_strconcat ("video:", path, NULL);
  g_autofree char *name = g_filename_display_basename (path);

  return sf_made_device_new (SF_CAMERA_KIND_VIDEO, id, name, make_source, g_strdup (path), g_free);
}
