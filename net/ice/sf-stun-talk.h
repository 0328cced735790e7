/* What is said to a STUN or TURN server to try it out: bytes in, bytes out. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_STUN_TALK_MAX_BYTES 1280 /* of a message, each way */

typedef enum {
  SF_STUN_TALK_IGNORED, /* no answer to what was asked */
  SF_STUN_TALK_ASKS,    /* there is another request to send */
  SF_STUN_TALK_WORKS,   /* our own address was told, or a relay lent */
  SF_STUN_TALK_DENIED,  /* wrong user name or password */
  SF_STUN_TALK_FAILED,  /* the server says that it cannot, or will not now */
} SfStunTalkStep;

typedef struct SfStunTalk SfStunTalk;

/**
 * sf_stun_talk_new:
 * @username: (nullable): %NULL asks for our own address (RFC 8489, Binding), else for a relay
 *   (RFC 8656, Allocate)
 * @password: (nullable): with a user name
 */
SfStunTalk *sf_stun_talk_new (const char *username, const char *password) G_GNUC_WARN_UNUSED_RESULT;
/* The password is wiped. */
void sf_stun_talk_free (SfStunTalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfStunTalk, sf_stun_talk_free)

/* Returns: (transfer none): what to send, again and again until something else is asked */
const guint8 *sf_stun_talk_get_request (SfStunTalk *self, gsize *ret_size);

/* @data: one message from the server */
SfStunTalkStep sf_stun_talk_hear (SfStunTalk *self, const guint8 *data, gsize size);

/* Makes the request one that gives the relay back. Returns: %FALSE when none was lent */
gboolean sf_stun_talk_hand_back (SfStunTalk *self);

/* Returns: how long the message that begins with @data is; 0: that cannot be said yet, or no
 * message that is read here begins so */
gsize sf_stun_talk_measure (const guint8 *data, gsize size);

G_END_DECLS
