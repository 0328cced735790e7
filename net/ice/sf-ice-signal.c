/* What two ICE agents tell each other through the rendezvous: credentials and candidates. */

#include "net/ice/sf-ice-signal.h"

#include <sodium.h>

#include <string.h>

#define FLAG_ENDED 0x01

G_STATIC_ASSERT (1 + 4 + 1 + 2 * (2 + SF_ICE_MAX_CREDENTIAL) + 1 +
                   SF_ICE_SIGNAL_MAX_CANDIDATES * SF_CANDIDATE_MAX_SIZE <=
                 SF_ICE_SIGNAL_MAX_SIZE);

gboolean
sf_ice_signal_init_news (SfIceSignal *self,
                         const SfIceSignal *description,
                         guint32 generation,
                         SfIceTold *told)
{
  if (told->credentials && told->n_candidates == description->n_candidates &&
      told->ended == description->ended)
    return FALSE;

  *self = *description;
  self->generation = generation;
  self->n_candidates -= told->n_candidates;
  memmove (self->candidates, description->candidates + told->n_candidates,
           self->n_candidates * sizeof self->candidates[0]);

  told->credentials = TRUE;
  told->ended = description->ended;
  told->n_candidates = description->n_candidates;
  return TRUE;
}

GBytes *
sf_ice_signal_write (const SfIceSignal *self)
{
  SfWriter writer;

  g_return_val_if_fail (self->n_candidates <= SF_ICE_SIGNAL_MAX_CANDIDATES, NULL);

  sf_writer_init_alloc (&writer, SF_ICE_SIGNAL_MAX_SIZE);
  sf_writer_u8 (&writer, SF_ICE_SIGNAL_VERSION);
  sf_writer_u32 (&writer, self->generation);
  sf_writer_u8 (&writer, self->ended ? FLAG_ENDED : 0);
  sf_writer_string (&writer, self->ufrag);
  sf_writer_string (&writer, self->password);
  sf_writer_u8 (&writer, (guint8) self->n_candidates);
  for (guint i = 0; i < self->n_candidates; i++)
    sf_candidate_write (&self->candidates[i], &writer);

  return sf_writer_free_to_bytes (&writer);
}

static void
read_credential (char *out, gsize min, SfReader *reader)
{
  g_autofree char *text = sf_reader_dup_string (reader, SF_ICE_MAX_CREDENTIAL);

  if (text == NULL)
    return;

  if (sf_candidate_is_ice_text (text, min, SF_ICE_MAX_CREDENTIAL))
    g_strlcpy (out, text, SF_ICE_MAX_CREDENTIAL + 1);
  else
    sf_reader_fail (reader);
  sodium_memzero (text, strlen (text));
}

static void
read_candidates (SfIceSignal *signal, SfReader *reader)
{
  signal->n_candidates = sf_reader_u8 (reader);
  if (signal->n_candidates > SF_ICE_SIGNAL_MAX_CANDIDATES) {
    sf_reader_fail (reader);
    return;
  }

  for (guint i = 0; i < signal->n_candidates; i++)
    sf_candidate_read (&signal->candidates[i], reader);
}

gboolean
sf_ice_signal_read (GBytes *bytes, SfIceSignal *ret_signal)
{
  SfIceSignal signal = {0};
  SfReader reader;
  guint8 flags;

  if (g_bytes_get_size (bytes) > SF_ICE_SIGNAL_MAX_SIZE)
    return FALSE;

  sf_reader_init (&reader, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (sf_reader_u8 (&reader) != SF_ICE_SIGNAL_VERSION)
    return FALSE;

  signal.generation = sf_reader_u32 (&reader);
  flags = sf_reader_u8 (&reader);
  if ((flags & ~FLAG_ENDED) != 0)
    return FALSE;

  signal.ended = (flags & FLAG_ENDED) != 0;
  read_credential (signal.ufrag, SF_ICE_MIN_UFRAG, &reader);
  read_credential (signal.password, SF_ICE_MIN_PASSWORD, &reader);
  read_candidates (&signal, &reader);
  if (!sf_reader_finish (&reader))
    return FALSE;

  *ret_signal = signal;
  return TRUE;
}

static gboolean
has_target (const SfIceSignal *self, const SfCandidate *candidate)
{
  for (guint i = 0; i < self->n_candidates; i++) {
    if (sf_candidate_equal_target (&self->candidates[i], candidate))
      return TRUE;
  }

  return FALSE;
}

/* An empty description takes the signal's credentials, another keeps its own. */
static gboolean
begin (SfIceSignal *self, const SfIceSignal *signal)
{
  if (self->ufrag[0] != '\0' && signal->generation <= self->generation)
    return FALSE;
  if (signal->generation < self->generation)
    return FALSE;

  *self = (SfIceSignal){.generation = signal->generation};
  g_strlcpy (self->ufrag, signal->ufrag, sizeof self->ufrag);
  g_strlcpy (self->password, signal->password, sizeof self->password);
  return TRUE;
}

gboolean
sf_ice_signal_merge (SfIceSignal *self, const SfIceSignal *signal, gboolean allow_loopback)
{
  gboolean changed = begin (self, signal);

  if (signal->generation != self->generation || self->ended ||
      g_strcmp0 (self->ufrag, signal->ufrag) != 0 ||
      g_strcmp0 (self->password, signal->password) != 0)
    return changed;

  for (guint i = 0; i < signal->n_candidates; i++) {
    const SfCandidate *candidate = &signal->candidates[i];

    if (self->n_candidates == SF_ICE_SIGNAL_MAX_CANDIDATES)
      break;
    if (!sf_candidate_is_acceptable (candidate, allow_loopback) || has_target (self, candidate))
      continue;
    self->candidates[self->n_candidates++] = *candidate;
    changed = TRUE;
  }

  if (signal->ended)
    self->ended = changed = TRUE;
  return changed;
}
