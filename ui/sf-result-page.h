/* The photo that both have: as soon as there is a small version, and what to do with it. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_RESULT_PAGE (sf_result_page_get_type ())
G_DECLARE_FINAL_TYPE (SfResultPage, sf_result_page, SF, RESULT_PAGE, SfPage)

G_END_DECLS
