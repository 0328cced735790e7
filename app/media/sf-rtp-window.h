/* Puts RTP packets into order, tells which are missing, waits for them as long as told. */
#pragma once

#include "app/media/sf-rtp.h"

G_BEGIN_DECLS

#define SF_RTP_WINDOW_PACKETS 512      /* so many are held, or waited for */
#define SF_RTP_WINDOW_MAX_GAP 64       /* packets; a wider one begins the window anew */
#define SF_RTP_WINDOW_MAX_PAYLOAD 1140 /* bytes: so much is held of a packet at most */

/* Pure: bytes and the time in, packets in order out. Times are of any one clock. */
typedef struct _SfRtpWindow SfRtpWindow;

SfRtpWindow *sf_rtp_window_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_rtp_window_free (SfRtpWindow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfRtpWindow, sf_rtp_window_free)

/**
 * sf_rtp_window_add:
 * @rtp: its payload is copied
 *
 * Returns: %FALSE when it is held already, comes too late or is too long
 */
gboolean sf_rtp_window_add (SfRtpWindow *self, const SfRtp *rtp, gint64 now_us);

/* What comes before packet @sequence is neither waited for nor given. */
void sf_rtp_window_skip (SfRtpWindow *self, guint16 sequence);

/**
 * sf_rtp_window_pop:
 * @patience_us: how long a missing packet is waited for
 * @ret_rtp: valid until the next call that changes the window
 * @ret_after_loss: whether packets before it never came
 *
 * Returns: %FALSE when the next packet is not there
 */
gboolean sf_rtp_window_pop (
  SfRtpWindow *self, gint64 patience_us, gint64 now_us, SfRtp *ret_rtp, gboolean *ret_after_loss);

/**
 * sf_rtp_window_ask:
 * @rtt_us: after which a packet that was asked for is asked for again
 * @ret_sequences: of packets that are to be sent again now
 *
 * Returns: how many, @max at most
 */
guint sf_rtp_window_ask (
  SfRtpWindow *self, gint64 rtt_us, gint64 now_us, guint16 *ret_sequences, guint max);

/* How many packets did not come the first time, reordered ones aside. */
guint64 sf_rtp_window_get_n_missed (const SfRtpWindow *self);
/* How many of them never came. */
guint64 sf_rtp_window_get_n_lost (const SfRtpWindow *self);

G_END_DECLS
