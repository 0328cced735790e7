/* Who is there, and what for: the question before anything is shown. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_REQUEST_PAGE (sf_request_page_get_type ())
G_DECLARE_FINAL_TYPE (SfRequestPage, sf_request_page, SF, REQUEST_PAGE, SfPage)

G_END_DECLS
