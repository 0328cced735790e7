/* The plaintext of a sealed datagram: a channel byte, then what belongs to the channel. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 *   TRANSFER      | 1 | packet of the transfer engine ... |
 *   PING          | 2 | t1, u64 BE |
 *   PONG          | 3 | t1, u64 BE | t2, u64 BE | t3, u64 BE |
 *   BYE           | 4 |
 *   BYE_ANSWER    | 5 |
 *
 * Times are microseconds of the monotonic clock of the side that took them.
 */
typedef enum {
  SF_LINK_CHANNEL_TRANSFER = 1,
  SF_LINK_CHANNEL_PING = 2,
  SF_LINK_CHANNEL_PONG = 3,
  SF_LINK_CHANNEL_BYE = 4,
  SF_LINK_CHANNEL_BYE_ANSWER = 5,
} SfLinkChannel;

#define SF_LINK_FRAME_PING_SIZE 9
#define SF_LINK_FRAME_PONG_SIZE 25

typedef struct {
  SfLinkChannel channel;
  const guint8 *packet; /* TRANSFER; in the bytes parsed */
  gsize packet_size;
  gint64 t1_us; /* PING, PONG */
  gint64 t2_us; /* PONG */
  gint64 t3_us;
} SfLinkFrame;

void sf_link_frame_write_ping (guint8 out[SF_LINK_FRAME_PING_SIZE], gint64 t1_us);
void sf_link_frame_write_pong (guint8 out[SF_LINK_FRAME_PONG_SIZE],
                               gint64 t1_us,
                               gint64 t2_us,
                               gint64 t3_us);

/* Returns: FALSE for an unknown channel or a wrong size: skip it */
gboolean sf_link_frame_parse (SfLinkFrame *ret_frame, const guint8 *plaintext, gsize size);

G_END_DECLS
