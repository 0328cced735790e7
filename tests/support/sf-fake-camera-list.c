/* SfCameraList without services: cameras are plugged in and out by a test. */

#include "tests/support/sf-fake-camera-list.h"

struct _SfCameraList {
  GObject parent_instance;

  SfCameraListState state;
  GListStore *devices;
};

enum {
  PROP_0,
  PROP_STATE,
};

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
  return g_list_model_get_n_items (G_LIST_MODEL (SF_CAMERA_LIST (model)->devices));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SF_CAMERA_LIST (model)->devices), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sf_camera_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, (int) SF_CAMERA_LIST (object)->state);
}

static void
sf_camera_list_finalize (GObject *object)
{
  g_object_unref (SF_CAMERA_LIST (object)->devices);

  G_OBJECT_CLASS (sf_camera_list_parent_class)->finalize (object);
}

static void
sf_camera_list_class_init (SfCameraListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_camera_list_finalize;
  G_OBJECT_CLASS (klass)->get_property = sf_camera_list_get_property;
  g_object_class_install_property (
    G_OBJECT_CLASS (klass), PROP_STATE,
    g_param_spec_int ("state", NULL, NULL, 0, SF_CAMERA_LIST_STATE_FAILED, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
}

static void
sf_camera_list_init (SfCameraList *self)
{
  self->devices = g_list_store_new (SF_TYPE_CAMERA_DEVICE);
  g_signal_connect_swapped (self->devices, "items-changed", G_CALLBACK (g_list_model_items_changed),
                            self);
}

SfCameraList *
sf_camera_list_new (SfCameraAccess access)
{
  return g_object_new (SF_TYPE_CAMERA_LIST, NULL);
}

static void
set_state (SfCameraList *self, SfCameraListState state)
{
  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

void
sf_camera_list_start (SfCameraList *self)
{
  set_state (self, SF_CAMERA_LIST_STATE_READY);
}

void
sf_camera_list_stop (SfCameraList *self)
{
  set_state (self, SF_CAMERA_LIST_STATE_STOPPED);
}

SfCameraListState
sf_camera_list_get_state (SfCameraList *self)
{
  return self->state;
}

const GError *
sf_camera_list_get_error (SfCameraList *self)
{
  return NULL;
}

/* Returns: its place, or the number of all */
static guint
find (SfCameraList *self, const char *id)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n; i++) {
    g_autoptr (SfCameraDevice) device = get_item (G_LIST_MODEL (self), i);

    if (g_strcmp0 (sf_camera_device_get_id (device), id) == 0)
      return i;
  }

  return n;
}

SfCameraDevice *
sf_camera_list_find (SfCameraList *self, const char *id)
{
  g_autoptr (SfCameraDevice) device = get_item (G_LIST_MODEL (self), find (self, id));

  return device; /* the list holds it */
}

SfCameraDevice *
sf_camera_list_choose (SfCameraList *self, const char *id)
{
  SfCameraDevice *remembered = sf_camera_list_find (self, id);
  g_autoptr (SfCameraDevice) first = get_item (G_LIST_MODEL (self), 0);

  return remembered != NULL ? remembered : first;
}

void
sf_fake_camera_list_plug (SfCameraList *self, SfCameraDevice *device)
{
  g_list_store_append (self->devices, device);
}

void
sf_fake_camera_list_unplug (SfCameraList *self, const char *id)
{
  g_list_store_remove (self->devices, find (self, id));
}

void
sf_fake_camera_list_fail (SfCameraList *self)
{
  g_list_store_remove_all (self->devices);
  set_state (self, SF_CAMERA_LIST_STATE_FAILED);
}
