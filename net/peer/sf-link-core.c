/* What runs over a path, in one thread: sealed datagrams, transfer, pictures, pings, liveness. */

#include "net/peer/sf-link-core.h"

#include "net/crypto/sf-sealer.h"
#include "net/ice/sf-relay-path.h"
#include "net/media/sf-rtp-header.h"
#include "net/peer/sf-link-frame.h"
#include "net/peer/sf-link-media.h"
#include "net/sf-net-error.h"

#define PING_FAST_US (50 * G_TIME_SPAN_MILLISECOND)
#define PING_SLOW_US (500 * G_TIME_SPAN_MILLISECOND)
#define PING_FAST_COUNT 10
#define BYE_AGAIN_US (100 * G_TIME_SPAN_MILLISECOND)
/* Percent of the path's rate. With all of it photographs keep a queue, in which pictures wait; with
 * this much it runs empty, and a photograph takes a tenth longer. */
#define BLOB_SHARE_BESIDE_MEDIA 90

struct _SfLinkCore {
  SfLinkEvents events;
  gpointer user_data;

  SfPath *path;
  SfSealer *sealer;
  SfTransfer *transfer;
  SfLinkMedia *media;
  SfClockFilter clock;
  GSource *timer;

  gboolean is_connected;
  gboolean was_connected;
  gboolean says_bye;
  gboolean heard_bye;
  gboolean is_pumping;
  guint n_pings;
  gint64 next_ping_us;
  gint64 next_bye_us;
  gint64 heard_us;
};

static gint64
earliest_deadline_us (SfLinkCore *self)
{
  gint64 deadline = sf_transfer_get_deadline_us (self->transfer);

  if (!self->was_connected)
    return G_MAXINT64;
  if (!self->is_connected)
    return self->next_ping_us;

  deadline = MIN (deadline, self->next_ping_us);
  deadline = MIN (deadline, self->heard_us + SF_LINK_SILENCE_US);
  if (self->says_bye)
    deadline = MIN (deadline, self->next_bye_us);

  return deadline;
}

static gboolean
send_frame (SfLinkCore *self, const guint8 *frame, gsize size)
{
  guint8 datagram[SF_PATH_MAX_DATAGRAM];
  gsize sealed = sf_sealer_seal (self->sealer, frame, size, datagram);

  return self->path != NULL && sf_path_send (self->path, datagram, sealed);
}

static void
send_ping (SfLinkCore *self, gint64 now_us)
{
  guint8 frame[SF_LINK_FRAME_PING_SIZE];

  sf_link_frame_write_ping (frame, now_us);
  send_frame (self, frame, sizeof frame);
  self->n_pings++;
  self->next_ping_us = now_us + (self->n_pings < PING_FAST_COUNT ? PING_FAST_US : PING_SLOW_US);
}

static void
send_bye (SfLinkCore *self, guint8 channel)
{
  send_frame (self, &channel, 1);
}

static void
set_disconnected (SfLinkCore *self)
{
  self->is_connected = FALSE;
  sf_link_media_close (self->media);
}

static void
set_lost (SfLinkCore *self)
{
  if (!self->is_connected)
    return;

  set_disconnected (self);
  self->events.lost (self->user_data);
}

static void
send_transfer_packets (SfLinkCore *self, gint64 now_us)
{
  guint8 frame[1 + SF_TRANSFER_MAX_PACKET];
  gsize size;

  sf_transfer_set_blob_share (
    self->transfer, sf_link_media_is_active (self->media, now_us) ? BLOB_SHARE_BESIDE_MEDIA : 100);
  frame[0] = SF_LINK_CHANNEL_TRANSFER;
  while ((size = sf_transfer_next_packet (self->transfer, frame + 1, now_us)) > 0) {
    if (!send_frame (self, frame, 1 + size)) {
      sf_transfer_packet_refused (self->transfer, now_us);
      break;
    }
  }
}

static void
say_bye_again (SfLinkCore *self, gint64 now_us)
{
  if (!self->says_bye || now_us < self->next_bye_us)
    return;

  /* Bye is the last word: what is queued goes first. */
  if (sf_transfer_is_idle (self->transfer))
    send_bye (self, SF_LINK_CHANNEL_BYE);
  self->next_bye_us = now_us + BYE_AGAIN_US;
}

