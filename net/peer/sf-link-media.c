/* The live picture's part of a link: SRTP between a media port and the path. */

#include "net/peer/sf-link-media.h"

#include "net/ice/sf-relay-path.h"
#include "net/media/sf-media-port-private.h"
#include "net/media/sf-srtp-receiver.h"
#include "net/media/sf-srtp-sender.h"
#include "net/media/sf-srtp-stream.h"
#include "net/peer/sf-link-frame.h"

#define ACTIVE_US G_USEC_PER_SEC

G_STATIC_ASSERT (SF_SRTP_MAX_PACKET <= SF_PATH_MAX_DATAGRAM);

struct _SfLinkMedia {
  SfMediaPort *port;
  SfLinkMediaFuncs funcs;
  gpointer user_data;
  SfSrtpSender *sender;
  SfSrtpReceiver *receiver;
  SfPath *path; /* (nullable): borrowed, while open */
  gint64 sent_us;
};

SfLinkMedia *
sf_link_media_new (const SfSessionKeys *keys,
                   SfMediaPort *port,
                   const SfLinkMediaFuncs *funcs,
                   gpointer user_data)
{
  SfLinkMedia *self = g_new0 (SfLinkMedia, 1);

  self->port = sf_media_port_ref (port);
  self->funcs = *funcs;
  self->user_data = user_data;
  self->sender = sf_srtp_sender_new (keys->media_send);
  self->receiver = sf_srtp_receiver_new (keys->media_receive);
  sf_media_port_attach (port, funcs->wake, user_data);

  return self;
}

void
sf_link_media_free (SfLinkMedia *self)
{
  sf_media_port_detach (self->port);
  sf_media_port_unref (self->port);
  sf_srtp_sender_free (self->sender);
  sf_srtp_receiver_free (self->receiver);
  g_free (self);
}

void
sf_link_media_open (SfLinkMedia *self, SfPath *path)
{
  self->path = path;
  /* A TURN server is there to carry pictures; somebody's transit relay is not. */
  sf_media_port_open (self->port, SF_IS_RELAY_PATH (path));
}

void
sf_link_media_close (SfLinkMedia *self)
{
  self->path = NULL;
  sf_media_port_close (self->port);
}

static void
send_feedback (SfLinkMedia *self, GBytes *feedback)
{
  guint8 frame[SF_LINK_FRAME_MAX_FEEDBACK_SIZE];
  gsize size;
  const guint8 *bytes = g_bytes_get_data (feedback, &size);

  self->funcs.send_frame (frame, sf_link_frame_write_feedback (frame, bytes, size),
                          self->user_data);
}

static gboolean
send_packet (SfLinkMedia *self, GBytes *packet)
{
  gsize size, sealed_size;
  const guint8 *rtp = g_bytes_get_data (packet, &size);
  const guint8 *sealed = sf_srtp_sender_protect (self->sender, rtp, size, &sealed_size);

  return sealed != NULL && sf_path_send (self->path, sealed, sealed_size);
}

void
sf_link_media_pump (SfLinkMedia *self, gint64 now_us)
{
  g_auto (SfMediaBurst) burst = {0};
  guint n_dropped = 0;

  if (self->path == NULL)
    return;

  sf_media_port_take (self->port, &burst);
  if (burst.starts_stream)
    sf_srtp_sender_start (self->sender);
  for (GList *link = burst.feedback.head; link != NULL; link = link->next)
    send_feedback (self, link->data);
  for (GList *link = burst.packets.head; link != NULL; link = link->next)
    n_dropped += send_packet (self, link->data) ? 0 : 1;

  if (burst.packets.length > 0)
    self->sent_us = now_us;
  if (n_dropped > 0)
    sf_media_port_add_dropped (self->port, n_dropped);
}

gboolean
sf_link_media_is_active (SfLinkMedia *self, gint64 now_us)
{
  return now_us - self->sent_us < ACTIVE_US;
}

gboolean
sf_link_media_receive (SfLinkMedia *self, const guint8 *datagram, gsize size, gint64 now_us)
{
  gsize rtp_size;
  gboolean is_new_stream;
  const guint8 *rtp =
    sf_srtp_receiver_unprotect (self->receiver, datagram, size, now_us, &rtp_size, &is_new_stream);

  if (rtp == NULL)
    return FALSE;

  sf_media_port_give_packet (self->port, rtp, rtp_size, is_new_stream, now_us);
  return TRUE;
}

void
sf_link_media_receive_feedback (SfLinkMedia *self, const guint8 *bytes, gsize size, gint64 now_us)
{
  sf_media_port_give_feedback (self->port, bytes, size, now_us);
}
