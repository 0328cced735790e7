/* A numeric address of the Internet, either family, and what kind of address it is. */

#include "net/ice/sf-ip-address.h"

#include <string.h>

#define LINK_PREFIX_SIZE 8 /* bytes: a /64 */

/* A run of leading bits that marks a kind of address. */
typedef struct {
  guint8 size; /* of the family, in bytes */
  guint8 prefix_bits;
  guint8 prefix[SF_IP_ADDRESS_V6_SIZE];
} Block;

static const Block loopback_blocks[] = {
  {4, 8, {127}},
  {16, 128, {[15] = 1}},
};

static const Block unusable_blocks[] = {
  {4, 8, {0}},                          /* this network, unspecified (RFC 1122) */
  {4, 4, {224}},                        /* multicast (RFC 5771) */
  {4, 4, {240}},                        /* reserved, broadcast (RFC 1112) */
  {16, 128, {0}},                       /* unspecified */
  {16, 8, {0xff}},                      /* multicast */
  {16, 10, {0xfe, 0x80}},               /* link-local */
  {16, 96, {[10] = 0xff, [11] = 0xff}}, /* IPv4-mapped: would slip past the rules of IPv4 */
};

static const Block private_blocks[] = {
  {4, 8, {10}}, {4, 12, {172, 16}}, {4, 16, {192, 168}}, {4, 16, {169, 254}}, {16, 7, {0xfc}},
};

static gboolean
block_contains (const Block *block, const SfIpAddress *address)
{
  gsize whole = block->prefix_bits / 8;
  guint rest = block->prefix_bits % 8;

  if (block->size != address->size || memcmp (block->prefix, address->bytes, whole) != 0)
    return FALSE;

  return rest == 0 || ((block->prefix[whole] ^ address->bytes[whole]) >> (8 - rest)) == 0;
}

static gboolean
any_contains (const Block *blocks, gsize n_blocks, const SfIpAddress *address)
{
  for (gsize i = 0; i < n_blocks; i++) {
    if (block_contains (&blocks[i], address))
      return TRUE;
  }

  return FALSE;
}

void
sf_ip_address_init_from_bytes (SfIpAddress *self, const guint8 *bytes, gsize size)
{
  g_return_if_fail (size == SF_IP_ADDRESS_V4_SIZE || size == SF_IP_ADDRESS_V6_SIZE);

  *self = (SfIpAddress){.size = (guint8) size};
  memcpy (self->bytes, bytes, size);
}

gboolean
sf_ip_address_init_from_string (SfIpAddress *self, const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL)
    return FALSE;

  sf_ip_address_init_from_bytes (self, g_inet_address_to_bytes (address),
                                 g_inet_address_get_native_size (address));
  return TRUE;
}

gboolean
sf_ip_address_equal (const SfIpAddress *a, const SfIpAddress *b)
{
  return a->size == b->size && memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

gboolean
sf_ip_address_is_loopback (const SfIpAddress *self)
{
  return any_contains (loopback_blocks, G_N_ELEMENTS (loopback_blocks), self);
}

gboolean
sf_ip_address_is_usable (const SfIpAddress *self)
{
  return !any_contains (unusable_blocks, G_N_ELEMENTS (unusable_blocks), self);
}

gboolean
sf_ip_address_is_private (const SfIpAddress *self)
{
  return sf_ip_address_is_loopback (self) ||
         any_contains (private_blocks, G_N_ELEMENTS (private_blocks), self);
}

gboolean
sf_ip_address_is_same_lan (const SfIpAddress *a, const SfIpAddress *b)
{
  if (a->size != b->size)
    return FALSE;
  if (sf_ip_address_is_private (a) && sf_ip_address_is_private (b))
    return TRUE;

  return a->size == SF_IP_ADDRESS_V6_SIZE && memcmp (a->bytes, b->bytes, LINK_PREFIX_SIZE) == 0;
}
