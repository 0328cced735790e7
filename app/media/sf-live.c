/* The live picture, both ways: this side's camera to the other, and theirs here. */

#include "app/media/sf-live.h"

#include "app/media/sf-live-screen.h"
#include "app/media/sf-video-receiver.h"
#include "app/media/sf-video-sender.h"
#include "net/ice/sf-source.h"

#define WATCH_MS 100

/* What has threads. Made by a thread that may wait, and ended by one. */
typedef struct {
  SfMediaPort *port; /* owned, as the others */
  SfLiveScreen *screen;
  SfVideoSender *sender; /* (nullable): while it is being made */
  SfVideoReceiver *receiver;
} Engine;

struct _SfLive {
  GObject parent_instance;

  SfMediaPort *port;    /* owned */
  SfCamera *camera;     /* owned (nullable) */
  SfLiveScreen *screen; /* owned */
  Engine *engine;       /* owned (nullable): %NULL until it is made, or when it cannot be */

  gboolean is_started;
  gboolean is_running; /* started, and the engine is there */
  gboolean is_busy;
  gboolean has_clock;
  SfClockEstimate clock;

  guint camera_func;  /* 0: none */
  GSource *watch;     /* owned (nullable) */
  gboolean was_shown; /* the first picture was told of */
  gboolean is_frozen;
};

G_DEFINE_FINAL_TYPE (SfLive, sf_live, G_TYPE_OBJECT)

