/* The desktop's one switch for all cameras. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Programs in a sandbox are held to it by the portal; others must ask themselves.
 *
 * Returns: whether cameras are switched off; %FALSE on a desktop that has no such switch */
gboolean sf_camera_privacy_is_on (void);

G_END_DECLS
