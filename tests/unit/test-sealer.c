/* Sealed datagrams: only what the other side sealed, each once. */

#include "net/crypto/sf-sealer.h"
#include "tests/support/sf-test-vectors.h"

#include <string.h>

#define MAX_SIZE 1200

static const guint8 key_a[32] = {1};
static const guint8 key_b[32] = {2};

typedef struct {
  SfSealer *a;
  SfSealer *b;
  guint8 out[MAX_SIZE];
  gsize out_size;
} Fixture;

typedef struct {
  guint8 bytes[MAX_SIZE];
  gsize size;
} Datagram;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->a = sf_sealer_new (key_a, key_b);
  f->b = sf_sealer_new (key_b, key_a);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  sf_sealer_free (f->a);
  sf_sealer_free (f->b);
}

static Datagram
seal (SfSealer *sealer, const char *text)
{
  Datagram datagram;

  datagram.size = sf_sealer_seal (sealer, (const guint8 *) text, strlen (text), datagram.bytes);
  g_assert_cmpuint (datagram.size, ==, strlen (text) + SF_SEALER_OVERHEAD);
  return datagram;
}

static gboolean
open_datagram (Fixture *f, SfSealer *sealer, const Datagram *datagram)
{
  return sf_sealer_open (sealer, datagram->bytes, datagram->size, f->out, &f->out_size);
}

static void
assert_opens (Fixture *f, SfSealer *sealer, const Datagram *datagram, const char *text)
{
  g_assert_true (open_datagram (f, sealer, datagram));
  g_assert_cmpmem (f->out, f->out_size, text, strlen (text));
}

static void
test_both_ways (Fixture *f, gconstpointer data)
{
  Datagram to_b = seal (f->a, "from a");
  Datagram to_a = seal (f->b, "from b");
  Datagram empty = seal (f->a, "");

  assert_opens (f, f->b, &to_b, "from a");
  assert_opens (f, f->a, &to_a, "from b");
  assert_opens (f, f->b, &empty, "");
}

/* The drawing in the header, made by python3-nacl. */
static void
test_fixed (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) expected =
    sf_test_unhex ("c0000000000000010237e2b294ba6083abe653cca1a0e22acbcc6a84e5dc29");
  Datagram datagram;

  sf_sealer_skip (f->a, 0x0102);
  datagram = seal (f->a, "from a");
  g_assert_cmpmem (datagram.bytes, datagram.size, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

static void
test_own_reflected (Fixture *f, gconstpointer data)
{
  Datagram own = seal (f->a, "from a");

  g_assert_false (open_datagram (f, f->a, &own));
}

static void
test_replayed (Fixture *f, gconstpointer data)
{
  Datagram datagram = seal (f->a, "once");

  assert_opens (f, f->b, &datagram, "once");
  g_assert_false (open_datagram (f, f->b, &datagram));
}

static void
test_reordered (Fixture *f, gconstpointer data)
{
  static Datagram datagrams[SF_REPLAY_WINDOW_SIZE + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (datagrams); i++)
    datagrams[i] = seal (f->a, "x");
  for (gsize i = G_N_ELEMENTS (datagrams); i-- > 1;)
    assert_opens (f, f->b, &datagrams[i], "x");
  g_assert_false (open_datagram (f, f->b, &datagrams[0]));
}

/* Every bit of header, ciphertext and tag counts; what was tampered with neither moves the window
 * nor takes the place of the true one. */
static void
test_tampered (Fixture *f, gconstpointer data)
{
  Datagram datagram = seal (f->a, "hello");

  for (gsize bit = 0; bit < 8 * datagram.size; bit++) {
    Datagram tampered = datagram;

    tampered.bytes[bit / 8] ^= 1 << bit % 8;
    g_assert_false (open_datagram (f, f->b, &tampered));
  }
  assert_opens (f, f->b, &datagram, "hello");
}

static void
test_wrong_size (Fixture *f, gconstpointer data)
{
  Datagram datagram = seal (f->a, "hello");
  Datagram longer = datagram;

  for (gsize size = 0; size < datagram.size; size++) {
    g_autofree guint8 *exact = g_memdup2 (datagram.bytes, size);

    g_assert_false (sf_sealer_open (f->b, exact, size, f->out, &f->out_size));
  }
  longer.bytes[longer.size++] = 0;
  g_assert_false (open_datagram (f, f->b, &longer));
  assert_opens (f, f->b, &datagram, "hello");
}

static void
test_last_counter (Fixture *f, gconstpointer data)
{
  Datagram last;
  guint8 out[SF_SEALER_OVERHEAD];

  sf_sealer_skip (f->a, SF_SEALER_MAX_DATAGRAMS - 1);
  last = seal (f->a, "last");
  assert_opens (f, f->b, &last, "last");
  g_assert_cmpuint (sf_sealer_seal (f->a, (const guint8 *) "", 0, out), ==, 0);
}

#define ADD(name, func) g_test_add ("/net/sealer/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("both-ways", test_both_ways);
  ADD ("fixed", test_fixed);
  ADD ("refuses-own", test_own_reflected);
  ADD ("refuses-replayed", test_replayed);
  ADD ("opens-reordered", test_reordered);
  ADD ("refuses-tampered", test_tampered);
  ADD ("refuses-wrong-size", test_wrong_size);
  ADD ("last-counter", test_last_counter);
  return g_test_run ();
}
