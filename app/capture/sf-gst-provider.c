/* A device provider of GStreamer that runs, with its connection. */

#include "app/capture/sf-gst-provider.h"

#include "app/capture/sf-gst.h"
#include "app/sf-error.h"

#include <gio/gunixsocketaddress.h>

#define PIPEWIRE_SOCKET "pipewire-0"

/*
 * In one process, PipeWire's elements share a connection by its descriptor, all that were given
 * none among them. A provider that stops while others use its connection leaves listeners behind
 * that touch freed memory (PipeWire 0.3.65). So each has a connection of its own, for its devices
 * and their sources alone, and the number of its descriptor is not given to another.
 */
struct _SfGstProvider {
  gatomicrefcount ref_count;
  GstDeviceProvider *provider;
  GUnixFDList *connection; /* (nullable): for V4L2 */
};

/* As PipeWire's own clients find it. */
static char *
make_socket_path (void)
{
  const char *name = g_getenv ("PIPEWIRE_REMOTE");
  const char *folder = g_getenv ("PIPEWIRE_RUNTIME_DIR");

  if (name == NULL || *name == '\0')
    name = PIPEWIRE_SOCKET;
  if (folder == NULL || *folder == '\0')
    folder = g_get_user_runtime_dir ();

  return g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (folder, name, NULL);
}

static GUnixFDList *
connect_to_pipewire (void)
{
  g_autofree char *path = make_socket_path ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GUnixFDList) connection = g_unix_fd_list_new ();
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  if (socket == NULL || !g_socket_connect (socket, address, NULL, NULL) ||
      g_unix_fd_list_append (connection, g_socket_get_fd (socket), NULL) < 0)
    return NULL;

  return g_steal_pointer (&connection);
}

static GstDeviceProvider *
make_provider (const char *name)
{
  g_autoptr (GstDeviceProviderFactory) factory = gst_device_provider_factory_find (name);
  g_autoptr (GstPluginFeature) loaded =
    factory != NULL ? gst_plugin_feature_load (GST_PLUGIN_FEATURE (factory)) : NULL;

  if (loaded == NULL)
    return NULL;

  /* Not that which GStreamer shares in the process. */
  return gst_object_ref_sink (g_object_new (
    gst_device_provider_factory_get_device_provider_type (GST_DEVICE_PROVIDER_FACTORY (loaded)),
    NULL));
}

static void
destroy (SfGstProvider *self)
{
  gst_clear_object (&self->provider);
  g_clear_object (&self->connection);
  g_free (self);
}

SfGstProvider *
sf_gst_provider_start (SfCameraKind kind, GUnixFDList *remote, GError **error)
{
  gboolean is_pipewire = kind == SF_CAMERA_KIND_PIPEWIRE;
  SfGstProvider *self;

  if (!sf_gst_ensure (error))
    return NULL;

  self = g_new0 (SfGstProvider, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->provider = make_provider (is_pipewire ? "pipewiredeviceprovider" : "v4l2deviceprovider");
  if (is_pipewire)
    self->connection = remote != NULL ? g_object_ref (remote) : connect_to_pipewire ();
  if (self->provider != NULL && self->connection != NULL)
    g_object_set (self->provider, "fd", g_unix_fd_list_peek_fds (self->connection, NULL)[0], NULL);

  if (self->provider == NULL || (is_pipewire && self->connection == NULL) ||
      !gst_device_provider_start (self->provider)) {
    destroy (self);
    g_set_error_literal (error, SF_ERROR, SF_ERROR_CAMERA_UNREACHABLE,
                         "The service that gives cameras does not answer.");
    return NULL;
  }

  return self;
}

SfGstProvider *
sf_gst_provider_ref (SfGstProvider *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Closing a connection races with its thread in PipeWire 0.3.65, and frees twice now and then. So
 * it is kept, at rest, until the program ends: one for each time that a list of cameras began. */
static void
keep (SfGstProvider *self)
{
  static GMutex mutex;
  static GSList *kept;

  g_mutex_lock (&mutex);
  kept = g_slist_prepend (kept, self);
  g_mutex_unlock (&mutex);
}

void
sf_gst_provider_unref (SfGstProvider *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->connection != NULL) {
    keep (self);
    return;
  }

  gst_device_provider_stop (self->provider);
  destroy (self);
}

GstBus *
sf_gst_provider_get_bus (SfGstProvider *self)
{
  return gst_device_provider_get_bus (self->provider);
}
