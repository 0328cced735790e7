/* GStreamer, begun when it is first needed: it costs every start of a program otherwise. */

#include "app/capture/sf-gst.h"

#include "app/sf-error.h"

#include <gst/gst.h>

static gpointer
begin (gpointer data)
{
  GError *error = NULL;

  return gst_init_check (NULL, NULL, &error) ? NULL : error;
}

gboolean
sf_gst_ensure (GError **error)
{
  static GOnce once = G_ONCE_INIT;
  const GError *failure = g_once (&once, begin, NULL);

  if (failure == NULL)
    return TRUE;

  g_set_error (error, SF_ERROR, SF_ERROR_CAMERA, "GStreamer does not begin: %s", failure->message);
  return FALSE;
}
