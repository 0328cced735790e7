/* Tells the LAN that somebody waits under a number, by DNS-SD through Avahi over D-Bus. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_LAN_SERVICE_TYPE "_sameframe._tcp"

#define SF_TYPE_LAN_ANNOUNCER (sf_lan_announcer_get_type ())
G_DECLARE_FINAL_TYPE (SfLanAnnouncer, sf_lan_announcer, SF, LAN_ANNOUNCER, GObject)

/* TXT `v=1`, `np=`@nameplate; a random instance name. Never the words. No Avahi is no error. */
SfLanAnnouncer *sf_lan_announcer_new (guint16 port,
                                      const char *nameplate) G_GNUC_WARN_UNUSED_RESULT;
void sf_lan_announcer_start (SfLanAnnouncer *self);
void sf_lan_announcer_stop (SfLanAnnouncer *self);

G_END_DECLS
