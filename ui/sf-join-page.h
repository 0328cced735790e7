/* Where a code is entered. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_JOIN_PAGE (sf_join_page_get_type ())
G_DECLARE_FINAL_TYPE (SfJoinPage, sf_join_page, SF, JOIN_PAGE, SfPage)

/* @text: anything that may hold a code: a link, what was pasted. It is filled in, and no more. */
void sf_join_page_take (SfJoinPage *self, const char *text);

G_END_DECLS
