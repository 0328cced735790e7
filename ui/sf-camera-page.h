/* No picture of one's own: why, and what to do about it. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_CAMERA_PAGE (sf_camera_page_get_type ())
G_DECLARE_FINAL_TYPE (SfCameraPage, sf_camera_page, SF, CAMERA_PAGE, SfPage)

G_END_DECLS
