/* The recipe both sides hold, and whether both people have said yes to its mode. Pure. */
#pragma once

#include "app/session/sf-recipe.h"

G_BEGIN_DECLS

/*
 * A register that the last writer wins: the higher revision, on a tie the creator's. Both sides see
 * the same changes, so both end with the same recipe. A mode that was not agreed to before needs a
 * yes from each. Plain data; sf_agreement_init() before use.
 */
typedef struct {
  gboolean is_creator; /* this side */
  SfRecipe recipe;
  guint32 revision;
  gboolean by_creator; /* who made this revision */
  SfMode agreed_mode;  /* the last that both said yes to */
  gboolean own_yes;    /* to the mode of @recipe */
  gboolean peer_yes;
} SfAgreement;

typedef enum {
  SF_AGREEMENT_STALE, /* an older change: ignored */
  SF_AGREEMENT_ADOPTED,
  /* Adopted; this side had asked for the same mode, which is its yes: the other is to be told. */
  SF_AGREEMENT_CROSSED,
} SfAgreementNews;

/* @recipe: what the creator asked for and both have accepted */
void sf_agreement_init (SfAgreement *self, gboolean is_creator, const SfRecipe *recipe);

/* This side's change. */
void sf_agreement_change (SfAgreement *self, const SfRecipe *recipe);
/* The other side's. */
SfAgreementNews sf_agreement_receive (SfAgreement *self, guint32 revision, const SfRecipe *recipe);

void sf_agreement_say_yes (SfAgreement *self);
/* The other side said yes to the newest change, which is this side's. */
void sf_agreement_hear_yes (SfAgreement *self);

/* TRUE when photographs may be taken by the recipe. */
gboolean sf_agreement_is_agreed (const SfAgreement *self);
/* TRUE when this person is asked. */
gboolean sf_agreement_wants_yes (const SfAgreement *self);

G_END_DECLS
