/* How a session ended, when it did not end well. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_ERROR_PAGE (sf_error_page_get_type ())
G_DECLARE_FINAL_TYPE (SfErrorPage, sf_error_page, SF, ERROR_PAGE, SfPage)

void sf_error_page_set_error (SfErrorPage *self, const GError *error);

G_END_DECLS
