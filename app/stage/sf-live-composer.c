/* Makes live pictures for a window, in a thread of its own: the newest frames, 30 a second. */

#include "app/stage/sf-live-composer.h"

#include "app/stage/sf-live-image.h"
#include "app/stage/sf-live-pace.h"

#include <time.h>

struct _SfLiveComposer {
  SfLiveView view;
  SfLivePictureFunc func;
  gpointer user_data;
  GThread *thread;
  SfLivePool *pool;

  GMutex lock;
  GCond changed;
  /* under the lock */
  SfFrame *frames[2]; /* (nullable) */
  SfLivePace pace;
  SfRecipe recipe;
  SySize limit;
  gboolean is_stopping;
  SfLiveComposerStats stats;

  /* the thread's own */
  SfLiveSpec spec;      /* of frames at their full size */
  SfLiveCanvas *canvas; /* (nullable): of images at the size that is worth while */
  int n_halvings[2];    /* from a frame to its image */
  SfFrame *drawn[2];    /* (nullable): the frames that `images` show */
  SfImage *images[2];   /* (nullable) */
};

/* What the thread takes with it out of the lock. */
typedef struct {
  SfFrame *frames[2];
  SfRecipe recipe;
  SySize limit;
} Work;

static gint64
get_thread_cpu_us (void)
{
  struct timespec time;

  if (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time) != 0)
    return 0;

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* What the other looks at has the size of what there is of them. */
static SySize
get_frame_size (const Work *work, int person)
{
  const SfFrame *frame = work->frames[person] != NULL ? work->frames[person]
                                                      : work->frames[1 - person];

  return frame != NULL ? (SySize){frame->width, frame->height}
                       : (SySize){SF_LIVE_NOBODY_WIDTH, SF_LIVE_NOBODY_HEIGHT};
}

static void
forget_images (SfLiveComposer *self)
{
  for (int i = 0; i < 2; i++) {
    g_clear_pointer (&self->images[i], sf_image_unref);
    g_clear_pointer (&self->drawn[i], sf_frame_unref);
  }
}

static gboolean
renew_canvas (SfLiveComposer *self, const Work *work)
{
  SfLiveSpec spec = {
    .view = self->view,
    .recipe = work->recipe,
    .images = {get_frame_size (work, 0), get_frame_size (work, 1)},
    .limit = work->limit,
  };

  if (self->canvas != NULL && sf_live_spec_is_equal (&self->spec, &spec))
    return TRUE;

  g_clear_pointer (&self->canvas, sf_live_canvas_free);
  forget_images (self);
  self->spec = spec;
  self->canvas = sf_live_canvas_new (&spec);
  for (int i = 0; self->canvas != NULL && i < 2; i++) {
    int n =
      sf_live_image_count_halvings (spec.images[i], sf_live_canvas_get_scale (self->canvas, i));

    self->n_halvings[i] = n;
    spec.images[i] = (SySize){spec.images[i].width >> n, spec.images[i].height >> n};
  }
  if (self->n_halvings[0] + self->n_halvings[1] > 0) {
    g_clear_pointer (&self->canvas, sf_live_canvas_free);
    self->canvas = sf_live_canvas_new (&spec);
  }

  return self->canvas != NULL;
}

/* Returns: whether there is an image now */
static gboolean
renew_image (SfLiveComposer *self, int person, SfFrame *frame)
{
  SfImage **image = &self->images[person];

  if (*image != NULL && frame == self->drawn[person])
    return TRUE;

  g_clear_pointer (image, sf_image_unref);
  g_clear_pointer (&self->drawn[person], sf_frame_unref);
  *image = sf_live_image_new (frame, self->n_halvings[person],
                              sf_live_canvas_get_spec (self->canvas)->images[person]);
  self->drawn[person] = frame != NULL ? sf_frame_ref (frame) : NULL;

  return *image != NULL;
}

/* Every fourth pixel both ways is plenty. */
static int
measure_luma (const SfFrame *frame)
{
  guint64 sum = 0, n = 0;

  for (int y = 0; y < frame->height; y += 4)
    for (int x = 0; x < frame->width; x += 4) {
      sum += frame->planes[0][(gsize) y * frame->strides[0] + (gsize) x];
      n++;
    }

  return (int) (sum / n);
}

