/* Which way the live picture takes, and a word when it is a slow one. */
#pragma once

#include "app/media/sf-live-quality.h"
#include "app/session/sf-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_PATH_NOTE (sf_path_note_get_type ())
G_DECLARE_FINAL_TYPE (SfPathNote, sf_path_note, SF, PATH_NOTE, GtkWidget)

/* @session: (nullable): is asked once a second while the note is seen */
void sf_path_note_set_session (SfPathNote *self, SfSession *session);

/* What was measured in one second. */
void sf_path_note_hear (SfPathNote *self, const SfLiveQualitySample *sample);

G_END_DECLS
