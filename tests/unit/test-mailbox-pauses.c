/* How long the mailbox client waits between attempts, and how much it keeps. */

#include "net/rendezvous/sf-mailbox-client.h"
#include "net/rendezvous/sf-outbox.h"
#include "net/sf-net-error.h"

#include <string.h>

static void
drain (SfMailboxClient *client)
{
  SfMailboxOutput *output;

  while ((output = sf_mailbox_client_pop (client)) != NULL)
    sf_mailbox_output_free (output);
}

static void
say (SfMailboxClient *client, const char *text, gint64 now_us)
{
  sf_mailbox_client_receive (client, text, strlen (text), now_us);
}

static SfMailboxClient *
open_client (guint32 seed)
{
  SfMailboxClient *client = sf_mailbox_client_new ("app", "me", "7", seed);

  sf_mailbox_client_start (client, 0);
  sf_mailbox_client_connected (client, 0);
  say (client, "{\"type\":\"claimed\",\"mailbox\":\"m\"}", 0);
  say (client, "{\"type\":\"pong\",\"pong\":1}", 0);
  return client;
}

/* Each pause is half as long again as the one before, a quarter more or less, at most 60 s. */
static void
test_grow (void)
{
  for (guint32 seed = 0; seed < 20; seed++) {
    g_autoptr (SfMailboxClient) client = open_client (seed);
    double pause_us = SF_MAILBOX_CLIENT_FIRST_PAUSE_US;
    gint64 now_us = 0;

    for (guint i = 0; i < 20; i++) {
      gint64 delay_us;

      sf_mailbox_client_lost (client, now_us);
      delay_us = sf_mailbox_client_get_deadline (client) - now_us;
      g_assert_cmpfloat (delay_us, >=, 0.75 * MIN (pause_us, SF_MAILBOX_CLIENT_MAX_PAUSE_US) - 1);
      g_assert_cmpfloat (delay_us, <=, MIN (1.25 * pause_us, SF_MAILBOX_CLIENT_MAX_PAUSE_US) + 1);
      now_us += delay_us;
      sf_mailbox_client_tick (client, now_us);
      drain (client);
      pause_us *= 1.5;
    }
  }
}

/* A connection that served makes the next pause short again; one that only came up does not. */
static void
test_start_over (void)
{
  g_autoptr (SfMailboxClient) client = open_client (0);

  for (guint i = 0; i < 10; i++) {
    sf_mailbox_client_lost (client, 0);
    sf_mailbox_client_tick (client, sf_mailbox_client_get_deadline (client));
    sf_mailbox_client_connected (client, 0);
  }
  sf_mailbox_client_lost (client, 0);
  g_assert_cmpint (sf_mailbox_client_get_deadline (client), >,
                   10 * SF_MAILBOX_CLIENT_FIRST_PAUSE_US);

  sf_mailbox_client_tick (client, sf_mailbox_client_get_deadline (client));
  sf_mailbox_client_connected (client, 0);
  say (client, "{\"type\":\"claimed\",\"mailbox\":\"m\"}", 0);
  say (client, "{\"type\":\"pong\",\"pong\":2}", 0);
  sf_mailbox_client_lost (client, 0);
  g_assert_cmpint (sf_mailbox_client_get_deadline (client), <=,
                   2 * SF_MAILBOX_CLIENT_FIRST_PAUSE_US);
}

/* Two that lost the same server do not come back at the same moment. */
static void
test_differ (void)
{
  g_autoptr (SfMailboxClient) a = open_client (1);
  g_autoptr (SfMailboxClient) b = open_client (2);

  sf_mailbox_client_lost (a, 0);
  sf_mailbox_client_lost (b, 0);
  g_assert_cmpint (sf_mailbox_client_get_deadline (a), !=, sf_mailbox_client_get_deadline (b));
}

static void
test_too_much_to_keep (void)
{
  g_autoptr (SfMailboxClient) client = open_client (0);
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (SfMailboxOutput) output = NULL;

  for (guint i = 0; i < SF_OUTBOX_MAX_MESSAGES; i++) {
    g_autofree char *phase = g_strdup_printf ("%u", i);
    sf_mailbox_client_add (client, phase, body, 0);
  }
  drain (client);
  sf_mailbox_client_add (client, "one-more", body, 0);
  output = sf_mailbox_client_pop (client);
  g_assert_cmpint (output->type, ==, SF_MAILBOX_OUTPUT_FAILED);
  g_assert_error (output->error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/mailbox-pauses/grow", test_grow);
  g_test_add_func ("/net/mailbox-pauses/start-over", test_start_over);
  g_test_add_func ("/net/mailbox-pauses/differ", test_differ);
  g_test_add_func ("/net/mailbox-pauses/too-much-to-keep", test_too_much_to_keep);
  return g_test_run ();
}
