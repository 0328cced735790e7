/* Candidates on the wire, and which of a stranger's are accepted. */

#include "net/ice/sf-candidate.h"

#include <string.h>

static SfCandidate
make (SfCandidateType type, const char *address, guint16 port)
{
  SfCandidate candidate = {.type = type, .port = port, .priority = 1, .foundation = "1"};

  g_assert_true (sf_ip_address_init_from_string (&candidate.address, address));
  return candidate;
}

static gsize
write_candidate (const SfCandidate *candidate, guint8 *out, gsize capacity)
{
  SfWriter writer;

  sf_writer_init (&writer, out, capacity);
  sf_candidate_write (candidate, &writer);
  g_assert_false (sf_writer_has_failed (&writer));
  return writer.size;
}

static void
test_reads_what_it_writes (void)
{
  static const char *const addresses[] = {"192.0.2.1", "2001:db8::2"};

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    SfCandidate candidate = make (SF_CANDIDATE_TYPE_RELAYED, addresses[i], 50000);
    guint8 bytes[SF_CANDIDATE_MAX_SIZE];
    SfCandidate copy;
    SfReader reader;
    gsize size;

    candidate.priority = 0x12345678;
    memset (candidate.foundation, '/', SF_CANDIDATE_MAX_FOUNDATION);
    size = write_candidate (&candidate, bytes, sizeof bytes);
    if (candidate.address.size == SF_IP_ADDRESS_V6_SIZE)
      g_assert_cmpuint (size, ==, SF_CANDIDATE_MAX_SIZE);

    sf_reader_init (&reader, bytes, size);
    sf_candidate_read (&copy, &reader);
    g_assert_true (sf_reader_finish (&reader));
    g_assert_cmpmem (&copy, sizeof copy, &candidate, sizeof candidate);
  }
}

static void
test_wire_format (void)
{
  static const guint8 expected[] = {2, 4, 192, 0, 2, 1, 0xc3, 0x50, 0, 0, 0, 1, 1, '1'};
  SfCandidate candidate = make (SF_CANDIDATE_TYPE_RELAYED, "192.0.2.1", 50000);
  guint8 bytes[SF_CANDIDATE_MAX_SIZE];
  gsize size = write_candidate (&candidate, bytes, sizeof bytes);

  g_assert_cmpmem (bytes, size, expected, sizeof expected);
}

static gboolean
reads (const guint8 *bytes, gsize size)
{
  SfCandidate candidate;
  SfReader reader;

  sf_reader_init (&reader, bytes, size);
  sf_candidate_read (&candidate, &reader);
  return !sf_reader_has_failed (&reader);
}

static void
test_refuses_bad_form (void)
{
  SfCandidate candidate = make (SF_CANDIDATE_TYPE_HOST, "192.0.2.1", 50000);
  guint8 bytes[SF_CANDIDATE_MAX_SIZE + 16] = {0};
  gsize size = write_candidate (&candidate, bytes, sizeof bytes);

  for (gsize i = 0; i < size; i++)
    g_assert_false (reads (bytes, i));
  g_assert_true (reads (bytes, size));

  /* The size of an address is one of two. */
  for (guint i = 0; i <= G_MAXUINT8; i++) {
    bytes[1] = (guint8) i;
    if (i != 4 && i != 16)
      g_assert_false (reads (bytes, sizeof bytes));
  }
  bytes[1] = 4;

  /* A foundation of 32 bytes is the longest. */
  memset (bytes + 13, 'a', sizeof bytes - 13);
  bytes[12] = SF_CANDIDATE_MAX_FOUNDATION;
  g_assert_true (reads (bytes, sizeof bytes));
  bytes[12] = SF_CANDIDATE_MAX_FOUNDATION + 1;
  g_assert_false (reads (bytes, sizeof bytes));
}

static void
assert_acceptable (const SfCandidate *candidate, gboolean expected)
{
  g_assert_cmpint (sf_candidate_is_acceptable (candidate, FALSE), ==, expected);
}

