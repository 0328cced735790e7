/* What ICE agents tell each other: the form, and how it adds up to a description. */

#include "net/ice/sf-ice-signal.h"

#include <string.h>

#define UFRAG "abcd"
#define PASSWORD "0123456789abcdefghij+/"

static void
fill (char *text, gsize size)
{
  memset (text, 'x', size);
  text[size] = '\0';
}

static SfIceSignal
make (guint32 generation, guint n_candidates)
{
  SfIceSignal signal = {.generation = generation, .ufrag = UFRAG, .password = PASSWORD};

  for (guint i = 0; i < n_candidates; i++) {
    SfCandidate *candidate = &signal.candidates[signal.n_candidates++];

    candidate->priority = 1;
    candidate->port = (guint16) (50000 + i);
    g_strlcpy (candidate->foundation, "1", sizeof candidate->foundation);
    g_assert_true (sf_ip_address_init_from_string (&candidate->address, "192.0.2.1"));
  }

  return signal;
}

static gboolean
reads (const SfIceSignal *signal)
{
  g_autoptr (GBytes) bytes = sf_ice_signal_write (signal);
  SfIceSignal unused;

  return sf_ice_signal_read (bytes, &unused);
}

static void
test_reads_what_it_writes (void)
{
  static SfIceSignal signal;
  static SfIceSignal copy;
  g_autoptr (GBytes) bytes = NULL;

  /* The largest there is. */
  signal = make (G_MAXUINT32, SF_ICE_SIGNAL_MAX_CANDIDATES);
  signal.ended = TRUE;
  fill (signal.ufrag, SF_ICE_MAX_CREDENTIAL);
  fill (signal.password, SF_ICE_MAX_CREDENTIAL);
  for (guint i = 0; i < signal.n_candidates; i++) {
    fill (signal.candidates[i].foundation, SF_CANDIDATE_MAX_FOUNDATION);
    g_assert_true (sf_ip_address_init_from_string (&signal.candidates[i].address, "2001:db8::1"));
  }

  bytes = sf_ice_signal_write (&signal);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, SF_ICE_SIGNAL_MAX_SIZE);
  g_assert_true (sf_ice_signal_read (bytes, &copy));
  g_assert_cmpmem (&copy, sizeof copy, &signal, sizeof signal);
}

static void
test_credentials (void)
{
  SfIceSignal signal = make (0, 0);

  g_assert_true (reads (&signal));
  fill (signal.ufrag, SF_ICE_MIN_UFRAG - 1);
  g_assert_false (reads (&signal));
  g_strlcpy (signal.ufrag, "ab=d", sizeof signal.ufrag);
  g_assert_false (reads (&signal));

  signal = make (0, 0);
  fill (signal.password, SF_ICE_MIN_PASSWORD);
  g_assert_true (reads (&signal));
  fill (signal.password, SF_ICE_MIN_PASSWORD - 1);
  g_assert_false (reads (&signal));
  g_strlcpy (signal.password, "0123456789abcdefghij\r\n", sizeof signal.password);
  g_assert_false (reads (&signal));
}

static gboolean
reads_bytes (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  SfIceSignal unused;

  return sf_ice_signal_read (bytes, &unused);
}

static void
test_refuses_bad_form (void)
{
  SfIceSignal signal = make (7, 2);
  g_autoptr (GBytes) bytes = sf_ice_signal_write (&signal);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 bad[SF_ICE_SIGNAL_MAX_SIZE + 1] = {0};
  gsize count_at = 6 + 1 + strlen (UFRAG) + 1 + strlen (PASSWORD);

  for (gsize i = 0; i < size; i++)
    g_assert_false (reads_bytes (data, i));
  g_assert_true (reads_bytes (data, size));

  memcpy (bad, data, size);
  g_assert_false (reads_bytes (bad, size + 1));
  g_assert_false (reads_bytes (bad, sizeof bad));
  bad[0] = SF_ICE_SIGNAL_VERSION + 1;
  g_assert_false (reads_bytes (bad, size));
  bad[0] = SF_ICE_SIGNAL_VERSION;

  bad[5] = 0x02;
  g_assert_false (reads_bytes (bad, size));
  bad[5] = 0;

  g_assert_cmpuint (bad[count_at], ==, 2);
  bad[count_at] = 1;
  g_assert_false (reads_bytes (bad, size));
  bad[count_at] = 3;
  g_assert_false (reads_bytes (bad, size));
}

static void
test_counts_candidates (void)
{
  SfIceSignal signal = make (0, SF_ICE_SIGNAL_MAX_CANDIDATES);
  g_autoptr (GBytes) bytes = sf_ice_signal_write (&signal);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize count_at = 6 + 1 + strlen (UFRAG) + 1 + strlen (PASSWORD);
  gsize one = (size - count_at - 1) / SF_ICE_SIGNAL_MAX_CANDIDATES;
  guint8 more[SF_ICE_SIGNAL_MAX_SIZE];

  g_assert_true (reads_bytes (data, size));
  memcpy (more, data, size);
  memcpy (more + size, data + size - one, one);
  more[count_at] = SF_ICE_SIGNAL_MAX_CANDIDATES + 1;
  g_assert_false (reads_bytes (more, size + one));
}

