/* The creator's place on the LAN: a server of its own for one nameplate, and its announcement. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SfLanHost SfLanHost;

/* The network knows of it now, or does not: see SfLanAnnouncer::announced. */
typedef void (*SfLanHostFunc) (gboolean is_announced, gpointer user_data);

/**
 * sf_lan_host_new:
 * @announced: called from the main loop, until it is freed or drained
 *
 * Listens on all interfaces and announces it at once.
 *
 * Returns: (transfer full) (nullable): %NULL with a %G_IO_ERROR when it cannot listen
 */
SfLanHost *sf_lan_host_new (const char *nameplate,
                            SfLanHostFunc announced,
                            gpointer user_data,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the announcement, closes every connection. */
void sf_lan_host_free (SfLanHost *self);

/* Lets those who are connected go by themselves, for at most 2 s: a last word may still be on its
 * way to them. Then frees @self and calls @done. */
void sf_lan_host_drain (SfLanHost *self, void (*done) (gpointer user_data), gpointer user_data);

/* Returns: the server's address for the creator itself */
const char *sf_lan_host_get_url (SfLanHost *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLanHost, sf_lan_host_free)

G_END_DECLS
