/* RTP headers, whole and just outside their bounds. */

#include "net/media/sf-rtp-header.h"
#include "tests/support/sf-test-rtp.h"

#include <string.h>

#define MAX_SIZE 512

typedef struct {
  const char *name;
  guint8 first;           /* V, P, X and CC */
  guint16 extension_size; /* in words of four bytes */
  gsize size;             /* of the header; 0: refused */
} Header;

static const Header headers[] = {
  {"plain", 0x80, 0, 12},
  {"padding", 0xA0, 0, 12},
  {"one-csrc", 0x81, 0, 16},
  {"fifteen-csrcs", 0x8F, 0, 72},
  {"empty-extension", 0x90, 0, 16},
  {"extension", 0x90, 3, 28},
  {"extension-and-csrcs", 0x9F, 100, 476},
  {"extension-too-long", 0x90, 125, 0},
  {"extension-longest", 0x90, 65535, 0},
  {"version-0", 0x00, 0, 0},
  {"version-1", 0x40, 0, 0},
  {"version-3", 0xC0, 0, 0},
};

static void
test_parses (gconstpointer data)
{
  const Header *header = data;
  guint8 packet[MAX_SIZE] = {header->first, 0x60, 0x12, 0x34, 0, 0, 0, 0, 0xDE, 0xAD, 0xBE, 0xEF};
  gsize extension = SF_TEST_RTP_HEADER_SIZE + 4 * (gsize) (header->first & 0x0F);
  SfRtpHeader parsed = {.ssrc = 42};

  packet[extension + 2] = (guint8) (header->extension_size >> 8);
  packet[extension + 3] = (guint8) header->extension_size;
  g_assert_cmpint (sf_rtp_header_parse (&parsed, packet, MAX_SIZE), ==, header->size > 0);
  if (header->size == 0) {
    g_assert_cmpuint (parsed.ssrc, ==, 42);
    return;
  }

  g_assert_cmpuint (parsed.sequence, ==, 0x1234);
  g_assert_cmpuint (parsed.ssrc, ==, 0xDEADBEEF);
  g_assert_cmpuint (parsed.size, ==, header->size);
  /* Exactly the header is enough, a byte less is not; heap memory shows who reads beyond. */
  for (gsize size = 0; size <= header->size; size++) {
    g_autofree guint8 *cut = g_memdup2 (packet, size);

    g_assert_cmpint (sf_rtp_header_parse (&parsed, cut, size), ==, size == header->size);
  }
}

static void
test_first_byte (void)
{
  for (guint byte = 0; byte < 256; byte++)
    g_assert_cmpint (sf_rtp_header_is_first_byte ((guint8) byte), ==, byte >= 128 && byte < 192);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *path = g_strdup_printf ("/net/rtp-header/%s", headers[i].name);

    g_test_add_data_func (path, &headers[i], test_parses);
  }
  g_test_add_func ("/net/rtp-header/first-byte", test_first_byte);
  return g_test_run ();
}
