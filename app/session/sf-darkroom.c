/* The work on photographs that takes time, in worker threads: encode, decode, compose, write. */

#include "app/session/sf-darkroom.h"

#include "app/export/sf-store.h"
#include "app/image/sf-stamp.h"
#include "app/session/sf-request-picture.h"
#include "app/session/sf-session-message.h"
#include "app/sf-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define PREVIEW_QUALITY 60

/* What a task needs; each kind uses a part. */
typedef struct {
  SfDarkroomPlace place; /* what it holds is the job's */
  GPtrArray *paths;      /* (nullable): what is removed */
  SfStills *stills;
  guint chosen;
  GBytes *file;
  guint8 sha256[SF_DIGEST_SIZE];
  SfRecipe recipe;
  gboolean is_creator;
  SfImage *creator[SF_RECIPE_MAX_SHOTS];
  SfImage *joiner[SF_RECIPE_MAX_SHOTS];
} Job;

static void
job_free (Job *job)
{
  g_free ((char *) job->place.folder);
  g_free ((char *) job->place.stem);
  g_clear_pointer (&job->place.when, g_date_time_unref);
  g_free ((char *) job->place.path);
  g_clear_pointer (&job->paths, g_ptr_array_unref);
  g_clear_pointer (&job->stills, sf_stills_unref);
  g_clear_pointer (&job->file, g_bytes_unref);
  for (guint i = 0; i < SF_RECIPE_MAX_SHOTS; i++) {
    g_clear_pointer (&job->creator[i], sf_image_unref);
    g_clear_pointer (&job->joiner[i], sf_image_unref);
  }
  g_free (job);
}

static Job *
job_new (const SfDarkroomPlace *place)
{
  Job *job = g_new0 (Job, 1);

  job->place = (SfDarkroomPlace){
    .folder = g_strdup (place->folder),
    .stem = g_strdup (place->stem),
    .format = place->format,
    .when = g_date_time_ref (place->when),
    .path = g_strdup (place->path),
  };

  return job;
}

static void
job_run (Job *job,
         GTaskThreadFunc run,
         gpointer tag,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run);
}

void
sf_photograph_free (SfPhotograph *self)
{
  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_pointer (&self->image, sf_image_unref);
  g_clear_pointer (&self->preview, sf_photograph_free);
  g_free (self->path);
  g_free (self);
}

void
sf_picture_free (SfPicture *self)
{
  g_clear_pointer (&self->image, sf_image_unref);
  g_free (self->path);
  g_free (self);
}

/* Nothing depends on a preview, so one that cannot be made is none. */
static SfPhotograph *
make_preview (SfImage *image)
{
  g_autoptr (SfPhotograph) preview = g_new0 (SfPhotograph, 1);
  g_autoptr (SfImage) small =
    sf_image_shrink (image, SF_PHOTO_PREVIEW_SIDE, SF_PHOTO_PREVIEW_SIDE, NULL);

  if (small != NULL)
    preview->file = sf_image_encode_webp (small, PREVIEW_QUALITY, NULL);
  if (preview->file == NULL || g_bytes_get_size (preview->file) > SF_PHOTO_PREVIEW_MAX_BYTES)
    return NULL;

  sf_digest (preview->file, preview->sha256);
  preview->image = sf_image_decode_exact (preview->file, NULL);
  return preview->image != NULL ? g_steal_pointer (&preview) : NULL;
}

/* @webp: (nullable): @image as such a file, where there is one
 *
 * Returns: (transfer full) (nullable): the path */
static char *
keep (const SfDarkroomPlace *place, SfImage *image, GBytes *webp, GError **error)
{
  g_autoptr (GBytes) bare = webp != NULL && place->format == SF_FILE_FORMAT_WEBP
                              ? g_bytes_ref (webp)
                              : sf_file_format_encode (place->format, image, error);
  g_autoptr (GBytes) file = bare != NULL ? sf_stamp (place->format, bare, place->when, error)
                                         : NULL;

  if (file == NULL)
    return NULL;
  if (place->path == NULL)
    return sf_store_write (place->folder, place->stem, sf_file_format_get_extension (place->format),
                           file, error);

  return sf_store_replace (place->path, file, error) ? g_strdup (place->path) : NULL;
}

static void
develop (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SfPhotograph) photograph = g_new0 (SfPhotograph, 1);
  GError *error = NULL;
  g_autoptr (SfImage) image = sf_stills_dup_image (job->stills, job->chosen, &error);

  if (image != NULL)
    photograph->file = sf_image_encode_webp_within (image, SF_PHOTO_MAX_BYTES, &error);
  if (photograph->file != NULL)
    photograph->image = sf_image_decode_exact (photograph->file, &error);
  if (photograph->image != NULL)
    photograph->path = keep (&job->place, photograph->image, photograph->file, &error);
  if (photograph->path == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sf_digest (photograph->file, photograph->sha256);
  photograph->preview = make_preview (image);
  g_task_return_pointer (task, g_steal_pointer (&photograph), (GDestroyNotify) sf_photograph_free);
}

void
sf_darkroom_develop_async (SfStills *stills,
                           guint chosen,
                           const SfDarkroomPlace *place,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Job *job = job_new (place);

  job->stills = sf_stills_ref (stills);
  job->chosen = chosen;
  job_run (job, develop, sf_darkroom_develop_async, cancellable, callback, user_data);
}

