/* The first page: what this is, in three lines. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_WELCOME_PAGE (sf_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (SfWelcomePage, sf_welcome_page, SF, WELCOME_PAGE, SfPage)

G_END_DECLS
