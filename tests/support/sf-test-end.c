/* One end of a way between two, in one process: an ICE path, what it told and what it got. */

#include "tests/support/sf-test-end.h"

#include <string.h>

void
sf_test_run_ready (void)
{
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    continue;
}

static void
on_close_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SfTestEnd *self = user_data;

  sf_path_close_finish (SF_PATH (source), result);
  self->closed = TRUE;
}

void
sf_test_end_close (SfTestEnd *self)
{
  sf_path_close_async (self->path, on_close_ready, self);
}

void
sf_test_end_on_receive (const guint8 *datagram, gsize size, gpointer user_data)
{
  SfTestEnd *self = user_data;

  g_ptr_array_add (self->received, g_bytes_new (datagram, size));
  if (self->close_on_receive) {
    self->close_on_receive = FALSE;
    sf_test_end_close (self);
  }
}

static void
on_path_state_changed (SfPath *path, gpointer user_data)
{
  SfTestEnd *self = user_data;

  if (self->close_on_connect && sf_path_get_state (path) == SF_PATH_STATE_CONNECTED) {
    self->close_on_connect = FALSE;
    sf_test_end_close (self);
  }
}

typedef struct {
  SfTestEnd *to;
  GBytes *signal;
} Letter;

static gboolean
deliver (gpointer user_data)
{
  Letter *letter = user_data;

  if (letter->to->path != NULL)
    sf_path_remote_signal (letter->to->path, letter->signal);
  g_bytes_unref (letter->signal);
  g_free (letter);
  return G_SOURCE_REMOVE;
}

static void
on_path_local_signal (SfPath *path, GBytes *signal, gpointer user_data)
{
  SfTestEnd *self = user_data;
  g_autoptr (GSource) source = NULL;
  Letter *letter;

  g_ptr_array_add (self->told, g_bytes_ref (signal));
  if (self->other == NULL)
    return;

  letter = g_new0 (Letter, 1);
  letter->to = self->other;
  letter->signal = g_bytes_ref (signal);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, letter, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

void
sf_test_end_init (SfTestEnd *self)
{
  memset (self, 0, sizeof *self);
  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->received = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

void
sf_test_end_take_path (SfTestEnd *self, SfPath *path)
{
  self->path = path;
  g_signal_connect (path, "state-changed", G_CALLBACK (on_path_state_changed), self);
  g_signal_connect (path, "local-signal", G_CALLBACK (on_path_local_signal), self);
}

void
sf_test_end_open_ice (SfTestEnd *self, const SfIceConfig *config)
{
  g_autoptr (GError) error = NULL;
  SfIcePath *path;

  sf_test_end_init (self);
  path = sf_ice_path_new (config, sf_test_end_on_receive, self, &error);
  g_assert_no_error (error);
  sf_test_end_take_path (self, SF_PATH (path));
}

void
sf_test_end_finish (SfTestEnd *self)
{
  if (!self->closed) {
    sf_test_end_close (self);
    sf_until (self->closed);
  }
  g_assert_cmpint (sf_path_get_state (self->path), ==, SF_PATH_STATE_CLOSED);
  g_assert_finalize_object (g_steal_pointer (&self->path));
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_clear_pointer (&self->received, g_ptr_array_unref);
}

gboolean
sf_test_end_is_connected (const SfTestEnd *self)
{
  return sf_path_get_state (self->path) == SF_PATH_STATE_CONNECTED;
}

void
sf_test_end_assert_reaches (SfTestEnd *self)
{
  static _Thread_local guint8 counter;
  guint n = self->other->received->len;
  guint8 datagram[SF_PATH_MAX_DATAGRAM] = {0xC0, ++counter};
  GSource *guard = sf_until_guard_new (G_STRLOC, "a datagram comes");
  GBytes *got;

  do {
    sf_path_send (self->path, datagram, sizeof datagram);
    g_main_context_iteration (g_main_context_get_thread_default (), FALSE);
  } while (self->other->received->len == n);

  sf_until_guard_free (guard);
  got = self->other->received->pdata[n];
  g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), datagram, sizeof datagram);
}

void
sf_test_pair_open (SfTestEnd ends[2])
{
  SfIceConfig config = {.allow_loopback = TRUE};

  for (gsize i = 0; i < 2; i++) {
    config.controlling = i == 0;
    sf_test_end_open_ice (&ends[i], &config);
    ends[i].other = &ends[1 - i];
  }
}

void
sf_test_pair_permit (SfTestEnd ends[2])
{
  sf_ice_path_permit (SF_ICE_PATH (ends[0].path));
  sf_ice_path_permit (SF_ICE_PATH (ends[1].path));
}

void
sf_test_pair_wait (SfTestEnd ends[2])
{
  sf_until (sf_test_end_is_connected (&ends[0]) && sf_test_end_is_connected (&ends[1]));
}

void
sf_test_pair_connect (SfTestEnd ends[2])
{
  sf_test_pair_open (ends);
  sf_test_pair_permit (ends);
  sf_test_pair_wait (ends);
}

void
sf_test_pair_finish (SfTestEnd ends[2])
{
  sf_test_end_finish (&ends[0]);
  sf_test_end_finish (&ends[1]);
}
