/* What the desktop must not do in the middle of a session. */
#pragma once

#include "ui/sf-booth.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_INHIBITOR (sf_inhibitor_get_type ())
G_DECLARE_FINAL_TYPE (SfInhibitor, sf_inhibitor, SF, INHIBITOR, GObject)

/* The computer stays awake during a session, and the person logged in while photos are made and
 * exchanged. @window: the application's; it outlives this */
SfInhibitor *sf_inhibitor_new (GtkWindow *window, SfBooth *booth) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
