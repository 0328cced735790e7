/* Finds on the LAN who waits under a number. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_LAN_BROWSER_MAX_RESULTS 8

#define SF_TYPE_LAN_BROWSER (sf_lan_browser_get_type ())
G_DECLARE_FINAL_TYPE (SfLanBrowser, sf_lan_browser, SF, LAN_BROWSER, GObject)

/**
 * sf_lan_browser_new:
 * @nameplate: the code's number
 *
 * No Avahi is no error: it is waited for, and nothing is found meanwhile.
 *
 * Signals:
 *   found (const char *url)    `ws://ADDRESS:PORT/v1` of a service whose `np` is @nameplate; at
 *     most %SF_LAN_BROWSER_MAX_RESULTS, each once. Anybody on the LAN can claim any number: only
 *     the key exchange tells who knows the words
 *   deaf ()    there is no Avahi now, or none that looks for it
 */
SfLanBrowser *sf_lan_browser_new (const char *nameplate) G_GNUC_WARN_UNUSED_RESULT;

/* In the thread-default main context of the caller, which must be the same for both. */
void sf_lan_browser_start (SfLanBrowser *self);
void sf_lan_browser_stop (SfLanBrowser *self);

G_END_DECLS
