/* A camera that sees one picture, for those who have none. */

#include "app/capture/sf-picture-device.h"

#include "app/capture/sf-gst-frame.h"
#include "app/capture/sf-made-device.h"
#include "app/capture/sf-paced-source.h"

static GstBuffer *
show (gint64 time_us, gpointer user_data)
{
  return sf_gst_frame_get_buffer (user_data);
}

/* @user_data: the frame */
static GstElement *
make_source (gpointer user_data, GError **error)
{
  static const SfPace pace = {SF_PICTURE_DEVICE_FPS, 1, 0};
  g_autoptr (GstCaps) caps = NULL;
  GstVideoInfo info;

  sf_gst_frame_get_info (user_data, pace.fps_n, pace.fps_d, &info);
  caps = gst_video_info_to_caps (&info);
  return sf_paced_source_new (caps, &pace, show, sf_frame_ref (user_data),
                              (GDestroyNotify) sf_frame_unref);
}

SfCameraDevice *
sf_picture_device_new (SfImage *image, const char *name, GError **error)
{
  g_autofree char *id = g_strconcat ("picture:", name, NULL);
  g_autoptr (SfImage) shrunk =
    sf_image_shrink (image, SF_PICTURE_DEVICE_MAX_WIDTH, SF_PICTURE_DEVICE_MAX_HEIGHT, error);
  SfFrame *frame = shrunk != NULL ? sf_frame_new_from_image (shrunk, 0, error) : NULL;

  if (frame == NULL)
    return NULL;

  return sf_made_device_new (SF_CAMERA_KIND_PICTURE, id, name, make_source, frame,
                             (GDestroyNotify) sf_frame_unref);
}
