/* A mailbox client without a server: what happens to it and what it must do, in words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A script is a row of steps, each behind "; ". Steps that happen:
 *   start, connected, lost, probe, release
 *   add PHASE TEXT               we say TEXT
 *   close MOOD, fail MOOD        the driver ends it, or finds the code to be wrong
 *   wait MS                      time passes; every deadline on the way is kept
 *   < JSON                       the server says it, with ' for "
 *   peer SIDE PHASE TEXT         the server shows that SIDE said TEXT; "me" is our own side
 *
 * Steps that must be the next output, in this order, before the next thing happens:
 *   > dial, hang-up, done, failed KIND
 *   > bind, allocate, claim N, release N, open MAILBOX, add PHASE, close MAILBOX MOOD, ping N
 *   > nameplate N, motd TEXT, waiting + or -, phase PHASE TEXT, peer-connection + or -,
 *     ice-servers, online + or -
 */

/* @nameplate: (nullable): as for sf_mailbox_client_new(). Fails the test at a broken step. */
void sf_script_run (const char *nameplate, const char *script);

G_END_DECLS
