/* A LAN within one process, in place of the one that Avahi knows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Somebody else's announcement, true or not. */
void sf_test_lan_announce (const char *nameplate, const char *url);

/* Nothing is announced any more. */
void sf_test_lan_clear (void);

/* How many announcements there are. */
guint sf_test_lan_get_size (void);

G_END_DECLS
