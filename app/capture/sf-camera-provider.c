/* One GStreamer device provider, started aside; what it finds is told at home. */

#include "app/capture/sf-camera-provider.h"

struct _SfCameraProvider {
  SfCameraKind kind;
  GUnixFDList *remote; /* (nullable) */
  SfCameraProviderFunc changed;
  gpointer user_data;

  SfCameraProviderState state;
  GCancellable *cancellable;
  GSource *deadline;
  SfGstProvider *provider; /* (nullable): until it is started */
  GSource *messages;       /* (nullable): of its bus */
  GPtrArray *devices;      /* (element-type SfGstDevice) */
};

typedef struct {
  SfCameraKind kind;
  GUnixFDList *remote;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_clear_object (&wanted->remote);
  g_free (wanted);
}

static void
start_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wanted *wanted = data;
  GError *error = NULL;
  SfGstProvider *provider = sf_gst_provider_start (wanted->kind, wanted->remote, &error);

  if (provider != NULL)
    g_task_return_pointer (task, provider, (GDestroyNotify) sf_gst_provider_unref);
  else
    g_task_return_error (task, error);
}

static void
add_device (SfCameraProvider *self, GstDevice *device)
{
  SfGstDevice *camera = sf_gst_device_new (device, self->kind, self->provider);

  if (camera != NULL)
    g_ptr_array_add (self->devices, camera);
}

static void
remove_device (SfCameraProvider *self, GstDevice *device)
{
  for (guint i = 0; i < self->devices->len; i++)
    if (sf_gst_device_get_device (self->devices->pdata[i]) == device) {
      g_ptr_array_remove_index (self->devices, i);
      return;
    }
}

static void
take_message (SfCameraProvider *self, GstMessage *message)
{
  g_autoptr (GstDevice) device = NULL;
  g_autoptr (GstDevice) former = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_DEVICE_ADDED:
    gst_message_parse_device_added (message, &device);
    add_device (self, device);
    break;
  case GST_MESSAGE_DEVICE_REMOVED:
    gst_message_parse_device_removed (message, &former);
    remove_device (self, former);
    break;
  case GST_MESSAGE_DEVICE_CHANGED:
    gst_message_parse_device_changed (message, &device, &former);
    remove_device (self, former);
    add_device (self, device);
    break;
  default:
    break;
  }
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  SfCameraProvider *self = user_data;

  take_message (self, message);
  self->changed (self->user_data);
  return G_SOURCE_CONTINUE;
}

static void
listen_to (SfCameraProvider *self)
{
  g_autoptr (GstBus) bus = sf_gst_provider_get_bus (self->provider);
  GstMessage *message;

  /* What was there at the start counts as one change. */
  while ((message = gst_bus_pop (bus)) != NULL) {
    take_message (self, message);
    gst_message_unref (message);
  }
  self->messages = gst_bus_create_watch (bus);
  g_source_set_callback (self->messages, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->messages, g_main_context_get_thread_default ());
}

/* The provider may outlive the list, and nobody is to hear of it any more. */
static void
stop_listening (SfCameraProvider *self)
{
  g_autoptr (GstBus) bus = sf_gst_provider_get_bus (self->provider);

  g_source_destroy (self->messages);
  g_clear_pointer (&self->messages, g_source_unref);
  gst_bus_set_flushing (bus, TRUE);
}

static void
end_deadline (SfCameraProvider *self)
{
  g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SfCameraProvider *self = user_data;
  g_autoptr (GError) error = NULL;
  SfGstProvider *provider = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* and freed */

  if (self->deadline != NULL)
    end_deadline (self);
  self->provider = provider;
  self->state = provider != NULL ? SF_CAMERA_PROVIDER_READY : SF_CAMERA_PROVIDER_MISSING;
  if (provider != NULL)
    listen_to (self);
  self->changed (self->user_data);
}

static gboolean
on_deadline (gpointer user_data)
{
  SfCameraProvider *self = user_data;

  end_deadline (self);
  self->state = SF_CAMERA_PROVIDER_MISSING;
  self->changed (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
start (SfCameraProvider *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, on_started, self);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->kind = self->kind;
  wanted->remote = self->remote != NULL ? g_object_ref (self->remote) : NULL;
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, wanted, (GDestroyNotify) wanted_free);
  g_task_run_in_thread (task, start_in_thread);
}

SfCameraProvider *
sf_camera_provider_new (SfCameraKind kind,
                        GUnixFDList *remote,
                        SfCameraProviderFunc changed,
                        gpointer user_data)
{
  SfCameraProvider *self = g_new0 (SfCameraProvider, 1);

  self->kind = kind;
  self->remote = remote != NULL ? g_object_ref (remote) : NULL;
  self->changed = changed;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->devices = g_ptr_array_new_with_free_func (g_object_unref);
  self->deadline = g_timeout_source_new (SF_CAMERA_PROVIDER_PATIENCE_MS);
  g_source_set_callback (self->deadline, on_deadline, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
  start (self);

  return self;
}

void
sf_camera_provider_free (SfCameraProvider *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  if (self->deadline != NULL)
    end_deadline (self);
  if (self->messages != NULL)
    stop_listening (self);
  g_ptr_array_unref (self->devices);
  g_clear_pointer (&self->provider, sf_gst_provider_unref);
  g_clear_object (&self->remote);
  g_free (self);
}

SfCameraProviderState
sf_camera_provider_get_state (SfCameraProvider *self)
{
  return self->state;
}

const GPtrArray *
sf_camera_provider_get_devices (SfCameraProvider *self)
{
  return self->devices;
}
