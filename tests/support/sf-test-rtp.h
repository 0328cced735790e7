/* RTP packets for tests: a header and a payload that follows from the sequence number. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_TEST_RTP_HEADER_SIZE 12 /* bytes, without CSRCs and extension */

/* @out: room for @size bytes, at least a header. */
void sf_test_rtp_write (guint8 *out, gsize size, guint32 ssrc, guint16 sequence);
GBytes *sf_test_rtp_new (gsize size, guint32 ssrc, guint16 sequence);
/* Whether @rtp is what sf_test_rtp_write() makes of its SSRC and sequence number. */
gboolean sf_test_rtp_is_whole (const guint8 *rtp, gsize size);

guint16 sf_test_rtp_get_sequence (const guint8 *rtp);

G_END_DECLS
