/* What the desktop is told while nobody looks at the window. */
#pragma once

#include "ui/sf-booth.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_NOTICES (sf_notices_get_type ())
G_DECLARE_FINAL_TYPE (SfNotices, sf_notices, SF, NOTICES, GObject)

/* A notification of what waits for an answer, or is done, while @window is not active; it is taken
 * back when the window is, or when it is no longer so. */
SfNotices *sf_notices_new (GtkWindow *window, SfBooth *booth) G_GNUC_WARN_UNUSED_RESULT;

/* For tests. Returns: (nullable): the title of the notification for that state, translated */
const char *sf_notices_get_title (SfSessionState state);

G_END_DECLS
