/* A WebSocket server that says what no mailbox server should. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SfOddServer SfOddServer;

typedef enum {
  SF_ODD_TEXT,    /* says @text */
  SF_ODD_BINARY,  /* says @text in a binary frame */
  SF_ODD_LARGE,   /* says 1 MB */
  SF_ODD_CLOSE,   /* closes at once */
  SF_ODD_MISSING, /* no WebSocket there: 404 */
  SF_ODD_MOVED,   /* ... but elsewhere: 301 to @text */
} SfOddKind;

/* At /v1 of a port of its own on the loopback interface. */
SfOddServer *sf_odd_server_new (SfOddKind kind, const char *text) G_GNUC_WARN_UNUSED_RESULT;
void sf_odd_server_free (SfOddServer *self);

const char *sf_odd_server_get_url (SfOddServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfOddServer, sf_odd_server_free)

G_END_DECLS