void
sf_link_core_pump (SfLinkCore *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 deadline;

  /* The engine's callbacks may queue more and come here again. */
  if (self->is_pumping)
    return;

  self->is_pumping = TRUE;
  if (self->is_connected && now_us >= self->heard_us + SF_LINK_SILENCE_US)
    set_lost (self);
  /* Pings go on over a path that fell silent: it may come back by itself. */
  if (self->was_connected && now_us >= self->next_ping_us)
    send_ping (self, now_us);
  if (self->is_connected) {
    sf_link_media_pump (self->media, now_us);
    send_transfer_packets (self, now_us);
    say_bye_again (self, now_us);
  }
  self->is_pumping = FALSE;

  deadline = earliest_deadline_us (self);
  g_source_set_ready_time (self->timer, deadline == G_MAXINT64 ? -1 : deadline);
}

static gboolean
on_timer (gpointer data)
{
  sf_link_core_pump (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = {.dispatch = dispatch_timer};

static void
receive_ping (SfLinkCore *self, gint64 t1_us, gint64 now_us)
{
  guint8 frame[SF_LINK_FRAME_PONG_SIZE];

  sf_link_frame_write_pong (frame, t1_us, now_us, g_get_monotonic_time ());
  send_frame (self, frame, sizeof frame);
}

static void
receive_pong (SfLinkCore *self, const SfLinkFrame *frame, gint64 now_us)
{
  SfClockEstimate estimate;

  sf_clock_filter_add (&self->clock, frame->t1_us, frame->t2_us, frame->t3_us, now_us);
  if (sf_clock_filter_estimate (&self->clock, now_us, &estimate))
    self->events.clock (&estimate, self->user_data);
}

static void
receive_bye (SfLinkCore *self, gboolean is_answer)
{
  gboolean is_first = !self->heard_bye;

  if (!is_answer)
    send_bye (self, SF_LINK_CHANNEL_BYE_ANSWER);
  self->heard_bye = TRUE;
  if (is_first)
    self->events.bye (self->user_data);
}

static void
set_connected (SfLinkCore *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->is_connected)
    return;

  if (self->was_connected)
    sf_transfer_path_changed (self->transfer, now_us);
  self->is_connected = TRUE;
  self->was_connected = TRUE;
  self->heard_us = now_us;
  self->n_pings = 0;
  self->next_ping_us = now_us;
  sf_link_media_open (self->media, self->path);
  self->events.connected (sf_path_get_kind (self->path), self->user_data);
  sf_link_core_pump (self);
}

/* A genuine datagram: a path that fell silent is back. */
static void
hear (SfLinkCore *self, gint64 now_us)
{
  self->heard_us = now_us;
  if (!self->is_connected && self->was_connected && self->path != NULL &&
      sf_path_get_state (self->path) == SF_PATH_STATE_CONNECTED)
    set_connected (self);
}

static void
receive_sealed (SfLinkCore *self, const guint8 *datagram, gsize size, gint64 now_us)
{
  guint8 plaintext[SF_PATH_MAX_DATAGRAM];
  gsize plaintext_size;
  SfLinkFrame frame;

  if (!sf_sealer_open (self->sealer, datagram, size, plaintext, &plaintext_size) ||
      !sf_link_frame_parse (&frame, plaintext, plaintext_size))
    return;

  hear (self, now_us);
  switch (frame.channel) {
  case SF_LINK_CHANNEL_TRANSFER:
    sf_transfer_receive (self->transfer, frame.body, frame.body_size, now_us);
    break;
  case SF_LINK_CHANNEL_PING:
    receive_ping (self, frame.t1_us, now_us);
    break;
  case SF_LINK_CHANNEL_PONG:
    receive_pong (self, &frame, now_us);
    break;
  case SF_LINK_CHANNEL_BYE:
  case SF_LINK_CHANNEL_BYE_ANSWER:
    receive_bye (self, frame.channel == SF_LINK_CHANNEL_BYE_ANSWER);
    break;
  case SF_LINK_CHANNEL_MEDIA_FEEDBACK:
    sf_link_media_receive_feedback (self->media, frame.body, frame.body_size, now_us);
    break;
  }

  sf_link_core_pump (self);
}

void
sf_link_core_receive (const guint8 *datagram, gsize size, gpointer user_data)
{
  SfLinkCore *self = user_data;
  gint64 now_us = g_get_monotonic_time ();

  if (size == 0 || size > SF_PATH_MAX_DATAGRAM)
    return;

  if (!sf_rtp_header_is_first_byte (datagram[0]))
    receive_sealed (self, datagram, size, now_us);
  else if (self->path != NULL && sf_link_media_receive (self->media, datagram, size, now_us))
    hear (self, now_us);
}

static void
tell_no_path (SfLinkCore *self)
{
  g_autoptr (GError) error = g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_NO_PATH,
                                                  "no way to the other computer was found");

  self->events.no_path (SF_IS_RELAY_PATH (self->path), error, self->user_data);
}