static void
test_ports (void)
{
  SfCandidate candidate = make (SF_CANDIDATE_TYPE_HOST, "192.0.2.1", 1024);

  assert_acceptable (&candidate, TRUE);
  candidate.port = 65535;
  assert_acceptable (&candidate, TRUE);
  candidate.port = 1023;
  assert_acceptable (&candidate, FALSE);
  candidate.port = 0;
  assert_acceptable (&candidate, FALSE);

  candidate.port = 443;
  assert_acceptable (&candidate, FALSE);
  candidate.type = SF_CANDIDATE_TYPE_SERVER_REFLEXIVE;
  assert_acceptable (&candidate, FALSE);
  candidate.type = SF_CANDIDATE_TYPE_RELAYED;
  assert_acceptable (&candidate, TRUE);
  candidate.port = 442;
  assert_acceptable (&candidate, FALSE);
  candidate.port = 3478;
  assert_acceptable (&candidate, TRUE);
}

static void
test_type_priority_foundation (void)
{
  SfCandidate candidate = make (SF_CANDIDATE_TYPE_HOST, "192.0.2.1", 50000);

  candidate.type = (SfCandidateType) 3;
  assert_acceptable (&candidate, FALSE);
  candidate.type = SF_CANDIDATE_TYPE_HOST;

  candidate.priority = 0;
  assert_acceptable (&candidate, FALSE);
  candidate.priority = G_MAXUINT32;
  assert_acceptable (&candidate, TRUE);

  candidate.foundation[0] = '\0';
  assert_acceptable (&candidate, FALSE);
  g_strlcpy (candidate.foundation, "a b", sizeof candidate.foundation);
  assert_acceptable (&candidate, FALSE);
}

static void
test_addresses (void)
{
  static const char *const good[] = {"192.0.2.1", "10.0.0.1", "169.254.7.7", "2001:db8::1",
                                     "fd00::1"};
  static const char *const bad[] = {
    "0.0.0.0", "224.0.0.251", "255.255.255.255", "::", "ff02::fb", "fe80::1", "::ffff:10.0.0.1",
  };
  static const char *const loopback[] = {"127.0.0.1", "127.1.2.3", "::1"};

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    SfCandidate candidate = make (SF_CANDIDATE_TYPE_HOST, good[i], 50000);

    assert_acceptable (&candidate, TRUE);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    SfCandidate candidate = make (SF_CANDIDATE_TYPE_HOST, bad[i], 50000);

    assert_acceptable (&candidate, FALSE);
    g_assert_false (sf_candidate_is_acceptable (&candidate, TRUE));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (loopback); i++) {
    SfCandidate candidate = make (SF_CANDIDATE_TYPE_HOST, loopback[i], 50000);

    assert_acceptable (&candidate, FALSE);
    g_assert_true (sf_candidate_is_acceptable (&candidate, TRUE));
  }
}

static void
test_ice_text (void)
{
  g_assert_true (sf_candidate_is_ice_text ("aZ09+/", 4, 6));
  g_assert_false (sf_candidate_is_ice_text ("aZ09+/", 7, 9));
  g_assert_false (sf_candidate_is_ice_text ("aZ09+/", 1, 5));
  g_assert_false (sf_candidate_is_ice_text ("aZ09=", 1, 9));
  g_assert_false (sf_candidate_is_ice_text ("a\r\nb", 1, 9));
  g_assert_false (sf_candidate_is_ice_text ("\xc3\xa4", 1, 9));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/candidate/reads-what-it-writes", test_reads_what_it_writes);
  g_test_add_func ("/net/candidate/wire-format", test_wire_format);
  g_test_add_func ("/net/candidate/refuses-bad-form", test_refuses_bad_form);
  g_test_add_func ("/net/candidate/ports", test_ports);
  g_test_add_func ("/net/candidate/type-priority-foundation", test_type_priority_foundation);
  g_test_add_func ("/net/candidate/addresses", test_addresses);
  g_test_add_func ("/net/candidate/ice-text", test_ice_text);
  return g_test_run ();
}
