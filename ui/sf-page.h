/* One screen of the window: what all of them have in common. */
#pragma once

#include "ui/sf-booth.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_PAGE (sf_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SfPage, sf_page, SF, PAGE, AdwBin)

/*
 * A page is made when it is first needed, and stays. It learns of being shown and hidden by "map"
 * and "unmap".
 *
 * Properties:
 *   booth (SfBooth)   what it works with; set when it is made, never changes
 *   title             in the header bar
 *
 * Its actions are activated as "page.NAME", from the page, from the header bar and by key, see
 * ui/sf-shortcuts.c. One of the name "back" shows the Back button and is what Esc does.
 */
struct _SfPageClass {
  AdwBinClass parent_class;
};

SfBooth *sf_page_get_booth (SfPage *self);

const char *sf_page_get_title (SfPage *self);
void sf_page_set_title (SfPage *self, const char *title);

/* Returns: (transfer none): the actions of this page */
GActionGroup *sf_page_get_actions (SfPage *self);

/* The page is the user data of what @entries calls. */
void sf_page_add_actions (SfPage *self, const GActionEntry *entries, int n_entries);
void sf_page_enable_action (SfPage *self, const char *name, gboolean enabled);

/* One line of feedback, over whatever page is shown; not markup. */
void sf_page_toast (SfPage *self, const char *text);
/* The same for what the other person may do again and again: no queue, what was said last is
 * changed while it is there. */
void sf_page_toast_news (SfPage *self, const char *text);

/* Asks, and leaves the session if this person means it. The question goes when the session ends. */
void sf_page_confirm_leave (SfPage *self);

G_END_DECLS
