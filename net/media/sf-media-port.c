/* Where the live picture's packets leave and come in: RTP on this side, SRTP on the path. */

#include "net/media/sf-media-port-private.h"

struct _SfMediaPort {
  gatomicrefcount ref_count;
  GMutex mutex; /* guards all that follows; never held while calling out */

  GSource *waker; /* (nullable): while attached */
  void (*wake) (gpointer user_data);
  gpointer wake_data;

  gboolean is_open;
  gboolean is_lean;
  gboolean has_stream;
  SfMediaBurst waiting;
  gsize waiting_size; /* bytes */
  guint64 n_dropped;

  const SfMediaPortFuncs *funcs; /* (nullable) */
  gpointer user_data;
  guint64 n_calls_begun; /* of the receiver */
  guint64 n_calls_ended;
  GCond call_ended;
};

SfMediaPort *
sf_media_port_new (void)
{
  SfMediaPort *self = g_new0 (SfMediaPort, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->call_ended);
  return self;
}

SfMediaPort *
sf_media_port_ref (SfMediaPort *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_media_port_unref (SfMediaPort *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  sf_media_burst_clear (&self->waiting);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->call_ended);
  g_free (self);
}

void
sf_media_burst_clear (SfMediaBurst *burst)
{
  g_queue_clear_full (&burst->feedback, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&burst->packets, (GDestroyNotify) g_bytes_unref);
}

