/* The last frames of a camera, by the time they were taken. For any threads. */

#include "app/capture/sf-frame-ring.h"

struct _SfFrameRing {
  gatomicrefcount ref_count;
  GMutex lock;
  GQueue frames; /* under the lock; (element-type SfFrame), the oldest first */
};

SfFrameRing *
sf_frame_ring_new (void)
{
  SfFrameRing *self = g_new0 (SfFrameRing, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_queue_init (&self->frames);

  return self;
}

SfFrameRing *
sf_frame_ring_ref (SfFrameRing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_frame_ring_unref (SfFrameRing *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_queue_clear_full (&self->frames, (GDestroyNotify) sf_frame_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gint64
get_taken_us (GList *link)
{
  return ((const SfFrame *) link->data)->taken_us;
}

/* Whether the oldest has no place beside one taken at @newest_us that is still to come. */
static gboolean
must_go (const GQueue *frames, gint64 newest_us)
{
  return frames->length >= SF_FRAME_RING_MAX_FRAMES || get_taken_us (frames->tail) >= newest_us ||
         get_taken_us (frames->head) < newest_us - SF_FRAME_RING_SPAN_US;
}

void
sf_frame_ring_push (SfFrameRing *self, SfFrame *frame)
{
  /* Let go without the lock: a frame may give its memory back to a device. */
  GQueue gone = G_QUEUE_INIT;

  g_mutex_lock (&self->lock);
  while (self->frames.head != NULL && must_go (&self->frames, frame->taken_us))
    g_queue_push_tail (&gone, g_queue_pop_head (&self->frames));
  g_queue_push_tail (&self->frames, sf_frame_ref (frame));
  g_mutex_unlock (&self->lock);

  g_queue_clear_full (&gone, (GDestroyNotify) sf_frame_unref);
}

void
sf_frame_ring_clear (SfFrameRing *self)
{
  GQueue gone;

  g_mutex_lock (&self->lock);
  gone = self->frames;
  g_queue_init (&self->frames);
  g_mutex_unlock (&self->lock);

  g_queue_clear_full (&gone, (GDestroyNotify) sf_frame_unref);
}

SfFrame *
sf_frame_ring_dup_newest (SfFrameRing *self)
{
  SfFrame *newest;

  g_mutex_lock (&self->lock);
  newest = g_queue_peek_tail (&self->frames);
  if (newest != NULL)
    sf_frame_ref (newest);
  g_mutex_unlock (&self->lock);

  return newest;
}

/* Of those in the order of their times, the farthest is always at one of the ends. */
static void
keep_nearest (GPtrArray *frames, gint64 at_us, guint max_frames)
{
  while (frames->len > max_frames) {
    const SfFrame *first = g_ptr_array_index (frames, 0);
    const SfFrame *last = g_ptr_array_index (frames, frames->len - 1);
    gboolean is_first_farther = ABS (first->taken_us - at_us) >= ABS (last->taken_us - at_us);

    g_ptr_array_remove_index (frames, is_first_farther ? 0 : frames->len - 1);
  }
}

GPtrArray *
sf_frame_ring_collect (SfFrameRing *self, gint64 at_us, gint64 window_us, guint max_frames)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_frame_unref);

  g_mutex_lock (&self->lock);
  for (GList *link = self->frames.head; link != NULL; link = link->next)
    if (ABS (get_taken_us (link) - at_us) <= window_us)
      g_ptr_array_add (frames, sf_frame_ref (link->data));
  g_mutex_unlock (&self->lock);
  keep_nearest (frames, at_us, max_frames);

  return frames;
}
