/* RTP packets of the live picture: header, extensions, what is sent again (RFC 3550). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 *   | 2 0 1 0 | marker, payload type | sequence, u16 | timestamp, u32 | SSRC, u32 |
 *   | 0xbede | 4, u16 |                                       RFC 8285, section 4.2: 4 words of
 *   | 1, 8 bytes | taken, u64 | 2, 4 bytes | sent, u32 | 3, 1 byte | colour | extensions
 *   | payload ...
 *
 * A packet sent again (RFC 4588) has a payload type, an SSRC and sequence numbers of its own, and
 * the sequence number of the first sending in front of the payload.
 */
#define SF_RTP_HEADER_SIZE (12 + 4 + 16) /* bytes, of ours */
#define SF_RTP_RESENT_SIZE 2             /* bytes more of a packet sent again */

#define SF_RTP_TYPE_VP8 96
#define SF_RTP_TYPE_RESENT 97
#define SF_RTP_CLOCK_HZ 90000 /* RFC 7741, section 4.1 */

typedef struct {
  guint8 type;
  gboolean ends_frame; /* the marker */
  guint16 sequence;
  guint32 timestamp;
  guint32 ssrc;
  gint64 taken_us; /* when the camera took it, on the sender's monotonic clock; not negative */
  guint32 sent_us; /* the same clock when the packet left, modulo 2^32 */
  guint8 colour;   /* see sf-encoded-frame.h */
  const guint8 *payload;
  gsize payload_size; /* bytes, at least 1 */
} SfRtp;

/**
 * sf_rtp_parse:
 * @ret_rtp: its payload points into @packet
 *
 * Returns: %FALSE when it is not such a packet: drop it
 */
gboolean sf_rtp_parse (SfRtp *ret_rtp, const guint8 *packet, gsize size);

/**
 * sf_rtp_write:
 * @prefix: (nullable): what comes before the payload
 *
 * Returns: (transfer full): the packet
 */
GBytes *sf_rtp_write (const SfRtp *rtp,
                      const guint8 *prefix,
                      gsize prefix_size) G_GNUC_WARN_UNUSED_RESULT;

/* Turns a packet sent again into the one it repeats. Its SSRC is not known: it stays.
 * Returns: %FALSE when there is none in it */
gboolean sf_rtp_unwrap (SfRtp *rtp);

G_END_DECLS
