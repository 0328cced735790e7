/* One client's TCP connection: upgrade, frames in, frames out, end. */
#pragma once

#include "net/server/sf-server-net.h"
#include "net/server/sf-ws-reader.h"

G_BEGIN_DECLS

typedef struct _SfServerConnection SfServerConnection;

/**
 * sf_server_connection_start:
 * @fd: (transfer full): connected, non-blocking
 * @address_key: where it comes from; 0: not limited
 *
 * It belongs to @net until it ends.
 */
void sf_server_connection_start (SfServerNet *net, int fd, guint64 address_key);

/* For SfServerHost. */
void sf_server_connection_send (gpointer connection, GBytes *text);
void sf_server_connection_drop (gpointer connection);

/* With a close frame. */
void sf_server_connection_close (SfServerConnection *self, guint close_code);

/* A deadline of it is due: silence, or a client that is too slow. */
void sf_server_connection_on_deadline (SfServerConnection *self);

/* When that is, in monotonic microseconds. */
gint64 sf_server_connection_get_deadline (const SfServerConnection *self);

/* Without a word. */
void sf_server_connection_lose (SfServerConnection *self);

/* Writes what there is to write, and frees the connection if its time has come. Only here does one
 * end, so that nothing else holds a pointer to it. */
void sf_server_connection_settle (SfServerConnection *self);

G_END_DECLS
