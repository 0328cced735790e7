/* Which page is shown when: the one table. */
#pragma once

#include "ui/sf-page.h"

G_BEGIN_DECLS

/**
 * sf_window_pages_for_session:
 *
 * Returns: (nullable): the page for that state of a session; %NULL to stay where one is
 */
const char *sf_window_pages_for_session (SfSessionState state);

/* The page where there is no session and nobody went anywhere. */
const char *sf_window_pages_at_rest (SfBooth *booth);

gboolean sf_window_pages_has (const char *name);

/* Whether the own camera is looked at there, or about to be. */
gboolean sf_window_pages_uses_camera (const char *name);

/* Whether a toast, over the foot of that page, would be over its controls. */
gboolean sf_window_pages_lifts_toasts (const char *name);

/* Returns: (transfer floating): a new page of that name */
SfPage *sf_window_pages_make (const char *name, SfBooth *booth) G_GNUC_WARN_UNUSED_RESULT;

/* For tests. Returns: (nullable): the name of page @i, %NULL behind the last */
const char *sf_window_pages_get_name (guint i);

G_END_DECLS