static void
test_merges (void)
{
  SfIceSignal description = {0};
  SfIceSignal signal = make (0, 2);

  g_assert_true (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_cmpstr (description.ufrag, ==, UFRAG);
  g_assert_cmpstr (description.password, ==, PASSWORD);
  g_assert_cmpuint (description.n_candidates, ==, 2);

  /* Again, and then with one more. */
  g_assert_false (sf_ice_signal_merge (&description, &signal, FALSE));
  signal = make (0, 3);
  g_assert_true (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_cmpuint (description.n_candidates, ==, 3);

  signal = make (0, 0);
  signal.ended = TRUE;
  g_assert_true (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_true (description.ended);

  signal = make (0, 4);
  g_assert_false (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_cmpuint (description.n_candidates, ==, 3);
}

static void
test_merges_generations (void)
{
  SfIceSignal description = {0};
  SfIceSignal signal = make (3, 2);

  signal.ended = TRUE;
  g_assert_true (sf_ice_signal_merge (&description, &signal, FALSE));

  signal = make (2, 4);
  g_assert_false (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_cmpuint (description.generation, ==, 3);

  signal = make (4, 1);
  g_strlcpy (signal.ufrag, "other", sizeof signal.ufrag);
  g_assert_true (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_cmpuint (description.generation, ==, 4);
  g_assert_cmpuint (description.n_candidates, ==, 1);
  g_assert_false (description.ended);
  g_assert_cmpstr (description.ufrag, ==, "other");
}

static void
test_keeps_credentials (void)
{
  SfIceSignal description = {0};
  SfIceSignal signal = make (0, 1);

  sf_ice_signal_merge (&description, &signal, FALSE);
  signal = make (0, 3);
  g_strlcpy (signal.ufrag, "other", sizeof signal.ufrag);
  g_assert_false (sf_ice_signal_merge (&description, &signal, FALSE));
  signal = make (0, 3);
  signal.password[0] = 'X';
  g_assert_false (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_cmpstr (description.ufrag, ==, UFRAG);
  g_assert_cmpuint (description.n_candidates, ==, 1);
}

static void
test_drops_bad_candidates (void)
{
  SfIceSignal description = {0};
  SfIceSignal signal = make (0, 4);

  signal.candidates[0].port = 80;
  signal.candidates[1].priority = 0;
  g_assert_true (sf_ip_address_init_from_string (&signal.candidates[2].address, "127.0.0.1"));
  g_assert_true (sf_ice_signal_merge (&description, &signal, FALSE));
  g_assert_cmpuint (description.n_candidates, ==, 1);
  g_assert_cmpuint (description.candidates[0].port, ==, 50003);

  g_assert_true (sf_ice_signal_merge (&description, &signal, TRUE));
  g_assert_cmpuint (description.n_candidates, ==, 2);
}

static void
test_caps_candidates (void)
{
  SfIceSignal description = {0};
  SfIceSignal signal = make (0, SF_ICE_SIGNAL_MAX_CANDIDATES);

  for (guint round = 0; round < 3; round++) {
    for (guint i = 0; i < signal.n_candidates; i++)
      signal.candidates[i].port = (guint16) (2000 + 100 * round + i);
    sf_ice_signal_merge (&description, &signal, FALSE);
    g_assert_cmpuint (description.n_candidates, ==, SF_ICE_SIGNAL_MAX_CANDIDATES);
  }
  g_assert_cmpuint (description.candidates[0].port, ==, 2000);
}

static void
test_tells_news_once (void)
{
  SfIceSignal description = make (0, 0);
  SfIceTold told = {0};
  SfIceSignal news;

  /* Credentials alone are news: checks may begin without a candidate. */
  g_assert_true (sf_ice_signal_init_news (&news, &description, 9, &told));
  g_assert_cmpuint (news.generation, ==, 9);
  g_assert_cmpuint (news.n_candidates, ==, 0);
  g_assert_false (sf_ice_signal_init_news (&news, &description, 9, &told));

  description = make (0, 3);
  g_assert_true (sf_ice_signal_init_news (&news, &description, 9, &told));
  g_assert_cmpuint (news.n_candidates, ==, 3);
  description = make (0, 5);
  description.ended = TRUE;
  g_assert_true (sf_ice_signal_init_news (&news, &description, 9, &told));
  g_assert_cmpuint (news.n_candidates, ==, 2);
  g_assert_cmpuint (news.candidates[0].port, ==, 50003);
  g_assert_cmpuint (news.candidates[1].port, ==, 50004);
  g_assert_true (news.ended);
  g_assert_false (sf_ice_signal_init_news (&news, &description, 9, &told));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/ice-signal/reads-what-it-writes", test_reads_what_it_writes);
  g_test_add_func ("/net/ice-signal/credentials", test_credentials);
  g_test_add_func ("/net/ice-signal/refuses-bad-form", test_refuses_bad_form);
  g_test_add_func ("/net/ice-signal/counts-candidates", test_counts_candidates);
  g_test_add_func ("/net/ice-signal/merges", test_merges);
  g_test_add_func ("/net/ice-signal/merges-generations", test_merges_generations);
  g_test_add_func ("/net/ice-signal/keeps-credentials", test_keeps_credentials);
  g_test_add_func ("/net/ice-signal/drops-bad-candidates", test_drops_bad_candidates);
  g_test_add_func ("/net/ice-signal/caps-candidates", test_caps_candidates);
  g_test_add_func ("/net/ice-signal/tells-news-once", test_tells_news_once);
  return g_test_run ();
}
