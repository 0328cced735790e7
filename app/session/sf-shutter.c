/* The rules of proposing the instant of a photograph and of agreeing to one. Pure. */

#include "app/session/sf-shutter.h"

#define MIN_INTERVAL_US (300 * 1000)
/* Two estimates of one offset may differ by this beside their uncertainty. */
#define CLOCK_SLACK_US 1000

static const SfTokenRate rate = {.burst = SF_SHUTTER_BURST, .refill_us = G_USEC_PER_SEC};

void
sf_shutter_init (SfShutter *self, gboolean is_creator)
{
  *self = (SfShutter){.is_creator = is_creator};
}

static guint32
next_id (const SfShutter *self)
{
  if (self->own.id != 0)
    return self->own.id + 2;

  return self->is_creator ? 2 : 1;
}

const SfProposal *
sf_shutter_propose (SfShutter *self,
                    gint64 now_us,
                    const SfClockEstimate *clock,
                    gint64 countdown_us,
                    const SfRecipe *recipe)
{
  gint64 at_us = now_us + countdown_us + MAX (SF_SHUTTER_LEAD_US, 3 * clock->median_rtt_us);
  gint64 uncertainty_us = sf_clock_estimate_get_uncertainty_us (clock, at_us);

  self->own = (SfProposal){
    .id = next_id (self),
    .seen = self->peer_id,
    .at_us = at_us,
    .offset_us = clock->offset_us,
    .uncertainty_us = MIN (uncertainty_us, SF_CLOCK_MAX_UNCERTAINTY_US),
    .window_us = SF_SHUTTER_WINDOW_US,
    .interval_us = MAX (countdown_us, MIN_INTERVAL_US),
    .recipe = *recipe,
  };

  return &self->own;
}

/* Both proposals in the creator's clock, by the creator's offset: the same numbers on both
 * sides. */
static gboolean
own_comes_first (const SfShutter *self, const SfProposal *theirs)
{
  const SfProposal *creators = self->is_creator ? &self->own : theirs;
  const SfProposal *joiners = self->is_creator ? theirs : &self->own;
  gboolean creators_first = creators->at_us <= joiners->at_us - creators->offset_us;

  return creators_first == self->is_creator;
}

static gboolean
is_their_next (const SfShutter *self, guint32 id)
{
  gboolean is_even = id % 2 == 0;

  return id > self->peer_id && is_even != self->is_creator;
}

/* Each side's offset is true within its uncertainty; ours is the other's with the sign turned. */
static gboolean
clocks_agree (const SfClockEstimate *clock, gint64 now_us, const SfProposal *theirs)
{
  gint64 uncertainty_us = sf_clock_estimate_get_uncertainty_us (clock, now_us);
  gint64 difference_us = ABS (clock->offset_us + theirs->offset_us);

  return now_us - clock->at_us <= SF_CLOCK_MAX_AGE_US &&
         uncertainty_us <= SF_CLOCK_MAX_UNCERTAINTY_US &&
         difference_us <= uncertainty_us + theirs->uncertainty_us + CLOCK_SLACK_US;
}

SfShutterVerdict
sf_shutter_judge (SfShutter *self,
                  gint64 now_us,
                  const SfClockEstimate *clock,
                  gint64 countdown_us,
                  const SfProposal *proposal)
{
  gint64 at_us = sf_proposal_get_receiver_us (proposal);

  if (!is_their_next (self, proposal->id))
    return SF_SHUTTER_WRONG;

  self->peer_id = proposal->id;

  /* Crossed, even when ours was taken back meanwhile: the other side judges by the same two
   * proposals. */
  if (proposal->seen < self->own.id && own_comes_first (self, proposal))
    return SF_SHUTTER_OUTRUN;
  if (!sf_token_bucket_take (&self->bucket, &rate, now_us))
    return SF_SHUTTER_OFTEN;
  if (!clocks_agree (clock, now_us, proposal))
    return SF_SHUTTER_CLOCK;
  if (at_us - now_us > SF_SHUTTER_MAX_AHEAD_US)
    return SF_SHUTTER_FAR;
  if (at_us <= now_us || at_us - now_us < countdown_us)
    return SF_SHUTTER_LATE;
  if (proposal->recipe.n_shots > 1 && proposal->interval_us < countdown_us)
    return SF_SHUTTER_LATE;

  return SF_SHUTTER_AGREED;
}

gint64
sf_proposal_get_receiver_us (const SfProposal *self)
{
  return self->at_us + self->offset_us;
}
