/* A drawn person who moves, with the time below: frames that tell when they were taken. */

#include "app/capture/sf-test-scene.h"

#include "app/capture/sf-time-strip.h"

#include <string.h>

/*
 * Drawing takes too long for each frame. So a few moments are drawn, each when it is first needed,
 * and shown forwards and backwards for ever: the movement has no jump.
 */
#define MOMENTS 24
#define MOMENT_US (G_USEC_PER_SEC / 15)
#define BEGIN_SECONDS 1.5 /* they blink soon after */

struct _SfTestScene {
  gatomicrefcount ref_count;
  SfSamplePerson person;
  int width;
  int height;
  gboolean is_timeless;
  GMutex lock;
  SfFrame *moments[MOMENTS]; /* under the lock */
};

SfTestScene *
sf_test_scene_new (SfSamplePerson person, int width, int height)
{
  SfTestScene *self = g_new0 (SfTestScene, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->person = person;
  self->width = width;
  self->height = height;
  g_mutex_init (&self->lock);

  return self;
}

void
sf_test_scene_hide_time (SfTestScene *self)
{
  self->is_timeless = TRUE;
}

SfTestScene *
sf_test_scene_ref (SfTestScene *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sf_test_scene_unref (SfTestScene *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (int i = 0; i < MOMENTS; i++)
    g_clear_pointer (&self->moments[i], sf_frame_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static int
get_moment (gint64 time_us)
{
  int step = (int) (time_us / MOMENT_US % (2 * (MOMENTS - 1)));

  return step < MOMENTS ? step : 2 * (MOMENTS - 1) - step;
}

static SfFrame *
draw_moment (SfTestScene *self, int moment, GError **error)
{
  gint64 since_us = moment * MOMENT_US;
  double seconds = BEGIN_SECONDS + (double) since_us / G_USEC_PER_SEC;
  g_autoptr (SfImage) image =
    sf_sample_people_new_image (self->person, self->width, self->height, seconds, error);

  return image != NULL ? sf_frame_new_from_image (image, 0, error) : NULL;
}

/* Returns: (nullable): never freed before the scene is */
static const SfFrame *
ensure_moment (SfTestScene *self, int moment, GError **error)
{
  const SfFrame *frame;

  g_mutex_lock (&self->lock);
  if (self->moments[moment] == NULL)
    self->moments[moment] = draw_moment (self, moment, error);
  frame = self->moments[moment];
  g_mutex_unlock (&self->lock);

  return frame;
}

SfFrame *
sf_test_scene_get_frame (SfTestScene *self, gint64 time_us, GError **error)
{
  const SfFrame *moment = ensure_moment (self, get_moment (time_us), error);
  SfFrame *frame = moment != NULL ? sf_frame_new (self->width, self->height, error) : NULL;

  if (frame == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (frame->planes); i++) {
    gsize height = (gsize) (i == 0 ? frame->height : (frame->height + 1) / 2);

    memcpy (sf_frame_get_plane (frame, i), moment->planes[i], frame->strides[i] * height);
  }
  if (!self->is_timeless)
    sf_time_strip_draw (frame, time_us);
  frame->taken_us = time_us;

  return frame;
}
