/* The few short sounds of the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SF_SOUND_TICK,    /* a second of the countdown */
  SF_SOUND_SHUTTER, /* the photo is taken */
} SfSound;

/* Begins to play, in the background. Silent where there is nothing to play it with. */
void sf_sounds_play (SfSound sound);

G_END_DECLS
