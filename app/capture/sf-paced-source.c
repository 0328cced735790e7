/* A source element that gives a made picture at each instant of a grid on the monotonic clock. */

#include "app/capture/sf-paced-source.h"

#include <gst/base/gstpushsrc.h>

#define SF_TYPE_PACED_SOURCE (sf_paced_source_get_type ())
G_DECLARE_FINAL_TYPE (SfPacedSource, sf_paced_source, SF, PACED_SOURCE, GstPushSrc)

struct _SfPacedSource {
  GstPushSrc parent_instance;

  GstCaps *caps;
  SfPace pace;
  SfPacedFunc func;
  gpointer user_data;
  GDestroyNotify free_data;

  gint64 last_us;   /* of the latest picture; in the streaming thread */
  GstClockID wait;  /* under the object's lock */
  gboolean is_told; /* under the object's lock: to return at once */
};

G_DEFINE_FINAL_TYPE (SfPacedSource, sf_paced_source, GST_TYPE_PUSH_SRC)

static gint64
get_instant_us (const SfPace *pace, guint64 number)
{
  return pace->phase_us + (gint64) gst_util_uint64_scale (
                            number, (guint64) pace->fps_d * G_USEC_PER_SEC, (guint64) pace->fps_n);
}

/* Returns: the first instant of the grid after @time_us */
static gint64
get_next_us (const SfPace *pace, gint64 time_us)
{
  guint64 number =
    gst_util_uint64_scale ((guint64) MAX (time_us - pace->phase_us, 0), (guint64) pace->fps_n,
                           (guint64) pace->fps_d * G_USEC_PER_SEC);

  while (get_instant_us (pace, number) <= time_us)
    number++;

  return get_instant_us (pace, number);
}

/* Returns: FALSE when told not to wait */
static gboolean
wait_until (SfPacedSource *self, GstClock *clock, gint64 time_us)
{
  GstClockID wait = gst_clock_new_single_shot_id (clock, (GstClockTime) time_us * GST_USECOND);
  GstClockReturn result = GST_CLOCK_UNSCHEDULED;
  gboolean is_told;

  GST_OBJECT_LOCK (self);
  is_told = self->is_told;
  self->wait = wait;
  GST_OBJECT_UNLOCK (self);

  if (!is_told)
    result = gst_clock_id_wait (wait, NULL);

  GST_OBJECT_LOCK (self);
  self->wait = NULL;
  GST_OBJECT_UNLOCK (self);
  gst_clock_id_unref (wait);

  return result != GST_CLOCK_UNSCHEDULED;
}

static GstFlowReturn
sf_paced_source_create (GstPushSrc *source, GstBuffer **ret_buffer)
{
  SfPacedSource *self = SF_PACED_SOURCE (source);
  g_autoptr (GstClock) clock = gst_element_get_clock (GST_ELEMENT (self));
  GstClockTime base_time = gst_element_get_base_time (GST_ELEMENT (self));
  g_autoptr (GstBuffer) buffer = NULL;
  gint64 now_us, time_us;

  if (clock == NULL)
    return GST_FLOW_ERROR;

  now_us = (gint64) (gst_clock_get_time (clock) / GST_USECOND);
  time_us = get_next_us (&self->pace, MAX (now_us, self->last_us));
  buffer = self->func (time_us, self->user_data);
  if (buffer == NULL)
    return GST_FLOW_EOS;
  if (!wait_until (self, clock, time_us))
    return GST_FLOW_FLUSHING;

  self->last_us = time_us;
  GST_BUFFER_PTS (buffer) = (GstClockTime) time_us * GST_USECOND - base_time;
  *ret_buffer = g_steal_pointer (&buffer);
  return GST_FLOW_OK;
}

static gboolean
sf_paced_source_unlock (GstBaseSrc *source)
{
  SfPacedSource *self = SF_PACED_SOURCE (source);

  GST_OBJECT_LOCK (self);
  self->is_told = TRUE;
  if (self->wait != NULL)
    gst_clock_id_unschedule (self->wait);
  GST_OBJECT_UNLOCK (self);

  return TRUE;
}

static gboolean
sf_paced_source_unlock_stop (GstBaseSrc *source)
{
  SfPacedSource *self = SF_PACED_SOURCE (source);

  GST_OBJECT_LOCK (self);
  self->is_told = FALSE;
  GST_OBJECT_UNLOCK (self);

  return TRUE;
}

static GstCaps *
sf_paced_source_get_caps (GstBaseSrc *source, GstCaps *filter)
{
  SfPacedSource *self = SF_PACED_SOURCE (source);

  return filter != NULL ? gst_caps_intersect (self->caps, filter) : gst_caps_ref (self->caps);
}

static void
sf_paced_source_finalize (GObject *object)
{
  SfPacedSource *self = SF_PACED_SOURCE (object);

  self->free_data (self->user_data);
  gst_caps_unref (self->caps);

  G_OBJECT_CLASS (sf_paced_source_parent_class)->finalize (object);
}

static void
sf_paced_source_class_init (SfPacedSourceClass *klass)
{
  static GstStaticPadTemplate template =
    GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw"));
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseSrcClass *base_class = GST_BASE_SRC_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sf_paced_source_finalize;
  base_class->get_caps = sf_paced_source_get_caps;
  base_class->unlock = sf_paced_source_unlock;
  base_class->unlock_stop = sf_paced_source_unlock_stop;
  GST_PUSH_SRC_CLASS (klass)->create = sf_paced_source_create;
  gst_element_class_add_static_pad_template (element_class, &template);
  gst_element_class_set_static_metadata (element_class, "Paced pictures", "Source/Video",
                                         "Made pictures at the instants of a grid", "Sameframe");
}

static void
sf_paced_source_init (SfPacedSource *self)
{
  gst_base_src_set_live (GST_BASE_SRC (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC (self), GST_FORMAT_TIME);
}

GstElement *
sf_paced_source_new (
  GstCaps *caps, const SfPace *pace, SfPacedFunc func, gpointer user_data, GDestroyNotify free_data)
{
  SfPacedSource *self;

  g_return_val_if_fail (pace->fps_n > 0 && pace->fps_d > 0, NULL);

  self = g_object_new (SF_TYPE_PACED_SOURCE, NULL);
  self->caps = gst_caps_ref (caps);
  self->pace = *pace;
  self->func = func;
  self->user_data = user_data;
  self->free_data = free_data;
  return GST_ELEMENT (self);
}
