/* The bytes on a connection to a Magic Wormhole Transit Relay: a handshake, then datagrams. */
#pragma once

#include "net/ice/sf-path.h"

G_BEGIN_DECLS

#define SF_RELAY_TOKEN_SIZE 32 /* bytes */
#define SF_RELAY_SIDE_SIZE 8
#define SF_RELAY_HANDSHAKE_SIZE 104
#define SF_RELAY_FRAME_HEADER_SIZE 2
#define SF_RELAY_SIGNAL_VERSION 1

/*
 *   ours:         please relay TOKEN for side SIDE \n     64 and 16 hexadecimal digits
 *   the relay's:  ok \n                                   once the other side is there
 *
 * and then both ways:
 *
 *   0        2
 *   +--------+----------+
 *   | size   | datagram |   1 to SF_PATH_MAX_DATAGRAM bytes
 *   | u16 BE |          |
 *   +--------+----------+
 *
 * The relay joins two connections with the same token and different sides. Each generation has a
 * token of its own, so that a new connection never meets an old one that the relay still holds.
 */
void sf_relay_write_handshake (char out[SF_RELAY_HANDSHAKE_SIZE + 1],
                               const guint8 token[SF_RELAY_TOKEN_SIZE],
                               guint32 generation,
                               const guint8 side[SF_RELAY_SIDE_SIZE]);

/* Appends @datagram behind its size. */
void sf_relay_write_frame (GByteArray *out, const guint8 *datagram, gsize size);

/* What the two sides tell each other through the rendezvous: the version, then the generation. */
GBytes *sf_relay_signal_write (guint32 generation) G_GNUC_WARN_UNUSED_RESULT;
gboolean sf_relay_signal_read (GBytes *bytes, guint32 *ret_generation);

typedef enum {
  SF_RELAY_NEEDS_MORE,
  SF_RELAY_GREETING, /* once, before every datagram */
  SF_RELAY_DATAGRAM,
  SF_RELAY_BROKEN, /* and nothing else from then on */
} SfRelayEvent;

/* Plain data; zero-initialised is the beginning of a connection. */
typedef struct {
  gboolean is_greeted;
  gboolean is_broken;
  gsize begin;
  gsize end;
  guint8 bytes[8 * (SF_RELAY_FRAME_HEADER_SIZE + SF_PATH_MAX_DATAGRAM)];
} SfRelayReader;

/**
 * sf_relay_reader_get_room:
 * @ret_size: at least 1, once everything was taken by sf_relay_reader_next()
 *
 * Returns: (transfer none): where the next bytes belong; moves what a datagram points to
 */
guint8 *sf_relay_reader_get_room (SfRelayReader *self, gsize *ret_size);
/* So many bytes were put there. */
void sf_relay_reader_add (SfRelayReader *self, gsize size);

/**
 * sf_relay_reader_next:
 * @ret_datagram: (transfer none): only with %SF_RELAY_DATAGRAM
 */
SfRelayEvent sf_relay_reader_next (SfRelayReader *self,
                                   const guint8 **ret_datagram,
                                   gsize *ret_size);

G_END_DECLS
