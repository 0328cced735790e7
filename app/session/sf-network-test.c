/* Whether the servers that a person chose can be used, tried out. */

#include "app/session/sf-network-test.h"

#include "net/rendezvous/sf-dialer.h"
#include "net/sf-net-error.h"

#define PATIENCE_S 10

typedef struct {
  SfDialer *dialer;
  GSource *patience;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_source_destroy (trial->patience);
  g_source_unref (trial->patience);
  g_object_unref (trial->dialer);
  g_free (trial);
}

static void
end (GTask *task, GError *error)
{
  Trial *trial = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (trial->dialer, task);
  sf_dialer_cancel (trial->dialer);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_dialer_connected (GTask *task, SoupWebsocketConnection *connection)
{
  soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  end (task, NULL);
}

static void
on_dialer_failed (GTask *task)
{
  end (task, g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_SERVER_UNREACHABLE,
                                  "the server does not answer"));
}

static gboolean
on_patience (gpointer user_data)
{
  on_dialer_failed (user_data);
  return G_SOURCE_REMOVE;
}

static GSource *
start_patience (GTask *task)
{
  GSource *source = g_timeout_source_new_seconds (PATIENCE_S);

  g_source_set_callback (source, on_patience, task, NULL);
  g_source_attach (source, g_task_get_context (task));

  return source;
}

void
sf_network_test_async (const SfNetworkChoice *choice,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Trial *trial = g_new0 (Trial, 1);
  SfNetworkUrls urls;
  SfPeerConfig config;
  GError *error = NULL;

  g_task_set_source_tag (task, sf_network_test_async);
  g_task_set_task_data (task, trial, trial_free);
  trial->dialer = sf_dialer_new ();
  trial->patience = start_patience (task);

  sf_network_choice_apply (choice, &urls, &config);
  for (guint i = 0; config.server_urls != NULL && config.server_urls[i] != NULL; i++)
    if (!sf_dialer_add_url (trial->dialer, config.server_urls[i], &error)) {
      end (task, error);
      return;
    }
  if (config.server_urls == NULL) {
    end (task, NULL);
    return;
  }

  g_signal_connect_swapped (trial->dialer, "connected", G_CALLBACK (on_dialer_connected), task);
  g_signal_connect_swapped (trial->dialer, "failed", G_CALLBACK (on_dialer_failed), task);
  sf_dialer_dial (trial->dialer);
}

gboolean
sf_network_test_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
