/* What goes wrong in the middle of a session, said over the page where it happens. */
#pragma once

#include "ui/sf-booth.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_SESSION_TROUBLE (sf_session_trouble_get_type ())
G_DECLARE_FINAL_TYPE (SfSessionTrouble, sf_session_trouble, SF, SESSION_TROUBLE, GObject)

/**
 * sf_session_trouble_new:
 * @window: outlives this
 *
 * A camera that is lost: another one, or a photo, may take its place; the words go when it is back.
 * No live picture: the session goes on without. A photo that cannot be saved: another folder.
 */
SfSessionTrouble *sf_session_trouble_new (GtkWindow *window,
                                          SfBooth *booth) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (nullable) (transfer none): what is shown now */
GtkWidget *sf_session_trouble_get_dialog (SfSessionTrouble *self);

G_END_DECLS
