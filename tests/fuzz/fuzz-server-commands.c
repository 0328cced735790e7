/* Fuzz target: what any number of strangers say to the rendezvous server, in any order. */

#include "tests/support/sf-talk.h"

#include <sodium.h>

#define N_TALKERS 6
#define N_ADDRESSES 3

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static guint32 seed;

static const char *
get_random_name (void)
{
  return "fixed";
}

static guint32
get_random (void)
{
  seed = seed * 1664525 + 1013904223;

  return seed;
}

static void
fill_random (void *buffer, size_t size)
{
  for (size_t i = 0; i < size; i++)
    ((guint8 *) buffer)[i] = (guint8) (get_random () >> 24);
}

/* The same input does the same every time. */
static void
fix_randomness (void)
{
  static const randombytes_implementation fixed = {
    .implementation_name = get_random_name,
    .random = get_random,
    .buf = fill_random,
  };

  seed = 1;
  randombytes_set_implementation ((randombytes_implementation *) &fixed);
}

static SfTalk *
start (void)
{
  static const char *const uris[] = {"turn:a", NULL};
  SfRendezvousServerConfig config;

  sf_rendezvous_server_config_init (&config);
  config.max_mailbox_messages = 4;
  config.max_mailbox_bytes = 2048;
  config.max_address_bytes = 4096;
  config.max_stored_bytes = 8192;
  config.max_mailboxes = 6;
  config.max_mailboxes_per_address = 3;
  config.max_connections = 5;
  config.max_connections_per_address = 2;
  config.turn_uris = uris;
  config.turn_secret = "secret";

  return sf_talk_new (&config);
}

/*
 * `a` to `f` is a connection that comes or goes; with a message behind it, one that speaks. `.`
 * lets two minutes pass.
 */
static void
run_line (SfTalk *talk, SfTalker **talkers, const char *line)
{
  guint index = (guint) (line[0] - 'a');
  SfTalker **talker = &talkers[MIN (index, N_TALKERS - 1)];

  if (line[0] == '.')
    sf_talk_pass (talk, 120);
  if (index >= N_TALKERS)
    return;

  if (*talker == NULL)
    *talker = sf_talker_new (talk, 1 + index % N_ADDRESSES);
  else if (line[1] == '\0')
    g_clear_pointer (talker, sf_talker_free);
  else if ((*talker)->client != NULL)
    sf_server_client_receive ((*talker)->client, line + 1, strlen (line + 1), &talk->now);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  SfTalker *talkers[N_TALKERS] = {NULL};
  SfTalk *talk;

  fix_randomness ();
  talk = start ();
  for (guint i = 0; lines[i] != NULL; i++) {
    run_line (talk, talkers, lines[i]);
    sf_talk_check_limits (talk, N_ADDRESSES);
  }
  for (guint i = 0; i < N_TALKERS; i++)
    g_clear_pointer (&talkers[i], sf_talker_free);
  sf_talk_free (talk);

  return 0;
}
