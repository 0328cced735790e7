/* One's own camera, as in a mirror. */
#pragma once

#include "app/capture/sf-camera.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_PREVIEW (sf_preview_get_type ())
G_DECLARE_FINAL_TYPE (SfPreview, sf_preview, SF, PREVIEW, GtkWidget)

/*
 * Covers its area; looks at the camera while it is mapped only, and neither starts nor stops it.
 *
 * Properties:
 *   camera (SfCamera)   (nullable)
 *   mirrored            as in a mirror; TRUE at first
 *   luma (int)          how bright the picture is on average, 0..255; -1 when it is not known
 */
GtkWidget *sf_preview_new (void);

void sf_preview_set_camera (SfPreview *self, SfCamera *camera);
void sf_preview_set_mirrored (SfPreview *self, gboolean mirrored);
int sf_preview_get_luma (SfPreview *self);

G_END_DECLS
