/* Two whole sessions over our own rendezvous and real paths on the loopback interface. */

#include "app/session/sf-picture-source.h"
#include "app/session/sf-request-picture.h"
#include "app/sf-error.h"
#include "net/server/sf-rendezvous-server.h"
#include "net/sf-net-error.h"
#include "tests/support/sf-session-pair.h"
#include "tests/support/sf-test-files.h"

typedef struct {
  SfTestPair pair;
  SfRendezvousServer *server;
  char *url;
  const char *urls[2];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GError) error = NULL;

  self->server = sf_rendezvous_server_new (NULL);
  g_assert_true (sf_rendezvous_server_listen (self->server, address, &error));
  g_assert_no_error (error);
  self->url =
    g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (self->server));
  self->urls[0] = self->url;

  sf_test_pair_init (&self->pair);
  self->pair.creator.config.network.server_urls = self->urls;
  self->pair.joiner.config.network.server_urls = self->urls;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sf_test_pair_clear (&self->pair);
  sf_rendezvous_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->url, g_free);
}

static void
assert_done (SfTestPair *pair)
{
  g_assert_no_error (pair->creator.error);
  g_assert_no_error (pair->joiner.error);
  g_assert_true (pair->creator.is_identical);
  g_assert_true (pair->joiner.is_identical);
  g_assert_cmpstr (pair->creator.hash, ==, pair->joiner.hash);
}

static void
set_image (SfTestSide *side, int width, int height, guint32 seed)
{
  g_autoptr (SfImage) image = sf_test_image_new (width, height, seed);

  sf_test_side_set_source (side, SF_STILL_SOURCE (sf_picture_source_new (&image, 1)));
}

static void
test_complete (Fixture *self, gconstpointer data)
{
  SfTestPair *pair = &self->pair;
  g_autoptr (SfImage) picture = sf_test_image_new (300, 200, 3);

  pair->creator.config.request_picture = sf_request_picture_encode (picture, NULL);
  pair->creator.config.shots = 2;
  pair->creator.n_presses = 2;
  pair->creator.n_again = 1;
  pair->joiner.n_again = 1;
  set_image (&pair->creator, 1600, 1200, 4);
  set_image (&pair->joiner, 1200, 1600, 5);
  sf_test_pair_start (pair);
  sf_test_pair_run_to_end (pair);

  assert_done (pair);
  g_assert_cmpuint (sf_session_get_n_complete (pair->joiner.session), ==, 2);
  g_assert_nonnull (sf_session_get_request_picture (pair->joiner.session));
}

static void
test_strip (Fixture *self, gconstpointer data)
{
  SfTestPair *pair = &self->pair;

  sf_recipe_set_layout (&pair->creator.config.recipe, (guint8) sf_recipe_find_layout ("strip-4"));
  sf_test_pair_start (pair);
  sf_test_pair_run_to_end (pair);

  assert_done (pair);
  g_assert_cmpuint (sf_test_side_count_files (&pair->creator, "theirs"), ==, 4);
}

static gboolean
have_results (SfTestPair *pair)
{
  return sf_test_side_is_in (&pair->creator, SF_SESSION_STATE_RESULT) &&
         sf_test_side_is_in (&pair->joiner, SF_SESSION_STATE_RESULT);
}

static gboolean
are_both_anew (SfTestPair *pair)
{
  int layout = sf_session_get_recipe (pair->joiner.session)->layout;

  return have_results (pair) &&
         sf_session_get_shot (pair->creator.session)->recipe.layout == layout &&
         sf_session_get_shot (pair->joiner.session)->recipe.layout == layout;
}

/* The pixels of the file that is there. */
static char *
dup_file_hash (SfTestSide *side)
{
  SfImage *image = sf_image_load_file (sf_session_get_shot (side->session)->path, NULL);
  guint8 sha256[SF_DIGEST_SIZE];

  g_assert_nonnull (image);
  sf_image_hash (&image, 1, sha256);
  sf_image_unref (image);
  return sf_digest_to_hex (sha256);
}

