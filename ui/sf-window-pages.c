/* Which page is shown when: the one table. */

#include "ui/sf-window-pages.h"

#include "ui/sf-camera-page.h"
#include "ui/sf-code-page.h"
#include "ui/sf-connecting-page.h"
#include "ui/sf-error-page.h"
#include "ui/sf-gallery-page.h"
#include "ui/sf-invite-page.h"
#include "ui/sf-join-page.h"
#include "ui/sf-live-page.h"
#include "ui/sf-ready-page.h"
#include "ui/sf-request-page.h"
#include "ui/sf-result-page.h"
#include "ui/sf-welcome-page.h"

#include <string.h>

static const struct {
  const char *name;
  GType (*get_type) (void);
  gboolean camera_off;
  gboolean lifts_toasts; /* from what is pressed at its foot */
} pages[] = {
  {"camera", sf_camera_page_get_type, FALSE},
  {"code", sf_code_page_get_type, FALSE},
  {"connecting", sf_connecting_page_get_type, FALSE},
  {"error", sf_error_page_get_type, FALSE},
  {"gallery", sf_gallery_page_get_type, TRUE},
  {"invite", sf_invite_page_get_type, FALSE},
  {"join", sf_join_page_get_type, FALSE},
  {"live", sf_live_page_get_type, FALSE, TRUE},
  {"ready", sf_ready_page_get_type, FALSE},
  {"request", sf_request_page_get_type, FALSE},
  {"result", sf_result_page_get_type, FALSE, TRUE},
  {"welcome", sf_welcome_page_get_type, TRUE},
};

/* NULL: where one is. */
static const char *const of_session[SF_SESSION_N_STATES] = {
  [SF_SESSION_STATE_READY] = "connecting",   [SF_SESSION_STATE_INVITING] = "code",
  [SF_SESSION_STATE_JOINING] = "connecting", [SF_SESSION_STATE_MEETING] = NULL,
  [SF_SESSION_STATE_REQUEST] = "request",    [SF_SESSION_STATE_PERMITTED] = "request",
  [SF_SESSION_STATE_AWAITING] = "request",   [SF_SESSION_STATE_CONNECTING] = "connecting",
  [SF_SESSION_STATE_LIVE] = "live",          [SF_SESSION_STATE_ASKING] = "live",
  [SF_SESSION_STATE_ASKED] = "request",      [SF_SESSION_STATE_COUNTDOWN] = "live",
  [SF_SESSION_STATE_CAPTURING] = "live",     [SF_SESSION_STATE_EXCHANGING] = "result",
  [SF_SESSION_STATE_COMPOSING] = "result",   [SF_SESSION_STATE_RESULT] = "result",
  [SF_SESSION_STATE_WAITING] = "result",     [SF_SESSION_STATE_CLOSING] = NULL,
  [SF_SESSION_STATE_ENDED] = NULL,
};

static const char *const at_rest[] = {
  [SF_CAMERA_STATUS_LOADING] = "ready",       [SF_CAMERA_STATUS_NEEDED] = "camera",
  [SF_CAMERA_STATUS_DENIED] = "camera",       [SF_CAMERA_STATUS_NONE] = "camera",
  [SF_CAMERA_STATUS_CANNOT_START] = "camera", [SF_CAMERA_STATUS_BUSY] = "camera",
  [SF_CAMERA_STATUS_LOST] = "camera",         [SF_CAMERA_STATUS_UNREACHABLE] = "camera",
  [SF_CAMERA_STATUS_READY] = "ready",         [SF_CAMERA_STATUS_PHOTO] = "ready",
};

static int
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (strcmp (pages[i].name, name) == 0)
      return (int) i;

  return -1;
}

const char *
sf_window_pages_for_session (SfSessionState state)
{
  g_return_val_if_fail (state < SF_SESSION_N_STATES, NULL);

  return of_session[state];
}

const char *
sf_window_pages_at_rest (SfBooth *booth)
{
  if (g_settings_get_boolean (sf_booth_get_settings (booth), "first-run"))
    return "welcome";

  return at_rest[sf_booth_get_camera_status (booth)];
}

gboolean
sf_window_pages_has (const char *name)
{
  return find (name) >= 0;
}

gboolean
sf_window_pages_uses_camera (const char *name)
{
  int i = find (name);

  return i >= 0 && !pages[i].camera_off;
}

gboolean
sf_window_pages_lifts_toasts (const char *name)
{
  int i = find (name);

  return i >= 0 && pages[i].lifts_toasts;
}

SfPage *
sf_window_pages_make (const char *name, SfBooth *booth)
{
  int i = find (name);

  g_return_val_if_fail (i >= 0, NULL);

  return g_object_new (pages[i].get_type (), "booth", booth, NULL);
}

const char *
sf_window_pages_get_name (guint i)
{
  return i < G_N_ELEMENTS (pages) ? pages[i].name : NULL;
}
