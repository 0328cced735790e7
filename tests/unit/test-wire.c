/* The bounded reader and writer: what goes in comes out, and nothing else does. */

#include "net/wire/sf-reader.h"
#include "net/wire/sf-varint.h"
#include "net/wire/sf-writer.h"

#include <string.h>

static SfReader
reader_of (const void *data, gsize size)
{
  SfReader reader;

  sf_reader_init (&reader, data, size);
  return reader;
}

static void
test_fixed (void)
{
  static const guint8 expected[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  guint8 out[15];
  SfWriter writer;
  SfReader reader = reader_of (expected, sizeof expected);

  sf_writer_init (&writer, out, sizeof out);
  sf_writer_u8 (&writer, 0x01);
  sf_writer_u16 (&writer, 0x0203);
  sf_writer_u32 (&writer, 0x04050607);
  sf_writer_u64 (&writer, G_GUINT64_CONSTANT (0x08090a0b0c0d0e0f));
  g_assert_false (sf_writer_has_failed (&writer));
  g_assert_cmpmem (out, writer.size, expected, sizeof expected);

  g_assert_cmpuint (sf_reader_u8 (&reader), ==, 0x01);
  g_assert_cmpuint (sf_reader_u16 (&reader), ==, 0x0203);
  g_assert_cmpuint (sf_reader_u32 (&reader), ==, 0x04050607);
  g_assert_false (sf_reader_finish (&reader));
  g_assert_cmpuint (sf_reader_u64 (&reader), ==, G_GUINT64_CONSTANT (0x08090a0b0c0d0e0f));
  g_assert_true (sf_reader_finish (&reader));
}

static void
test_varint (void)
{
  /* The last four are the examples of RFC 9000, appendix A.1. */
  static const struct {
    guint64 value;
    gsize size;
    guint8 bytes[8];
  } cases[] = {
    {0, 1, {0x00}},
    {63, 1, {0x3f}},
    {64, 2, {0x40, 0x40}},
    {16383, 2, {0x7f, 0xff}},
    {16384, 4, {0x80, 0x00, 0x40, 0x00}},
    {(1 << 30) - 1, 4, {0xbf, 0xff, 0xff, 0xff}},
    {1 << 30, 8, {0xc0, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0x00}},
    {SF_VARINT_MAX, 8, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
    {G_GUINT64_CONSTANT (151288809941952652), 8, {0xc2, 0x19, 0x7c, 0x5e, 0xff, 0x14, 0xe8, 0x8c}},
    {494878333, 4, {0x9d, 0x7f, 0x3e, 0x7d}},
    {15293, 2, {0x7b, 0xbd}},
    {37, 1, {0x25}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SfReader whole = reader_of (cases[i].bytes, cases[i].size);
    SfReader cut = reader_of (cases[i].bytes, cases[i].size - 1);
    guint8 out[8];
    SfWriter writer;

    sf_writer_init (&writer, out, sizeof out);
    sf_writer_varint (&writer, cases[i].value);
    g_assert_cmpmem (out, writer.size, cases[i].bytes, cases[i].size);
    g_assert_cmpuint (sf_reader_varint (&whole), ==, cases[i].value);
    g_assert_true (sf_reader_finish (&whole));
    g_assert_cmpuint (sf_reader_varint (&cut), ==, 0);
    g_assert_true (sf_reader_has_failed (&cut));
  }
}

static void
test_varint_refuses_long_forms (void)
{
  static const guint8 forms[][8] = {
    {0x40, 0x3f},
    {0x80, 0x00, 0x3f, 0xff},
    {0xc0, 0x00, 0x00, 0x00, 0x3f, 0xff, 0xff, 0xff},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    SfReader reader = reader_of (forms[i], (gsize) 2 << i);

    g_assert_cmpuint (sf_reader_varint (&reader), ==, 0);
    g_assert_true (sf_reader_has_failed (&reader));
  }
}

static void
test_block_limits (void)
{
  static const guint8 wire[] = {3, 'a', 'b', 'c'};
  SfReader fits = reader_of (wire, sizeof wire);
  SfReader over = reader_of (wire, sizeof wire);
  SfReader cut = reader_of (wire, sizeof wire - 1);
  gsize size = 9;

  g_assert_true (sf_reader_block (&fits, 3, &size) == wire + 1);
  g_assert_cmpuint (size, ==, 3);
  g_assert_true (sf_reader_finish (&fits));

  g_assert_null (sf_reader_block (&over, 2, &size));
  g_assert_cmpuint (size, ==, 0);
  g_assert_true (sf_reader_has_failed (&over));

  g_assert_null (sf_reader_block (&cut, 3, &size));
  g_assert_true (sf_reader_has_failed (&cut));
}

static void
test_block_of_giant_length (void)
{
  static const guint8 wire[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0};
  SfReader reader = reader_of (wire, sizeof wire);
  gsize size;

  g_assert_null (sf_reader_block (&reader, G_MAXSIZE, &size));
  g_assert_true (sf_reader_has_failed (&reader));
}

static void
test_strings (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    const char *text; /* NULL: refused */
  } cases[] = {
    {"\0", 1, ""},        {"\3h\xc3\xa9", 4, "h\xc3\xa9"},
    {"\2h\xc3", 3, NULL}, {"\3a\0b", 4, NULL},
    {"\5hello", 6, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SfReader reader = reader_of (cases[i].bytes, cases[i].size);
    g_autofree char *text = sf_reader_dup_string (&reader, 4);

    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_true (sf_reader_finish (&reader) == (text != NULL));
  }
}

static void
test_failure_lasts (void)
{
  static const guint8 wire[] = {1, 2};
  SfReader reader = reader_of (wire, sizeof wire);
  gsize size;

  g_assert_cmpuint (sf_reader_u32 (&reader), ==, 0);
  g_assert_cmpuint (sf_reader_u8 (&reader), ==, 0);
  g_assert_null (sf_reader_bytes (&reader, 0));
  g_assert_null (sf_reader_block (&reader, 8, &size));
  g_assert_false (sf_reader_finish (&reader));
}

static void
test_writer_stays_inside (void)
{
  guint8 out[6] = {0xee, 0xee, 0xee, 0xee, 0xee, 0xee};
  SfWriter writer;

  sf_writer_init (&writer, out, 4);
  sf_writer_u16 (&writer, 0x0102);
  g_assert_cmpuint (sf_writer_get_room (&writer), ==, 2);
  sf_writer_u32 (&writer, 0);
  g_assert_true (sf_writer_has_failed (&writer));
  sf_writer_u8 (&writer, 0);
  g_assert_cmpuint (writer.size, ==, 2);
  g_assert_cmpuint (sf_writer_get_room (&writer), ==, 0);
  g_assert_cmpmem (out, 6, "\1\2\xee\xee\xee\xee", 6);
}

static void
test_writer_bytes (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) too_large = NULL;
  SfWriter writer;

  sf_writer_init_alloc (&writer, 64);
  sf_writer_string (&writer, "two");
  sf_writer_block (&writer, NULL, 0);
  sf_writer_bytes (&writer, (const guint8 *) "x", 1);
  bytes = sf_writer_free_to_bytes (&writer);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\3two\0x",
                   strlen ("\3two") + 2);

  sf_writer_init_alloc (&writer, 3);
  sf_writer_string (&writer, "two");
  too_large = sf_writer_free_to_bytes (&writer);
  g_assert_null (too_large);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/wire/fixed", test_fixed);
  g_test_add_func ("/net/wire/varint", test_varint);
  g_test_add_func ("/net/wire/varint-refuses-long-forms", test_varint_refuses_long_forms);
  g_test_add_func ("/net/wire/block-limits", test_block_limits);
  g_test_add_func ("/net/wire/block-of-giant-length", test_block_of_giant_length);
  g_test_add_func ("/net/wire/strings", test_strings);
  g_test_add_func ("/net/wire/failure-lasts", test_failure_lasts);
  g_test_add_func ("/net/wire/writer-stays-inside", test_writer_stays_inside);
  g_test_add_func ("/net/wire/writer-bytes", test_writer_bytes);
  return g_test_run ();
}
