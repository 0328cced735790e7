/* The fixed part of an RTP packet's header, and where its payload begins. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * RFC 3550, section 5.1, and 5.3.1 for the extension, which is there when X is set:
 *
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---+-+-+-------+-+-------------+-------------------------------+
 *   |V=2|P|X|  CC   |M|     PT      |        sequence number        |
 *   +---+-+-+-------+-+-------------+-------------------------------+
 *   |                           timestamp                           |
 *   +---------------------------------------------------------------+
 *   |                             SSRC                              |
 *   +---------------------------------------------------------------+
 *   |                      CC times a CSRC ...                      |
 *   +-------------------------------+-------------------------------+
 *   |           profile             |   length of what follows / 4  |
 *   +-------------------------------+-------------------------------+
 *   |                         extension ...                         |
 *   +---------------------------------------------------------------+
 */
typedef struct {
  guint16 sequence;
  guint32 ssrc;
  gsize size; /* of the header with its CSRCs and extension, in bytes */
} SfRtpHeader;

/* Whether a first byte is that of RTP or SRTP, where several protocols share a path (RFC 7983). */
gboolean sf_rtp_header_is_first_byte (guint8 byte);

/* Returns: FALSE when @packet does not hold a whole header of version 2 */
gboolean sf_rtp_header_parse (SfRtpHeader *ret_header, const guint8 *packet, gsize size);

G_END_DECLS
