/* The plaintext of a sealed datagram: a channel byte, then what belongs to the channel. */
#pragma once

#include "net/media/sf-media-port.h"

G_BEGIN_DECLS

/*
 *   TRANSFER      | 1 | packet of the transfer engine ... |
 *   PING          | 2 | t1, u64 BE |
 *   PONG          | 3 | t1, u64 BE | t2, u64 BE | t3, u64 BE |
 *   BYE           | 4 |
 *   BYE_ANSWER    | 5 |
 *   MEDIA_FEEDBACK| 6 | of the receiver of the live picture, 1 to 512 bytes ... |
 *
 * Times are microseconds of the monotonic clock of the side that took them.
 */
typedef enum {
  SF_LINK_CHANNEL_TRANSFER = 1,
  SF_LINK_CHANNEL_PING = 2,
  SF_LINK_CHANNEL_PONG = 3,
  SF_LINK_CHANNEL_BYE = 4,
  SF_LINK_CHANNEL_BYE_ANSWER = 5,
  SF_LINK_CHANNEL_MEDIA_FEEDBACK = 6,
} SfLinkChannel;

#define SF_LINK_FRAME_PING_SIZE 9
#define SF_LINK_FRAME_PONG_SIZE 25
#define SF_LINK_FRAME_MAX_FEEDBACK_SIZE (1 + SF_MEDIA_MAX_FEEDBACK)

typedef struct {
  SfLinkChannel channel;
  const guint8 *body; /* TRANSFER, MEDIA_FEEDBACK; in the bytes parsed */
  gsize body_size;
  gint64 t1_us; /* PING, PONG */
  gint64 t2_us; /* PONG */
  gint64 t3_us;
} SfLinkFrame;

void sf_link_frame_write_ping (guint8 out[SF_LINK_FRAME_PING_SIZE], gint64 t1_us);
void sf_link_frame_write_pong (guint8 out[SF_LINK_FRAME_PONG_SIZE],
                               gint64 t1_us,
                               gint64 t2_us,
                               gint64 t3_us);
/* @size: 1 to %SF_MEDIA_MAX_FEEDBACK. Returns: the frame's size */
gsize sf_link_frame_write_feedback (guint8 out[SF_LINK_FRAME_MAX_FEEDBACK_SIZE],
                                    const guint8 *feedback,
                                    gsize size);

/* Returns: FALSE for an unknown channel or a wrong size: skip it */
gboolean sf_link_frame_parse (SfLinkFrame *ret_frame, const guint8 *plaintext, gsize size);

G_END_DECLS
