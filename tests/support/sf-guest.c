/* A wormhole whose signals are written down, for tests. */

#include "tests/support/sf-guest.h"

#include "tests/support/sf-until.h"

#include <string.h>

static void
on_code (SfWormhole *wormhole, const char *code, SfGuest *self)
{
  g_assert_null (self->code);
  self->code = g_strdup (code);
}

static void
on_flag (GString *log, gboolean flag)
{
  g_string_append_c (log, flag ? '+' : '-');
}

static void
on_waiting (SfWormhole *wormhole, gboolean somebody, SfGuest *self)
{
  on_flag (self->waiting, somebody);
}

static void
on_online (SfWormhole *wormhole, gboolean is_online, SfGuest *self)
{
  on_flag (self->online, is_online);
}

static void
on_peer_connection (SfWormhole *wormhole, gboolean there, SfGuest *self)
{
  on_flag (self->peer, there);
}

static void
on_confirmed (SfWormhole *wormhole, GBytes *peer_hello, SfGuest *self)
{
  g_assert_null (self->peer_hello);
  g_assert_null (self->error);
  self->peer_hello = g_bytes_ref (peer_hello);
}

static void
on_message (SfWormhole *wormhole, GBytes *plaintext, SfGuest *self)
{
  g_assert_nonnull (self->peer_hello);
  g_ptr_array_add (self->messages,
                   g_strndup (g_bytes_get_data (plaintext, NULL), g_bytes_get_size (plaintext)));
}

static void
on_failed (SfWormhole *wormhole, const GError *error, SfGuest *self)
{
  g_assert_null (self->error);
  self->error = g_error_copy (error);
}

static void
connect_signals (SfGuest *self)
{
  g_signal_connect (self->wormhole, "code", G_CALLBACK (on_code), self);
  g_signal_connect (self->wormhole, "waiting", G_CALLBACK (on_waiting), self);
  g_signal_connect (self->wormhole, "online", G_CALLBACK (on_online), self);
  g_signal_connect (self->wormhole, "peer-connection", G_CALLBACK (on_peer_connection), self);
  g_signal_connect (self->wormhole, "confirmed", G_CALLBACK (on_confirmed), self);
  g_signal_connect (self->wormhole, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->wormhole, "failed", G_CALLBACK (on_failed), self);
}

SfGuest *
sf_guest_new (const char *const *urls, const char *code, const char *hello)
{
  SfGuest *self = g_new0 (SfGuest, 1);
  g_autoptr (GBytes) bytes = g_bytes_new (hello, strlen (hello));
  SfWormholeConfig config = {.urls = urls, .code = code, .hello = bytes};

  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->waiting = g_string_new (NULL);
  self->online = g_string_new (NULL);
  self->peer = g_string_new (NULL);
  self->wormhole = sf_wormhole_new (&config);
  connect_signals (self);
  sf_wormhole_start (self->wormhole);
  return self;
}

void
sf_guest_free (SfGuest *self)
{
  g_signal_handlers_disconnect_by_data (self->wormhole, self);
  g_object_unref (self->wormhole);
  g_free (self->code);
  g_clear_pointer (&self->peer_hello, g_bytes_unref);
  g_ptr_array_unref (self->messages);
  g_clear_error (&self->error);
  g_string_free (self->waiting, TRUE);
  g_string_free (self->online, TRUE);
  g_string_free (self->peer, TRUE);
  g_free (self);
}

void
sf_guest_send (SfGuest *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  sf_wormhole_send (self->wormhole, bytes);
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
  sf_until (a->peer_hello != NULL || a->error != NULL);
  g_assert_no_error (a->error);
  sf_until (b->peer_hello != NULL || b->error != NULL);
  g_assert_no_error (b->error);
  g_assert_cmpstr (sf_wormhole_get_peer_side (a->wormhole), ==, sf_wormhole_get_side (b->wormhole));
  g_assert_cmpstr (sf_wormhole_get_peer_side (b->wormhole), ==, sf_wormhole_get_side (a->wormhole));
  g_assert_cmpmem (sf_wormhole_get_key (a->wormhole), 32, sf_wormhole_get_key (b->wormhole), 32);
}

void
sf_guest_expect_message (SfGuest *self, const char *text)
{
  sf_until (self->messages->len > 0 || self->error != NULL);
  g_assert_no_error (self->error);
  g_assert_cmpstr (g_ptr_array_index (self->messages, 0), ==, text);
  g_ptr_array_remove_index (self->messages, 0);
}
