/* What is shown of a shot, made in a worker thread. */

#include "ui/sf-shot-picture.h"

#include "ui/sf-texture.h"

#include "app/sf-error.h"
#include "app/stage/sf-live-canvas.h"

#include <string.h>

/* No window needs more. */
#define MAX_WIDTH 2560
#define MAX_HEIGHT 1600

/* Of what is not here yet: nearly the ground of the page. */
#define DARK 0x28

typedef struct {
  SfRecipe recipe;
  SfImage *picture;                        /* (nullable): the result as it is */
  SfImage *images[2][SF_RECIPE_MAX_SHOTS]; /* of the creator, the joiner */
  guint n_takes;
} Job;

static void
job_free (Job *self)
{
  g_clear_pointer (&self->picture, sf_image_unref);
  for (guint person = 0; person < 2; person++)
    for (guint i = 0; i < self->n_takes; i++)
      sf_image_unref (self->images[person][i]);
  g_free (self);
}

static gboolean
is_exchange (const SfShot *shot)
{
  return shot->recipe.mode == SF_MODE_EXCHANGE;
}

static SfPhotoKind
get_photo_kind (SfShotPictureKind kind)
{
  return kind <= SF_SHOT_PICTURE_SMALL ? SF_PHOTO_PREVIEW : SF_PHOTO_FULL;
}

/* Returns: (nullable): a small version, of whoever */
static SfImage *
find_any (const SfShot *shot)
{
  for (guint i = 0; i < shot->n_takes; i++) {
    const SfShotTake *takes[] = {&shot->own[i], &shot->theirs[i]};

    for (guint side = 0; side < G_N_ELEMENTS (takes); side++)
      if (takes[side]->photos[SF_PHOTO_PREVIEW].image != NULL)
        return takes[side]->photos[SF_PHOTO_PREVIEW].image;
  }

  return NULL;
}

gboolean
sf_shot_picture_is_ready (const SfShot *shot, SfShotPictureKind kind)
{
  SfPhotoKind photo = get_photo_kind (kind);

  if (kind == SF_SHOT_PICTURE_RESULT && shot->picture == NULL)
    return FALSE;
  if (kind == SF_SHOT_PICTURE_TAKEN)
    return find_any (shot) != NULL;

  for (guint i = 0; i < shot->n_takes; i++)
    if (shot->own[i].photos[photo].image == NULL ||
        (kind != SF_SHOT_PICTURE_OWN && shot->theirs[i].photos[photo].image == NULL))
      return FALSE;

  return TRUE;
}

/* @like: whatever has the size that it may have; (nullable) when there is nothing to darken */
static SfImage *
ref_or_darken (const SfShotPhoto *photo, const SfImage *like)
{
  SfImage *dark;

  if (photo->image != NULL)
    return sf_image_ref (photo->image);

  dark = sf_image_new (like->width, like->height, NULL);
  memset (dark->pixels, DARK, dark->stride * (gsize) dark->height);
  return dark;
}

static GdkTexture *
make_texture (SfImage *image, GError **error)
{
  g_autoptr (SfImage) small = sf_image_shrink (image, MAX_WIDTH, MAX_HEIGHT, error);
  GdkTexture *texture = small != NULL ? sf_texture_new_for_image (small) : NULL;

  if (texture == NULL && small != NULL)
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE, "not enough memory for a texture");

  return texture;
}

static GdkTexture *
make_pair (const Job *job, GError **error)
{
  SfImage *images[2] = {job->images[0][job->n_takes - 1], job->images[1][job->n_takes - 1]};
  SfLiveSpec spec = {
    .recipe = job->recipe,
    .images = {{images[0]->width, images[0]->height}, {images[1]->width, images[1]->height}},
    .limit = {MAX_WIDTH, MAX_HEIGHT},
  };
  g_autoptr (SfLiveCanvas) canvas = sf_live_canvas_new (&spec);
  g_autoptr (SfLivePool) pool = sf_live_pool_new ();
  g_autoptr (SfLivePicture) picture = canvas != NULL ? sf_live_canvas_draw (canvas, images, pool)
                                                     : NULL;

  if (picture == NULL) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PICTURE, "not enough memory for a texture");
    return NULL;
  }

  return sf_texture_new_for_picture (picture);
}

static GdkTexture *
make_composite (const Job *job, GError **error)
{
  g_autoptr (SfImage) composite = NULL;

  if (job->picture != NULL)
    return make_texture (job->picture, error);

  composite = sf_recipe_compose (&job->recipe, job->images[0], job->images[1], error);
  return composite != NULL ? make_texture (composite, error) : NULL;
}

static void
make_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  GdkTexture *texture = job->recipe.mode == SF_MODE_EXCHANGE ? make_pair (job, &error)
                                                             : make_composite (job, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
sf_shot_picture_async (const SfShot *shot,
                       SfShotPictureKind kind,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const SfShotTake *creator = shot->is_creator ? shot->own : shot->theirs;
  const SfShotTake *joiner = shot->is_creator ? shot->theirs : shot->own;
  SfPhotoKind photo = get_photo_kind (kind);
  const SfImage *any = find_any (shot);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (sf_shot_picture_is_ready (shot, kind));

  job->recipe = shot->recipe;
  job->n_takes = shot->n_takes;
  for (guint i = 0; i < shot->n_takes; i++) {
    job->images[0][i] = ref_or_darken (&creator[i].photos[photo], any);
    job->images[1][i] = ref_or_darken (&joiner[i].photos[photo], any);
  }
  if (kind == SF_SHOT_PICTURE_ORIGINALS)
    job->recipe.mode = SF_MODE_EXCHANGE;
  else if (kind == SF_SHOT_PICTURE_RESULT && !is_exchange (shot))
    job->picture = sf_image_ref (shot->picture);
  g_task_set_source_tag (task, sf_shot_picture_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, make_in_thread);
}

GdkTexture *
sf_shot_picture_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
