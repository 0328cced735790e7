/* Somebody drawn, to try everything with on one computer. */

#include "app/demo/sf-demo-partner.h"

#include "app/capture/sf-test-device.h"
#include "app/session/sf-camera-source.h"
#include "net/server/sf-rendezvous-server.h"

#include <glib/gstdio.h>

struct _SfDemoPartner {
  GObject parent_instance;

  char *name;
  char *folder;
  SfRendezvousServer *server;
  char *url;
  SfCamera *camera;
  SfSession *session; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SfDemoPartner, sf_demo_partner, G_TYPE_OBJECT)

static void
on_session_state (SfSession *session, GParamSpec *pspec, gpointer user_data)
{
  switch (sf_session_get_state (session)) {
  case SF_SESSION_STATE_REQUEST:
  case SF_SESSION_STATE_PERMITTED:
  case SF_SESSION_STATE_ASKED:
    sf_session_accept (session);
    break;
  default:
    break;
  }
}

/* Its pictures alone: whatever else is in there is not its own. */
static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

static void
sf_demo_partner_dispose (GObject *object)
{
  SfDemoPartner *self = SF_DEMO_PARTNER (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (self->camera != NULL)
    sf_camera_stop (self->camera);
  g_clear_object (&self->camera);
  if (self->server != NULL)
    sf_rendezvous_server_stop (self->server);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (sf_demo_partner_parent_class)->dispose (object);
}

static void
sf_demo_partner_finalize (GObject *object)
{
  SfDemoPartner *self = SF_DEMO_PARTNER (object);

  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->url);
  g_free (self->name);

  G_OBJECT_CLASS (sf_demo_partner_parent_class)->finalize (object);
}

static void
sf_demo_partner_class_init (SfDemoPartnerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sf_demo_partner_dispose;
  G_OBJECT_CLASS (klass)->finalize = sf_demo_partner_finalize;
}

static void
sf_demo_partner_init (SfDemoPartner *self)
{
  g_autoptr (SfCameraDevice) device = sf_test_device_new_drawn (SF_SAMPLE_PERSON_SECOND);

  self->camera = sf_camera_new (device);
}

static gboolean
start_server (SfDemoPartner *self, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);

  self->server = sf_rendezvous_server_new (NULL);
  if (!sf_rendezvous_server_listen (self->server, address, error))
    return FALSE;

  self->url =
    g_strdup_printf ("ws://127.0.0.1:%u/v1", sf_rendezvous_server_get_port (self->server));
  return TRUE;
}

SfDemoPartner *
sf_demo_partner_new (const char *name, GError **error)
{
  g_autoptr (SfDemoPartner) self = g_object_new (SF_TYPE_DEMO_PARTNER, NULL);

  self->name = g_strdup (name);
  self->folder = g_dir_make_tmp ("sameframe-XXXXXX", error);
  if (self->folder == NULL || !start_server (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

const char *
sf_demo_partner_get_server (SfDemoPartner *self)
{
  g_return_val_if_fail (SF_IS_DEMO_PARTNER (self), NULL);

  return self->url;
}

void
sf_demo_partner_join (SfDemoPartner *self, const char *code)
{
  g_autoptr (SfStillSource) source = NULL;
  SfSessionConfig config = {
    .network =
      {
        .code = code,
        .server_urls = (const char *[]){self->url, NULL},
      },
    .name = self->name,
    .shots = 1,
    .camera = self->camera,
    .folder = self->folder,
  };

  g_return_if_fail (SF_IS_DEMO_PARTNER (self));
  g_return_if_fail (self->session == NULL);

  source = SF_STILL_SOURCE (sf_camera_source_new (self->camera));
  config.source = source;
  sf_recipe_init (&config.recipe);
  sf_camera_start (self->camera);
  self->session = sf_session_new (&config);
  g_signal_connect (self->session, "peer-ready", G_CALLBACK (sf_session_again), NULL);
  g_signal_connect (self->session, "notify::state", G_CALLBACK (on_session_state), self);
  sf_session_start (self->session);
}

SfSession *
sf_demo_partner_get_session (SfDemoPartner *self)
{
  g_return_val_if_fail (SF_IS_DEMO_PARTNER (self), NULL);

  return self->session;
}