/* Whatever is wrong with the bytes, it is the other side that sent them. */
static SfImage *
decode_theirs (Job *job, guint8 ret_sha256[SF_DIGEST_SIZE], GError **error)
{
  g_autoptr (GError) picture_error = NULL;
  SfImage *image;

  sf_digest (job->file, ret_sha256);
  if (memcmp (ret_sha256, job->sha256, SF_DIGEST_SIZE) != 0) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PROTOCOL,
                         "The photograph is not the one that was announced");
    return NULL;
  }

  image = sf_image_decode_exact (job->file, &picture_error);
  if (image == NULL)
    g_set_error (error, SF_ERROR, SF_ERROR_PROTOCOL, "The other side sent no photograph: %s",
                 picture_error->message);

  return image;
}

static void
receive (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SfPhotograph) photograph = g_new0 (SfPhotograph, 1);
  GError *error = NULL;

  photograph->file = g_bytes_ref (job->file);
  photograph->image = decode_theirs (job, photograph->sha256, &error);
  if (photograph->image != NULL)
    photograph->path = keep (&job->place, photograph->image, photograph->file, &error);
  if (photograph->path == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_task_return_pointer (task, g_steal_pointer (&photograph), (GDestroyNotify) sf_photograph_free);
}

void
sf_darkroom_receive_async (GBytes *file,
                           const guint8 sha256[SF_DIGEST_SIZE],
                           const SfDarkroomPlace *place,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Job *job = job_new (place);

  job->file = g_bytes_ref (file);
  memcpy (job->sha256, sha256, SF_DIGEST_SIZE);
  job_run (job, receive, sf_darkroom_receive_async, cancellable, callback, user_data);
}

static gboolean
check_preview_size (GBytes *file, GError **error)
{
  int width, height;

  /* What is no picture at all is told by decoding it. */
  if (!sf_image_peek_size (file, &width, &height, NULL) ||
      MAX (width, height) <= SF_PHOTO_PREVIEW_SIDE)
    return TRUE;

  g_set_error (error, SF_ERROR, SF_ERROR_PROTOCOL, "A preview has %d x %d pixels", width, height);
  return FALSE;
}

static void
glance (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SfPhotograph) photograph = g_new0 (SfPhotograph, 1);
  GError *error = NULL;

  photograph->file = g_bytes_ref (job->file);
  if (check_preview_size (job->file, &error))
    photograph->image = decode_theirs (job, photograph->sha256, &error);
  if (photograph->image == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_task_return_pointer (task, g_steal_pointer (&photograph), (GDestroyNotify) sf_photograph_free);
}

void
sf_darkroom_glance_async (GBytes *file,
                          const guint8 sha256[SF_DIGEST_SIZE],
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_bytes_ref (file);
  memcpy (job->sha256, sha256, SF_DIGEST_SIZE);
  job_run (job, glance, sf_darkroom_glance_async, cancellable, callback, user_data);
}

SfPhotograph *
sf_darkroom_photograph_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
exchange (Job *job, SfPicture *picture)
{
  SfImage *all[2 * SF_RECIPE_MAX_SHOTS];
  guint n = job->recipe.n_shots;

  memcpy (all, job->creator, n * sizeof *all);
  memcpy (all + n, job->joiner, n * sizeof *all);
  sf_image_hash (all, 2 * n, picture->sha256);
  picture->image = sf_image_ref (job->is_creator ? job->joiner[n - 1] : job->creator[n - 1]);

  return TRUE;
}

static gboolean
synthesize (Job *job, SfPicture *picture, GError **error)
{
  picture->image = sf_recipe_compose (&job->recipe, job->creator, job->joiner, error);
  if (picture->image == NULL)
    return FALSE;

  sf_image_hash (&picture->image, 1, picture->sha256);
  picture->path = keep (&job->place, picture->image, NULL, error);
  return picture->path != NULL;
}

static void
compose (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SfPicture) picture = g_new0 (SfPicture, 1);
  GError *error = NULL;
  gboolean made = job->recipe.mode == SF_MODE_EXCHANGE ? exchange (job, picture)
                                                       : synthesize (job, picture, &error);

  if (made)
    g_task_return_pointer (task, g_steal_pointer (&picture), (GDestroyNotify) sf_picture_free);
  else
    g_task_return_error (task, error);
}

void
sf_darkroom_compose_async (const SfRecipe *recipe,
                           SfImage *const *creator,
                           SfImage *const *joiner,
                           gboolean is_creator,
                           const SfDarkroomPlace *place,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Job *job = job_new (place);

  job->recipe = *recipe;
  job->is_creator = is_creator;
  for (guint i = 0; i < recipe->n_shots; i++) {
    job->creator[i] = sf_image_ref (creator[i]);
    job->joiner[i] = sf_image_ref (joiner[i]);
  }
  job_run (job, compose, sf_darkroom_compose_async, cancellable, callback, user_data);
}

SfPicture *
sf_darkroom_compose_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
discard (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  for (guint i = 0; i < job->paths->len; i++)
    if (g_unlink (g_ptr_array_index (job->paths, i)) != 0)
      g_debug ("A photograph was not removed");
  g_task_return_boolean (task, TRUE);
}

void
sf_darkroom_discard_async (GPtrArray *paths, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->paths = g_ptr_array_ref (paths);
  job_run (job, discard, sf_darkroom_discard_async, NULL, callback, user_data);
}

static void
look (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  SfImage *image = sf_request_picture_decode (job->file, &error);

  if (image != NULL)
    g_task_return_pointer (task, image, (GDestroyNotify) sf_image_unref);
  else
    g_task_return_error (task, error);
}

void
sf_darkroom_look_async (GBytes *webp,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_bytes_ref (webp);
  job_run (job, look, sf_darkroom_look_async, cancellable, callback, user_data);
}

SfImage *
sf_darkroom_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
