/* One picture in the making: what was taken, sent, received, composed and compared. Pure. */
#pragma once

#include "app/session/sf-session-message.h"

G_BEGIN_DECLS

typedef struct {
  SfPhotoNote note;  /* size 0: not known yet */
  GBytes *file;      /* (nullable): the WebP */
  SfImage *image;    /* (nullable): decoded from @file */
  gint64 started_us; /* when it began to move, 0 before; this side's clock */
  gboolean is_moved; /* the other side holds it, or this side does */
} SfShotPhoto;

/* Both sides make it from the same proposal. Read by anybody, changed by the session alone. */
typedef struct {
  SfProposal proposal;
  gint64 at_us;      /* T by this side's clock */
  gboolean by_other; /* the other person pressed */
  guint n_takes;     /* photographs of each side */
  guint n_taken;     /* by this side so far */
  GDateTime *when;   /* (nullable): when the first was taken; names the files */
  SfShotPhoto own[SF_RECIPE_MAX_SHOTS];
  SfShotPhoto theirs[SF_RECIPE_MAX_SHOTS];
  SfImage *picture; /* (nullable): the composite; the other's photograph when they are exchanged */
  char *path;       /* (nullable): where it is */
  gboolean has_own_hash;
  gboolean has_peer_hash;
  guint8 own_hash[SF_DIGEST_SIZE];
  guint8 peer_hash[SF_DIGEST_SIZE];
} SfShot;

SfShot *sf_shot_new (const SfProposal *proposal,
                     gint64 at_us,
                     gboolean by_other) G_GNUC_WARN_UNUSED_RESULT;
void sf_shot_free (SfShot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfShot, sf_shot_free)

/* When the next photograph of this side is due, by its clock. */
gint64 sf_shot_get_next_us (const SfShot *self);

/**
 * sf_shot_announce:
 * @note: of a photograph of the other side, for this shot
 *
 * Returns: %FALSE with %SF_ERROR_PROTOCOL when it was announced before or there is no such
 * photograph
 */
gboolean sf_shot_announce (SfShot *self, const SfPhotoNote *note, GError **error);

/**
 * sf_shot_expects:
 * @blob_id: of a blob that the other side offers; it may come before its announcement
 * @size: bytes
 *
 * Returns: whether it is a photograph of this shot that is not here yet
 */
gboolean sf_shot_expects (const SfShot *self, guint64 blob_id, guint64 size);

/* The photograph that a blob carries, of either side. Returns: (nullable) */
SfShotPhoto *sf_shot_find (SfShot *self, guint64 blob_id, gboolean incoming);

/* Every photograph of both sides is here, decoded. */
gboolean sf_shot_is_all_here (const SfShot *self);
gboolean sf_shot_is_complete (const SfShot *self);
gboolean sf_shot_is_identical (const SfShot *self);

/**
 * sf_shot_get_skew:
 * @clock: what this side knows of the other's clock
 * @ret_skew_us: how far apart the two photographs were taken, 0 or more
 *
 * Returns: %FALSE when a time is not known
 */
gboolean sf_shot_get_skew (const SfShot *self,
                           guint take,
                           const SfClockEstimate *clock,
                           gint64 *ret_skew_us);

G_END_DECLS
