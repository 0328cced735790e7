/* A way for datagrams from this computer to the other; what is above knows no kinds. */

#include "net/ice/sf-path.h"

G_DEFINE_INTERFACE (SfPath, sf_path, G_TYPE_OBJECT)

static void
sf_path_default_init (SfPathInterface *iface)
{
  g_signal_new ("state-changed", SF_TYPE_PATH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                g_cclosure_marshal_VOID__VOID, G_TYPE_NONE, 0);
  g_signal_new ("local-signal", SF_TYPE_PATH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                g_cclosure_marshal_VOID__BOXED, G_TYPE_NONE, 1, G_TYPE_BYTES);
}

SfPathState
sf_path_get_state (SfPath *self)
{
  g_return_val_if_fail (SF_IS_PATH (self), SF_PATH_STATE_CLOSED);

  return SF_PATH_GET_IFACE (self)->get_state (self);
}

SfPathKind
sf_path_get_kind (SfPath *self)
{
  g_return_val_if_fail (SF_IS_PATH (self), SF_PATH_KIND_RELAY);

  return SF_PATH_GET_IFACE (self)->get_kind (self);
}

gboolean
sf_path_send (SfPath *self, const guint8 *datagram, gsize size)
{
  g_return_val_if_fail (SF_IS_PATH (self), FALSE);
  g_return_val_if_fail (size > 0 && size <= SF_PATH_MAX_DATAGRAM, FALSE);

  return SF_PATH_GET_IFACE (self)->send (self, datagram, size);
}

void
sf_path_remote_signal (SfPath *self, GBytes *signal)
{
  g_return_if_fail (SF_IS_PATH (self));

  SF_PATH_GET_IFACE (self)->remote_signal (self, signal);
}

void
sf_path_restart (SfPath *self)
{
  g_return_if_fail (SF_IS_PATH (self));

  SF_PATH_GET_IFACE (self)->restart (self);
}

void
sf_path_close_async (SfPath *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SF_IS_PATH (self));

  SF_PATH_GET_IFACE (self)->close_async (self, callback, user_data);
}

void
sf_path_close_finish (SfPath *self, GAsyncResult *result)
{
  g_return_if_fail (SF_IS_PATH (self));

  SF_PATH_GET_IFACE (self)->close_finish (self, result);
}
