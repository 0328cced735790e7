/* The button that says which camera is used, and lets another be chosen. */
#pragma once

#include "ui/sf-booth.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_CAMERA_BUTTON (sf_camera_button_get_type ())
G_DECLARE_FINAL_TYPE (SfCameraButton, sf_camera_button, SF, CAMERA_BUTTON, GtkWidget)

void sf_camera_button_set_booth (SfCameraButton *self, SfBooth *booth);

G_END_DECLS
