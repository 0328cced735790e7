/* Tells the LAN that somebody waits under a number, by DNS-SD through Avahi over D-Bus. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TYPE_LAN_ANNOUNCER (sf_lan_announcer_get_type ())
G_DECLARE_FINAL_TYPE (SfLanAnnouncer, sf_lan_announcer, SF, LAN_ANNOUNCER, GObject)

/**
 * sf_lan_announcer_new:
 * @port: where the embedded rendezvous server listens
 * @nameplate: the code's number
 *
 * What is told: TXT `v=1`, `np=`@nameplate, the host's name and addresses, @port, a random instance
 * name. Never the words. No Avahi is no error: it is waited for.
 *
 * Signals:
 *   announced (gboolean is_announced)   the network knows of it; or it cannot, as there is no Avahi
 *     or none that takes it. Again whenever that changes
 */
SfLanAnnouncer *sf_lan_announcer_new (guint16 port,
                                      const char *nameplate) G_GNUC_WARN_UNUSED_RESULT;

/* In the thread-default main context of the caller, which must be the same for both. */
void sf_lan_announcer_start (SfLanAnnouncer *self);
void sf_lan_announcer_stop (SfLanAnnouncer *self);

G_END_DECLS
