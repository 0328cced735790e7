/* The WebSocket to a server: bounded text frames, dialled again whenever it is asked for. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TYPE_LINE (sf_line_get_type ())
G_DECLARE_FINAL_TYPE (SfLine, sf_line, SF, LINE, GObject)

/*
 * Signals:
 *   connected ()
 *   frame (GBytes *text)   at most SF_JSON_MAX_SIZE bytes; empty for a frame that was not text
 *   lost ()                the connection, or every attempt to make one
 */
SfLine *sf_line_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* As sf_dialer_add_url(). */
gboolean sf_line_add_url (SfLine *self, const char *url, GError **error);

/* Makes a connection; there is none, and none being made. */
void sf_line_dial (SfLine *self);

/* One text frame; dropped without a connection. */
void sf_line_send (SfLine *self, const char *text);

/* Ends the connection, or the attempt, without a signal. */
void sf_line_hang_up (SfLine *self);

/* Returns: (nullable): the address of the last connection made, else the first one */
const char *sf_line_get_url (SfLine *self);

/* Returns: TRUE when that address is this computer */
gboolean sf_line_is_loopback (SfLine *self);

G_END_DECLS
