/* Two media ports and a bad cable between them, sealed by SRTP as on a path. */

#include "tests/support/sf-media-cable.h"

#include "net/media/sf-media-port-private.h"
#include "net/media/sf-srtp-receiver.h"
#include "net/media/sf-srtp-sender.h"
#include "net/peer/sf-worker.h"
#include "tests/support/sf-way.h"

#include <stdlib.h>
#include <string.h>

#define FEEDBACK 200 /* first byte; sealed packets begin with another */

typedef struct {
  SfMediaCable *cable;
  SfMediaPort *port;
  SfSrtpSender *sender;
  SfSrtpReceiver *receiver;
  SfWay way; /* from this end */
} End;

/* Everything but the worker belongs to its thread. */
struct _SfMediaCable {
  SfWorker *worker;
  End ends[2];
  GSource *timer;
};

static gint64
now_ns (void)
{
  return g_get_monotonic_time () * 1000;
}

static void
schedule (SfMediaCable *self)
{
  gint64 due_ns =
    MIN (sf_way_get_deadline_ns (&self->ends[0].way), sf_way_get_deadline_ns (&self->ends[1].way));

  g_source_set_ready_time (self->timer, due_ns == INT64_MAX ? -1 : (due_ns + 999) / 1000);
}

static void
deliver (End *end, const SfWayFrame *frame)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean is_new_stream;
  const guint8 *rtp;
  gsize size;

  if (frame->bytes[0] == FEEDBACK) {
    sf_media_port_give_feedback (end->port, frame->bytes + 1, frame->size - 1, now_us);
    return;
  }

  rtp = sf_srtp_receiver_unprotect (end->receiver, frame->bytes, frame->size, now_us, &size,
                                    &is_new_stream);
  if (rtp != NULL)
    sf_media_port_give_packet (end->port, rtp, size, is_new_stream, now_us);
}

static gboolean
on_timer (gpointer user_data)
{
  SfMediaCable *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++) {
    SfWayFrame *frame;

    while ((frame = sf_way_pop (&self->ends[i].way, now_ns ())) != NULL) {
      deliver (&self->ends[!i], frame);
      free (frame);
    }
  }

  schedule (self);
  return G_SOURCE_CONTINUE;
}

static void
push_feedback (End *end, GBytes *feedback)
{
  guint8 frame[1 + SF_MEDIA_MAX_FEEDBACK] = {FEEDBACK};
  gsize size;
  const guint8 *bytes = g_bytes_get_data (feedback, &size);

  memcpy (frame + 1, bytes, size);
  sf_way_push (&end->way, frame, 1 + size, false, now_ns ());
}

static void
push_packet (End *end, GBytes *packet)
{
  gsize size;
  const guint8 *rtp = g_bytes_get_data (packet, &size);
  const guint8 *sealed = sf_srtp_sender_protect (end->sender, rtp, size, &size);

  /* Under one key nothing may be sealed twice. */
  g_assert_nonnull (sealed);
  sf_way_push (&end->way, sealed, size, false, now_ns ());
}

static void
on_port_wake (gpointer user_data)
{
  End *end = user_data;
  g_auto (SfMediaBurst) burst = {0};

  sf_media_port_take (end->port, &burst);
  if (burst.starts_stream)
    sf_srtp_sender_start (end->sender);
  for (GList *link = burst.feedback.head; link != NULL; link = link->next)
    push_feedback (end, link->data);
  for (GList *link = burst.packets.head; link != NULL; link = link->next)
    push_packet (end, link->data);

  on_timer (end->cable);
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = {.dispatch = timer_dispatch};

/* In the thread, as everything that is invoked. */
static gboolean
attach (gpointer user_data)
{
  SfMediaCable *self = user_data;

  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++) {
    sf_media_port_attach (self->ends[i].port, on_port_wake, &self->ends[i]);
    sf_media_port_open (self->ends[i].port, FALSE);
  }

  return G_SOURCE_REMOVE;
}

static gboolean
detach (gpointer user_data)
{
  SfMediaCable *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++)
    sf_media_port_detach (self->ends[i].port);
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  return G_SOURCE_REMOVE;
}

typedef struct {
  SfMediaCable *cable;
  char *settings;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->settings);
  g_free (change);
}

static gboolean
apply (gpointer user_data)
{
  Change *change = user_data;
  g_auto (GStrv) words = g_strsplit (change->settings, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

    for (guint j = 0; parts[0][0] != '\0' && j < G_N_ELEMENTS (change->cable->ends); j++)
      g_assert_true (sf_way_set (&change->cable->ends[j].way, parts[0], parts[1], now_ns ()));
  }

  on_timer (change->cable);
  return G_SOURCE_REMOVE;
}

static gboolean
cut (gpointer user_data)
{
  SfMediaCable *self = user_data;

  sf_way_cut (&self->ends[0].way);
  sf_way_cut (&self->ends[1].way);
  schedule (self);
  return G_SOURCE_REMOVE;
}

static gboolean
join (gpointer user_data)
{
  SfMediaCable *self = user_data;

  sf_way_join (&self->ends[0].way);
  sf_way_join (&self->ends[1].way);
  return G_SOURCE_REMOVE;
}

static gboolean
open_plain (gpointer user_data)
{
  SfMediaCable *self = user_data;

  sf_media_port_open (self->ends[0].port, FALSE);
  sf_media_port_open (self->ends[1].port, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
open_lean (gpointer user_data)
{
  SfMediaCable *self = user_data;

  sf_media_port_open (self->ends[0].port, TRUE);
  sf_media_port_open (self->ends[1].port, TRUE);
  return G_SOURCE_REMOVE;
}

SfMediaCable *
sf_media_cable_new (const char *settings)
{
  SfMediaCable *self = g_new0 (SfMediaCable, 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++) {
    End *end = &self->ends[i];
    guint8 secret[32];

    memset (secret, (int) i, sizeof secret);
    end->cable = self;
    end->port = sf_media_port_new ();
    end->sender = sf_srtp_sender_new (secret);
    memset (secret, (int) !i, sizeof secret);
    end->receiver = sf_srtp_receiver_new (secret);
    sf_way_init (&end->way, i);
  }

  self->worker = sf_worker_new ("sf-media-cable");
  sf_worker_invoke (self->worker, attach, self, NULL);
  sf_media_cable_set (self, settings);
  return self;
}

void
sf_media_cable_free (SfMediaCable *self)
{
  sf_worker_invoke (self->worker, detach, self, NULL);
  sf_worker_free (self->worker);
  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++) {
    End *end = &self->ends[i];

    sf_media_port_unref (end->port);
    sf_srtp_sender_free (end->sender);
    sf_srtp_receiver_free (end->receiver);
    sf_way_clear (&end->way);
  }
  g_free (self);
}

SfMediaPort *
sf_media_cable_get_port (SfMediaCable *self, guint end)
{
  return self->ends[end].port;
}

void
sf_media_cable_set (SfMediaCable *self, const char *settings)
{
  Change *change = g_new (Change, 1);

  change->cable = self;
  change->settings = g_strdup (settings);
  sf_worker_invoke (self->worker, apply, change, change_free);
}

void
sf_media_cable_set_cut (SfMediaCable *self, gboolean is_cut)
{
  sf_worker_invoke (self->worker, is_cut ? cut : join, self, NULL);
}

void
sf_media_cable_set_lean (SfMediaCable *self, gboolean is_lean)
{
  sf_worker_invoke (self->worker, is_lean ? open_lean : open_plain, self, NULL);
}
