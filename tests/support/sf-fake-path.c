/* Two SfPaths joined in one process: no sockets, no ICE; the test opens, cuts and fails them. */

#include "tests/support/sf-fake-path.h"

struct _SfFakePath {
  GObject parent_instance;

  SfPathReceiveFunc receive;
  gpointer user_data;
  SfPathReceiveFunc tap; /* (nullable) */
  gpointer tap_data;
  SfFakePath *other;
  SfPathState state;
  gboolean is_cut;
  guint n_restarts;
};

static void sf_fake_path_path_init (SfPathInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfFakePath,
                               sf_fake_path,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_PATH, sf_fake_path_path_init))

typedef struct {
  SfFakePath *to;
  GBytes *datagram;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_object_unref (delivery->to);
  g_bytes_unref (delivery->datagram);
  g_free (delivery);
}

static gboolean
on_delivery (gpointer data)
{
  Delivery *delivery = data;
  gsize size;
  const guint8 *datagram = g_bytes_get_data (delivery->datagram, &size);

  if (delivery->to->state != SF_PATH_STATE_CLOSED)
    delivery->to->receive (datagram, size, delivery->to->user_data);
  return G_SOURCE_REMOVE;
}

static SfPathState
sf_fake_path_get_state (SfPath *path)
{
  return SF_FAKE_PATH (path)->state;
}

static SfPathKind
sf_fake_path_get_kind (SfPath *path)
{
  return SF_PATH_KIND_LAN;
}

static gboolean
sf_fake_path_send (SfPath *path, const guint8 *datagram, gsize size)
{
  SfFakePath *self = SF_FAKE_PATH (path);
  Delivery *delivery;

  if (self->state != SF_PATH_STATE_CONNECTED)
    return FALSE;
  if (self->tap != NULL)
    self->tap (datagram, size, self->tap_data);
  if (self->is_cut)
    return TRUE;

  delivery = g_new (Delivery, 1);
  delivery->to = g_object_ref (self->other);
  delivery->datagram = g_bytes_new (datagram, size);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_delivery, delivery, delivery_free);
  return TRUE;
}

static void
sf_fake_path_remote_signal (SfPath *path, GBytes *signal)
{
}

static void
sf_fake_path_restart (SfPath *path)
{
  SfFakePath *self = SF_FAKE_PATH (path);

  self->n_restarts++;
  sf_fake_path_set_state (self, SF_PATH_STATE_CHECKING);
}

static void
sf_fake_path_path_init (SfPathInterface *iface)
{
  iface->get_state = sf_fake_path_get_state;
  iface->get_kind = sf_fake_path_get_kind;
  iface->send = sf_fake_path_send;
  iface->remote_signal = sf_fake_path_remote_signal;
  iface->restart = sf_fake_path_restart;
}

static void
sf_fake_path_class_init (SfFakePathClass *klass)
{
}

static void
sf_fake_path_init (SfFakePath *self)
{
  self->state = SF_PATH_STATE_CHECKING;
}

SfFakePath *
sf_fake_path_new (SfPathReceiveFunc receive, gpointer user_data)
{
  SfFakePath *self = g_object_new (SF_TYPE_FAKE_PATH, NULL);

  self->receive = receive;
  self->user_data = user_data;
  return self;
}

void
sf_fake_path_join (SfFakePath *self, SfFakePath *other)
{
  self->other = other;
  other->other = self;
}

void
sf_fake_path_set_state (SfFakePath *self, SfPathState state)
{
  self->state = state;
  g_signal_emit_by_name (self, "state-changed");
}

void
sf_fake_path_tap (SfFakePath *self, SfPathReceiveFunc tap, gpointer user_data)
{
  self->tap = tap;
  self->tap_data = user_data;
}

void
sf_fake_path_cut (SfFakePath *self, gboolean is_cut)
{
  self->is_cut = is_cut;
}

guint
sf_fake_path_get_n_restarts (SfFakePath *self)
{
  return self->n_restarts;
}
