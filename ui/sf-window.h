/* The window: one page at a time, chosen by the state of the session and the person's way. */
#pragma once

#include "ui/sf-booth.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_WINDOW (sf_window_get_type ())
G_DECLARE_FINAL_TYPE (SfWindow, sf_window, SF, WINDOW, AdwApplicationWindow)

SfWindow *sf_window_new (GtkApplication *application, SfBooth *booth);

/* The page for joining, with what is in @text filled in; never more than that. */
void sf_window_offer_code (SfWindow *self, const char *text);

/* The page of that name, while there is no session; NULL for where one begins. */
void sf_window_go (SfWindow *self, const char *page);

/* Which page is shown. */
const char *sf_window_get_page (SfWindow *self);

/* Returns: (transfer none): what can be done there */
GActionGroup *sf_window_get_page_actions (SfWindow *self);

void sf_window_toast (SfWindow *self, const char *text);

G_END_DECLS
