/* Films a picture that shows its time as a live stream of RTP, or reads the times of a film. */

#include "app/capture/sf-time-strip.h"
#include "app/media/sf-video-sender.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 640
#define HEIGHT 360
#define FPS 30

/*
 *   film N       N frames as RTP packets on standard output, two bytes of length before each (RFC
 *                4571); the times of the frames on standard error, one a line
 *   times        frames of I420 on standard input, of the size above; their times on standard
 *                output, one a line, 0 where there is none
 */

static void
paint (SfFrame *frame, guint8 grey)
{
  for (guint i = 0; i < G_N_ELEMENTS (frame->planes); i++)
    memset (sf_frame_get_plane (frame, i), i == 0 ? grey : 128,
            frame->strides[i] * (gsize) (i == 0 ? frame->height : (frame->height + 1) / 2));
}

static void
on_packet (GBytes *packet, gpointer user_data)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (packet, &size);
  const guint8 length[2] = {(guint8) (size >> 8), (guint8) size};

  fwrite (length, sizeof length, 1, stdout);
  fwrite (data, size, 1, stdout);
  g_bytes_unref (packet);
}

typedef struct {
  SfVideoSender *sender;
  guint n_left;
  GMainLoop *loop;
} Film;

static gboolean
on_next (gpointer user_data)
{
  Film *film = user_data;
  g_autoptr (SfFrame) frame = NULL;

  if (film->n_left == 0) {
    g_main_loop_quit (film->loop);
    return G_SOURCE_REMOVE;
  }

  frame = sf_frame_new (WIDTH, HEIGHT, NULL);
  frame->taken_us = g_get_monotonic_time ();
  paint (frame, (guint8) (film->n_left * 5));
  sf_time_strip_draw (frame, frame->taken_us);
  g_printerr ("%" G_GINT64_FORMAT "\n", frame->taken_us);
  sf_video_sender_push (film->sender, frame);
  film->n_left--;
  return G_SOURCE_CONTINUE;
}

static int
make_film (guint n_frames)
{
  const SfLiveTarget target = {2000 * 1000, WIDTH, HEIGHT, FPS};
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Film film = {.n_left = n_frames, .loop = loop};

  film.sender = sf_video_sender_new (on_packet, NULL, &error);
  if (film.sender == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  sf_video_sender_set_target (film.sender, &target);
  sf_video_sender_start (film.sender);
  g_timeout_add (1000 / FPS, on_next, &film);
  g_main_loop_run (loop);
  sf_video_sender_free (film.sender);
  return 0;
}

static int
read_times (void)
{
  g_autoptr (SfFrame) frame = sf_frame_new (WIDTH, HEIGHT, NULL);
  g_autofree guint8 *pixels = g_malloc (WIDTH * HEIGHT * 3 / 2);

  while (fread (pixels, WIDTH * HEIGHT * 3 / 2, 1, stdin) == 1) {
    gint64 time_us = 0;

    for (gsize y = 0; y < HEIGHT; y++)
      memcpy (sf_frame_get_plane (frame, 0) + y * frame->strides[0], pixels + y * WIDTH, WIDTH);
    if (!sf_time_strip_read_frame (frame, &time_us))
      time_us = 0;
    printf ("%" G_GINT64_FORMAT "\n", time_us);
  }

  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "film"))
    return make_film ((guint) atoi (argv[2]));
  if (argc == 2 && g_str_equal (argv[1], "times"))
    return read_times ();

  g_printerr ("usage: %s film N|times\n", argv[0]);
  return 2;
}
