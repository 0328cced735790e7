/* The work on photographs that takes time, in worker threads: encode, decode, compose, write. */
#pragma once

#include "app/image/sf-file-format.h"
#include "app/session/sf-digest.h"
#include "app/session/sf-recipe.h"
#include "app/session/sf-stills.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A photograph as both sides have it. */
typedef struct SfPhotograph SfPhotograph;

struct SfPhotograph {
  GBytes *file; /* WebP */
  guint8 sha256[SF_DIGEST_SIZE];
  SfImage *image;        /* decoded from @file, not what was encoded */
  char *path;            /* (nullable): where it was written */
  SfPhotograph *preview; /* (nullable): the same, small: of one's own */
};

void sf_photograph_free (SfPhotograph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfPhotograph, sf_photograph_free)

/* The picture that was the reason for it all. */
typedef struct {
  SfImage *image;
  guint8 sha256[SF_DIGEST_SIZE]; /* of the pixels, see sf_image_hash() */
  char *path; /* (nullable): %NULL when nothing but the photographs was to be written */
} SfPicture;

void sf_picture_free (SfPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfPicture, sf_picture_free)

/* Where and how to keep a picture. Plain data, copied by what is given it. */
typedef struct {
  const char *folder;
  const char *stem; /* its new name, without extension */
  SfFileFormat format;
  GDateTime *when;  /* it was taken: told in the file */
  const char *path; /* (nullable): of an earlier version in this format, whose place it takes */
} SfDarkroomPlace;

/**
 * sf_darkroom_develop_async:
 * @stills: what the camera gave
 * @chosen: which of them is the photograph
 *
 * Encodes a photograph of one's own for the other side, once, and writes it, in whichever format
 * with the pixels that the other side gets; the operation ends when it is on the disk. It comes
 * with a preview, unless none can be made.
 */
void sf_darkroom_develop_async (SfStills *stills,
                                guint chosen,
                                const SfDarkroomPlace *place,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * sf_darkroom_receive_async:
 * @file: a photograph from the other side
 * @sha256: what it must hash to
 *
 * Decodes it, then writes it. Fails with %SF_ERROR_PROTOCOL when it is not what was announced or no
 * photograph, with %SF_ERROR_STORAGE when it cannot be written.
 */
void sf_darkroom_receive_async (GBytes *file,
                                const guint8 sha256[SF_DIGEST_SIZE],
                                const SfDarkroomPlace *place,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* The same for a preview: of at most %SF_PHOTO_PREVIEW_SIDE pixels a side, and not written. */
void sf_darkroom_glance_async (GBytes *file,
                               const guint8 sha256[SF_DIGEST_SIZE],
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* Of any of the three above. */
SfPhotograph *sf_darkroom_photograph_finish (GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_darkroom_compose_async:
 * @creator: (array): the creator's photographs, as many as @recipe has shots
 * @joiner: (array): the joiner's
 * @is_creator: which of them are this side's
 *
 * Makes the picture and its hash, and writes it. In exchange mode the picture is the other side's
 * (last) photograph, which is written already, and the hash goes over all.
 */
void sf_darkroom_compose_async (const SfRecipe *recipe,
                                SfImage *const *creator,
                                SfImage *const *joiner,
                                gboolean is_creator,
                                const SfDarkroomPlace *place,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
SfPicture *sf_darkroom_compose_finish (GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes files that this session wrote. What cannot be removed stays. */
void sf_darkroom_discard_async (GPtrArray *paths, GAsyncReadyCallback callback, gpointer user_data);

/* Decodes the picture of a request. */
void sf_darkroom_look_async (GBytes *webp,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
SfImage *sf_darkroom_look_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
