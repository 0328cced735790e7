/* Work on the rows of a picture, shared among threads. */

#include "app/session/sf-bands.h"

/* Enough for threads to end together, too many to be worth an atomic operation each. */
#define BAND_ROWS 32
#define MAX_THREADS 16
#define ALIGNMENT 64

typedef struct {
  SfBandFunc func;
  gpointer user_data;
  int n_rows;
  int next; /* atomic: the first row nobody has taken */
} Job;

typedef struct {
  Job *job;
  guint8 *scratch;
} Worker;

static gpointer
work (gpointer data)
{
  Worker *self = data;
  Job *job = self->job;
  int begin;

  while ((begin = g_atomic_int_add (&job->next, BAND_ROWS)) < job->n_rows)
    job->func (begin, MIN (begin + BAND_ROWS, job->n_rows), self->scratch, job->user_data);

  return NULL;
}

void
sf_bands_run (int n_rows, guint n_threads, gsize scratch_size, SfBandFunc func, gpointer user_data)
{
  Job job = {func, user_data, n_rows, 0};
  gsize step = (scratch_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  guint n_workers = CLAMP (n_threads, 1, MAX_THREADS);
  g_autofree guint8 *scratch = g_malloc (step * n_workers + ALIGNMENT);
  guint8 *aligned = scratch + ALIGNMENT - (gsize) scratch % ALIGNMENT;
  GThread *threads[MAX_THREADS] = {NULL};
  Worker workers[MAX_THREADS];

  for (guint i = 0; i < n_workers; i++)
    workers[i] = (Worker){&job, aligned + i * step};
  for (guint i = 1; i < n_workers; i++)
    threads[i] = g_thread_try_new ("sf-band", work, &workers[i], NULL);

  work (&workers[0]);
  for (guint i = 1; i < n_workers; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}
