/* The desktop's permission to use cameras, and the way to them from a sandbox. */
#pragma once

#include <gio/gio.h>
#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

/* For each answer of the portal itself. The person may take as long as they like. */
#define SF_CAMERA_PORTAL_TIMEOUT_MS (10 * 1000)

/* Whether this process is in a sandbox, where the portal is the only way. */
gboolean sf_camera_portal_is_needed (void);

/**
 * sf_camera_portal_open_async:
 * @cancellable: (nullable): closes the question to the person, too
 *
 * Asks org.freedesktop.portal.Camera. The person sees a question if they were never asked before.
 */
void sf_camera_portal_open_async (GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sf_camera_portal_open_finish:
 *
 * Returns: (transfer full) (nullable): one descriptor, connected to a PipeWire that shows cameras
 *   alone; %NULL with %SF_ERROR_CAMERA_DENIED, %SF_ERROR_CAMERA_NONE, %SF_ERROR_CAMERA_UNREACHABLE
 *   (no portal, no answer, no bus) or %G_IO_ERROR_CANCELLED
 */
GUnixFDList *sf_camera_portal_open_finish (GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