void
sf_media_port_set_receiver (SfMediaPort *self, const SfMediaPortFuncs *funcs, gpointer user_data)
{
  guint64 n_begun;

  g_mutex_lock (&self->mutex);
  self->funcs = funcs;
  self->user_data = user_data;
  n_begun = self->n_calls_begun;
  while (self->n_calls_ended < n_begun)
    g_cond_wait (&self->call_ended, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

/* With the mutex held. */
static void
drop_packets (SfMediaPort *self)
{
  GBytes *packet;

  while ((packet = g_queue_pop_head (&self->waiting.packets)) != NULL) {
    self->waiting_size -= g_bytes_get_size (packet);
    self->n_dropped++;
    g_bytes_unref (packet);
  }
}

/* With the mutex held. Returns: whether there was room */
static gboolean
push (SfMediaPort *self, GQueue *queue, GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);

  if (!self->is_open || self->waiting_size + size > SF_MEDIA_MAX_WAITING)
    return FALSE;

  g_queue_push_tail (queue, g_bytes_ref (bytes));
  self->waiting_size += size;
  g_source_set_ready_time (self->waker, 0);
  return TRUE;
}

void
sf_media_port_start_stream (SfMediaPort *self)
{
  g_mutex_lock (&self->mutex);
  self->has_stream = TRUE;
  self->waiting.starts_stream = TRUE;
  drop_packets (self);
  g_mutex_unlock (&self->mutex);
}

gboolean
sf_media_port_send (SfMediaPort *self, GBytes *rtp)
{
  g_autoptr (GBytes) packet = rtp;
  gboolean is_taken;

  g_return_val_if_fail (g_bytes_get_size (packet) <= SF_MEDIA_MAX_RTP, FALSE);

  g_mutex_lock (&self->mutex);
  is_taken = self->has_stream && push (self, &self->waiting.packets, packet);
  self->n_dropped += is_taken ? 0 : 1;
  g_mutex_unlock (&self->mutex);

  return is_taken;
}

gboolean
sf_media_port_send_feedback (SfMediaPort *self, const guint8 *bytes, gsize size)
{
  g_autoptr (GBytes) feedback = NULL;
  gboolean is_taken;

  g_return_val_if_fail (size > 0 && size <= SF_MEDIA_MAX_FEEDBACK, FALSE);

  feedback = g_bytes_new (bytes, size);
  g_mutex_lock (&self->mutex);
  is_taken = push (self, &self->waiting.feedback, feedback);
  g_mutex_unlock (&self->mutex);

  return is_taken;
}

guint64
sf_media_port_get_n_dropped (SfMediaPort *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_dropped;
}

gboolean
sf_media_port_is_lean (SfMediaPort *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->is_lean;
}

static gboolean
on_waker (gpointer data)
{
  SfMediaPort *self = data;

  g_source_set_ready_time (self->waker, -1);
  self->wake (self->wake_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_waker (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs waker_funcs = {.dispatch = dispatch_waker};

void
sf_media_port_attach (SfMediaPort *self, void (*wake) (gpointer user_data), gpointer user_data)
{
  GSource *waker = g_source_new (&waker_funcs, sizeof (GSource));

  g_return_if_fail (self->waker == NULL);

  self->wake = wake;
  self->wake_data = user_data;
  g_source_set_callback (waker, on_waker, sf_media_port_ref (self),
                         (GDestroyNotify) sf_media_port_unref);
  g_source_attach (waker, g_main_context_get_thread_default ());

  g_mutex_lock (&self->mutex);
  self->waker = waker;
  g_mutex_unlock (&self->mutex);
}

void
sf_media_port_detach (SfMediaPort *self)
{
  GSource *waker;

  sf_media_port_close (self);
  g_mutex_lock (&self->mutex);
  waker = g_steal_pointer (&self->waker);
  g_mutex_unlock (&self->mutex);
  g_source_destroy (waker);
  g_source_unref (waker);
}

void
sf_media_port_open (SfMediaPort *self, gboolean is_lean)
{
  g_mutex_lock (&self->mutex);
  self->is_open = TRUE;
  self->is_lean = is_lean;
  g_mutex_unlock (&self->mutex);
}

void
sf_media_port_close (SfMediaPort *self)
{
  g_mutex_lock (&self->mutex);
  self->is_open = FALSE;
  drop_packets (self);
  g_queue_clear_full (&self->waiting.feedback, (GDestroyNotify) g_bytes_unref);
  self->waiting_size = 0;
  g_mutex_unlock (&self->mutex);
}

void
sf_media_port_take (SfMediaPort *self, SfMediaBurst *ret_burst)
{
  g_mutex_lock (&self->mutex);
  *ret_burst = self->waiting;
  self->waiting = (SfMediaBurst){0};
  self->waiting_size = 0;
  g_mutex_unlock (&self->mutex);
}

void
sf_media_port_add_dropped (SfMediaPort *self, guint n)
{
  g_mutex_lock (&self->mutex);
  self->n_dropped += n;
  g_mutex_unlock (&self->mutex);
}

/* From here to end_call() whoever sets another receiver waits, and nothing is locked.
 * Returns: (nullable): the receiver; without one nothing has begun */
static const SfMediaPortFuncs *
begin_call (SfMediaPort *self, gpointer *ret_user_data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->n_calls_begun += self->funcs != NULL ? 1 : 0;
  *ret_user_data = self->user_data;
  return self->funcs;
}

static void
end_call (SfMediaPort *self)
{
  g_mutex_lock (&self->mutex);
  self->n_calls_ended++;
  g_cond_broadcast (&self->call_ended);
  g_mutex_unlock (&self->mutex);
}

void
sf_media_port_give_packet (
  SfMediaPort *self, const guint8 *rtp, gsize size, gboolean is_new_stream, gint64 arrived_us)
{
  gpointer user_data;
  const SfMediaPortFuncs *funcs = begin_call (self, &user_data);

  if (funcs == NULL)
    return;

  if (is_new_stream)
    funcs->stream_started (user_data);
  funcs->packet (rtp, size, arrived_us, user_data);
  end_call (self);
}

void
sf_media_port_give_feedback (SfMediaPort *self, const guint8 *bytes, gsize size, gint64 arrived_us)
{
  gpointer user_data;
  const SfMediaPortFuncs *funcs = begin_call (self, &user_data);

  if (funcs == NULL)
    return;

  funcs->feedback (bytes, size, arrived_us, user_data);
  end_call (self);
}
