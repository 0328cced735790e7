/* Letters: what is composed is read back; broken ones are refused, later ones skipped. */

#include "net/transfer/sf-letter.h"

#include <string.h>

static const guint8 hash[SF_SHA256_SIZE] = "0123456789abcdefghijklmnopqrstuv";

static void
expect_round_trip (const SfLetter *letter, gsize size)
{
  g_autoptr (GBytes) bytes = sf_letter_compose (letter);
  SfLetter read;

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, size);
  g_assert_true (sf_letter_parse (bytes, &read));
  g_assert_cmpint (read.type, ==, letter->type);
  g_assert_cmpuint (read.id, ==, letter->id);
  g_assert_cmpuint (read.size, ==, letter->size);
  if (letter->sha256 != NULL)
    g_assert_cmpmem (read.sha256, SF_SHA256_SIZE, letter->sha256, SF_SHA256_SIZE);
  g_assert_cmpmem (read.rest, read.rest_size, letter->rest, letter->rest_size);
}

static void
test_round_trips (void)
{
  const guint8 *body = (const guint8 *) "body";

  expect_round_trip (&(SfLetter){.type = SF_LETTER_USER, .rest = body, .rest_size = 4}, 5);
  expect_round_trip (&(SfLetter){.type = SF_LETTER_USER}, 1);
  expect_round_trip (&(SfLetter){.type = SF_LETTER_OFFER, .id = 7, .size = 5000000, .sha256 = hash},
                     1 + 1 + 4 + 32);
  expect_round_trip (&(SfLetter){.type = SF_LETTER_RESUME, .id = 70}, 3);
  expect_round_trip (&(SfLetter){.type = SF_LETTER_WITHDRAW, .id = 7}, 2);
  expect_round_trip (&(SfLetter){.type = SF_LETTER_ACCEPT, .id = 7, .rest = body, .rest_size = 4},
                     6);
  expect_round_trip (&(SfLetter){.type = SF_LETTER_REFUSE, .id = 7}, 2);
  expect_round_trip (&(SfLetter){.type = SF_LETTER_DONE, .id = 7}, 2);
}

static void
test_refuses (void)
{
  static const struct {
    const char *bytes;
    gsize size;
  } cases[] = {
    {"", 0},
    {"\x01", 1},
    {"\x01\x07\x09"
     "0123456789abcdefghijklmnopqrstu",
     34},
    {"\x01\x07\x09"
     "0123456789abcdefghijklmnopqrstuv!",
     36},
    {"\x02\x07!", 3},
    {"\x03", 1},
    {"\x05\x40", 2},
    {"\x06\x07\x00", 3},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].size);
    SfLetter letter;

    g_assert_false (sf_letter_parse (bytes, &letter));
  }
}

static void
test_skips_later_types (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xffwhatever", 9);
  g_autoptr (GBytes) next = g_bytes_new_static ("\x07", 1);
  SfLetter letter;

  g_assert_true (sf_letter_parse (bytes, &letter));
  g_assert_cmpint (letter.type, ==, SF_LETTER_UNKNOWN);
  g_assert_true (sf_letter_parse (next, &letter));
  g_assert_cmpint (letter.type, ==, SF_LETTER_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/transfer/letter/round-trips", test_round_trips);
  g_test_add_func ("/net/transfer/letter/refuses", test_refuses);
  g_test_add_func ("/net/transfer/letter/skips-later-types", test_skips_later_types);
  return g_test_run ();
}
