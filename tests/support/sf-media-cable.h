/* Two media ports and a bad cable between them, sealed by SRTP as on a path. */
#pragma once

#include "net/media/sf-media-port.h"

G_BEGIN_DECLS

typedef struct _SfMediaCable SfMediaCable;

/* @settings: words of sf_way_set(), "delay_ms=25 loss=0.01", for both ways */
SfMediaCable *sf_media_cable_new (const char *settings);
void sf_media_cable_free (SfMediaCable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMediaCable, sf_media_cable_free)

/* Returns: (transfer none): of end 0 or 1 */
SfMediaPort *sf_media_cable_get_port (SfMediaCable *self, guint end);

void sf_media_cable_set (SfMediaCable *self, const char *settings);
/* Whether anything gets through. */
void sf_media_cable_set_cut (SfMediaCable *self, gboolean is_cut);
/* Whether both ports say that they lead over somebody else's relay. */
void sf_media_cable_set_lean (SfMediaCable *self, gboolean is_lean);

G_END_DECLS
