/* A photo as large as there is room for it; a new one slides together from two halves. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_RESULT_VIEW (sf_result_view_get_type ())
G_DECLARE_FINAL_TYPE (SfResultView, sf_result_view, SF, RESULT_VIEW, GtkWidget)

GtkWidget *sf_result_view_new (void);

/* @texture: (nullable). @slides: unless the person wants little motion */
void sf_result_view_show (SfResultView *self, GdkTexture *texture, gboolean slides);

/* Returns: (nullable) (transfer none) */
GdkTexture *sf_result_view_get_texture (SfResultView *self);

G_END_DECLS
