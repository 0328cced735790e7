/* The cameras of this computer, as they come and go. */

#include "app/capture/sf-camera-list.h"

#include "app/capture/sf-camera-portal.h"
#include "app/capture/sf-camera-privacy.h"
#include "app/capture/sf-camera-provider.h"
#include "app/sf-error.h"

#include <gio/gunixfdlist.h>

/* In the order of preference: a V4L2 device that PipeWire has can be used by two programs. */
enum {
  PIPEWIRE,
  V4L2,
  N_PROVIDERS,
};

struct _SfCameraList {
  GObject parent_instance;

  SfCameraAccess access;
  SfCameraListState state;
  GError *error; /* (nullable) */

  GCancellable *asking;                     /* (nullable): the portal is being asked */
  SfCameraProvider *providers[N_PROVIDERS]; /* (nullable) */
  GSource *patience;                        /* (nullable) */
  gboolean patience_is_over;
  GPtrArray *devices; /* (element-type SfGstDevice): shown */
};

enum {
  PROP_STATE = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfCameraList,
                               sf_camera_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return SF_TYPE_CAMERA_DEVICE;
}

static guint
get_n_items (GListModel *model)
{
  return SF_CAMERA_LIST (model)->devices->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SfCameraList *self = SF_CAMERA_LIST (model);

  return position < self->devices->len ? g_object_ref (self->devices->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
set_state (SfCameraList *self, SfCameraListState state, GError *error)
{
  gboolean is_news = self->state != state || error != NULL;

  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  if (is_news)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
end_patience (SfCameraList *self)
{
  if (self->patience != NULL)
    g_source_destroy (self->patience);
  g_clear_pointer (&self->patience, g_source_unref);
}

static gboolean
is_shown (const GPtrArray *devices, SfGstDevice *device)
{
  for (guint i = 0; i < devices->len; i++)
    if (sf_camera_identity_is_same (sf_gst_device_get_identity (devices->pdata[i]),
                                    sf_gst_device_get_identity (device)))
      return TRUE;

  return FALSE;
}

static void
gather (SfCameraList *self, GPtrArray *devices, gboolean is_virtual)
{
  for (guint p = 0; p < N_PROVIDERS; p++) {
    const GPtrArray *found =
      self->providers[p] != NULL ? sf_camera_provider_get_devices (self->providers[p]) : NULL;

    for (guint i = 0; found != NULL && i < found->len; i++)
      if (sf_gst_device_get_identity (found->pdata[i])->is_virtual == is_virtual &&
          !is_shown (devices, found->pdata[i]))
        g_ptr_array_add (devices, g_object_ref (found->pdata[i]));
  }
}

/* Takes the devices to be shown, and tells only of the stretch that differs. */
static void
show (SfCameraList *self, GPtrArray *devices)
{
  g_autoptr (GPtrArray) former = self->devices;
  guint least = MIN (former->len, devices->len);
  guint head = 0;
  guint tail = 0;

  while (head < least && former->pdata[head] == devices->pdata[head])
    head++;
  while (tail < least - head &&
         former->pdata[former->len - 1 - tail] == devices->pdata[devices->len - 1 - tail])
    tail++;

  self->devices = devices;
  if (former->len != devices->len || head < least)
    g_list_model_items_changed (G_LIST_MODEL (self), head, former->len - head - tail,
                                devices->len - head - tail);
}

static gboolean
any_provider_is (SfCameraList *self, SfCameraProviderState state)
{
  for (guint p = 0; p < N_PROVIDERS; p++)
    if (self->providers[p] != NULL && sf_camera_provider_get_state (self->providers[p]) == state)
      return TRUE;

  return FALSE;
}

static void on_provider_changed (gpointer user_data);

static gboolean
on_patience (gpointer user_data)
{
  SfCameraList *self = user_data;

  end_patience (self);
  self->patience_is_over = TRUE;
  on_provider_changed (self);
  return G_SOURCE_REMOVE;
}

static void
begin_patience (SfCameraList *self)
{
  if (self->patience != NULL)
    return;

  self->patience = g_timeout_source_new (SF_CAMERA_LIST_PATIENCE_MS);
  g_source_set_callback (self->patience, on_patience, self, NULL);
  g_source_attach (self->patience, g_main_context_get_thread_default ());
}

static void
fail (SfCameraList *self, SfError code, const char *message)
{
  set_state (self, SF_CAMERA_LIST_STATE_FAILED, g_error_new_literal (SF_ERROR, code, message));
}

static void
settle (SfCameraList *self)
{
  if (self->devices->len > 0) {
    end_patience (self);
    self->patience_is_over = TRUE;
    set_state (self, SF_CAMERA_LIST_STATE_READY, NULL);
  } else if (!any_provider_is (self, SF_CAMERA_PROVIDER_READY)) {
    fail (self, SF_ERROR_CAMERA_UNREACHABLE, "The service that gives cameras does not answer.");
  } else if (self->patience_is_over) {
    fail (self, SF_ERROR_CAMERA_NONE, "There is no camera.");
  } else {
    begin_patience (self);
    set_state (self, SF_CAMERA_LIST_STATE_LOADING, NULL);
  }
}

/* Nothing is shown before all have answered: PipeWire's way to a camera is to come first. */
static void
on_provider_changed (gpointer user_data)
{
  g_autoptr (SfCameraList) self = g_object_ref (user_data);
  const SfCameraProvider *asked = self->providers[PIPEWIRE];
  GPtrArray *devices;

  if (any_provider_is (self, SF_CAMERA_PROVIDER_STARTING))
    return;

  devices = g_ptr_array_new_with_free_func (g_object_unref);
  gather (self, devices, FALSE);
  gather (self, devices, TRUE);
  show (self, devices);
  if (self->providers[PIPEWIRE] == asked) /* else whoever heard of it stopped the list */
    settle (self);
}

static void
on_portal_open_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SfCameraList *self = user_data;
  GError *error = NULL;
  g_autoptr (GUnixFDList) remote = sf_camera_portal_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return; /* and perhaps gone */
  }

  g_clear_object (&self->asking);
  if (remote == NULL)
    set_state (self, SF_CAMERA_LIST_STATE_FAILED, error);
  else
    self->providers[PIPEWIRE] =
      sf_camera_provider_new (SF_CAMERA_KIND_PIPEWIRE, remote, on_provider_changed, self);
}

static void
leave (SfCameraList *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  for (guint p = 0; p < N_PROVIDERS; p++)
    g_clear_pointer (&self->providers[p], sf_camera_provider_free);
  end_patience (self);
  self->patience_is_over = FALSE;
}

static void
sf_camera_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STATE)
    g_value_set_int (value, SF_CAMERA_LIST (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sf_camera_list_finalize (GObject *object)
{
  SfCameraList *self = SF_CAMERA_LIST (object);

  leave (self);
  g_ptr_array_unref (self->devices);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sf_camera_list_parent_class)->finalize (object);
}

static void
sf_camera_list_class_init (SfCameraListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sf_camera_list_get_property;
  object_class->finalize = sf_camera_list_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, SF_CAMERA_LIST_STATE_STOPPED,
                                        SF_CAMERA_LIST_STATE_FAILED, SF_CAMERA_LIST_STATE_STOPPED,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sf_camera_list_init (SfCameraList *self)
{
  self->devices = g_ptr_array_new_with_free_func (g_object_unref);
}

SfCameraList *
sf_camera_list_new (SfCameraAccess access)
{
  SfCameraList *self = g_object_new (SF_TYPE_CAMERA_LIST, NULL);

  self->access = access;

  return self;
}

void
sf_camera_list_start (SfCameraList *self)
{
  g_return_if_fail (SF_IS_CAMERA_LIST (self));

  leave (self);
  show (self, g_ptr_array_new_with_free_func (g_object_unref));
  set_state (self, SF_CAMERA_LIST_STATE_LOADING, NULL);

  if (self->access == SF_CAMERA_ACCESS_PORTAL ||
      (self->access == SF_CAMERA_ACCESS_AUTO && sf_camera_portal_is_needed ())) {
    self->asking = g_cancellable_new ();
    sf_camera_portal_open_async (self->asking, on_portal_open_ready, self);
    return;
  }

  if (sf_camera_privacy_is_on ()) {
    fail (self, SF_ERROR_CAMERA_DENIED, "Cameras are switched off in the desktop's settings.");
    return;
  }

  self->providers[PIPEWIRE] =
    sf_camera_provider_new (SF_CAMERA_KIND_PIPEWIRE, NULL, on_provider_changed, self);
  self->providers[V4L2] =
    sf_camera_provider_new (SF_CAMERA_KIND_V4L2, NULL, on_provider_changed, self);
}

void
sf_camera_list_stop (SfCameraList *self)
{
  g_return_if_fail (SF_IS_CAMERA_LIST (self));

  leave (self);
  show (self, g_ptr_array_new_with_free_func (g_object_unref));
  set_state (self, SF_CAMERA_LIST_STATE_STOPPED, NULL);
}

SfCameraListState
sf_camera_list_get_state (SfCameraList *self)
{
  return self->state;
}

const GError *
sf_camera_list_get_error (SfCameraList *self)
{
  return self->error;
}

SfCameraDevice *
sf_camera_list_find (SfCameraList *self, const char *id)
{
  for (guint i = 0; i < self->devices->len; i++)
    if (g_strcmp0 (sf_camera_device_get_id (self->devices->pdata[i]), id) == 0)
      return self->devices->pdata[i];

  return NULL;
}

SfCameraDevice *
sf_camera_list_choose (SfCameraList *self, const char *id)
{
  SfCameraDevice *remembered = id != NULL ? sf_camera_list_find (self, id) : NULL;

  if (remembered != NULL)
    return remembered;

  return self->devices->len > 0 ? self->devices->pdata[0] : NULL;
}
