/* One's own picture, as in a mirror, and the two ways on. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_READY_PAGE (sf_ready_page_get_type ())
G_DECLARE_FINAL_TYPE (SfReadyPage, sf_ready_page, SF, READY_PAGE, SfPage)

G_END_DECLS
