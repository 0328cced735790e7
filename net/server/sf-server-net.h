/* What the connections and listeners of a server share: epoll set, deadlines, buffers. */
#pragma once

#include "net/server/sf-server-core.h"

#include <sys/epoll.h>

G_BEGIN_DECLS

/* How much is read from one connection before the others have their turn. */
#define SF_SERVER_READ_BYTES (16 * 1024)

/* A connection has so long to ask for a WebSocket. */
#define SF_SERVER_UPGRADE_US (10 * G_USEC_PER_SEC)

/* A silent one is pinged so often, before the 60 s after which common proxies give up; after three
 * pings without any sign of life it is dropped. */
#define SF_SERVER_PING_US (50 * G_USEC_PER_SEC)
#define SF_SERVER_MAX_MISSES 3

/* One that we close has so long to close its side. */
#define SF_SERVER_CLOSING_US (2 * G_USEC_PER_SEC)

/* What all connections may make the server hold in unread input and unwritten output; beyond,
 * whoever has more than a small share and wants more is dropped. */
#define SF_SERVER_MAX_BUFFERED (128 * 1024 * 1024)
#define SF_SERVER_SMALL_SHARE (16 * 1024)

/* Something with a file descriptor in the epoll set. */
typedef struct _SfServerPollable SfServerPollable;
struct _SfServerPollable {
  int fd;
  void (*ready) (SfServerPollable *self, guint32 events);
};

/* Queues of deadlines, each with one duration: the first to be added is the first to be due. */
typedef enum {
  SF_SERVER_WAIT_UPGRADE,
  SF_SERVER_WAIT_PING,
  SF_SERVER_WAIT_CLOSING,
  SF_SERVER_N_WAITS,
} SfServerWait;

typedef struct {
  SfServerCore *core;
  int epoll_fd;
  SfServerTime now; /* of this turn */
  GQueue waits[SF_SERVER_N_WAITS];
  GQueue unsettled; /* connections that have something to write or to end */
  gsize buffered_bytes;
  guint8 scratch[SF_SERVER_READ_BYTES];
} SfServerNet;

/* Puts @pollable into the epoll set (EPOLL_CTL_ADD) or changes its events (EPOLL_CTL_MOD). */
gboolean sf_server_net_poll (SfServerNet *self,
                             SfServerPollable *pollable,
                             int operation,
                             guint32 events);

/**
 * sf_server_net_turn:
 * @now: not before the last turn's
 *
 * Does all that can be done without waiting: reads, answers, writes, forgets.
 *
 * Returns: when to call it even if the epoll set is silent, in monotonic microseconds; -1: never
 */
gint64 sf_server_net_turn (SfServerNet *self, const SfServerTime *now);

/* Closes every connection: with a close frame, but without waiting for an answer. */
void sf_server_net_close_all (SfServerNet *self, const SfServerTime *now);

G_END_DECLS
