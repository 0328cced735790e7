/* What a helper wants to know of an error, behind an expander. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_DETAILS (sf_details_get_type ())
G_DECLARE_FINAL_TYPE (SfDetails, sf_details, SF, DETAILS, GtkWidget)

/* @error: (nullable): hides it */
void sf_details_set_error (SfDetails *self, const GError *error);

G_END_DECLS
