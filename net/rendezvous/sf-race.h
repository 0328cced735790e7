/* Which of the places where two people may meet it is: decided once, alike on both sides. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SF_PLACE_SERVER,
  SF_PLACE_LAN,
  SF_N_PLACES, /* also: none */
} SfPlace;

typedef enum {
  SF_PLACE_ABSENT, /* not there, or not there any more */
  SF_PLACE_TRYING,
  SF_PLACE_CONFIRMED, /* the code was proved there */
} SfPlaceState;

/*
 * The creator takes the first place that is confirmed and names it there in a sealed message. The
 * joiner waits for that name while it tries two places. With one it need not: a creator can only
 * have confirmed it where it was.
 */
typedef struct {
  gboolean is_creator;
  SfPlaceState states[SF_N_PLACES];
  SfPlace winner; /* SF_N_PLACES: none yet */
} SfRace;

void sf_race_init (SfRace *self, gboolean is_creator);

/* Each returns TRUE when this decided the race. Once it is decided nothing changes any more. */
gboolean sf_race_set_state (SfRace *self, SfPlace place, SfPlaceState state);
/* The creator named @place. Only for the joiner. */
gboolean sf_race_name (SfRace *self, SfPlace place);

G_END_DECLS
