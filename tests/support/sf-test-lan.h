/* A LAN within one process, in place of the one that Avahi knows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Somebody else's announcement, true or not. */
void sf_test_lan_announce (const char *nameplate, const char *url);

/* Nothing is announced any more. */
void sf_test_lan_clear (void);

/* There is no Avahi for those who start from now on, or there is one. */
void sf_test_lan_set_deaf (gboolean is_deaf);

/* All announcers hear that their announcement is known, or is not. */
void sf_test_lan_tell_announced (gboolean is_announced);

/* How many announcements there are. */
guint sf_test_lan_get_size (void);

G_END_DECLS
