/* Where the live picture's packets leave and come in: RTP on this side, SRTP on the path. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_MEDIA_MAX_RTP 1140             /* bytes: with SRTP's tag, fits a path's datagram */
#define SF_MEDIA_MAX_FEEDBACK 512         /* bytes */
#define SF_MEDIA_MAX_WAITING (512 * 1024) /* bytes not sent yet; beyond it packets are dropped */

/* Counted atomically; for any thread. It outlives the connection: then packets go nowhere. */
typedef struct _SfMediaPort SfMediaPort;

/* Called in the link's thread; the bytes are valid during the call. @arrived_us: monotonic. */
typedef struct {
  /* An RTP packet, authenticated, of the newest stream of the other side. */
  void (*packet) (const guint8 *rtp, gsize size, gint64 arrived_us, gpointer user_data);
  /* The other side began a new stream: nothing of the one before follows. */
  void (*stream_started) (gpointer user_data);
  void (*feedback) (const guint8 *bytes, gsize size, gint64 arrived_us, gpointer user_data);
} SfMediaPortFuncs;

SfMediaPort *sf_media_port_ref (SfMediaPort *self);
void sf_media_port_unref (SfMediaPort *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMediaPort, sf_media_port_unref)

/**
 * sf_media_port_set_receiver:
 * @funcs: (nullable): static; %NULL: what comes is dropped. Nothing is called any more when this
 *   has returned; not from within a call
 */
void sf_media_port_set_receiver (SfMediaPort *self,
                                 const SfMediaPortFuncs *funcs,
                                 gpointer user_data);

/**
 * sf_media_port_start_stream:
 *
 * A new key, under which no packet was sent before; what still waits of the stream before is
 * dropped. The stream and its retransmission take SSRCs of their own choice, both random, at most
 * four in all. The first sequence number of each is below 32768 (RFC 3711, section 3.3.1): others
 * are not sent.
 */
void sf_media_port_start_stream (SfMediaPort *self);

/**
 * sf_media_port_send:
 * @rtp: (transfer full): a whole RTP packet of at most %SF_MEDIA_MAX_RTP bytes, never the same SSRC
 *   and sequence number twice within a stream
 *
 * Returns: %FALSE when it was dropped: no stream, no path, or too many wait
 */
gboolean sf_media_port_send (SfMediaPort *self, GBytes *rtp);

/* Sealed, not repeated: 1 to %SF_MEDIA_MAX_FEEDBACK bytes. Goes before the packets that wait.
 * Returns: FALSE when it was dropped: no path, or too many wait */
gboolean sf_media_port_send_feedback (SfMediaPort *self, const guint8 *bytes, gsize size);

/* Packets of sf_media_port_send() that did not leave, for whatever reason, since the beginning. */
guint64 sf_media_port_get_n_dropped (SfMediaPort *self);

/* A path over somebody else's stream relay, where the picture must be small and slow. */
gboolean sf_media_port_is_lean (SfMediaPort *self);

G_END_DECLS
