/* Signals of a stranger: the description they add up to stays within its bounds. */

#include "net/ice/sf-ice-signal.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
take (SfIceSignal *description, GBytes *bytes)
{
  SfIceSignal signal;
  g_autoptr (GBytes) again = NULL;

  if (!sf_ice_signal_read (bytes, &signal))
    return;

  again = sf_ice_signal_write (&signal);
  g_assert_true (g_bytes_equal (bytes, again));
  sf_ice_signal_merge (description, &signal, FALSE);
}

/* Input: signals, each behind its size in two bytes. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  SfIceSignal description = {0};
  SfReader reader;

  sf_reader_init (&reader, data, size);
  while (reader.left > 0) {
    gsize length = MIN (sf_reader_u16 (&reader), reader.left);
    const guint8 *part = sf_reader_bytes (&reader, length);
    g_autoptr (GBytes) bytes = g_bytes_new (part, part != NULL ? length : 0);

    if (part != NULL)
      take (&description, bytes);
  }

  g_assert_cmpuint (description.n_candidates, <=, SF_ICE_SIGNAL_MAX_CANDIDATES);
  for (guint i = 0; i < description.n_candidates; i++)
    g_assert_true (sf_candidate_is_acceptable (&description.candidates[i], FALSE));
  return 0;
}
