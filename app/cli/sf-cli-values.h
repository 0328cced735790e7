/* The values of options, checked one by one. */
#pragma once

#include "net/ice/sf-ice-path.h"

G_BEGIN_DECLS

typedef enum {
  SF_CLI_CAMERA_PREFERRED, /* the one that is remembered, or the best there is */
  SF_CLI_CAMERA_DEVICE,
  SF_CLI_CAMERA_TEST,
  SF_CLI_CAMERA_VIDEO,
} SfCliCameraKind;

/* What `--camera` names. */
typedef struct {
  SfCliCameraKind kind;
  char *name;   /* (nullable): a device's id, or the path of a video file */
  guint32 seed; /* of the test camera: another one begins at another phase */
} SfCliCamera;

/* All errors are %G_OPTION_ERROR_BAD_VALUE; outputs are untouched on failure. @option: e.g.
 * `--shots` */

gboolean sf_cli_value_number (
  const char *option, const char *text, guint min, guint max, guint *ret_number, GError **error);

/**
 * sf_cli_value_server:
 *
 * Returns: (transfer full): a `ws:` or `wss:` URL; `/v1` is added where there is no path
 */
char *sf_cli_value_server (const char *option,
                           const char *text,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a server's URL is safe to take from somebody else: `wss:`, or on this computer. */
gboolean sf_cli_value_is_safe_server (const char *url);

gboolean sf_cli_value_check_host_port (const char *option, const char *text, GError **error);

/* `test`, `test:SEED`, `video:FILE`, or else the id of a device. @ret_camera: the name is (transfer
 * full) */
gboolean sf_cli_value_camera (const char *option,
                              const char *text,
                              SfCliCamera *ret_camera,
                              GError **error);

gboolean sf_cli_value_check_turn (const char *option, const char *text, GError **error);

/**
 * sf_cli_value_credentials:
 * @path: a file whose first line is `USER:PASSWORD`
 * @ret_password: (transfer full): to be wiped
 */
gboolean sf_cli_value_credentials (
  const char *option, const char *path, char **ret_user, char **ret_password, GError **error);

G_END_DECLS
