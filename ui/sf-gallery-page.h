/* The photos that were kept. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

#define SF_TYPE_GALLERY_PAGE (sf_gallery_page_get_type ())
G_DECLARE_FINAL_TYPE (SfGalleryPage, sf_gallery_page, SF, GALLERY_PAGE, SfPage)

G_END_DECLS
