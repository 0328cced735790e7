/* What this side photographs with, before anybody is contacted: a camera, or picture files. */
#pragma once

#include "app/capture/sf-camera.h"
#include "app/cli/sf-cli-options.h"
#include "app/session/sf-still-source.h"

G_BEGIN_DECLS

/* Plain data; zero-initialised is none. */
typedef struct {
  SfStillSource *stills;
  SfCamera
    *camera; /* what the other side sees. It runs, or shows a picture file when it is started */
} SfCliSource;

/**
 * sf_cli_source_open:
 * @self: (out caller-allocates)
 *
 * Runs the default main context until the camera has given its first frame.
 *
 * Returns: %FALSE with %SF_ERROR_PICTURE, one of %SF_ERROR_CAMERA, or %G_IO_ERROR_CANCELLED when
 *   the person interrupted it
 */
gboolean sf_cli_source_open (SfCliSource *self, const SfCliOptions *options, GError **error);

void sf_cli_source_close (SfCliSource *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfCliSource, sf_cli_source_close)

G_END_DECLS
