/* The live picture's part of a link: SRTP between a media port and the path. */
#pragma once

#include "net/crypto/sf-session-keys.h"
#include "net/ice/sf-path.h"
#include "net/media/sf-media-port.h"

G_BEGIN_DECLS

typedef struct _SfLinkMedia SfLinkMedia;

typedef struct {
  void (*wake) (gpointer user_data); /* something waits to be sent */
  /* Seals a link frame and sends it. */
  gboolean (*send_frame) (const guint8 *frame, gsize size, gpointer user_data);
} SfLinkMediaFuncs;

/* Lives in the thread-default main context of the caller. @keys are copied. */
SfLinkMedia *sf_link_media_new (const SfSessionKeys *keys,
                                SfMediaPort *port,
                                const SfLinkMediaFuncs *funcs,
                                gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void sf_link_media_free (SfLinkMedia *self);

/* Between the two calls @path is connected, and what the port is given goes over it. */
void sf_link_media_open (SfLinkMedia *self, SfPath *path);
void sf_link_media_close (SfLinkMedia *self);

/* Sends all that waits. */
void sf_link_media_pump (SfLinkMedia *self, gint64 now_us);
/* Whether pictures went out just now, so that what else uses the path holds back. */
gboolean sf_link_media_is_active (SfLinkMedia *self, gint64 now_us);

/* Returns: whether it was a genuine packet of the other side; the port's receiver was given it */
gboolean sf_link_media_receive (SfLinkMedia *self,
                                const guint8 *datagram,
                                gsize size,
                                gint64 now_us);
void sf_link_media_receive_feedback (SfLinkMedia *self,
                                     const guint8 *bytes,
                                     gsize size,
                                     gint64 now_us);

G_END_DECLS
