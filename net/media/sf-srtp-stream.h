/* One stream of SRTP in one direction: a libsrtp session under the key of the stream's number. */
#pragma once

#include "net/media/sf-media-port.h"

#include <srtp2/srtp.h>

G_BEGIN_DECLS

#define SF_SRTP_OVERHEAD 16 /* bytes: the tag of AEAD_AES_128_GCM (RFC 7714) */
#define SF_SRTP_MAX_PACKET (SF_MEDIA_MAX_RTP + SF_SRTP_OVERHEAD)
#define SF_SRTP_MAX_SSRCS 4 /* in a stream: the picture, what is sent again, and some to spare */

/* The sender's first sequence number of an SSRC is below this, so that a receiver that misses the
 * first packets cannot mistake a wrap-around for the beginning (RFC 3711, section 3.3.1). */
#define SF_SRTP_FIRST_SEQUENCE_END 32768

/* Where libsrtp works: in place, on whole words, with room to grow. */
typedef struct {
  _Alignas(guint32) guint8 bytes[SF_MEDIA_MAX_RTP + SRTP_MAX_TRAILER_LEN];
  gsize size;
} SfSrtpBuffer;

typedef struct _SfSrtpStream SfSrtpStream;

typedef enum {
  SF_SRTP_SENDS,
  SF_SRTP_RECEIVES,
} SfSrtpDirection;

/**
 * sf_srtp_stream_new:
 * @secret: (array fixed-size=32): media_send or media_receive of the session's keys
 * @number: of the stream
 *
 * Returns: (nullable): %NULL when libsrtp cannot do what it must
 */
SfSrtpStream *sf_srtp_stream_new (const guint8 *secret,
                                  guint32 number,
                                  SfSrtpDirection direction) G_GNUC_WARN_UNUSED_RESULT;
void sf_srtp_stream_free (SfSrtpStream *self);

/* In place. Returns: FALSE, and @buffer is rubbish, for a packet under an SSRC and sequence number
 * that were used before, a new SSRC that begins too high, or one too many */
gboolean sf_srtp_stream_protect (SfSrtpStream *self, SfSrtpBuffer *buffer);

/* In place. Returns: FALSE, and @buffer is rubbish, for anything that is not a packet of this
 * stream, or is one seen before, 1024 packets late, or of one SSRC too many */
gboolean sf_srtp_stream_unprotect (SfSrtpStream *self, SfSrtpBuffer *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfSrtpStream, sf_srtp_stream_free)

G_END_DECLS
