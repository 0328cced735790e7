/* Talking to a STUN server, to a TURN server, and to who is neither. */

#include "net/ice/sf-stun-talk.h"

#include <arpa/inet.h>
#include <string.h>
#include <stun/stunagent.h>

#define USER "user"
#define PASSWORD "password"
#define REALM "realm"
#define NONCE "nonce"

/* A server of ours, by libnice's codec: one answer to one request. */
typedef struct {
  StunAgent agent;
  StunMessage request;
  guint8 request_bytes[SF_STUN_TALK_MAX_BYTES];
  guint8 answer[SF_STUN_TALK_MAX_BYTES];
} Server;

static bool
find_password (StunAgent *agent,
               StunMessage *message,
               uint8_t *username,
               uint16_t username_size,
               uint8_t **password,
               size_t *password_size,
               void *user_data)
{
  *password = user_data;
  *password_size = strlen (user_data);
  return username_size == strlen (USER) && memcmp (username, USER, username_size) == 0;
}

/* Returns: whether the request is signed with @password */
static gboolean
take (Server *self, SfStunTalk *talk, const char *password)
{
  gsize size;
  const guint8 *request = sf_stun_talk_get_request (talk, &size);

  g_assert_cmpuint (size, <=, sizeof self->request_bytes);
  memcpy (self->request_bytes, request, size);
  stun_agent_init (&self->agent, STUN_ALL_KNOWN_ATTRIBUTES, STUN_COMPATIBILITY_RFC5389,
                   password != NULL ? STUN_AGENT_USAGE_LONG_TERM_CREDENTIALS : 0);
  return stun_agent_validate (&self->agent, &self->request, self->request_bytes, size,
                              find_password, (void *) password) == STUN_VALIDATION_SUCCESS;
}

static SfStunTalkStep
refuse (Server *self, SfStunTalk *talk, StunError code)
{
  StunMessage answer;

  stun_agent_init_error (&self->agent, &answer, self->answer, sizeof self->answer, &self->request,
                         code);
  stun_message_append_string (&answer, STUN_ATTRIBUTE_REALM, REALM);
  stun_message_append_string (&answer, STUN_ATTRIBUTE_NONCE, NONCE);
  return sf_stun_talk_hear (talk, self->answer,
                            stun_agent_finish_message (&self->agent, &answer, NULL, 0));
}

static SfStunTalkStep
grant (Server *self, SfStunTalk *talk)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons (1234)};
  StunMessage answer;

  inet_pton (AF_INET, "192.0.2.1", &address.sin_addr);
  stun_agent_init_response (&self->agent, &answer, self->answer, sizeof self->answer,
                            &self->request);
  stun_message_append_xor_addr (&answer, STUN_ATTRIBUTE_XOR_MAPPED_ADDRESS,
                                (struct sockaddr_storage *) &address, sizeof address);
  stun_message_append_xor_addr (&answer, STUN_ATTRIBUTE_RELAY_ADDRESS,
                                (struct sockaddr_storage *) &address, sizeof address);
  stun_message_append32 (&answer, STUN_ATTRIBUTE_LIFETIME, 600);
  return sf_stun_talk_hear (
    talk, self->answer,
    stun_agent_finish_message (&self->agent, &answer, self->request.key, self->request.key_len));
}

static void
test_own_address (void)
{
  g_autoptr (SfStunTalk) talk = sf_stun_talk_new (NULL, NULL);
  Server server;

  g_assert_true (take (&server, talk, NULL));
  g_assert_cmpint (stun_message_get_method (&server.request), ==, STUN_BINDING);
  g_assert_cmpint (grant (&server, talk), ==, SF_STUN_TALK_WORKS);
  g_assert_false (sf_stun_talk_hand_back (talk));
}

static void
test_relay (void)
{
  g_autoptr (SfStunTalk) talk = sf_stun_talk_new (USER, PASSWORD);
  Server server;
  guint32 lifetime;

  g_assert_false (take (&server, talk, PASSWORD));
  g_assert_cmpint (stun_message_get_method (&server.request), ==, STUN_ALLOCATE);
  g_assert_false (sf_stun_talk_hand_back (talk));
  g_assert_cmpint (refuse (&server, talk, STUN_ERROR_UNAUTHORIZED), ==, SF_STUN_TALK_ASKS);
  g_assert_true (take (&server, talk, PASSWORD));
  g_assert_cmpint (grant (&server, talk), ==, SF_STUN_TALK_WORKS);

  g_assert_true (sf_stun_talk_hand_back (talk));
  g_assert_true (take (&server, talk, PASSWORD));
  g_assert_cmpint (stun_message_get_method (&server.request), ==, STUN_REFRESH);
  g_assert_cmpint (stun_message_find32 (&server.request, STUN_ATTRIBUTE_LIFETIME, &lifetime), ==,
                   STUN_MESSAGE_RETURN_SUCCESS);
  g_assert_cmpuint (lifetime, ==, 0);
}

/* The second refusal is of the password; whatever else is no matter of it. */
static void
test_refused (void)
{
  static const struct {
    StunError second;
    SfStunTalkStep step;
  } rows[] = {
    {STUN_ERROR_UNAUTHORIZED, SF_STUN_TALK_DENIED},
    {STUN_ERROR_ALLOCATION_QUOTA_REACHED, SF_STUN_TALK_FAILED},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SfStunTalk) talk = sf_stun_talk_new (USER, PASSWORD);
    Server server;

    take (&server, talk, PASSWORD);
    g_assert_cmpint (refuse (&server, talk, STUN_ERROR_UNAUTHORIZED), ==, SF_STUN_TALK_ASKS);
    take (&server, talk, PASSWORD);
    g_assert_cmpint (refuse (&server, talk, rows[i].second), ==, rows[i].step);
  }
}

/* An answer to somebody else's question, cut anywhere, changed anywhere, or too long. */
static void
test_nonsense (void)
{
  g_autoptr (SfStunTalk) other = sf_stun_talk_new (NULL, NULL);
  g_autoptr (SfStunTalk) talk = sf_stun_talk_new (NULL, NULL);
  guint8 bytes[SF_STUN_TALK_MAX_BYTES + 1] = {0};
  Server server;

  g_assert_cmpint (sf_stun_talk_hear (talk, bytes, 0), ==, SF_STUN_TALK_IGNORED);
  g_assert_cmpint (sf_stun_talk_hear (talk, bytes, sizeof bytes), ==, SF_STUN_TALK_IGNORED);
  g_assert_true (take (&server, other, NULL));
  g_assert_cmpint (grant (&server, talk), ==, SF_STUN_TALK_IGNORED);
  for (gsize size = 0; size < 44; size++)
    g_assert_cmpint (sf_stun_talk_hear (other, server.answer, size), ==, SF_STUN_TALK_IGNORED);
}

static void
test_measure (void)
{
  guint8 header[20] = {[2] = 0, [3] = 12};

  g_assert_cmpuint (sf_stun_talk_measure (header, 19), ==, 0);
  g_assert_cmpuint (sf_stun_talk_measure (header, 20), ==, 32);
  header[2] = 0xff;
  g_assert_cmpuint (sf_stun_talk_measure (header, 20), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/stun-talk/own-address", test_own_address);
  g_test_add_func ("/net/stun-talk/relay", test_relay);
  g_test_add_func ("/net/stun-talk/refused", test_refused);
  g_test_add_func ("/net/stun-talk/nonsense", test_nonsense);
  g_test_add_func ("/net/stun-talk/measure", test_measure);
  return g_test_run ();
}