static void
on_path_state_changed (SfPath *path, gpointer user_data)
{
  SfLinkCore *self = user_data;

  switch (sf_path_get_state (path)) {
  case SF_PATH_STATE_CONNECTED:
    set_connected (self);
    break;
  case SF_PATH_STATE_FAILED:
    if (self->is_connected)
      set_lost (self);
    else
      tell_no_path (self);
    break;
  case SF_PATH_STATE_GATHERING:
  case SF_PATH_STATE_CHECKING:
  case SF_PATH_STATE_CLOSED:
    break;
  }
}

static void
on_path_local_signal (SfPath *path, GBytes *signal, gpointer user_data)
{
  SfLinkCore *self = user_data;

  self->events.local_signal (signal, self->user_data);
}

static void
on_media_wake (gpointer user_data)
{
  sf_link_core_pump (user_data);
}

static gboolean
on_media_send_frame (const guint8 *frame, gsize size, gpointer user_data)
{
  return send_frame (user_data, frame, size);
}

static const SfLinkMediaFuncs media_funcs = {
  .wake = on_media_wake,
  .send_frame = on_media_send_frame,
};

SfLinkCore *
sf_link_core_new (const SfSessionKeys *keys,
                  SfMediaPort *port,
                  const SfLinkEvents *events,
                  gpointer user_data)
{
  SfLinkCore *self = g_new0 (SfLinkCore, 1);
  SfTransferConfig config;

  self->events = *events;
  self->user_data = user_data;
  self->sealer = sf_sealer_new (keys->data_send, keys->data_receive);
  sf_transfer_config_init (&config);
  self->transfer = sf_transfer_new (&config, &events->transfer, user_data);
  self->media = sf_link_media_new (keys, port, &media_funcs, self);

  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());

  return self;
}

void
sf_link_core_free (SfLinkCore *self)
{
  g_autoptr (SfPath) path = sf_link_core_drop_path (self);

  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  sf_link_media_free (self->media);
  sf_transfer_free (self->transfer);
  sf_sealer_free (self->sealer);
  g_free (self);
}

void
sf_link_core_take_path (SfLinkCore *self, SfPath *path)
{
  g_return_if_fail (self->path == NULL);

  self->path = path;
  g_signal_connect (path, "state-changed", G_CALLBACK (on_path_state_changed), self);
  g_signal_connect (path, "local-signal", G_CALLBACK (on_path_local_signal), self);
}

SfPath *
sf_link_core_drop_path (SfLinkCore *self)
{
  if (self->path != NULL)
    g_signal_handlers_disconnect_by_data (self->path, self);
  set_disconnected (self);

  return g_steal_pointer (&self->path);
}

SfPath *
sf_link_core_get_path (SfLinkCore *self)
{
  return self->path;
}

SfTransfer *
sf_link_core_get_transfer (SfLinkCore *self)
{
  return self->transfer;
}

void
sf_link_core_restart (SfLinkCore *self)
{
  set_disconnected (self);
  sf_path_restart (self->path);
}

void
sf_link_core_say_bye (SfLinkCore *self)
{
  self->says_bye = TRUE;
  self->next_bye_us = 0;
  sf_link_core_pump (self);
}

gboolean
sf_link_core_heard_bye (SfLinkCore *self)
{
  return self->heard_bye;
}

gint64
sf_link_core_get_heard_us (SfLinkCore *self)
{
  return self->heard_us;
}
