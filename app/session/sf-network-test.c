/* Whether the servers that a person chose do what they are for, tried out. */

#include "app/session/sf-network-test.h"

#include "net/ice/sf-server-probe.h"
#include "net/ice/sf-source.h"
#include "net/rendezvous/sf-dialer.h"

#define PATIENCE_S 10

/* The server where codes meet */

typedef struct {
  SfDialer *dialer;
  GSource *patience;
  GSource *cancelled; /* (nullable) */
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  sf_source_stop (&self->patience);
  sf_source_stop (&self->cancelled);
  g_object_unref (self->dialer);
  g_free (self);
}

/* Takes @task. */
static void
end_call (GTask *task, SfNetworkVerdict verdict)
{
  Call *self = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (self->dialer, task);
  sf_dialer_cancel (self->dialer);
  sf_source_stop (&self->patience);
  sf_source_stop (&self->cancelled);
  g_task_return_int (task, verdict);
  g_object_unref (task);
}

static void
on_dialer_connected (GTask *task, SoupWebsocketConnection *connection)
{
  soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  end_call (task, SF_NETWORK_VERDICT_WORKS);
}

static void
on_dialer_failed (GTask *task)
{
  end_call (task, SF_NETWORK_VERDICT_SILENT);
}

static gboolean
on_patience (gpointer user_data)
{
  on_dialer_failed (user_data);
  return G_SOURCE_REMOVE;
}

/* What is returned then is that it was cancelled. */
static gboolean
on_call_cancelled (GCancellable *cancellable, gpointer user_data)
{
  return on_patience (user_data);
}

/* Takes @task. */
static void
call_server (GTask *task, const SfPeerConfig *config)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Call *self = g_new0 (Call, 1);

  g_task_set_task_data (task, self, call_free);
  self->dialer = sf_dialer_new ();
  for (guint i = 0; config->server_urls[i] != NULL; i++)
    if (!sf_dialer_add_url (self->dialer, config->server_urls[i], NULL)) {
      end_call (task, SF_NETWORK_VERDICT_BAD_ADDRESS);
      return;
    }

  sf_source_start (&self->patience, g_timeout_source_new_seconds (PATIENCE_S), on_patience, task);
  if (cancellable != NULL)
    sf_source_start (&self->cancelled, g_cancellable_source_new (cancellable),
                     G_SOURCE_FUNC (on_call_cancelled), task);
  g_signal_connect_swapped (self->dialer, "connected", G_CALLBACK (on_dialer_connected), task);
  g_signal_connect_swapped (self->dialer, "failed", G_CALLBACK (on_dialer_failed), task);
  sf_dialer_dial (self->dialer);
}

/* STUN and TURN */

typedef struct {
  guint n_open;
  SfProbeVerdict best;
} Probes;

static const SfNetworkVerdict verdicts[] = {
  [SF_PROBE_SILENT] = SF_NETWORK_VERDICT_SILENT,
  [SF_PROBE_FAILED] = SF_NETWORK_VERDICT_FAILED,
  [SF_PROBE_DENIED] = SF_NETWORK_VERDICT_DENIED,
  [SF_PROBE_WORKS] = SF_NETWORK_VERDICT_WORKS,
};

static void
on_probe_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Probes *probes = g_task_get_task_data (task);
  SfProbeVerdict verdict = SF_PROBE_SILENT;

  if (sf_server_probe_finish (result, &verdict, NULL))
    probes->best = MAX (probes->best, verdict);
  if (--probes->n_open == 0)
    g_task_return_int (task, verdicts[probes->best]);
}

/* Each way there by itself: one that works is enough. Takes @task. */
static void
probe (GTask *task, const SfServerAddress *address, const SfTurnServer *turn)
{
  Probes *probes = g_new0 (Probes, 1);
  gboolean ways[] = {address->udp, address->tcp};

  g_task_set_task_data (task, probes, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    SfServerAddress way = *address;

    if (!ways[i])
      continue;
    way.udp = i == 0;
    way.tcp = i == 1;
    probes->n_open++;
    sf_server_probe_async (&way, turn, g_task_get_cancellable (task), on_probe_ready,
                           g_object_ref (task));
  }
  g_object_unref (task);
}

/* Takes @task. */
static void
end_at_once (GTask *task, SfNetworkVerdict verdict)
{
  g_task_return_int (task, verdict);
  g_object_unref (task);
}

static void
test_stun (GTask *task, const SfPeerConfig *config)
{
  SfServerAddress address;

  if (config->stun_server == NULL || config->relay_only)
    end_at_once (task, SF_NETWORK_VERDICT_UNUSED);
  else if (!sf_server_address_parse_stun (config->stun_server, &address, NULL))
    end_at_once (task, SF_NETWORK_VERDICT_BAD_ADDRESS);
  else
    probe (task, &address, NULL);
}

static void
test_relay (GTask *task, const SfNetworkChoice *choice, const SfPeerConfig *config)
{
  SfServerAddress address;

  if (choice->mode == SF_NETWORK_MODE_LOCAL_ONLY)
    end_at_once (task, SF_NETWORK_VERDICT_UNUSED);
  else if (config->n_turn_servers == 0)
    end_at_once (task, SF_NETWORK_VERDICT_NONE);
  else if (!sf_server_address_parse_turn (config->turn_servers[0].uri, &address, NULL))
    end_at_once (task, SF_NETWORK_VERDICT_BAD_ADDRESS);
  else
    probe (task, &address, &config->turn_servers[0]);
}

void
sf_network_test_async (const SfNetworkChoice *choice,
                       SfNetworkCheck check,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  SfNetworkServers servers;
  SfPeerConfig config;

  g_task_set_source_tag (task, sf_network_test_async);
  sf_network_choice_apply (choice, &servers, &config);
  if (check == SF_NETWORK_CHECK_STUN)
    test_stun (task, &config);
  else if (check == SF_NETWORK_CHECK_RELAY)
    test_relay (task, choice, &config);
  else if (config.server_urls == NULL)
    end_at_once (task, SF_NETWORK_VERDICT_UNUSED);
  else
    call_server (task, &config);
}

gboolean
sf_network_test_finish (GAsyncResult *result, SfNetworkVerdict *ret_verdict, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gssize verdict = g_task_propagate_int (G_TASK (result), &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }

  *ret_verdict = (SfNetworkVerdict) verdict;
  return TRUE;
}
