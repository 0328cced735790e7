/* The last frames of a camera, by the time they were taken. For any threads. */

#include "app/capture/sf-frame-ring.h"

struct _SfFrameRing {
  gatomicrefcount ref_count;
  GMutex lock;
  GQueue frames; /* under the lock; (element-type SfFrame), the oldest first */
  GQueue held;   /* under the lock: of the expected instant, older than all frames, in order */
  gint64 expected_us;
  gint64 window_us; /* 0: no instant is expected */
};

SfFrameRing *
sf_frame_ring_new (void)
{
  SfFrameRing *self = g_new0 (SfFrameRing, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_queue_init (&self->frames);
  g_queue_init (&self->held);

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
  g_queue_clear_full (&self->held, (GDestroyNotify) sf_frame_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gint64
get_taken_us (GList *link)
{
  return ((const SfFrame *) link->data)->taken_us;
}

static void
move_oldest (GQueue *from, GQueue *to)
{
  g_queue_push_tail_link (to, g_queue_pop_head_link (from));
}

static void
move_all (GQueue *from, GQueue *to)
{
  while (from->head != NULL)
    move_oldest (from, to);
}

/* Whether the oldest has no place beside one taken at @newest_us that is still to come. */
static gboolean
must_go (const GQueue *frames, gint64 newest_us)
{
  return frames->length >= SF_FRAME_RING_MAX_FRAMES ||
         get_taken_us (frames->head) < newest_us - SF_FRAME_RING_SPAN_US;
}

static gboolean
is_expected (const SfFrameRing *self, GList *link)
{
  return ABS (get_taken_us (link) - self->expected_us) <= self->window_us && self->window_us > 0;
}

static gboolean
must_go_now (const GQueue *held, gint64 newest_us)
{
  return held->length > SF_FRAME_RING_MAX_FRAMES ||
         get_taken_us (held->head) < newest_us - SF_FRAME_RING_HELD_US;
}

static void
make_room (SfFrameRing *self, gint64 newest_us, GQueue *gone)
{
  if (self->frames.tail != NULL && get_taken_us (self->frames.tail) >= newest_us) {
    move_all (&self->held, gone);
    move_all (&self->frames, gone);
  }

  while (self->frames.head != NULL && must_go (&self->frames, newest_us))
    move_oldest (&self->frames, is_expected (self, self->frames.head) ? &self->held : gone);
  while (self->held.head != NULL && must_go_now (&self->held, newest_us))
    move_oldest (&self->held, gone);
}

/* What is gone is let go without the lock: a frame may give its memory back to a device. */
void
sf_frame_ring_push (SfFrameRing *self, SfFrame *frame)
{
  GQueue gone = G_QUEUE_INIT;

  g_mutex_lock (&self->lock);
  make_room (self, frame->taken_us, &gone);
  g_queue_push_tail (&self->frames, sf_frame_ref (frame));
  g_mutex_unlock (&self->lock);

  g_queue_clear_full (&gone, (GDestroyNotify) sf_frame_unref);
}

void
sf_frame_ring_clear (SfFrameRing *self)
{
  GQueue gone = G_QUEUE_INIT;

  g_mutex_lock (&self->lock);
  move_all (&self->held, &gone);
  move_all (&self->frames, &gone);
  g_mutex_unlock (&self->lock);

  g_queue_clear_full (&gone, (GDestroyNotify) sf_frame_unref);
}

void
sf_frame_ring_expect (SfFrameRing *self, gint64 at_us, gint64 window_us)
{
  GQueue gone = G_QUEUE_INIT;

  g_mutex_lock (&self->lock);
  self->expected_us = at_us;
  self->window_us = window_us;
  move_all (&self->held, &gone);
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

static void
add_around (GPtrArray *frames, const GQueue *queue, gint64 at_us, gint64 window_us)
{
  for (GList *link = queue->head; link != NULL; link = link->next)
    if (ABS (get_taken_us (link) - at_us) <= window_us)
      g_ptr_array_add (frames, sf_frame_ref (link->data));
}

GPtrArray *
sf_frame_ring_collect (SfFrameRing *self, gint64 at_us, gint64 window_us, guint max_frames)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_frame_unref);

  g_mutex_lock (&self->lock);
  add_around (frames, &self->held, at_us, window_us);
  add_around (frames, &self->frames, at_us, window_us);
  g_mutex_unlock (&self->lock);
  keep_nearest (frames, at_us, max_frames);

  return frames;
}
