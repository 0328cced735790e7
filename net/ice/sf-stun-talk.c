/* What is said to a STUN or TURN server to try it out: bytes in, bytes out. Pure. */

#include "net/ice/sf-stun-talk.h"

#include <sodium.h>
#include <string.h>
#include <stun/usages/bind.h>
#include <stun/usages/turn.h>

#define HEADER_SIZE 20 /* RFC 8489, section 5 */
#define UNLIMITED (-1)

struct SfStunTalk {
  StunAgent agent;
  char *username; /* (nullable) */
  char *password;
  guint8 request[SF_STUN_TALK_MAX_BYTES];
  gsize request_size;
  StunMessage answer; /* the last one */
  guint8 answer_bytes[SF_STUN_TALK_MAX_BYTES];
  StunMessage challenge; /* what the password has to be mixed with */
  guint8 challenge_bytes[SF_STUN_TALK_MAX_BYTES];
  gboolean is_challenged;
  gboolean is_lent; /* there is a relay to hand back */
};

static void
ask (SfStunTalk *self)
{
  StunMessage message;

  if (self->username == NULL)
    self->request_size =
      stun_usage_bind_create (&self->agent, &message, self->request, sizeof self->request);
  else
    self->request_size = stun_usage_turn_create (
      &self->agent, &message, self->request, sizeof self->request,
      self->is_challenged ? &self->challenge : NULL, STUN_USAGE_TURN_REQUEST_PORT_NORMAL, UNLIMITED,
      UNLIMITED, (guint8 *) self->username, strlen (self->username), (guint8 *) self->password,
      strlen (self->password), STUN_USAGE_TURN_COMPATIBILITY_RFC5766);
}

SfStunTalk *
sf_stun_talk_new (const char *username, const char *password)
{
  SfStunTalk *self = g_new0 (SfStunTalk, 1);

  self->username = g_strdup (username);
  self->password = g_strdup (password);
  stun_agent_init (&self->agent, STUN_ALL_KNOWN_ATTRIBUTES, STUN_COMPATIBILITY_RFC5389,
                   username != NULL ? STUN_AGENT_USAGE_LONG_TERM_CREDENTIALS : 0);
  ask (self);

  return self;
}

void
sf_stun_talk_free (SfStunTalk *self)
{
  if (self->password != NULL)
    sodium_memzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->username);
  sodium_memzero (self, sizeof *self); /* the agent keeps a key */
  g_free (self);
}

const guint8 *
sf_stun_talk_get_request (SfStunTalk *self, gsize *ret_size)
{
  *ret_size = self->request_size;
  return self->request;
}

static SfStunTalkStep
judge_binding (SfStunTalk *self)
{
  struct sockaddr_storage own, other;
  socklen_t own_size = sizeof own, other_size = sizeof other;

  switch (stun_usage_bind_process (&self->answer, (struct sockaddr *) &own, &own_size,
                                   (struct sockaddr *) &other, &other_size)) {
  case STUN_USAGE_BIND_RETURN_SUCCESS:
    return SF_STUN_TALK_WORKS;
  case STUN_USAGE_BIND_RETURN_INVALID:
    return SF_STUN_TALK_IGNORED;
  default:
    return SF_STUN_TALK_FAILED;
  }
}

static void
keep_challenge (SfStunTalk *self)
{
  memcpy (self->challenge_bytes, self->answer_bytes, sizeof self->challenge_bytes);
  self->challenge = self->answer;
  self->challenge.buffer = self->challenge_bytes;
  self->is_challenged = TRUE;
}

/* The first request is always refused, with a realm and a nonce (RFC 8489, section 9.2). */
static SfStunTalkStep
judge_refusal (SfStunTalk *self)
{
  int code = 0;

  if (stun_message_find_error (&self->answer, &code) != STUN_MESSAGE_RETURN_SUCCESS)
    return SF_STUN_TALK_IGNORED;
  if (code != STUN_ERROR_UNAUTHORIZED && code != STUN_ERROR_STALE_NONCE)
    return SF_STUN_TALK_FAILED;
  if (self->is_challenged)
    return SF_STUN_TALK_DENIED;

  keep_challenge (self);
  ask (self);
  return self->request_size > 0 ? SF_STUN_TALK_ASKS : SF_STUN_TALK_FAILED;
}

static SfStunTalkStep
judge_allocation (SfStunTalk *self)
{
  struct sockaddr_storage relay, own, other;
  socklen_t relay_size = sizeof relay, own_size = sizeof own, other_size = sizeof other;
  guint32 bandwidth, lifetime;

  switch (stun_usage_turn_process (&self->answer, &relay, &relay_size, &own, &own_size, &other,
                                   &other_size, &bandwidth, &lifetime,
                                   STUN_USAGE_TURN_COMPATIBILITY_RFC5766)) {
  case STUN_USAGE_TURN_RETURN_RELAY_SUCCESS:
  case STUN_USAGE_TURN_RETURN_MAPPED_SUCCESS:
    self->is_lent = TRUE;
    return SF_STUN_TALK_WORKS;
  case STUN_USAGE_TURN_RETURN_ERROR:
    return judge_refusal (self);
  case STUN_USAGE_TURN_RETURN_INVALID:
    return SF_STUN_TALK_IGNORED;
  default:
    return SF_STUN_TALK_FAILED;
  }
}

SfStunTalkStep
sf_stun_talk_hear (SfStunTalk *self, const guint8 *data, gsize size)
{
  if (size > sizeof self->answer_bytes)
    return SF_STUN_TALK_IGNORED;

  memcpy (self->answer_bytes, data, size);
  if (stun_agent_validate (&self->agent, &self->answer, self->answer_bytes, size, NULL, NULL) !=
      STUN_VALIDATION_SUCCESS)
    return SF_STUN_TALK_IGNORED;

  return self->username != NULL ? judge_allocation (self) : judge_binding (self);
}

gboolean
sf_stun_talk_hand_back (SfStunTalk *self)
{
  StunMessage message;

  if (!self->is_lent)
    return FALSE;

  self->request_size = stun_usage_turn_create_refresh (
    &self->agent, &message, self->request, sizeof self->request, &self->challenge, 0,
    (guint8 *) self->username, strlen (self->username), (guint8 *) self->password,
    strlen (self->password), STUN_USAGE_TURN_COMPATIBILITY_RFC5766);
  return self->request_size > 0;
}

gsize
sf_stun_talk_measure (const guint8 *data, gsize size)
{
  gsize length;

  if (size < HEADER_SIZE)
    return 0;

  length = HEADER_SIZE + ((gsize) data[2] << 8 | data[3]);
  return length <= SF_STUN_TALK_MAX_BYTES ? length : 0;
}
