/* One picture in the making: what was taken, sent, received, composed and compared. Pure. */
#pragma once

#include "app/session/sf-session-message.h"

G_BEGIN_DECLS

typedef struct {
  SfPhotoNote note;  /* which it is; size 0: nothing more is known yet */
  GBytes *file;      /* (nullable): the WebP */
  SfImage *image;    /* (nullable): decoded from @file */
  char *path;        /* (nullable): where it is on the disk */
  gint64 started_us; /* when it began to move, 0 before; this side's clock */
  gboolean is_moved; /* the other side holds it, or this side does */
} SfShotPhoto;

/* One side's part of one photograph of the picture. Times are by the clock of that side. */
typedef struct {
  gboolean is_offered;
  SfStillTimes times;
  gboolean is_chosen; /* both sides have offered */
  guint chosen;       /* index into the times */
  SfStills *stills;   /* (nullable): this side's, until one of them is developed */
  SfShotPhoto photos[SF_PHOTO_N_KINDS];
} SfShotTake;

/* Both sides make it from the same proposal. Read by anybody, changed by the session alone. */
typedef struct {
  SfProposal proposal;
  SfRecipe recipe;     /* that the picture is made by: the proposal's, or one chosen afterwards */
  gint64 at_us;        /* T by this side's clock */
  gboolean is_creator; /* this side, of the code */
  gboolean by_other;   /* the other person pressed */
  guint n_takes;       /* photographs of each side */
  guint first_due;     /* which of them are taken: all, or one that is taken anew */
  guint n_due;
  guint n_taken;   /* of those, by this side so far */
  GDateTime *when; /* (nullable): when the first was taken; names the files */
  SfShotTake own[SF_RECIPE_MAX_SHOTS];
  SfShotTake theirs[SF_RECIPE_MAX_SHOTS];
  SfStillPair pairs[SF_RECIPE_MAX_SHOTS];       /* where both sides have offered */
  gint64 uncertainties_us[SF_RECIPE_MAX_SHOTS]; /* ... of their skew */
  SfImage *picture; /* (nullable): the composite; the other's photograph when they are exchanged */
  char *path;       /* (nullable): where it is */
  gboolean is_composing;
  gboolean has_own_hash;
  guint8 own_hash[SF_DIGEST_SIZE];
  gboolean has_peer_hash;
  SfRecipe peer_recipe; /* of the picture that the other side told the hash of */
  guint8 peer_hash[SF_DIGEST_SIZE];
} SfShot;

SfShot *sf_shot_new (const SfProposal *proposal,
                     gboolean is_creator,
                     gboolean by_other) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @proposal is to take one photograph of this finished strip anew. */
gboolean sf_shot_can_retake (const SfShot *self, const SfProposal *proposal);

/**
 * sf_shot_new_retake:
 * @kept: a finished one, of which everything but one photograph of each side is taken over
 * @proposal: what sf_shot_can_retake() said yes to
 */
SfShot *sf_shot_new_retake (const SfShot *kept,
                            const SfProposal *proposal,
                            gboolean by_other) G_GNUC_WARN_UNUSED_RESULT;

void sf_shot_free (SfShot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfShot, sf_shot_free)

/* Which photograph this side takes next, and when that is due by its clock. */
guint sf_shot_get_next (const SfShot *self);
gint64 sf_shot_get_next_us (const SfShot *self);
/* Whether @take is one of those that are taken. */
gboolean sf_shot_is_due (const SfShot *self, guint take);

/* What this side's camera gave for the next photograph. Takes @stills. Returns: which that is */
guint sf_shot_collect (SfShot *self, SfStills *stills);

/**
 * sf_shot_offer:
 * @offer: of the other side, for this shot
 *
 * Returns: %FALSE with %SF_ERROR_PROTOCOL when it was offered before, there is no such photograph,
 * or a time is farther from the instant than the proposal allows
 */
gboolean sf_shot_offer (SfShot *self, const SfStillOffer *offer, GError **error);

/**
 * sf_shot_choose:
 *
 * Once both sides have offered: which of their candidates are kept. Both sides come to the same.
 *
 * Returns: %FALSE when an offer is missing
 */
gboolean sf_shot_choose (SfShot *self, guint take);

/**
 * sf_shot_steal_stills:
 * @ret_chosen: which of them is the photograph: the chosen one; while none is, the nearest to the
 *   instant
 *
 * Returns: (transfer full) (nullable): %NULL when there are none, or they were taken before
 */
SfStills *sf_shot_steal_stills (SfShot *self,
                                guint take,
                                guint *ret_chosen) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: when the chosen candidate was taken, or %SF_PHOTO_TIME_UNKNOWN */
gint64 sf_shot_take_get_time (const SfShotTake *take);

/**
 * sf_shot_announce:
 * @note: of a photograph of the other side, for this shot
 *
 * Returns: %FALSE with %SF_ERROR_PROTOCOL when it was announced before, there is no such
 * photograph, or it was not taken at the time that was chosen
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

/* Whether the photographs are enough for a picture by @recipe, in the place of the finished one. */
gboolean sf_shot_can_relayout (const SfShot *self, const SfRecipe *recipe);

/* The other side tells what its picture is. Of one recipe the first word holds. */
void sf_shot_hear_hash (SfShot *self, const SfRecipe *recipe, const guint8 sha256[SF_DIGEST_SIZE]);

/* Both hashes of the picture by this side's recipe are known. */
gboolean sf_shot_is_complete (const SfShot *self);
gboolean sf_shot_is_identical (const SfShot *self);

/**
 * sf_shot_get_skew:
 * @ret_skew_us: how far apart the two photographs were taken, 0 or more
 * @ret_uncertainty_us: how wrong that may be
 *
 * The same on both sides: by the clocks as the proposal says.
 *
 * Returns: %FALSE when a time is not known
 */
gboolean sf_shot_get_skew (const SfShot *self,
                           guint take,
                           gint64 *ret_skew_us,
                           gint64 *ret_uncertainty_us);

G_END_DECLS
