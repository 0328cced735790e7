/* Both people live, exactly as the photo will be, and the shutter. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_LIVE_PAGE (sf_live_page_get_type ())
G_DECLARE_FINAL_TYPE (SfLivePage, sf_live_page, SF, LIVE_PAGE, SfPage)

G_END_DECLS
