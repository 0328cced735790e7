/* A device that does not work, in the way a test wants, until it is cured. */

#include "tests/support/sf-odd-device.h"

#include "app/capture/sf-gst-frame.h"
#include "app/capture/sf-made-device.h"
#include "app/capture/sf-paced-source.h"
#include "app/sf-error.h"

#include <string.h>

#define SIDE 16
#define FPS 100

typedef struct {
  SfOdd *odd;
  GstElement *element; /* borrowed */
  SfFrame *frame;
  int n_frames;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  sf_frame_unref (self->frame);
  g_free (self);
}

/* Returns: FALSE when it is cured */
static gboolean
is_troubled (SfOdd *self, SfOddTrouble trouble)
{
  gboolean troubled;

  g_mutex_lock (&self->lock);
  troubled = self->trouble == trouble && !self->is_cured;
  g_mutex_unlock (&self->lock);

  return troubled;
}

static void
hang (SfOdd *self)
{
  g_mutex_lock (&self->lock);
  while (!self->is_cured)
    g_cond_wait (&self->cured, &self->lock);
  g_mutex_unlock (&self->lock);
}

static void
post_error (Source *self)
{
  g_autoptr (GError) error =
    g_error_new_literal (GST_RESOURCE_ERROR, self->odd->resource_error, "odd");

  gst_element_post_message (self->element,
                            gst_message_new_error (GST_OBJECT (self->element), error, NULL));
}

static GstBuffer *
show (gint64 time_us, gpointer user_data)
{
  Source *self = user_data;

  if (self->n_frames++ < self->odd->n_good)
    return sf_gst_frame_get_buffer (self->frame);

  if (is_troubled (self->odd, SF_ODD_SILENT))
    hang (self->odd);
  if (is_troubled (self->odd, SF_ODD_ENDS))
    return NULL;
  if (is_troubled (self->odd, SF_ODD_BREAKS)) {
    post_error (self);
    return NULL;
  }

  return sf_gst_frame_get_buffer (self->frame);
}

static GstElement *
make_source (gpointer user_data, GError **error)
{
  static const SfPace pace = {FPS, 1, 0};
  SfOdd *self = user_data;
  g_autoptr (GstCaps) caps = NULL;
  GstVideoInfo info;
  Source *source;

  g_mutex_lock (&self->lock);
  self->n_opened++;
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (NULL);
  if (is_troubled (self, SF_ODD_HANGS))
    hang (self);
  if (is_troubled (self, SF_ODD_REFUSES)) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA_DENIED, "odd");
    return NULL;
  }

  source = g_new0 (Source, 1);
  source->odd = self;
  source->frame = sf_frame_new (SIDE, SIDE, NULL);
  for (guint i = 0; i < 3; i++)
    memset (sf_frame_get_plane (source->frame, i), 128,
            source->frame->strides[i] * (i == 0 ? SIDE : SIDE / 2));
  sf_gst_frame_get_info (source->frame, pace.fps_n, pace.fps_d, &info);
  caps = gst_video_info_to_caps (&info);
  source->element = sf_paced_source_new (caps, &pace, show, source, source_free);
  return source->element;
}

static void
forget (gpointer data)
{
}

void
sf_odd_init (SfOdd *self, SfOddTrouble trouble)
{
  *self = (SfOdd){.trouble = trouble};
  g_mutex_init (&self->lock);
  g_cond_init (&self->cured);
}

void
sf_odd_clear (SfOdd *self)
{
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cured);
}

SfCameraDevice *
sf_odd_make_device (SfOdd *self)
{
  return sf_made_device_new (SF_CAMERA_KIND_TEST, "odd", "Odd", make_source, self, forget);
}

void
sf_odd_break (SfOdd *self, SfOddTrouble trouble)
{
  g_mutex_lock (&self->lock);
  self->trouble = trouble;
  self->is_cured = FALSE;
  g_mutex_unlock (&self->lock);
}

void
sf_odd_cure (SfOdd *self)
{
  g_mutex_lock (&self->lock);
  self->is_cured = TRUE;
  g_cond_broadcast (&self->cured);
  g_mutex_unlock (&self->lock);
}

int
sf_odd_count_opened (SfOdd *self)
{
  int n_opened;

  g_mutex_lock (&self->lock);
  n_opened = self->n_opened;
  g_mutex_unlock (&self->lock);

  return n_opened;
}
