/* One side of a session with the test camera, whose live picture is watched. For measuring. */

/*
 *   sf-live-driver share URL SEED FOLDER
 *   sf-live-driver join URL SEED FOLDER CODE
 *
 * Accepts whoever comes, never presses. Prints JSON lines: `code`; `connected`; `live` and
 * `reconnecting`; and every 200 ms a line of what was seen since the line before, where `gap_ms` is
 * the longest time without a picture, also one that lasts. Leaves when its standard input ends.
 */

#include "app/capture/sf-camera.h"
#include "app/capture/sf-test-device.h"
#include "app/session/sf-camera-source.h"
#include "app/session/sf-session.h"

#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

#define LINE_MS 200

typedef struct {
  GMainLoop *loop;
  SfSession *session;
  SfLive *live; /* borrowed from the session: watched */
  gint64 started_us;

  GMutex lock;
  gint64 seen_us;    /* under the lock: when the last picture came; 0: none yet */
  gint64 gap_us;     /* under the lock */
  gint64 latency_us; /* under the lock: of the last picture, from its capture to its decoding */
  guint64 n_frames;  /* under the lock */
} Watch;

static void
say (Watch *self, const char *event)
{
  printf ("{\"event\":\"%s\",\"at_ms\":%" G_GINT64_FORMAT "}\n", event,
          (g_get_monotonic_time () - self->started_us) / 1000);
  fflush (stdout);
}

static void
on_frame (SfFrame *frame, gpointer user_data)
{
  Watch *self = user_data;
  gint64 now_us = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  if (self->seen_us != 0)
    self->gap_us = MAX (self->gap_us, now_us - self->seen_us);
  self->seen_us = now_us;
  self->latency_us = now_us - frame->taken_us;
  self->n_frames++;
  g_mutex_unlock (&self->lock);
}

static void
on_code (SfSession *session, const char *code, Watch *self)
{
  printf ("{\"event\":\"code\",\"code\":\"%s\"}\n", code);
  fflush (stdout);
}

static void
on_connected (SfSession *session, SfPathKind kind, Watch *self)
{
  say (self, "connected");
}

static void
on_reconnecting (SfSession *session, Watch *self)
{
  say (self, "reconnecting");
}

static void
on_live (SfSession *session, gint64 first_frame_us, Watch *self)
{
  say (self, "live");
}

static void
on_ended (SfSession *session, const GError *error, Watch *self)
{
  g_main_loop_quit (self->loop);
}

static void
on_state_changed (SfSession *session, GParamSpec *pspec, Watch *self)
{
  if (sf_session_get_state (session) == SF_SESSION_STATE_REQUEST)
    sf_session_accept (session);
}

/* The session makes the live picture in its own time. */
static gboolean
find_live (Watch *self)
{
  SfLive *live = sf_session_get_live (self->session);

  if (live != NULL && live != self->live)
    sf_live_add_frame_func (live, on_frame, self);
  self->live = live;
  return live != NULL;
}

static gboolean
on_line (gpointer user_data)
{
  Watch *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  SfLiveStats stats;

  if (!find_live (self))
    return G_SOURCE_CONTINUE;

  sf_live_get_stats (self->live, &stats);
  g_mutex_lock (&self->lock);
  if (self->seen_us != 0) {
    printf ("{\"event\":\"seen\",\"at_ms\":%" G_GINT64_FORMAT ",\"frames\":%" G_GUINT64_FORMAT
            ",\"gap_ms\":%" G_GINT64_FORMAT ",\"latency_ms\":%.1f,\"queueing_ms\":%.1f"
            ",\"bitrate_bps\":%d,\"width\":%d}\n",
            (now_us - self->started_us) / 1000, self->n_frames,
            MAX (self->gap_us, now_us - self->seen_us) / 1000, (double) self->latency_us / 1000,
            (double) stats.queueing_us / 1000, stats.bitrate_bps, stats.width);
    fflush (stdout);
  }
  self->gap_us = 0;
  g_mutex_unlock (&self->lock);

  return G_SOURCE_CONTINUE;
}

static gboolean
on_input (int fd, GIOCondition condition, gpointer user_data)
{
  Watch *self = user_data;
  char rest[64];

  if (read (fd, rest, sizeof rest) > 0)
    return G_SOURCE_CONTINUE;

  sf_session_leave (self->session);
  return G_SOURCE_REMOVE;
}

static SfSession *
make_session (SfCamera *camera, SfStillSource *source, char **words)
{
  const char *urls[] = {words[1], NULL};
  SfRecipe recipe;

  sf_recipe_init (&recipe);
  return sf_session_new (&(SfSessionConfig){
    .network = {.server_urls = urls, .code = words[4]},
    .name = "driver",
    .recipe = recipe,
    .shots = 1,
    .source = source,
    .camera = camera,
    .folder = words[3],
  });
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SfCameraDevice) device = NULL;
  g_autoptr (SfCamera) camera = NULL;
  g_autoptr (SfStillSource) source = NULL;
  g_autoptr (SfSession) session = NULL;
  Watch watch = {.loop = loop, .started_us = g_get_monotonic_time ()};

  if (argc < 5 || argc > 6) {
    fprintf (stderr, "usage: %s share|join URL SEED FOLDER [CODE]\n", argv[0]);
    return 2;
  }

  device = sf_test_device_new ((guint32) g_ascii_strtoull (argv[3], NULL, 10),
                               argc == 6 ? SF_SAMPLE_PERSON_SECOND : SF_SAMPLE_PERSON_FIRST,
                               SF_TEST_DEVICE_WIDTH, SF_TEST_DEVICE_HEIGHT, SF_TEST_DEVICE_FPS);
  camera = sf_camera_new (device);
  source = SF_STILL_SOURCE (sf_camera_source_new (camera));
  session = make_session (camera, source, argv + 1);
  watch.session = session;
  g_mutex_init (&watch.lock);

  g_signal_connect (session, "code", G_CALLBACK (on_code), &watch);
  g_signal_connect (session, "connected", G_CALLBACK (on_connected), &watch);
  g_signal_connect (session, "reconnecting", G_CALLBACK (on_reconnecting), &watch);
  g_signal_connect (session, "live", G_CALLBACK (on_live), &watch);
  g_signal_connect (session, "ended", G_CALLBACK (on_ended), &watch);
  g_signal_connect (session, "notify::state", G_CALLBACK (on_state_changed), &watch);
  g_timeout_add (LINE_MS, on_line, &watch);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, on_input, &watch);

  sf_camera_start (camera);
  sf_session_start (session);
  g_main_loop_run (loop);
  g_mutex_clear (&watch.lock);

  return 0;
}
