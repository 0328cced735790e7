/* From a frame's time to its picture on the other side, and its cost; webrtcbin beside it. */

#include "app/capture/sf-sample-people.h"
#include "app/capture/sf-test-device.h"
#include "app/capture/sf-time-strip.h"
#include "app/media/sf-live.h"
#include "app/media/sf-video-receiver.h"
#include "app/media/sf-video-sender.h"
#include "tests/bench/sf-webrtc-loop.h"
#include "tests/support/sf-media-cable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define FPS 30
#define N_MOMENTS 24
#define WARM_FRAMES 60
#define N_FRAMES 330
#define N_STARTS 50

/* How late each picture came. */
typedef struct {
  GMutex lock;
  GArray *delays_us; /* (element-type gint64) */
} Record;

static void
record_init (Record *record)
{
  g_mutex_init (&record->lock);
  record->delays_us = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
record_clear (Record *record)
{
  g_mutex_clear (&record->lock);
  g_array_unref (record->delays_us);
}

static void
record_add (Record *record, gint64 taken_us)
{
  gint64 delay_us = g_get_monotonic_time () - taken_us;

  g_mutex_lock (&record->lock);
  g_array_append_val (record->delays_us, delay_us);
  g_mutex_unlock (&record->lock);
}

static guint
record_empty (Record *record)
{
  guint n;

  g_mutex_lock (&record->lock);
  n = record->delays_us->len;
  g_array_set_size (record->delays_us, 0);
  g_mutex_unlock (&record->lock);
  return n;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
report (Record *record, const char *what, int width, int height, double cpu, double seconds)
{
  GArray *delays = record->delays_us;

  g_mutex_lock (&record->lock);
  g_array_sort (delays, compare);
  printf ("{\"bench\":\"live\",\"what\":\"%s\",\"width\":%d,\"height\":%d,\"frames\":%u,"
          "\"cpu_percent\":%.1f",
          what, width, height, delays->len, cpu * 100 / seconds);
  if (delays->len > 0)
    printf (",\"latency_median_ms\":%.2f,\"latency_p95_ms\":%.2f",
            (double) g_array_index (delays, gint64, delays->len / 2) / 1000,
            (double) g_array_index (delays, gint64, delays->len * 95 / 100) / 1000);
  printf ("}\n");
  fflush (stdout);
  g_mutex_unlock (&record->lock);
}

/* Drawn beforehand: a source that costs next to nothing. */
typedef struct {
  SfFrame *moments[N_MOMENTS];
  SfFrameFunc push;
  gpointer user_data;
  Record *record;
  guint n;
  double cpu_began_s;
  gint64 began_us;
  GMainLoop *loop;
} Film;

static void
film_init (Film *film, int width, int height, Record *record)
{
  *film = (Film){.record = record, .loop = g_main_loop_new (NULL, FALSE)};
  for (guint i = 0; i < N_MOMENTS; i++) {
    g_autoptr (SfImage) image =
      sf_sample_people_new_image (SF_SAMPLE_PERSON_FIRST, width, height, i / (double) FPS, NULL);

    film->moments[i] = sf_frame_new_from_image (image, 0, NULL);
  }
}

static void
film_clear (Film *film)
{
  for (guint i = 0; i < N_MOMENTS; i++)
    sf_frame_unref (film->moments[i]);
  g_main_loop_unref (film->loop);
}

/* Forwards and backwards. */
static SfFrame *
film_next (Film *film)
{
  guint at = film->n % (2 * N_MOMENTS);
  const SfFrame *moment = film->moments[at < N_MOMENTS ? at : 2 * N_MOMENTS - 1 - at];
  SfFrame *frame = sf_frame_new (moment->width, moment->height, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (frame->planes); i++)
    memcpy (sf_frame_get_plane (frame, i), moment->planes[i],
            moment->strides[i] * (gsize) (i == 0 ? moment->height : (moment->height + 1) / 2));
  frame->taken_us = g_get_monotonic_time ();
  sf_time_strip_draw (frame, frame->taken_us);
  return frame;
}

static gboolean
on_film_time (gpointer user_data)
{
  Film *film = user_data;
  g_autoptr (SfFrame) frame = film_next (film);

  if (film->n == WARM_FRAMES) {
    record_empty (film->record);
    film->cpu_began_s = cpu_s ();
    film->began_us = g_get_monotonic_time ();
  }
  if (film->push != NULL)
    film->push (frame, film->user_data);
  if (++film->n == WARM_FRAMES + N_FRAMES)
    g_main_loop_quit (film->loop);
  return G_SOURCE_CONTINUE;
}

static void
film_run (Film *film, const char *what, SfFrameFunc push, gpointer user_data)
{
  guint timer = g_timeout_add (1000 / FPS, on_film_time, film);
  double cpu;
  double seconds;

  film->n = 0;
  film->push = push;
  film->user_data = user_data;
  g_main_loop_run (film->loop);
  cpu = cpu_s () - film->cpu_began_s;
  seconds = (double) (g_get_monotonic_time () - film->began_us) / G_USEC_PER_SEC;
  g_source_remove (timer);
  report (film->record, what, film->moments[0]->width, film->moments[0]->height, cpu, seconds);
  record_empty (film->record);
}

/* One side that sends, one that receives, and SRTP between them. */
typedef struct {
  SfMediaCable *cable;
  SfVideoSender *sender;
  SfVideoReceiver *receiver;
  Record *record;
} Ours;

static void
on_sender_packet (GBytes *packet, gpointer user_data)
{
  Ours *ours = user_data;

  sf_media_port_send (sf_media_cable_get_port (ours->cable, 0), packet);
}

static void
on_receiver_frame (SfFrame *frame, gpointer user_data)
{
  Ours *ours = user_data;

  record_add (ours->record, frame->taken_us);
}

static void
on_receiver_feedback (const guint8 *bytes, gsize size, gpointer user_data)
{
  Ours *ours = user_data;

  sf_media_port_send_feedback (sf_media_cable_get_port (ours->cable, 1), bytes, size);
}

static void
on_port_packet (const guint8 *rtp, gsize size, gint64 arrived_us, gpointer user_data)
{
  Ours *ours = user_data;

  sf_video_receiver_take_packet (ours->receiver, rtp, size, arrived_us);
}

static void
on_port_stream_started (gpointer user_data)
{
}

static void
on_port_feedback (const guint8 *bytes, gsize size, gint64 arrived_us, gpointer user_data)
{
  Ours *ours = user_data;

  sf_video_sender_take_feedback (ours->sender, bytes, size);
}

static const SfVideoReceiverFuncs receiver_funcs = {on_receiver_frame, on_receiver_feedback};
static const SfMediaPortFuncs port_funcs = {on_port_packet, on_port_stream_started,
                                            on_port_feedback};

static void
push_ours (SfFrame *frame, gpointer user_data)
{
  Ours *ours = user_data;

  sf_video_sender_push (ours->sender, frame);
}

static void
measure_ours (Film *film, int bitrate_bps)
{
  const SfLiveTarget target = {bitrate_bps, film->moments[0]->width, film->moments[0]->height, FPS};
  Ours ours = {.cable = sf_media_cable_new (""), .record = film->record};

  ours.sender = sf_video_sender_new (on_sender_packet, &ours, NULL);
  ours.receiver = sf_video_receiver_new (&receiver_funcs, &ours, NULL);
  sf_media_port_set_receiver (sf_media_cable_get_port (ours.cable, 0), &port_funcs, &ours);
  sf_media_port_set_receiver (sf_media_cable_get_port (ours.cable, 1), &port_funcs, &ours);
  sf_video_sender_set_target (ours.sender, &target);
  sf_media_port_start_stream (sf_media_cable_get_port (ours.cable, 0));
  sf_video_sender_start (ours.sender);

  film_run (film, "ours", push_ours, &ours);

  sf_video_sender_free (ours.sender);
  sf_media_port_set_receiver (sf_media_cable_get_port (ours.cable, 0), NULL, NULL);
  sf_media_port_set_receiver (sf_media_cable_get_port (ours.cable, 1), NULL, NULL);
  sf_video_receiver_free (ours.receiver);
  sf_media_cable_free (ours.cable);
}

static void
on_webrtc_frame (SfFrame *frame, gpointer user_data)
{
  gint64 time_us;

  if (sf_time_strip_read_frame (frame, &time_us))
    record_add (user_data, time_us);
}

static void
push_webrtc (SfFrame *frame, gpointer user_data)
{
  sf_webrtc_loop_push (user_data, frame);
}

static void
measure_webrtc (Film *film, int bitrate_bps)
{
  SfWebrtcLoop *loop = sf_webrtc_loop_new (film->moments[0]->width, film->moments[0]->height,
                                           bitrate_bps, on_webrtc_frame, film->record);

  if (loop == NULL) {
    printf ("# webrtcbin, or what it needs, is not here\n");
    return;
  }
  film_run (film, "webrtcbin", push_webrtc, loop);
  sf_webrtc_loop_free (loop);
}

static void
on_live_frame (SfFrame *frame, gpointer user_data)
{
  record_add (user_data, frame->taken_us);
}

/* The whole of it, as a session has it: camera, adaptation, one side to the other. */
static void
measure_live (int width, int height, Record *record)
{
  g_autoptr (SfCameraDevice) device =
    sf_test_device_new (1, SF_SAMPLE_PERSON_FIRST, width, height, FPS);
  g_autoptr (SfCamera) camera = sf_camera_new (device);
  SfMediaCable *cable = sf_media_cable_new ("");
  SfLive *shown = sf_live_new (sf_media_cable_get_port (cable, 0), camera);
  SfLive *seen = sf_live_new (sf_media_cable_get_port (cable, 1), NULL);
  double cpu_began_s = 0;
  gint64 began_us = 0;
  gboolean is_warm = FALSE;

  sf_camera_start (camera);
  sf_live_start (shown);
  sf_live_start (seen);
  sf_live_add_frame_func (seen, on_live_frame, record);
  for (;;) {
    SfLiveStats stats;

    g_main_context_iteration (NULL, TRUE);
    sf_live_get_stats (seen, &stats);
    if (!is_warm && stats.n_shown_frames >= 5 * WARM_FRAMES) {
      is_warm = TRUE;
      record_empty (record);
      cpu_began_s = cpu_s ();
      began_us = g_get_monotonic_time ();
    }
    if (stats.n_shown_frames >= 5 * WARM_FRAMES + N_FRAMES)
      break;
  }
  report (record, "ours with camera", width, height, cpu_s () - cpu_began_s,
          (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC);
  g_object_unref (shown);
  g_object_unref (seen);
  sf_media_cable_free (cable);
  record_empty (record);
}

typedef struct {
  Record *record;
  gint64 began_us;
  guint n_first;
} Start;

static void
on_first_frame (Start *start)
{
  record_add (start->record, start->began_us);
  start->n_first++;
}

/* From the start to the first picture of the other side. */
static void
measure_start (Record *record)
{
  g_autoptr (SfCameraDevice) device = sf_test_device_new (1, SF_SAMPLE_PERSON_FIRST, 640, 360, FPS);
  g_autoptr (SfCamera) camera = sf_camera_new (device);
  SfMediaCable *cable = sf_media_cable_new ("");
  SfLive *shown = sf_live_new (sf_media_cable_get_port (cable, 0), camera);
  SfLive *seen = sf_live_new (sf_media_cable_get_port (cable, 1), NULL);
  Start start = {.record = record};
  Record stops;

  record_init (&stops);
  sf_camera_start (camera);
  g_signal_connect_swapped (seen, "first-frame", G_CALLBACK (on_first_frame), &start);
  for (guint n = 0; n <= N_STARTS; n++) {
    gint64 began_us;

    if (n == 1)
      record_empty (record); /* the one before waited for everything to be made */
    start.began_us = g_get_monotonic_time ();
    sf_live_start (seen);
    sf_live_start (shown);
    while (start.n_first == n)
      g_main_context_iteration (NULL, TRUE);
    began_us = g_get_monotonic_time ();
    sf_live_stop (shown);
    sf_live_stop (seen);
    record_add (&stops, began_us);
  }
  report (record, "start to first picture", 640, 360, 0, 1);
  report (&stops, "stop, both sides", 640, 360, 0, 1);
  record_clear (&stops);
  g_object_unref (shown);
  g_object_unref (seen);
  sf_media_cable_free (cable);
  record_empty (record);
}

int
main (void)
{
  static const struct {
    int width, height, bitrate_bps;
  } sizes[] = {{640, 360, 1000 * 1000}, {1280, 720, 2000 * 1000}};
  Record record;

  record_init (&record);
  measure_start (&record);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    Film film;

    film_init (&film, sizes[i].width, sizes[i].height, &record);
    film_run (&film, "source alone", NULL, NULL);
    measure_ours (&film, sizes[i].bitrate_bps);
    measure_webrtc (&film, sizes[i].bitrate_bps);
    film_clear (&film);
    measure_live (sizes[i].width, sizes[i].height, &record);
  }
  record_clear (&record);
  return 0;
}
