/* The rules of proposing the instant of a photograph and of agreeing to one. Pure. */
#pragma once

#include "app/session/sf-recipe.h"
#include "net/peer/sf-clock-filter.h"
#include "net/server/sf-token-bucket.h"

G_BEGIN_DECLS

#define SF_SHUTTER_LEAD_US                                                                         \
  (300 * 1000) /* at least this, or three round trips, beside the countdown */
#define SF_SHUTTER_MAX_AHEAD_US (90 * 1000000) /* a later T is refused */
#define SF_SHUTTER_WINDOW_US (100 * 1000)      /* frames farther from T are not offered */
#define SF_SHUTTER_MAX_INTERVAL_US (60 * 1000000)
#define SF_SHUTTER_MAX_TIME_US (G_MAXINT64 / 8) /* of any time: sums of a few fit */
#define SF_SHUTTER_BURST 5 /* proposals of the other side at once, then one a second */

/* One photograph of a strip that is there is taken anew. */
typedef struct {
  guint32 shot; /* that the others stay of; 0: all are taken */
  guint take;   /* which, from 0 */
} SfRetake;

/* "At the instant T": binds both sides once it is agreed to. */
typedef struct {
  guint32 id;            /* from 1, growing; the creator's are even, the joiner's odd */
  guint32 seen;          /* the newest proposal of the other side that was known, 0 for none */
  gint64 at_us;          /* T, by the sender's monotonic clock */
  gint64 offset_us;      /* the receiver's clock less the sender's, as the sender knows it */
  gint64 uncertainty_us; /* of that, at T */
  gint64 window_us;      /* around T */
  gint64 interval_us;    /* between the photographs of one picture */
  SfRecipe recipe;
  SfRetake retake;
} SfProposal;

typedef enum {
  SF_SHUTTER_AGREED,
  SF_SHUTTER_OUTRUN, /* our own crossed it and comes first, as the other side knows, too */
  SF_SHUTTER_LATE,   /* T is past, or nearer than this side's countdown */
  SF_SHUTTER_FAR,    /* T is too far away */
  SF_SHUTTER_CLOCK,  /* the two sides' ideas of their clocks differ, or are too vague */
  SF_SHUTTER_OFTEN,  /* too many proposals */
  SF_SHUTTER_WRONG,  /* a number that was used before, or is not the other side's to use */
} SfShutterVerdict;

/* Plain data; sf_shutter_init() before use. */
typedef struct {
  gboolean is_creator;
  SfProposal own;  /* the newest of this side; id 0: none */
  guint32 peer_id; /* the newest of the other side */
  SfTokenBucket bucket;
} SfShutter;

void sf_shutter_init (SfShutter *self, gboolean is_creator);

/**
 * sf_shutter_propose:
 * @now_us: this side's monotonic clock
 * @countdown_us: the longer of what both sides want
 *
 * Returns: (transfer none): the proposal, until the next one
 */
const SfProposal *sf_shutter_propose (SfShutter *self,
                                      gint64 now_us,
                                      const SfClockEstimate *clock,
                                      gint64 countdown_us,
                                      const SfRecipe *recipe);

/**
 * sf_shutter_judge:
 * @clock: what this side knows of the other's clock
 * @countdown_us: the least this side wants
 *
 * In a glare, two proposals that crossed, both sides come to the same verdict: the smaller T by the
 * creator's clock and the creator's idea of the offset, and on a tie the creator's.
 */
SfShutterVerdict sf_shutter_judge (SfShutter *self,
                                   gint64 now_us,
                                   const SfClockEstimate *clock,
                                   gint64 countdown_us,
                                   const SfProposal *proposal);

/* T by the receiver's clock, as the sender knows it: what both sides go by once it is agreed. */
gint64 sf_proposal_get_receiver_us (const SfProposal *self);

G_END_DECLS
