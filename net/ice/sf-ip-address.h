/* A numeric address of the Internet, either family, and what kind of address it is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_IP_ADDRESS_V4_SIZE 4
#define SF_IP_ADDRESS_V6_SIZE 16

/* Plain data; unused bytes are zero, so that two may be compared whole. */
typedef struct {
  guint8 size; /* of the family, in bytes: 4 or 16 */
  guint8 bytes[SF_IP_ADDRESS_V6_SIZE];
} SfIpAddress;

/**
 * sf_ip_address_init_from_bytes:
 * @size: %SF_IP_ADDRESS_V4_SIZE or %SF_IP_ADDRESS_V6_SIZE
 */
void sf_ip_address_init_from_bytes (SfIpAddress *self, const guint8 *bytes, gsize size);

/**
 * sf_ip_address_init_from_string:
 *
 * Returns: %FALSE when @text is no numeric address; @self is untouched then
 */
gboolean sf_ip_address_init_from_string (SfIpAddress *self, const char *text);

gboolean sf_ip_address_equal (const SfIpAddress *a, const SfIpAddress *b);

gboolean sf_ip_address_is_loopback (const SfIpAddress *self);

/**
 * sf_ip_address_is_usable:
 *
 * Whether a datagram may be sent to the address at all: neither unspecified, "this network",
 * multicast, broadcast or reserved, nor IPv6 link-local (it means nothing without the interface),
 * nor an IPv4 address in IPv6 clothes. A loopback address is usable here; whether it is welcome is
 * the caller's question.
 */
gboolean sf_ip_address_is_usable (const SfIpAddress *self);

/* Private (RFC 1918), unique local (RFC 4193), IPv4 link-local (RFC 3927) or loopback: never on
 * the Internet. */
gboolean sf_ip_address_is_private (const SfIpAddress *self);

/**
 * sf_ip_address_is_same_lan:
 *
 * Whether a direct way between two host addresses stays in one house: both private, or both IPv6 of
 * one /64.
 */
gboolean sf_ip_address_is_same_lan (const SfIpAddress *a, const SfIpAddress *b);

G_END_DECLS