/* Another layout afterwards: the same pixels for both again, and in both folders. */
static void
test_relayout (Fixture *self, gconstpointer data)
{
  SfTestPair *pair = &self->pair;
  g_autofree char *before = NULL;
  g_autofree char *first = NULL;
  g_autofree char *creators = NULL;
  g_autofree char *joiners = NULL;
  SfRecipe recipe;

  pair->creator.leaves = FALSE;
  pair->joiner.leaves = FALSE;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, have_results);
  before = g_strdup (pair->creator.hash);
  first = dup_file_hash (&pair->creator);
  recipe = *sf_session_get_recipe (pair->joiner.session);
  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout ("diagonal"));
  sf_session_change_recipe (pair->joiner.session, &recipe);
  sf_test_pair_run_until (pair, are_both_anew);

  creators = dup_file_hash (&pair->creator);
  joiners = dup_file_hash (&pair->joiner);
  g_assert_cmpstr (creators, ==, joiners);
  g_assert_cmpstr (creators, !=, first);
  g_assert_cmpstr (pair->creator.hash, !=, before);
  sf_session_leave (pair->creator.session);
  sf_test_pair_run_to_end (pair);
  assert_done (pair);
}

static void
test_wrong_code (Fixture *self, gconstpointer data)
{
  SfTestPair *pair = &self->pair;

  pair->mistypes = TRUE;
  sf_test_pair_start (pair);
  sf_test_pair_run_to_end (pair);

  g_assert_error (pair->creator.error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
  g_assert_error (pair->joiner.error, SF_NET_ERROR, SF_NET_ERROR_WRONG_CODE);
}

static void
decline (SfTestSide *side, SfSessionState state)
{
  if (state == SF_SESSION_STATE_REQUEST && side == &side->pair->joiner)
    sf_session_decline (side->session);
}

static void
test_declined (Fixture *self, gconstpointer data)
{
  SfTestPair *pair = &self->pair;

  pair->on_state = decline;
  sf_test_pair_start (pair);
  sf_test_pair_run_to_end (pair);

  g_assert_error (pair->creator.error, SF_ERROR, SF_ERROR_DECLINED);
  g_assert_error (pair->joiner.error, SF_ERROR, SF_ERROR_DECLINED);
}

/* Once both are live the server is not needed any more. */
static void
test_server_lost (Fixture *self, gconstpointer data)
{
  SfTestPair *pair = &self->pair;

  pair->creator.n_presses = 0;
  sf_test_pair_start (pair);
  sf_test_pair_run_until (pair, sf_test_pair_are_live);
  sf_rendezvous_server_stop (self->server);
  g_assert_true (sf_session_press (pair->joiner.session, 0, NULL));
  sf_test_pair_run_to_end (pair);

  assert_done (pair);
}

/* One leaves at each state after the introduction; the other is told, and loses nothing it has. */
static void
leave (SfTestSide *side, SfSessionState state)
{
  if (side == &side->pair->joiner && (int) state == side->pair->user_number)
    sf_session_leave (side->session);
}

static void
test_left (Fixture *self, gconstpointer data)
{
  SfTestPair *pair = &self->pair;

  pair->on_state = leave;
  pair->user_number = GPOINTER_TO_INT (data);
  sf_test_pair_start (pair);
  sf_test_pair_run_to_end (pair);

  g_assert_no_error (pair->joiner.error);
  g_assert_error (pair->creator.error, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
}

static void
add (const char *path, gconstpointer data, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/app/session-sockets/complete", NULL, test_complete);
  add ("/app/session-sockets/strip", NULL, test_strip);
  add ("/app/session-sockets/relayout", NULL, test_relayout);
  add ("/app/session-sockets/wrong-code", NULL, test_wrong_code);
  add ("/app/session-sockets/declined", NULL, test_declined);
  add ("/app/session-sockets/server-lost", NULL, test_server_lost);
  add ("/app/session-sockets/left/awaiting", GINT_TO_POINTER (SF_SESSION_STATE_AWAITING),
       test_left);
  add ("/app/session-sockets/left/connecting", GINT_TO_POINTER (SF_SESSION_STATE_CONNECTING),
       test_left);
  add ("/app/session-sockets/left/countdown", GINT_TO_POINTER (SF_SESSION_STATE_COUNTDOWN),
       test_left);
  add ("/app/session-sockets/left/exchanging", GINT_TO_POINTER (SF_SESSION_STATE_EXCHANGING),
       test_left);
  return g_test_run ();
}
