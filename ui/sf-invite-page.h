/* What to invite to: one photo together, or swapped photos. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_INVITE_PAGE (sf_invite_page_get_type ())
G_DECLARE_FINAL_TYPE (SfInvitePage, sf_invite_page, SF, INVITE_PAGE, SfPage)

G_END_DECLS
