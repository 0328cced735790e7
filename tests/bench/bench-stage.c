/* The live page's picture of two cameras: pictures a second, processor and memory it takes. */

#include "app/capture/sf-test-device.h"
#include "ui/sf-stage.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WIDTH 900
#define HEIGHT 560
#define WARM_UP_S 5 /* until the test cameras have drawn all they show */
#define DEFAULT_S 10
#define MAX_THREADS 64

typedef struct {
  char name[32];
  double seconds; /* of processor time */
} Thread;

typedef struct {
  GtkWidget *stage;
  GMainLoop *loop;
  gint64 started_us;
  SfLiveComposerStats stats;
  guint64 n_shown;
  GHashTable *threads; /* thread id to Thread, at the start */
  double memory_mb;
} Bench;

static double
read_memory_mb (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;

  words = g_strsplit (text, " ", 3);
  return strtod (words[1], NULL) * (double) sysconf (_SC_PAGESIZE) / 1e6;
}

/* proc(5): the name stands in brackets, user and system time are the 12th and 13th word behind. */
static Thread *
read_thread (const char *id)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/stat", id);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  const char *name, *end;
  Thread *thread;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  name = strchr (text, '(') + 1;
  end = strrchr (text, ')');
  words = g_strsplit (end + 2, " ", 14);
  thread = g_new0 (Thread, 1);
  g_strlcpy (thread->name, name, MIN (sizeof thread->name, (gsize) (end - name) + 1));
  thread->seconds =
    (strtod (words[11], NULL) + strtod (words[12], NULL)) / (double) sysconf (_SC_CLK_TCK);
  return thread;
}

static GHashTable *
read_threads (void)
{
  GHashTable *threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GDir *folder = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;

  while ((id = g_dir_read_name (folder)) != NULL) {
    Thread *thread = read_thread (id);

    if (thread != NULL)
      g_hash_table_insert (threads, g_strdup (id), thread);
  }
  g_dir_close (folder);
  return threads;
}

/* The test cameras draw their pictures; a real one does not. */
static gboolean
is_camera (const char *name)
{
  return g_str_has_prefix (name, "sf-paced") || g_str_has_prefix (name, "sf-camera") ||
         strstr (name, "src:src") != NULL;
}

static void
print_threads (Bench *self, double seconds)
{
  g_autoptr (GHashTable) now = read_threads ();
  GHashTableIter iter;
  gpointer id, value;
  double own = 0;

  g_hash_table_iter_init (&iter, now);
  g_print ("\"threads\":{");
  for (gboolean is_first = TRUE; g_hash_table_iter_next (&iter, &id, &value);) {
    const Thread *thread = value, *before = g_hash_table_lookup (self->threads, id);
    double used = thread->seconds - (before != NULL ? before->seconds : 0);

    if (used / seconds < 0.001)
      continue;
    g_print ("%s\"%s %s\":%.1f", is_first ? "" : ",", thread->name, (const char *) id,
             100 * used / seconds);
    is_first = FALSE;
    if (!is_camera (thread->name))
      own += used;
  }
  g_print ("},\"cpu_percent\":%.1f", 100 * own / seconds);
}

static gboolean
on_end (gpointer user_data)
{
  Bench *self = user_data;
  double seconds = (double) (g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC;
  SfLiveComposerStats stats;
  guint64 n_shown;

  sf_stage_get_stats (SF_STAGE (self->stage), &stats, &n_shown);
  g_print ("{\"bench\":\"stage\",\"seconds\":%.1f,\"shown_fps\":%.2f,\"composed_fps\":%.2f,"
           "\"composer_ms\":%.2f,\"frames_per_s\":%.1f,",
           seconds, (double) (n_shown - self->n_shown) / seconds,
           (double) (stats.n_pictures - self->stats.n_pictures) / seconds,
           (double) (stats.cpu_us - self->stats.cpu_us) / 1000 /
             (double) (stats.n_pictures - self->stats.n_pictures),
           (double) (stats.n_frames - self->stats.n_frames) / seconds);
  print_threads (self, seconds);
  g_print (",\"memory_mb\":%.1f,\"memory_growth_mb\":%.2f}\n", read_memory_mb (),
           read_memory_mb () - self->memory_mb);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_warm (gpointer user_data)
{
  Bench *self = user_data;

  sf_stage_get_stats (SF_STAGE (self->stage), &self->stats, &self->n_shown);
  self->threads = read_threads ();
  self->memory_mb = read_memory_mb ();
  self->started_us = g_get_monotonic_time ();
  return G_SOURCE_REMOVE;
}

/* bench-stage [SECONDS [WIDTH HEIGHT [LAYOUT]]]: of each camera's picture; by default 640 x 480 */
int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Bench self = {.loop = loop};
  guint seconds = argc > 1 ? (guint) atoi (argv[1]) : DEFAULT_S;
  int width = argc > 3 ? atoi (argv[2]) : 640;
  int height = argc > 3 ? atoi (argv[3]) : 480;
  GtkWidget *window;
  SfCamera *cameras[2];
  SfRecipe recipe;

  if (!gtk_init_check ()) {
    g_print ("{\"bench\":\"stage\",\"skipped\":\"there is no display\"}\n");
    return 0;
  }

  window = gtk_window_new ();
  self.stage = sf_stage_new ();
  sf_recipe_init (&recipe);
  sf_recipe_set_layout (&recipe, (guint8) (argc > 4 ? sf_recipe_find_layout (argv[4]) : 0));
  sf_stage_set_recipe (SF_STAGE (self.stage), &recipe);
  sf_stage_set_people (SF_STAGE (self.stage), 0, "Joiner");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SfCameraDevice) device =
      sf_test_device_new (i + 1, (SfSamplePerson) i, width, height, 30);

    cameras[i] = sf_camera_new (device);
    sf_camera_start (cameras[i]);
    sf_stage_watch_camera (SF_STAGE (self.stage), (int) i, cameras[i]);
  }

  gtk_window_set_child (GTK_WINDOW (window), self.stage);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add_seconds (WARM_UP_S, on_warm, &self);
  g_timeout_add_seconds (WARM_UP_S + seconds, on_end, &self);
  g_main_loop_run (loop);

  gtk_window_destroy (GTK_WINDOW (window));
  for (guint i = 0; i < 2; i++)
    g_object_unref (cameras[i]);
  g_clear_pointer (&self.threads, g_hash_table_unref);
  return 0;
}
