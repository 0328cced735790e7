/* All layouts of two live pictures or photographs, small, in a worker thread. */

#include "app/stage/sf-live-thumbnails.h"

#include "app/sf-error.h"
#include "app/stage/sf-live-image.h"
#include "app/synthesis/sy-layout.h"

typedef struct {
  SfFrame *frames[2]; /* (nullable) */
  SfImage *photos[2]; /* (nullable): in the place of frames */
  SfRecipe recipe;
  SySize limit;
} Job;

static void
job_free (Job *self)
{
  g_clear_pointer (&self->frames[0], sf_frame_unref);
  g_clear_pointer (&self->frames[1], sf_frame_unref);
  g_clear_pointer (&self->photos[0], sf_image_unref);
  g_clear_pointer (&self->photos[1], sf_image_unref);
  g_free (self);
}

/* No layout draws a picture wider than all of itself. */
static SfImage *
make_image (const Job *job, int person)
{
  SfFrame *frame = job->frames[person];
  const SfFrame *model = frame != NULL ? frame : job->frames[1 - person];
  SySize size = {SF_LIVE_NOBODY_WIDTH, SF_LIVE_NOBODY_HEIGHT};

  if (job->photos[person] != NULL)
    return sf_image_ref (job->photos[person]);

  if (model != NULL)
    size = (SySize){model->width, model->height};

  return sf_live_image_new (
    frame, sf_live_image_count_halvings (size, (double) job->limit.width / size.width), size);
}

static gboolean
draw_all (const Job *job, SfImage *const images[2], SfLivePool *pool, GPtrArray *pictures)
{
  SfLiveSpec spec = {
    .recipe = job->recipe,
    .images = {{images[0]->width, images[0]->height}, {images[1]->width, images[1]->height}},
    .limit = job->limit,
  };

  spec.recipe.mode = SF_MODE_SYNTHESIS;
  for (int i = 0; i < sy_n_layouts; i++) {
    g_autoptr (SfLiveCanvas) canvas = NULL;
    SfLivePicture *picture;

    sf_recipe_set_layout (&spec.recipe, (guint8) i);
    canvas = sf_live_canvas_new (&spec);
    picture = canvas != NULL ? sf_live_canvas_draw (canvas, images, pool) : NULL;
    if (picture == NULL)
      return FALSE;
    g_ptr_array_add (pictures, picture);
  }

  return TRUE;
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GPtrArray) pictures =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sf_live_picture_unref);
  g_autoptr (SfLivePool) pool = sf_live_pool_new ();
  g_autoptr (SfImage) creator = make_image (job, 0);
  g_autoptr (SfImage) joiner = make_image (job, 1);

  if (creator != NULL && joiner != NULL &&
      draw_all (job, (SfImage *[]){creator, joiner}, pool, pictures))
    g_task_return_pointer (task, g_steal_pointer (&pictures), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, SF_ERROR, SF_ERROR_PICTURE, "not enough memory for pictures");
}

static void
job_run (Job *job,
         const SfRecipe *recipe,
         SySize limit,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  job->recipe = *recipe;
  job->limit = limit;
  g_task_set_source_tag (task, sf_live_thumbnails_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, draw_in_thread);
}

void
sf_live_thumbnails_async (SfFrame *creator,
                          SfFrame *joiner,
                          const SfRecipe *recipe,
                          SySize limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->frames[0] = creator != NULL ? sf_frame_ref (creator) : NULL;
  job->frames[1] = joiner != NULL ? sf_frame_ref (joiner) : NULL;
  job_run (job, recipe, limit, cancellable, callback, user_data);
}

void
sf_live_thumbnails_of_photos_async (SfImage *creator,
                                    SfImage *joiner,
                                    const SfRecipe *recipe,
                                    SySize limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->photos[0] = sf_image_ref (creator);
  job->photos[1] = sf_image_ref (joiner);
  job_run (job, recipe, limit, cancellable, callback, user_data);
}

GPtrArray *
sf_live_thumbnails_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
