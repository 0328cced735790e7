/* Fuzz target: a TXT record and an address from anybody on the LAN. */

#include "net/lan/sf-lan-service.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The record in the serialisation of GVariant, which need not be normal. */
static void
check_record (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) txt =
    g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("aay"), bytes, FALSE));

  sf_lan_service_txt_matches (txt, "742");
}

/* Whatever the address, a URL has this host and port, and nothing else. */
static void
check_address (const guint8 *data, gsize size)
{
  g_autofree char *address = g_strndup ((const char *) data, size);
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  g_autofree char *canonical = NULL;
  g_autofree char *url = sf_lan_service_make_url (address, 4000, size % 2 == 0);
  g_autoptr (GUri) uri = NULL;

  if (url == NULL)
    return;
  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  canonical = g_inet_address_to_string (parsed);
  g_assert_nonnull (uri);
  g_assert_cmpstr (g_uri_get_host (uri), ==, canonical);
  g_assert_cmpint (g_uri_get_port (uri), ==, 4000);
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/v1");
  g_assert_null (g_uri_get_userinfo (uri));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  check_record (data, size);
  check_address (data, size);
  return 0;
}
