/* Remembers which packet counters were seen, over a window behind the highest. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_REPLAY_WINDOW_SIZE 1024 /* counters */

/* One word more than the window holds, so that a whole word can be cleared ahead (RFC 6479). */
#define SF_REPLAY_WINDOW_WORDS (SF_REPLAY_WINDOW_SIZE / 64 + 1)

/* All zero is an empty window. */
typedef struct {
  guint64 end; /* the lowest counter above all that were seen */
  guint64 seen[SF_REPLAY_WINDOW_WORDS];
} SfReplayWindow;

/* Whether @counter is new: above all that were seen, or in the window and not seen. */
gboolean sf_replay_window_is_fresh (const SfReplayWindow *self, guint64 counter);

/* Remembers @counter, which is fresh, and moves the window up to it. */
void sf_replay_window_add (SfReplayWindow *self, guint64 counter);

G_END_DECLS