enum {
  SIGNAL_FIRST_FRAME,
  SIGNAL_FROZEN,
  SIGNAL_RESUMED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
engine_free (Engine *engine)
{
  g_clear_pointer (&engine->sender, sf_video_sender_free);
  g_clear_pointer (&engine->receiver, sf_video_receiver_free);
  g_clear_pointer (&engine->screen, sf_live_screen_unref);
  g_clear_pointer (&engine->port, sf_media_port_unref);
  g_free (engine);
}

/* In the encoder's thread, or the link's. */
static void
on_sender_packet (GBytes *packet, gpointer user_data)
{
  Engine *engine = user_data;

  sf_media_port_send (engine->port, packet);
}

/* In the decoder's thread. */
static void
on_receiver_frame (SfFrame *frame, gpointer user_data)
{
  Engine *engine = user_data;

  sf_live_screen_show (engine->screen, frame);
}

/* In the link's thread. */
static void
on_receiver_feedback (const guint8 *bytes, gsize size, gpointer user_data)
{
  Engine *engine = user_data;

  sf_media_port_send_feedback (engine->port, bytes, size);
}

static const SfVideoReceiverFuncs receiver_funcs = {
  .frame = on_receiver_frame,
  .feedback = on_receiver_feedback,
};

/* In the link's thread, as the next two. */
static void
on_port_packet (const guint8 *rtp, gsize size, gint64 arrived_us, gpointer user_data)
{
  Engine *engine = user_data;

  sf_video_receiver_take_packet (engine->receiver, rtp, size, arrived_us);
}

static void
on_port_stream_started (gpointer user_data)
{
  Engine *engine = user_data;

  sf_video_receiver_restart (engine->receiver);
}

static void
on_port_feedback (const guint8 *bytes, gsize size, gint64 arrived_us, gpointer user_data)
{
  Engine *engine = user_data;

  sf_video_sender_take_feedback (engine->sender, bytes, size);
}

static const SfMediaPortFuncs port_funcs = {
  .packet = on_port_packet,
  .stream_started = on_port_stream_started,
  .feedback = on_port_feedback,
};

/* In the camera's thread. */
static void
on_camera_frame (SfFrame *frame, gpointer user_data)
{
  Engine *engine = user_data;

  sf_video_sender_push (engine->sender, frame);
}

/* What the picture of the other side does, as of now. */
static void
look_at_screen (SfLive *self)
{
  gint64 shown_us = sf_live_screen_get_shown_us (self->screen);
  gboolean is_fresh = shown_us != 0 && g_get_monotonic_time () - shown_us < SF_LIVE_FROZEN_US;

  if (is_fresh && !self->was_shown) {
    self->was_shown = TRUE;
    g_signal_emit (self, signals[SIGNAL_FIRST_FRAME], 0);
  } else if (is_fresh && self->is_frozen) {
    self->is_frozen = FALSE;
    g_signal_emit (self, signals[SIGNAL_RESUMED], 0);
  } else if (!is_fresh && self->was_shown && !self->is_frozen) {
    self->is_frozen = TRUE;
    sf_live_screen_await (self->screen);
    g_signal_emit (self, signals[SIGNAL_FROZEN], 0);
  }
}

static void
on_screen_news (gpointer user_data)
{
  g_autoptr (SfLive) self = g_object_ref (user_data);

  if (self->is_running)
    look_at_screen (self);
}

/* The path may have become another, which nobody tells. */
static gboolean
on_watch (gpointer user_data)
{
  g_autoptr (SfLive) self = g_object_ref (user_data);

  sf_video_sender_set_lean (self->engine->sender, sf_media_port_is_lean (self->port));
  look_at_screen (self);
  return G_SOURCE_CONTINUE;
}

static void
start_camera (SfLive *self)
{
  g_autoptr (SfFrame) frame = NULL;

  if (self->camera == NULL)
    return;

  sf_media_port_start_stream (self->port);
  sf_video_sender_set_busy (self->engine->sender, self->is_busy);
  sf_video_sender_set_lean (self->engine->sender, sf_media_port_is_lean (self->port));
  sf_video_sender_start (self->engine->sender);

  /* The picture that is there already need not be waited for. */
  frame = sf_frame_ring_dup_newest (sf_camera_get_ring (self->camera));
  if (frame != NULL)
    sf_video_sender_push (self->engine->sender, frame);
  self->camera_func = sf_camera_add_frame_func (self->camera, on_camera_frame, self->engine);
}

static void
stop_camera (SfLive *self)
{
  if (self->camera_func != 0)
    sf_camera_remove_frame_func (self->camera, self->camera_func);
  self->camera_func = 0;
  sf_video_sender_stop (self->engine->sender);
}

static void
run (SfLive *self)
{
  if (!self->is_started || self->is_running || self->engine == NULL)
    return;

  self->is_running = TRUE;
  self->was_shown = self->is_frozen = FALSE;
  if (self->has_clock)
    sf_video_receiver_set_clock (self->engine->receiver, self->clock.offset_us, self->clock.rtt_us);
  sf_video_receiver_restart (self->engine->receiver);
  sf_live_screen_open (self->screen);
  sf_live_screen_await (self->screen);
  sf_media_port_set_receiver (self->port, &port_funcs, self->engine);
  start_camera (self);
  sf_source_start (&self->watch, g_timeout_source_new (WATCH_MS), on_watch, self);
}

void
sf_live_start (SfLive *self)
{
  g_return_if_fail (SF_IS_LIVE (self));

  self->is_started = TRUE;
  run (self);
}

void
sf_live_stop (SfLive *self)
{
  g_return_if_fail (SF_IS_LIVE (self));

  self->is_started = FALSE;
  if (!self->is_running)
    return;

  self->is_running = FALSE;
  sf_source_stop (&self->watch);
  sf_media_port_set_receiver (self->port, NULL, NULL);
  stop_camera (self);
  sf_live_screen_close (self->screen);
}

void
sf_live_set_camera (SfLive *self, SfCamera *camera)
{
  g_return_if_fail (SF_IS_LIVE (self));

  if (self->is_running)
    stop_camera (self);
  g_set_object (&self->camera, camera);
  if (self->is_running)
    start_camera (self);
}

void
sf_live_set_busy (SfLive *self, gboolean is_busy)
{
  g_return_if_fail (SF_IS_LIVE (self));

  self->is_busy = is_busy;
  if (self->engine != NULL)
    sf_video_sender_set_busy (self->engine->sender, is_busy);
}

void
sf_live_set_clock (SfLive *self, const SfClockEstimate *clock)
{
  g_return_if_fail (SF_IS_LIVE (self));

  self->has_clock = TRUE;
  self->clock = *clock;
  if (self->engine != NULL)
    sf_video_receiver_set_clock (self->engine->receiver, clock->offset_us, clock->rtt_us);
}

SfFrame *
sf_live_dup_remote_frame (SfLive *self)
{
  g_return_val_if_fail (SF_IS_LIVE (self), NULL);

  return sf_live_screen_dup_newest (self->screen);
}

guint
sf_live_add_frame_func (SfLive *self, SfFrameFunc func, gpointer user_data)
{
  g_return_val_if_fail (SF_IS_LIVE (self), 0);

  return sf_frame_funcs_add (sf_live_screen_get_funcs (self->screen), func, user_data);
}

void
sf_live_remove_frame_func (SfLive *self, guint id)
{
  g_return_if_fail (SF_IS_LIVE (self));

  sf_frame_funcs_remove (sf_live_screen_get_funcs (self->screen), id);
}

void
sf_live_get_stats (SfLive *self, SfLiveStats *ret_stats)
{
  SfVideoSenderStats sent;

  g_return_if_fail (SF_IS_LIVE (self));

  *ret_stats = (SfLiveStats){.n_shown_frames = sf_live_screen_get_n_shown (self->screen)};
  if (self->engine == NULL)
    return;

  sf_video_sender_get_stats (self->engine->sender, &sent);
  ret_stats->width = sent.width;
  ret_stats->height = sent.height;
  ret_stats->bitrate_bps = sent.bitrate_bps;
  ret_stats->n_sent_frames = sent.n_frames;
  ret_stats->queueing_us = sent.queueing_us;
  ret_stats->n_lost_packets = sf_video_receiver_get_n_lost (self->engine->receiver);
}

static void
make_engine (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SfLive *self = source;
  Engine *engine = g_new0 (Engine, 1);
  GError *error = NULL;

  engine->port = sf_media_port_ref (self->port);
  engine->screen = sf_live_screen_ref (self->screen);
  engine->sender = sf_video_sender_new (on_sender_packet, engine, &error);
  if (engine->sender != NULL)
    engine->receiver = sf_video_receiver_new (&receiver_funcs, engine, &error);

  if (engine->receiver != NULL) {
    g_task_return_pointer (task, engine, (GDestroyNotify) engine_free);
  } else {
    engine_free (engine);
    g_task_return_error (task, error);
  }
}

static void
on_make_engine_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SfLive *self = SF_LIVE (source);
  g_autoptr (GError) error = NULL;

