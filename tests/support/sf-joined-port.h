/* Two media ports joined in one main loop: what goes into one comes out of the other. */
#pragma once

#include "net/media/sf-media-port.h"

G_BEGIN_DECLS

typedef struct _SfJoinedPort SfJoinedPort;

struct _SfJoinedPort {
  SfMediaPort *port;
  SfJoinedPort *other;    /* (nullable) */
  gboolean is_held;       /* what goes in is lost */
  gboolean starts_stream; /* with the next packet */
};

void sf_joined_port_init (SfJoinedPort *self);
void sf_joined_port_clear (SfJoinedPort *self);
void sf_joined_port_join (SfJoinedPort *self, SfJoinedPort *other);
void sf_joined_port_set_open (SfJoinedPort *self, gboolean is_open);

G_END_DECLS
