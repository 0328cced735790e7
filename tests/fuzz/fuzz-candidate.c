/* A candidate of a stranger: written again it is the same; accepted, it can be reached. */

#include "net/ice/sf-candidate.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint8 again[SF_CANDIDATE_MAX_SIZE];
  SfCandidate candidate;
  SfReader reader;
  SfWriter writer;

  sf_reader_init (&reader, data, size);
  sf_candidate_read (&candidate, &reader);
  if (sf_reader_has_failed (&reader))
    return 0;

  sf_writer_init (&writer, again, sizeof again);
  sf_candidate_write (&candidate, &writer);
  g_assert_false (sf_writer_has_failed (&writer));
  g_assert_cmpmem (again, writer.size, data, size - reader.left);

  if (sf_candidate_is_acceptable (&candidate, FALSE)) {
    g_assert_true (sf_ip_address_is_usable (&candidate.address));
    g_assert_false (sf_ip_address_is_loopback (&candidate.address));
    g_assert_true (sf_candidate_is_acceptable (&candidate, TRUE));
  }
  return 0;
}
