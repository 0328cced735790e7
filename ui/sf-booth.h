/* What the pages work with: settings, this side's camera, and the session of now. */
#pragma once

#include "app/session/sf-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SF_CAMERA_STATUS_LOADING,
  SF_CAMERA_STATUS_NEEDED, /* the person has not asked for a camera yet */
  SF_CAMERA_STATUS_DENIED, /* the person, or the system, does not let us use one */
  SF_CAMERA_STATUS_NONE,   /* there is no camera; one that comes is taken */
  SF_CAMERA_STATUS_CANNOT_START,
  SF_CAMERA_STATUS_BUSY,        /* another program has it */
  SF_CAMERA_STATUS_LOST,        /* unplugged, or fell silent */
  SF_CAMERA_STATUS_UNREACHABLE, /* no service gives cameras */
  SF_CAMERA_STATUS_READY,
  SF_CAMERA_STATUS_PHOTO, /* a picture file stands in for it */
} SfCameraStatus;

#define SF_TYPE_CAMERA_STATUS (sf_camera_status_get_type ())
GType sf_camera_status_get_type (void);

#define SF_TYPE_BOOTH (sf_booth_get_type ())
G_DECLARE_FINAL_TYPE (SfBooth, sf_booth, SF, BOOTH, GObject)

/*
 * Lives in the main context; nothing it does blocks.
 *
 * Properties:
 *   camera (SfCamera)                what is shown as one's own picture; (nullable)
 *   camera-status (SfCameraStatus)
 *   mirrored (gboolean)              the setting, while a camera and no photo is shown; for the
 *                                    preview only, photographs are never mirrored
 *   session (SfSession)              (nullable): from an invitation or a joining to its end
 *   session-state (SfSessionState)   of that session, READY without one
 *   code (string)                    (nullable): what this side shares
 *   busy (gboolean)                  a session is there, or one that was left is not over yet
 *
 * Signals:
 *   ended (const GError *error)      the session is over; (nullable): %NULL when nothing went wrong
 */
SfBooth *sf_booth_new (GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

GSettings *sf_booth_get_settings (SfBooth *self);

/* Own picture */

/**
 * sf_booth_set_wants_camera:
 *
 * Whether somebody looks at the camera: it is off while nobody does, except during a session. Off
 * at first, so that the window can appear before anything of a camera is loaded.
 */
void sf_booth_set_wants_camera (SfBooth *self, gboolean wants);
/* Looks for cameras anew, and asks for permission again where it was refused. */
void sf_booth_retry_camera (SfBooth *self);
/* Returns: (transfer none) (element-type SfCameraDevice) */
GListModel *sf_booth_get_cameras (SfBooth *self);
/* @id: of sf_camera_device_get_id(); remembered. Ends the use of a photo. A session goes on with
 * it. */
void sf_booth_use_camera (SfBooth *self, const char *id);

/**
 * sf_booth_use_photo_async:
 *
 * Reads a picture file, and uses it in place of a camera, in a session too. Fails with
 * %SF_ERROR_PICTURE or a %G_IO_ERROR; nothing is changed then.
 */
void sf_booth_use_photo_async (SfBooth *self,
                               GFile *file,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sf_booth_use_photo_finish (SfBooth *self, GAsyncResult *result, GError **error);

SfCamera *sf_booth_get_camera (SfBooth *self);
SfCameraStatus sf_booth_get_camera_status (SfBooth *self);
/* Returns: (nullable): why the status is not READY */
const GError *sf_booth_get_camera_error (SfBooth *self);
gboolean sf_booth_get_mirrored (SfBooth *self);
/* Whether there is a picture of one's own: READY or PHOTO. */
gboolean sf_booth_has_picture (SfBooth *self);

/* Session: each does nothing while there is one, or without a picture of one's own. */

/* @request_picture: (nullable): from sf_request_picture_encode() */
void sf_booth_invite (SfBooth *self, SfMode mode, GBytes *request_picture);
/**
 * sf_booth_join:
 * @code: one that sf_code_entry_read() found valid
 * @server: (nullable): one the other person named, and this one agreed to
 */
void sf_booth_join (SfBooth *self, const char *code, const char *server);
/* Invites a drawn partner on this computer, who joins at once and says yes to everything. Where no
 * camera runs, this person is drawn as well. */
void sf_booth_try_alone (SfBooth *self);
/* No to the request. As sf_booth_leave(), but the other person is told. */
void sf_booth_decline (SfBooth *self);
/* There is no session at once, and "ended" follows; it says goodbye and finishes what it writes in
 * the background, see "busy". */
void sf_booth_leave (SfBooth *self);

/* Returns: (nullable) (transfer none) */
SfSession *sf_booth_get_session (SfBooth *self);
SfSessionState sf_booth_get_session_state (SfBooth *self);
const char *sf_booth_get_code (SfBooth *self);
gboolean sf_booth_is_busy (SfBooth *self);
/* Returns: (nullable) (transfer full): the server that a message with the code must name; %NULL for
 *   the built-in one */
char *sf_booth_dup_server (SfBooth *self) G_GNUC_WARN_UNUSED_RESULT;
/* Returns: (transfer full) (type filename): where photos are kept */
char *sf_booth_dup_folder (SfBooth *self) G_GNUC_WARN_UNUSED_RESULT;
/* @folder: (type filename): absolute */
void sf_booth_set_folder (SfBooth *self, const char *folder);

G_END_DECLS
