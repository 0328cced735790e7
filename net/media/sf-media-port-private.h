/* The link's half of a media port: takes what is to go out, gives what came in. */
#pragma once

#include "net/media/sf-media-port.h"

G_BEGIN_DECLS

SfMediaPort *sf_media_port_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_media_port_attach:
 * @wake: called in the thread-default main context of the caller, once for all that has come to
 *   wait since the last sf_media_port_take()
 *
 * Everything else here is for that context too.
 */
void sf_media_port_attach (SfMediaPort *self,
                           void (*wake) (gpointer user_data),
                           gpointer user_data);
/* From here on packets go nowhere. */
void sf_media_port_detach (SfMediaPort *self);

/* While it is closed nothing is taken in, and what waits is dropped. */
void sf_media_port_open (SfMediaPort *self, gboolean is_lean);
void sf_media_port_close (SfMediaPort *self);

/* What waits. First the new stream begins, then the feedback goes, then the packets. */
typedef struct {
  gboolean starts_stream;
  GQueue feedback; /* (element-type GBytes) */
  GQueue packets;  /* (element-type GBytes) */
} SfMediaBurst;

/* Takes all that waits; clear it with sf_media_burst_clear(). */
void sf_media_port_take (SfMediaPort *self, SfMediaBurst *ret_burst);
void sf_media_burst_clear (SfMediaBurst *burst);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfMediaBurst, sf_media_burst_clear)

/* Packets that were taken and could not be sent. */
void sf_media_port_add_dropped (SfMediaPort *self, guint n);

/* @is_new_stream: it is the first of a stream. */
void sf_media_port_give_packet (
  SfMediaPort *self, const guint8 *rtp, gsize size, gboolean is_new_stream, gint64 arrived_us);
void sf_media_port_give_feedback (SfMediaPort *self,
                                  const guint8 *bytes,
                                  gsize size,
                                  gint64 arrived_us);

G_END_DECLS
