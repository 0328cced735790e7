/* The one error domain of net/. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SfNetError:
 * @SF_NET_ERROR_BAD_CODE: the text holds no valid code
 * @SF_NET_ERROR_BAD_ADDRESS: a server address that cannot be used
 * @SF_NET_ERROR_SERVER_UNREACHABLE: no rendezvous answered
 * @SF_NET_ERROR_LAN_UNAVAILABLE: nobody can be told, or found, on the local network: no Avahi
 * @SF_NET_ERROR_SERVER_REFUSED: the rendezvous answered and said no
 * @SF_NET_ERROR_WRONG_CODE: the two codes differ; the code is dead on both sides
 * @SF_NET_ERROR_CODE_USED: two others already hold this code
 * @SF_NET_ERROR_INCOMPATIBLE: the other side is not Sameframe, or of an incompatible version
 * @SF_NET_ERROR_NO_PATH: no way was found from this computer to the other
 * @SF_NET_ERROR_PEER_LEFT: the other side left or was lost
 * @SF_NET_ERROR_PROTOCOL: bytes that break the protocol
 * @SF_NET_ERROR_TOO_LARGE: more than a named limit allows
 *
 * What a caller of net/ can act upon. A cancelled operation is %G_IO_ERROR_CANCELLED, one that ran
 * out of time %G_IO_ERROR_TIMED_OUT.
 */
typedef enum {
  SF_NET_ERROR_BAD_CODE,
  SF_NET_ERROR_BAD_ADDRESS,
  SF_NET_ERROR_SERVER_UNREACHABLE,
  SF_NET_ERROR_LAN_UNAVAILABLE,
  SF_NET_ERROR_SERVER_REFUSED,
  SF_NET_ERROR_WRONG_CODE,
  SF_NET_ERROR_CODE_USED,
  SF_NET_ERROR_INCOMPATIBLE,
  SF_NET_ERROR_NO_PATH,
  SF_NET_ERROR_PEER_LEFT,
  SF_NET_ERROR_PROTOCOL,
  SF_NET_ERROR_TOO_LARGE,
} SfNetError;

#define SF_NET_ERROR (sf_net_error_quark ())
GQuark sf_net_error_quark (void);

G_END_DECLS
