/* Two media ports joined in one main loop: what goes into one comes out of the other. */

#include "tests/support/sf-joined-port.h"

#include "net/media/sf-media-port-private.h"

static void
give_feedback (SfMediaPort *port, GBytes *feedback)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (feedback, &size);

  sf_media_port_give_feedback (port, bytes, size, g_get_monotonic_time ());
}

static void
give_packet (SfMediaPort *port, GBytes *packet, gboolean is_new_stream)
{
  gsize size;
  const guint8 *rtp = g_bytes_get_data (packet, &size);

  sf_media_port_give_packet (port, rtp, size, is_new_stream, g_get_monotonic_time ());
}

static void
on_wake (gpointer user_data)
{
  SfJoinedPort *self = user_data;
  g_auto (SfMediaBurst) burst = {0};

  sf_media_port_take (self->port, &burst);
  self->starts_stream |= burst.starts_stream;
  if (self->other == NULL || self->is_held)
    return;

  for (GList *link = burst.feedback.head; link != NULL; link = link->next)
    give_feedback (self->other->port, link->data);
  for (GList *link = burst.packets.head; link != NULL; link = link->next) {
    give_packet (self->other->port, link->data, self->starts_stream);
    self->starts_stream = FALSE;
  }
}

void
sf_joined_port_init (SfJoinedPort *self)
{
  *self = (SfJoinedPort){.port = sf_media_port_new ()};
  sf_media_port_attach (self->port, on_wake, self);
}

void
sf_joined_port_clear (SfJoinedPort *self)
{
  if (self->other != NULL)
    self->other->other = NULL;
  sf_media_port_detach (self->port);
  sf_media_port_unref (self->port);
}

void
sf_joined_port_join (SfJoinedPort *self, SfJoinedPort *other)
{
  self->other = other;
  other->other = self;
}

void
sf_joined_port_set_open (SfJoinedPort *self, gboolean is_open)
{
  if (is_open)
    sf_media_port_open (self->port, FALSE);
  else
    sf_media_port_close (self->port);
}
