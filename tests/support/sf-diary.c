/* What a wormhole, or a rendezvous of two, told: their signals, written down for tests. */

#include "tests/support/sf-diary.h"

#include "net/sf-net-error.h"
#include "tests/support/sf-until.h"

#include <string.h>

static void
on_code (GObject *object, const char *code, SfDiary *self)
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
on_waiting (GObject *object, gboolean somebody, SfDiary *self)
{
  g_assert_null (self->error);
  on_flag (self->waiting, somebody);
}

static void
on_online (GObject *object, gboolean is_online, SfDiary *self)
{
  g_assert_null (self->error);
  on_flag (self->online, is_online);
}

static void
on_peer_connection (GObject *object, gboolean there, SfDiary *self)
{
  g_assert_null (self->error);
  on_flag (self->peer, there);
}

static void
on_confirmed (GObject *object, GBytes *peer_hello, SfDiary *self)
{
  g_assert_null (self->peer_hello);
  g_assert_null (self->error);
  self->peer_hello = g_bytes_ref (peer_hello);
}

static void
on_message (GObject *object, GBytes *plaintext, SfDiary *self)
{
  g_assert_nonnull (self->peer_hello);
  g_assert_null (self->error);
  g_ptr_array_add (self->messages,
                   g_strndup (g_bytes_get_data (plaintext, NULL), g_bytes_get_size (plaintext)));
}

static void
on_ice_servers (GObject *object, GBytes *json, SfDiary *self)
{
  g_string_append_len (self->ice, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json));
}

static void
on_failed (GObject *object, const GError *error, SfDiary *self)
{
  g_assert_null (self->error);
  self->error = g_error_copy (error);
}

SfDiary *
sf_diary_new (gpointer object)
{
  SfDiary *self = g_new0 (SfDiary, 1);

  self->object = g_object_ref (object);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->waiting = g_string_new (NULL);
  self->online = g_string_new (NULL);
  self->peer = g_string_new (NULL);
  self->ice = g_string_new (NULL);
  g_signal_connect (object, "code", G_CALLBACK (on_code), self);
  g_signal_connect (object, "waiting", G_CALLBACK (on_waiting), self);
  g_signal_connect (object, "online", G_CALLBACK (on_online), self);
  g_signal_connect (object, "peer-connection", G_CALLBACK (on_peer_connection), self);
  g_signal_connect (object, "confirmed", G_CALLBACK (on_confirmed), self);
  g_signal_connect (object, "message", G_CALLBACK (on_message), self);
  g_signal_connect (object, "ice-servers", G_CALLBACK (on_ice_servers), self);
  g_signal_connect (object, "failed", G_CALLBACK (on_failed), self);
  return self;
}

void
sf_diary_free (SfDiary *self)
{
  g_signal_handlers_disconnect_by_data (self->object, self);
  g_object_unref (self->object);
  g_free (self->code);
  g_clear_pointer (&self->peer_hello, g_bytes_unref);
  g_ptr_array_unref (self->messages);
  g_clear_error (&self->error);
  g_string_free (self->waiting, TRUE);
  g_string_free (self->online, TRUE);
  g_string_free (self->peer, TRUE);
  g_string_free (self->ice, TRUE);
  g_free (self);
}

void
sf_diary_expect_confirmed (SfDiary *self, const char *hello)
{
  sf_until (self->peer_hello != NULL || self->error != NULL);
  g_assert_no_error (self->error);
  g_assert_cmpmem (g_bytes_get_data (self->peer_hello, NULL), g_bytes_get_size (self->peer_hello),
                   hello, strlen (hello));
}

void
sf_diary_expect_message (SfDiary *self, const char *text)
{
  sf_until (self->messages->len > 0 || self->error != NULL);
  g_assert_no_error (self->error);
  g_assert_cmpstr (g_ptr_array_index (self->messages, 0), ==, text);
  g_ptr_array_remove_index (self->messages, 0);
}

void
sf_diary_expect_failure (SfDiary *self, int code)
{
  sf_until (self->error != NULL);
  g_assert_error (self->error, SF_NET_ERROR, code);
}
