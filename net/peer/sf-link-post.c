/* SfLinkEvents carried from the link's thread into another main context. */

#include "net/peer/sf-link-post.h"

#include "net/sf-net-error.h"

#define PROGRESS_INTERVAL_US (40 * G_TIME_SPAN_MILLISECOND)
#define EVENT_SIZE 512 /* bytes: what an event takes besides its own bytes, rather more than less */

struct _SfLinkPost {
  gatomicrefcount ref_count;
  GMainContext *context;
  SfLinkEvents events;
  gpointer user_data;
  void (*refuse_blob) (guint64 id, gpointer link);
  gpointer link;
  gboolean is_stopped;   /* the receiving context's */
  gint64 progress_us[2]; /* the link thread's: when progress was told, outgoing and incoming */
  gboolean is_full;      /* the link thread's: nothing is posted any more */
  gsize waiting;         /* atomic; bytes on their way */
};

typedef struct _Event Event;
struct _Event {
  SfLinkPost *post;
  void (*deliver) (const Event *event, const SfLinkEvents *events, gpointer user_data);
  SfPathKind kind;
  gboolean at_relay;
  SfClockEstimate estimate;
  GBytes *bytes;
  GError *error;
  guint64 id;
  guint64 done;
  guint64 size;
  gboolean incoming;
};

static gsize
get_size (const Event *event)
{
  return EVENT_SIZE + (event->bytes != NULL ? g_bytes_get_size (event->bytes) : 0);
}

static void
event_free (gpointer data)
{
  Event *event = data;

  g_atomic_pointer_add (&event->post->waiting, -(gssize) get_size (event));
  sf_link_post_unref (event->post);
  g_clear_pointer (&event->bytes, g_bytes_unref);
  g_clear_error (&event->error);
  g_free (event);
}

static gboolean
on_event (gpointer data)
{
  const Event *event = data;

  if (!event->post->is_stopped)
    event->deliver (event, &event->post->events, event->post->user_data);
  return G_SOURCE_REMOVE;
}

static Event *
event_new (SfLinkPost *self, const Event *template)
{
  Event *event = g_memdup2 (template, sizeof *template);

  event->post = self;
  g_atomic_ref_count_inc (&self->ref_count);
  g_atomic_pointer_add (&self->waiting, (gssize) get_size (event));
  return event;
}

static void
attach (SfLinkPost *self, Event *event)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_event, event, event_free);
  g_source_attach (source, self->context);
}

static void
deliver_failed (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->transfer.failed (event->error, user_data);
}

static void
fail_full (SfLinkPost *self)
{
  const Event failure = {
    .deliver = deliver_failed,
    .error =
      g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "more comes than can be taken"),
  };

  self->is_full = TRUE;
  attach (self, event_new (self, &failure));
}

/* The other side says how much comes, the receiving context how fast it goes. */
static void
post_event (SfLinkPost *self, const Event *template)
{
  Event *event = event_new (self, template);

  if (!self->is_full && (gsize) g_atomic_pointer_get (&self->waiting) <= SF_LINK_POST_MAX_WAITING) {
    attach (self, event);
    return;
  }

  event_free (event);
  if (!self->is_full)
    fail_full (self);
}

static void
deliver_local_signal (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->local_signal (event->bytes, user_data);
}

static void
post_local_signal (GBytes *signal, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_local_signal, .bytes = g_bytes_ref (signal)});
}

static void
deliver_connected (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->connected (event->kind, user_data);
}

static void
post_connected (SfPathKind kind, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_connected, .kind = kind});
}

static void
deliver_lost (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->lost (user_data);
}

static void
post_lost (gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_lost});
}

static void
deliver_no_path (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->no_path (event->at_relay, event->error, user_data);
}

static void
post_no_path (gboolean at_relay, const GError *error, gpointer post)
{
  post_event (
    post,
    &(Event){.deliver = deliver_no_path, .at_relay = at_relay, .error = g_error_copy (error)});
}

static void
deliver_clock (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->clock (&event->estimate, user_data);
}

static void
post_clock (const SfClockEstimate *estimate, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_clock, .estimate = *estimate});
}

static void
deliver_bye (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->bye (user_data);
}

static void
post_bye (gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_bye});
}

static void
deliver_message (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->transfer.message (event->bytes, user_data);
}

static void
post_message (GBytes *message, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_message, .bytes = g_bytes_ref (message)});
}

static void
deliver_blob_offered (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  if (!events->transfer.blob_offered (event->id, event->size, user_data))
    event->post->refuse_blob (event->id, event->post->link);
}

static gboolean
post_blob_offered (guint64 id, guint64 size, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_blob_offered, .id = id, .size = size});
  return TRUE;
}

static void
deliver_blob_progress (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->transfer.blob_progress (event->id, event->done, event->size, event->incoming, user_data);
}

static void
post_blob_progress (guint64 id, guint64 done, guint64 size, gboolean incoming, gpointer user_data)
{
  SfLinkPost *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 *told_us = &self->progress_us[incoming != FALSE];

  if (done < size && now_us < *told_us + PROGRESS_INTERVAL_US)
    return;

  *told_us = now_us;
  post_event (self, &(Event){.deliver = deliver_blob_progress,
                             .id = id,
                             .done = done,
                             .size = size,
                             .incoming = incoming});
}

static void
deliver_blob_received (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->transfer.blob_received (event->id, event->bytes, user_data);
}

static void
post_blob_received (guint64 id, GBytes *bytes, gpointer post)
{
  post_event (post,
              &(Event){.deliver = deliver_blob_received, .id = id, .bytes = g_bytes_ref (bytes)});
}

static void
deliver_blob_sent (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->transfer.blob_sent (event->id, user_data);
}

static void
post_blob_sent (guint64 id, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_blob_sent, .id = id});
}

static void
deliver_blob_cancelled (const Event *event, const SfLinkEvents *events, gpointer user_data)
{
  events->transfer.blob_cancelled (event->id, event->incoming, user_data);
}

static void
post_blob_cancelled (guint64 id, gboolean incoming, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_blob_cancelled, .id = id, .incoming = incoming});
}

static void
post_failed (const GError *error, gpointer post)
{
  post_event (post, &(Event){.deliver = deliver_failed, .error = g_error_copy (error)});
}

const SfLinkEvents sf_link_post_events = {
  .local_signal = post_local_signal,
  .connected = post_connected,
  .lost = post_lost,
  .no_path = post_no_path,
  .clock = post_clock,
  .bye = post_bye,
  .transfer =
    {
      .message = post_message,
      .blob_offered = post_blob_offered,
      .blob_progress = post_blob_progress,
      .blob_received = post_blob_received,
      .blob_sent = post_blob_sent,
      .blob_cancelled = post_blob_cancelled,
      .failed = post_failed,
    },
};

SfLinkPost *
sf_link_post_new (const SfLinkEvents *events,
                  void (*refuse_blob) (guint64 id, gpointer link),
                  gpointer link,
                  gpointer user_data)
{
  SfLinkPost *self = g_new0 (SfLinkPost, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref_thread_default ();
  self->events = *events;
  self->refuse_blob = refuse_blob;
  self->link = link;
  self->user_data = user_data;

  return self;
}

void
sf_link_post_stop (SfLinkPost *self)
{
  self->is_stopped = TRUE;
}

void
sf_link_post_unref (SfLinkPost *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_main_context_unref (self->context);
  g_free (self);
}