  self->engine = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->engine != NULL)
    run (self);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static gpointer
end_engine (gpointer user_data)
{
  engine_free (user_data);
  return NULL;
}

static void
sf_live_dispose (GObject *object)
{
  SfLive *self = SF_LIVE (object);

  sf_live_stop (self);
  if (self->screen != NULL)
    sf_live_screen_detach (self->screen);
  if (self->engine != NULL)
    g_thread_unref (g_thread_new ("sf-live-end", end_engine, g_steal_pointer (&self->engine)));

  G_OBJECT_CLASS (sf_live_parent_class)->dispose (object);
}

static void
sf_live_finalize (GObject *object)
{
  SfLive *self = SF_LIVE (object);

  g_clear_pointer (&self->screen, sf_live_screen_unref);
  g_clear_pointer (&self->port, sf_media_port_unref);
  g_clear_object (&self->camera);

  G_OBJECT_CLASS (sf_live_parent_class)->finalize (object);
}

static void
sf_live_class_init (SfLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sf_live_dispose;
  object_class->finalize = sf_live_finalize;

  signals[SIGNAL_FIRST_FRAME] = g_signal_new ("first-frame", SF_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FROZEN] =
    g_signal_new ("frozen", SF_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RESUMED] =
    g_signal_new ("resumed", SF_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", SF_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sf_live_init (SfLive *self)
{
}

SfLive *
sf_live_new (SfMediaPort *port, SfCamera *camera)
{
  g_autoptr (GTask) task = NULL;
  SfLive *self;

  g_return_val_if_fail (port != NULL, NULL);

  self = g_object_new (SF_TYPE_LIVE, NULL);
  self->port = sf_media_port_ref (port);
  self->camera = camera != NULL ? g_object_ref (camera) : NULL;
  self->screen = sf_live_screen_new (on_screen_news, self);
  task = g_task_new (self, NULL, on_make_engine_ready, NULL);
  g_task_set_source_tag (task, sf_live_new);
  g_task_run_in_thread (task, make_engine);
  return self;
}
