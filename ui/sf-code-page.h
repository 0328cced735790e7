/* The code that waits for the other person, and every way to hand it over. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_CODE_PAGE (sf_code_page_get_type ())
G_DECLARE_FINAL_TYPE (SfCodePage, sf_code_page, SF, CODE_PAGE, SfPage)

G_END_DECLS
