/* What GStreamer says of a camera that does not work, in the terms of SF_ERROR. */

#include "app/capture/sf-camera-error.h"

#include <gst/gst.h>

static const struct {
  int resource_error;
  SfError code;
} resources[] = {
  {GST_RESOURCE_ERROR_BUSY, SF_ERROR_CAMERA_BUSY},
  {GST_RESOURCE_ERROR_NOT_AUTHORIZED, SF_ERROR_CAMERA_DENIED},
  {GST_RESOURCE_ERROR_NOT_FOUND, SF_ERROR_CAMERA_LOST},
};

static const struct {
  SfError code;
  const char *sentence;
} sentences[] = {
  {SF_ERROR_CAMERA, "The camera cannot be used. Try another one."},
  {SF_ERROR_CAMERA_BUSY, "Another program has the camera. Close it first."},
  {SF_ERROR_CAMERA_LOST, "The camera gives no pictures. Plug it in again."},
  {SF_ERROR_CAMERA_DENIED, "The system does not let this program use the camera."},
};

GError *
sf_camera_error_new_code (SfError code)
{
  gsize i = G_N_ELEMENTS (sentences) - 1;

  while (i > 0 && sentences[i].code != code)
    i--;

  return g_error_new_literal (SF_ERROR, (int) code, sentences[i].sentence);
}

GError *
sf_camera_error_new (const GError *error, gboolean was_running)
{
  if (error != NULL && error->domain == SF_ERROR)
    return g_error_copy (error);

  if (error != NULL && error->domain == GST_RESOURCE_ERROR)
    for (gsize i = 0; i < G_N_ELEMENTS (resources); i++)
      if (resources[i].resource_error == error->code)
        return sf_camera_error_new_code (resources[i].code);

  /* What worked and does no more has mostly been unplugged, whatever the element calls it. */
  return sf_camera_error_new_code (was_running ? SF_ERROR_CAMERA_LOST : SF_ERROR_CAMERA);
}
