/* Connects to a server of several addresses: in order, in parallel when one is slow (RFC 8305). */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define SF_DIALER_STAGGER_MS 2000

#define SF_TYPE_DIALER (sf_dialer_get_type ())
G_DECLARE_FINAL_TYPE (SfDialer, sf_dialer, SF, DIALER, GObject)

/*
 * Signals:
 *   connected (SoupWebsocketConnection *connection)   open
 *   failed ()                                         no address is left
 */
SfDialer *sf_dialer_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_dialer_add_url:
 * @url: `ws://…` or `wss://…`
 *
 * Adds an address behind the others, also while it dials. One that is there already counts once.
 *
 * Returns: %FALSE with %SF_NET_ERROR_BAD_ADDRESS
 */
gboolean sf_dialer_add_url (SfDialer *self, const char *url, GError **error);

/**
 * sf_dialer_dial:
 *
 * Tries the addresses in order: the next one at once when one fails, or after %SF_DIALER_STAGGER_MS
 * beside it. The first connection wins and its address goes to the front for the next time. One
 * signal follows.
 */
void sf_dialer_dial (SfDialer *self);

/* Ends a dial without a signal. */
void sf_dialer_cancel (SfDialer *self);

/* Returns: (nullable): the address of the last connection made, else the first one */
const char *sf_dialer_get_url (SfDialer *self);

G_END_DECLS
