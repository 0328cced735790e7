/* Remembers which packet counters were seen, over a window behind the highest. */

#include "net/crypto/sf-replay-window.h"

static guint
word_of (guint64 counter)
{
  return counter / 64 % SF_REPLAY_WINDOW_WORDS;
}

static guint64
bit_of (guint64 counter)
{
  return G_GUINT64_CONSTANT (1) << counter % 64;
}

gboolean
sf_replay_window_is_fresh (const SfReplayWindow *self, guint64 counter)
{
  if (counter == G_MAXUINT64)
    return FALSE; /* no end lies above it */
  if (counter >= self->end)
    return TRUE;

  return self->end - counter <= SF_REPLAY_WINDOW_SIZE &&
         (self->seen[word_of (counter)] & bit_of (counter)) == 0;
}

/* Clears the words the window moves into. */
static void
advance (SfReplayWindow *self, guint64 counter)
{
  /* The word that holds end - 1 is in use; an empty window is all clear. */
  guint64 first = self->end / 64 + (self->end % 64 != 0);
  guint64 last = counter / 64;

  if (last >= SF_REPLAY_WINDOW_WORDS)
    first = MAX (first, last - SF_REPLAY_WINDOW_WORDS + 1);
  for (guint64 word = first; word <= last; word++)
    self->seen[word % SF_REPLAY_WINDOW_WORDS] = 0;

  self->end = counter + 1;
}

void
sf_replay_window_add (SfReplayWindow *self, guint64 counter)
{
  g_return_if_fail (sf_replay_window_is_fresh (self, counter));

  if (counter >= self->end)
    advance (self, counter);
  self->seen[word_of (counter)] |= bit_of (counter);
}
