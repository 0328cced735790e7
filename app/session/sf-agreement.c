/* The recipe both sides hold, and whether both people have said yes to its mode. Pure. */

#include "app/session/sf-agreement.h"

void
sf_agreement_init (SfAgreement *self, gboolean is_creator, const SfRecipe *recipe)
{
  *self = (SfAgreement){
    .is_creator = is_creator,
    .recipe = *recipe,
    .by_creator = TRUE,
    .agreed_mode = recipe->mode,
    .own_yes = TRUE,
    .peer_yes = TRUE,
  };
}

static void
settle (SfAgreement *self)
{
  if (self->own_yes && self->peer_yes)
    self->agreed_mode = self->recipe.mode;
}

void
sf_agreement_change (SfAgreement *self, const SfRecipe *recipe)
{
  self->recipe = *recipe;
  self->revision++;
  self->by_creator = self->is_creator;
  self->own_yes = TRUE;
  self->peer_yes = recipe->mode == self->agreed_mode;
}

SfAgreementNews
sf_agreement_receive (SfAgreement *self, guint32 revision, const SfRecipe *recipe)
{
  gboolean wins_tie = !self->is_creator && !self->by_creator;
  gboolean crossed;

  if (revision < self->revision || (revision == self->revision && !wins_tie))
    return SF_AGREEMENT_STALE;

  crossed = recipe->mode != self->agreed_mode && recipe->mode == self->recipe.mode && self->own_yes;
  self->own_yes = crossed || recipe->mode == self->agreed_mode;
  self->peer_yes = TRUE;
  self->recipe = *recipe;
  self->revision = revision;
  self->by_creator = !self->is_creator;
  settle (self);

  return crossed ? SF_AGREEMENT_CROSSED : SF_AGREEMENT_ADOPTED;
}

void
sf_agreement_say_yes (SfAgreement *self)
{
  self->own_yes = TRUE;
  settle (self);
}

void
sf_agreement_hear_yes (SfAgreement *self)
{
  self->peer_yes = TRUE;
  settle (self);
}

gboolean
sf_agreement_is_agreed (const SfAgreement *self)
{
  return self->own_yes && self->peer_yes;
}

gboolean
sf_agreement_wants_yes (const SfAgreement *self)
{
  return !self->own_yes;
}
