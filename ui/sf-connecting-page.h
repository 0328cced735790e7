/* On the way to the other person, step by step. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_CONNECTING_PAGE (sf_connecting_page_get_type ())
G_DECLARE_FINAL_TYPE (SfConnectingPage, sf_connecting_page, SF, CONNECTING_PAGE, SfPage)

G_END_DECLS
