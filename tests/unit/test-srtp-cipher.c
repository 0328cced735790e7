/* Our SRTP against the standards, computed by another library: any program would read it. */

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-srtp-stream.h"
#include "tests/support/sf-test-rtp.h"

#include <nettle/gcm.h>
#include <string.h>

#define KEY_SIZE 16
#define SALT_SIZE 12
#define HEADER_SIZE SF_TEST_RTP_HEADER_SIZE

/* Labels of RFC 3711, section 4.3.1. */
#define LABEL_KEY 0
#define LABEL_SALT 2

/* Seals @packet behind its fixed header, RFC 7714, section 8. @out: room for 16 bytes more. */
static void
seal (const guint8 *key,
      const guint8 *salt,
      guint32 rollover,
      const guint8 *packet,
      gsize size,
      guint8 *out)
{
  struct gcm_aes128_ctx context;
  guint8 iv[SALT_SIZE] = {0};

  memcpy (iv + 2, packet + 8, 4);
  for (guint i = 0; i < 4; i++)
    iv[6 + i] = (guint8) (rollover >> (24 - 8 * i));
  memcpy (iv + 10, packet + 2, 2);
  for (guint i = 0; i < SALT_SIZE; i++)
    iv[i] ^= salt[i];

  gcm_aes128_set_key (&context, key);
  gcm_aes128_set_iv (&context, sizeof iv, iv);
  gcm_aes128_update (&context, HEADER_SIZE, packet);
  memcpy (out, packet, HEADER_SIZE);
  gcm_aes128_encrypt (&context, size - HEADER_SIZE, out + HEADER_SIZE, packet + HEADER_SIZE);
  gcm_aes128_digest (&context, SF_SRTP_OVERHEAD, out + size);
}

/* The AES-CM key derivation of RFC 3711, section 4.3.3, with the 12 bytes of salt of RFC 7714. */
static void
derive (const guint8 *master_key, const guint8 *master_salt, guint8 label, guint8 *out)
{
  struct aes128_ctx context;
  guint8 block[AES_BLOCK_SIZE] = {0};

  memcpy (block, master_salt, SALT_SIZE);
  block[7] ^= label;
  aes128_set_encrypt_key (&context, master_key);
  aes128_encrypt (&context, sizeof block, out, block);
}

/* RFC 7714, section 16.1.1, of which the session key and salt are given. */
static void
test_standard (void)
{
  static const guint8 key[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  static const guint8 packet[] =
    "\x80\x40\xf1\x7b\x80\x41\xf8\xd3\x55\x01\xa0\xb2Gallia est omnis divisa in partes tres";
  static const guint8 sealed[] = {0x80, 0x40, 0xf1, 0x7b, 0x80, 0x41, 0xf8, 0xd3, 0x55, 0x01, 0xa0,
                                  0xb2, 0xf2, 0x4d, 0xe3, 0xa3, 0xfb, 0x34, 0xde, 0x6c, 0xac, 0xba,
                                  0x86, 0x1c, 0x9d, 0x7e, 0x4b, 0xca, 0xbe, 0x63, 0x3b, 0xd5, 0x0d,
                                  0x29, 0x4e, 0x6f, 0x42, 0xa5, 0xf4, 0x7a, 0x51, 0xc7, 0xd1, 0x9b,
                                  0x36, 0xde, 0x3a, 0xdf, 0x88, 0x33, 0x89, 0x9d, 0x7f, 0x27, 0xbe,
                                  0xb1, 0x6a, 0x91, 0x52, 0xcf, 0x76, 0x5e, 0xe4, 0x39, 0x0c, 0xce};
  guint8 out[sizeof sealed];

  seal (key, (const guint8 *) "Quid pro quo", 0, packet, sizeof packet - 1, out);
  g_assert_cmpmem (out, sizeof out, sealed, sizeof sealed);
}

static void
expect_sealed (SfSrtpStream *stream, const guint8 *master, guint16 sequence, guint32 rollover)
{
  guint8 key[AES_BLOCK_SIZE], salt[AES_BLOCK_SIZE];
  guint8 expected[SF_SRTP_MAX_PACKET];
  SfSrtpBuffer buffer = {.size = 500};

  derive (master, master + KEY_SIZE, LABEL_KEY, key);
  derive (master, master + KEY_SIZE, LABEL_SALT, salt);
  sf_test_rtp_write (buffer.bytes, buffer.size, 0xCAFE0001, sequence);
  seal (key, salt, rollover, buffer.bytes, buffer.size, expected);
  g_assert_true (sf_srtp_stream_protect (stream, &buffer));
  g_assert_cmpmem (buffer.bytes, buffer.size, expected, 500 + SF_SRTP_OVERHEAD);
}

static void
test_ours (void)
{
  guint8 secret[SF_DATA_KEY_SIZE] = "a secret of a session";

  for (guint32 number = 1; number <= 3; number++) {
    g_autoptr (SfSrtpStream) stream = sf_srtp_stream_new (secret, number, SF_SRTP_SENDS);
    guint8 master[SF_MEDIA_KEY_SIZE];

    sf_session_keys_media (secret, number, master);
    expect_sealed (stream, master, 1, 0);
    expect_sealed (stream, master, 32767, 0);
    expect_sealed (stream, master, 65535, 0);
    expect_sealed (stream, master, 0, 1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/srtp-cipher/standard", test_standard);
  g_test_add_func ("/net/srtp-cipher/ours", test_ours);
  return g_test_run ();
}
