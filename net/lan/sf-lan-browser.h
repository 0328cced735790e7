/* Finds on the LAN who waits under a number. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TYPE_LAN_BROWSER (sf_lan_browser_get_type ())
G_DECLARE_FINAL_TYPE (SfLanBrowser, sf_lan_browser, SF, LAN_BROWSER, GObject)

/*
 * Signals:
 *   found (const char *url)    `ws://ADDRESS:PORT/v1` of a service whose `np` is @nameplate; at most 8, each once
 *
 * No Avahi is no error: nothing is found.
 */
SfLanBrowser *sf_lan_browser_new (const char *nameplate) G_GNUC_WARN_UNUSED_RESULT;
void sf_lan_browser_start (SfLanBrowser *self);
void sf_lan_browser_stop (SfLanBrowser *self);

G_END_DECLS
