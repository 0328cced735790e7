/* A way for datagrams from this computer to the other; what is above knows no kinds. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_PATH_MAX_DATAGRAM 1200 /* bytes: fits an IPv6 MTU of 1280 behind a TURN relay */

typedef enum {
  SF_PATH_KIND_LAN,
  SF_PATH_KIND_DIRECT,
  SF_PATH_KIND_RELAY,
} SfPathKind;

typedef enum {
  SF_PATH_STATE_GATHERING,
  SF_PATH_STATE_CHECKING,
  SF_PATH_STATE_CONNECTED,
  SF_PATH_STATE_FAILED, /* no way found, or the way was lost: sf_path_restart() may find another */
  SF_PATH_STATE_CLOSED,
} SfPathState;

#define SF_TYPE_PATH (sf_path_get_type ())
G_DECLARE_INTERFACE (SfPath, sf_path, SF, PATH, GObject)

/*
 * A path lives in one main context, that of the thread which makes it; all calls and signals are in
 * that thread.
 *
 * Signals:
 *   state-changed ()
 *   local-signal (GBytes *signal)   goes to the other side through the rendezvous, sealed, in order
 */
struct _SfPathInterface {
  GTypeInterface parent_iface;

  SfPathState (*get_state) (SfPath *self);
  SfPathKind (*get_kind) (SfPath *self);
  gboolean (*send) (SfPath *self, const guint8 *datagram, gsize size);
  void (*remote_signal) (SfPath *self, GBytes *signal);
  void (*restart) (SfPath *self);
  void (*close_async) (SfPath *self, GAsyncReadyCallback callback, gpointer user_data);
  void (*close_finish) (SfPath *self, GAsyncResult *result);
};

/* Called for each datagram, whose bytes are the path's; also before the path says that it is
 * connected, because the other side may be so first. */
typedef void (*SfPathReceiveFunc) (const guint8 *datagram, gsize size, gpointer user_data);

SfPathState sf_path_get_state (SfPath *self);
SfPathKind sf_path_get_kind (SfPath *self); /* of the selected way; only when connected */
/* Returns: FALSE when it cannot be sent now (not connected, socket full): media drops, transfer
 * keeps. */
gboolean sf_path_send (SfPath *self, const guint8 *datagram, gsize size);
/* Takes what the other side's path said. Rubbish is dropped in silence. */
void sf_path_remote_signal (SfPath *self, GBytes *signal);
/* Looks for a way anew (ICE restart). Either side may begin, and the other follows. */
void sf_path_restart (SfPath *self);
/* Once, and before the last reference goes. Nothing is called back but @callback, and the signal
 * state-changed at once. */
void sf_path_close_async (SfPath *self, GAsyncReadyCallback callback, gpointer user_data);
void sf_path_close_finish (SfPath *self, GAsyncResult *result);

G_END_DECLS
