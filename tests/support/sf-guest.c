/* A wormhole and its diary, for tests. */

#include "tests/support/sf-guest.h"

#include "tests/support/sf-until.h"

#include <string.h>

SfGuest *
sf_guest_new (const char *const *urls, const char *code, const char *hello)
{
  SfGuest *self = g_new0 (SfGuest, 1);
  g_autoptr (GBytes) bytes = g_bytes_new (hello, strlen (hello));
  SfWormholeConfig config = {.urls = urls, .code = code, .hello = bytes};

  self->hello = g_strdup (hello);
  self->wormhole = sf_wormhole_new (&config);
  self->diary = sf_diary_new (self->wormhole);
  sf_wormhole_start (self->wormhole);
  return self;
}

void
sf_guest_free (SfGuest *self)
{
  sf_diary_free (self->diary);
  g_object_unref (self->wormhole);
  g_free (self->hello);
  g_free (self);
}

void
sf_guest_send (SfGuest *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  sf_wormhole_send (self->wormhole, bytes);
}

const char *
sf_guest_wait_for_code (SfGuest *self)
{
  sf_until (self->diary->code != NULL || self->diary->error != NULL);
  g_assert_no_error (self->diary->error);
  return self->diary->code;
}

static void
on_close_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SfGuest *self = user_data;

  sf_wormhole_close_finish (SF_WORMHOLE (source), result);
  self->is_closed = TRUE;
}

void
sf_guest_close (SfGuest *self, const char *mood)
{
  sf_wormhole_close_async (self->wormhole, mood, on_close_ready, self);
  sf_until (self->is_closed);
}

void
sf_guest_expect_pair (SfGuest *a, SfGuest *b)
{
  sf_diary_expect_confirmed (a->diary, b->hello);
  sf_diary_expect_confirmed (b->diary, a->hello);
  g_assert_cmpstr (sf_wormhole_get_peer_side (a->wormhole), ==, sf_wormhole_get_side (b->wormhole));
  g_assert_cmpstr (sf_wormhole_get_peer_side (b->wormhole), ==, sf_wormhole_get_side (a->wormhole));
  g_assert_cmpmem (sf_wormhole_get_key (a->wormhole), 32, sf_wormhole_get_key (b->wormhole), 32);
}
