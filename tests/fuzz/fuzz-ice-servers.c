/* A list of servers from a rendezvous, and the same bytes as an address that a person typed. */

#include "net/ice/sf-server-set.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (SfIceServers) servers = sf_ice_servers_new_from_json (bytes, NULL);
  SfServerAddress address;

  /* Whatever is kept can be used as it is. */
  if (servers != NULL) {
    g_autoptr (SfServerSet) turn =
      sf_server_set_new (NULL, servers->turn_servers, servers->n_turn_servers, NULL);
    g_autoptr (SfServerSet) stun = sf_server_set_new (servers->stun_server, NULL, 0, NULL);

    g_assert_nonnull (turn);
    g_assert_nonnull (stun);
    g_assert_cmpint (servers->ttl_s, >=, 0);
  }

  if (sf_server_address_parse_stun (text, &address, NULL) ||
      sf_server_address_parse_turn (text, &address, NULL)) {
    g_assert_cmpuint (address.port, >, 0);
    g_assert_true (address.host[0] != 0);
  }
  return 0;
}