static void
compose (SfLiveComposer *self, const Work *work)
{
  g_autoptr (SfLivePicture) picture = NULL;
  gboolean is_alone = self->view == SF_LIVE_VIEW_ALONE;

  if ((is_alone && work->frames[0] == NULL) || !renew_canvas (self, work) ||
      !renew_image (self, 0, work->frames[0]) ||
      (!is_alone && !renew_image (self, 1, work->frames[1])))
    return;

  picture = sf_live_canvas_draw (self->canvas, self->images, self->pool);
  if (picture == NULL)
    return;

  if (is_alone)
    picture->luma = measure_luma (work->frames[0]);
  self->func (picture, self->user_data);
}

/* Returns: FALSE when it is time to end. Called under the lock. */
static gboolean
wait_for_work (SfLiveComposer *self, Work *ret_work)
{
  while (!self->is_stopping) {
    gint64 due_us = sf_live_pace_get_due (&self->pace);

    if (self->limit.width == 0 || due_us == G_MAXINT64)
      g_cond_wait (&self->changed, &self->lock);
    else if (due_us <= g_get_monotonic_time () ||
             !g_cond_wait_until (&self->changed, &self->lock, due_us))
      break;
  }
  if (self->is_stopping)
    return FALSE;

  sf_live_pace_draw (&self->pace, g_get_monotonic_time ());
  for (int i = 0; i < 2; i++)
    ret_work->frames[i] = self->frames[i] != NULL ? sf_frame_ref (self->frames[i]) : NULL;
  ret_work->recipe = self->recipe;
  ret_work->limit = self->limit;
  return TRUE;
}

static gpointer
run (gpointer data)
{
  SfLiveComposer *self = data;
  Work work;

  g_mutex_lock (&self->lock);
  while (wait_for_work (self, &work)) {
    g_mutex_unlock (&self->lock);
    compose (self, &work);
    for (int i = 0; i < 2; i++)
      g_clear_pointer (&work.frames[i], sf_frame_unref);
    g_mutex_lock (&self->lock);
    self->stats.n_pictures++;
    self->stats.cpu_us = get_thread_cpu_us ();
  }
  g_mutex_unlock (&self->lock);

  return NULL;
}

SfLiveComposer *
sf_live_composer_new (SfLiveView view, SfLivePictureFunc func, gpointer user_data)
{
  SfLiveComposer *self = g_new0 (SfLiveComposer, 1);

  self->view = view;
  self->func = func;
  self->user_data = user_data;
  self->pool = sf_live_pool_new ();
  sf_recipe_init (&self->recipe);
  sf_live_pace_init (&self->pace);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("sf-composer", run, self);

  return self;
}

void
sf_live_composer_free (SfLiveComposer *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  forget_images (self);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->frames[i], sf_frame_unref);
  g_clear_pointer (&self->canvas, sf_live_canvas_free);
  sf_live_pool_unref (self->pool);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

void
sf_live_composer_put (SfLiveComposer *self, int person, SfFrame *frame)
{
  SfFrame *old;

  g_return_if_fail (person == 0 || person == 1);

  g_mutex_lock (&self->lock);
  old = self->frames[person];
  self->frames[person] = frame != NULL ? sf_frame_ref (frame) : NULL;
  if (frame != NULL) {
    sf_live_pace_take (&self->pace, person, g_get_monotonic_time ());
    self->stats.n_frames++;
  } else {
    sf_live_pace_hurry (&self->pace);
  }
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&old, sf_frame_unref);
}

SfFrame *
sf_live_composer_dup_frame (SfLiveComposer *self, int person)
{
  SfFrame *frame;

  g_return_val_if_fail (person == 0 || person == 1, NULL);

  g_mutex_lock (&self->lock);
  frame = self->frames[person] != NULL ? sf_frame_ref (self->frames[person]) : NULL;
  g_mutex_unlock (&self->lock);

  return frame;
}

void
sf_live_composer_set_recipe (SfLiveComposer *self, const SfRecipe *recipe)
{
  g_return_if_fail (sf_recipe_validate (recipe, NULL));

  g_mutex_lock (&self->lock);
  self->recipe = *recipe;
  sf_live_pace_hurry (&self->pace);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
sf_live_composer_set_limit (SfLiveComposer *self, int width, int height)
{
  g_return_if_fail (width > 0 && height > 0);

  g_mutex_lock (&self->lock);
  if (self->limit.width != width || self->limit.height != height) {
    self->limit = (SySize){width, height};
    sf_live_pace_hurry (&self->pace);
    g_cond_signal (&self->changed);
  }
  g_mutex_unlock (&self->lock);
}

void
sf_live_composer_get_stats (SfLiveComposer *self, SfLiveComposerStats *ret_stats)
{
  g_mutex_lock (&self->lock);
  *ret_stats = self->stats;
  g_mutex_unlock (&self->lock);
}
