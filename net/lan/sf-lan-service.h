/* What is told on the LAN of somebody who waits, and what is believed of it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_LAN_SERVICE_TYPE "_sameframe._tcp"

/* Returns: (transfer floating): the TXT record `v=1`, `np=`@nameplate, as `aay` */
GVariant *sf_lan_service_make_txt (const char *nameplate) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_lan_service_txt_matches:
 * @txt: a TXT record as `aay`, from anybody
 *
 * Keys in any case, the first of each counts, those unknown are skipped (RFC 6763, 6.4).
 *
 * Returns: whether it is of our version and names @nameplate
 */
gboolean sf_lan_service_txt_matches (GVariant *txt, const char *nameplate);

/**
 * sf_lan_service_make_url:
 * @text: an IPv4 or IPv6 address, from anybody
 * @port: from anybody
 * @is_local: whether the service is on this computer
 *
 * Returns: (transfer full) (nullable): `ws://ADDRESS:PORT/v1`; %NULL for an address that is of no
 *   use: not a single computer's, link-local IPv6 (it means nothing without its interface), or
 *   loopback when the service is not on this computer
 */
char *sf_lan_service_make_url (const char *text,
                               guint16 port,
                               gboolean is_local) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
