/* Which of the places where two people may meet it is: decided once, alike on both sides. */

#include "net/rendezvous/sf-race.h"

void
sf_race_init (SfRace *self, gboolean is_creator)
{
  *self = (SfRace){.is_creator = is_creator, .winner = SF_N_PLACES};
}

static gboolean
decide (SfRace *self, SfPlace place)
{
  self->winner = place;
  return TRUE;
}

gboolean
sf_race_set_state (SfRace *self, SfPlace place, SfPlaceState state)
{
  guint n_confirmed = 0;
  guint n_trying = 0;

  if (self->winner != SF_N_PLACES)
    return FALSE;

  self->states[place] = state;
  if (self->is_creator)
    return state == SF_PLACE_CONFIRMED && decide (self, place);

  for (SfPlace i = 0; i < SF_N_PLACES; i++) {
    n_confirmed += self->states[i] == SF_PLACE_CONFIRMED;
    n_trying += self->states[i] == SF_PLACE_TRYING;
  }
  if (n_confirmed != 1 || n_trying > 0)
    return FALSE;

  return decide (self, self->states[SF_PLACE_SERVER] == SF_PLACE_CONFIRMED ? SF_PLACE_SERVER
                                                                           : SF_PLACE_LAN);
}

gboolean
sf_race_name (SfRace *self, SfPlace place)
{
  g_return_val_if_fail (!self->is_creator, FALSE);

  if (self->winner != SF_N_PLACES || self->states[place] != SF_PLACE_CONFIRMED)
    return FALSE;

  return decide (self, place);
}
