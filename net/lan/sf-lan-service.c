/* What is told on the LAN of somebody who waits, and what is believed of it. */

#include "net/lan/sf-lan-service.h"

#include <string.h>

#define TXT_VERSION "1"
#define TXT_MAX_STRINGS 32      /* looked at; ours has two */
#define TXT_MAX_STRING_SIZE 255 /* bytes, RFC 6763, 6.1 */

static void
add_string (GVariantBuilder *builder, const char *string)
{
  g_variant_builder_add_value (
    builder,
    g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, string, strlen (string), sizeof (guint8)));
}

GVariant *
sf_lan_service_make_txt (const char *nameplate)
{
  g_autofree char *np = g_strconcat ("np=", nameplate, NULL);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  add_string (&builder, "v=" TXT_VERSION);
  add_string (&builder, np);

  return g_variant_builder_end (&builder);
}

/* Returns: (nullable): the value in `KEY=VALUE`, of @ret_size bytes, when @string is one of @key */
static const char *
match_key (GVariant *string, const char *key, gsize *ret_size)
{
  gsize key_size = strlen (key);
  gsize size;
  const char *bytes = g_variant_get_fixed_array (string, &size, sizeof (guint8));

  if (size > TXT_MAX_STRING_SIZE || size <= key_size || bytes[key_size] != '=' ||
      g_ascii_strncasecmp (bytes, key, key_size) != 0)
    return NULL;

  *ret_size = size - key_size - 1;
  return bytes + key_size + 1;
}

/* Whether the first string of @key has @value. */
static gboolean
has_value (GVariant *txt, const char *key, const char *value)
{
  gsize n_strings = MIN (g_variant_n_children (txt), TXT_MAX_STRINGS);

  for (gsize i = 0; i < n_strings; i++) {
    g_autoptr (GVariant) string = g_variant_get_child_value (txt, i);
    gsize size;
    const char *found = match_key (string, key, &size);

    if (found != NULL)
      return size == strlen (value) && memcmp (found, value, size) == 0;
  }

  return FALSE;
}

gboolean
sf_lan_service_txt_matches (GVariant *txt, const char *nameplate)
{
  g_return_val_if_fail (g_variant_is_of_type (txt, G_VARIANT_TYPE ("aay")), FALSE);

  return has_value (txt, "v", TXT_VERSION) && has_value (txt, "np", nameplate);
}

/* RFC 4291, 2.5.5.2. No interface has one; it would be IPv4 that passes for IPv6. */
static gboolean
is_ipv4_mapped (GInetAddress *address)
{
  static const guint8 prefix[12] = {[10] = 0xff, [11] = 0xff};

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         memcmp (g_inet_address_to_bytes (address), prefix, sizeof prefix) == 0;
}

/* Whether it is an address of one computer, and means the same here as where it came from. */
static gboolean
is_usable (GInetAddress *address, gboolean is_local)
{
  gboolean is_ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

  return !g_inet_address_get_is_any (address) && !g_inet_address_get_is_multicast (address) &&
         !is_ipv4_mapped (address) && !(is_ipv6 && g_inet_address_get_is_link_local (address)) &&
         (is_local || !g_inet_address_get_is_loopback (address));
}

char *
sf_lan_service_make_url (const char *text, guint16 port, gboolean is_local)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autofree char *host = NULL;
  gboolean is_ipv6;

  if (address == NULL || port == 0 || !is_usable (address, is_local))
    return NULL;

  host = g_inet_address_to_string (address);
  is_ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  return g_strdup_printf (is_ipv6 ? "ws://[%s]:%u/v1" : "ws://%s:%u/v1", host, port);
}
