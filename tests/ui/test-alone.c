/* Trying it alone, in the window: from the menu to the photo, another one, and out again. */

#include "ui/sf-application.h"
#include "ui/sf-booth.h"
#include "ui/sf-window.h"

#include "tests/support/sf-run-until.h"

#include <adwaita.h>
#include <string.h>

#define MAX_TRIES 10 /* of a photo */

typedef struct {
  GSettings *settings;
  SfBooth *booth;
  SfWindow *window;
} Fixture;

static GtkApplication *application;

static void
set_up (Fixture *self, const char *mode)
{
  self->settings = g_settings_new (SF_APPLICATION_ID);
  g_settings_set_boolean (self->settings, "countdown-sound", FALSE);
  g_settings_set_boolean (self->settings, "shutter-sound", FALSE);
  g_settings_set_string (self->settings, "last-mode", mode);
  self->booth = sf_booth_new (self->settings);
  self->window = sf_window_new (application, self->booth);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self)
{
  sf_booth_leave (self->booth);
  gtk_window_destroy (GTK_WINDOW (self->window));
  SF_RUN_UNTIL (!sf_booth_is_busy (self->booth));
  g_object_unref (self->booth);
  g_object_unref (self->settings);
}

static void
act (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
}

static gboolean
is_in (Fixture *self, SfSessionState state)
{
  return sf_booth_get_session_state (self->booth) == state;
}

static gboolean
shows (Fixture *self, const char *page)
{
  const char *shown = sf_window_get_page (self->window);

  return shown != NULL && strcmp (shown, page) == 0;
}

/* Presses until it works: the clocks are compared first, and a busy computer may miss a photo. */
static void
take_photo (Fixture *self)
{
  for (int n_tries = 0; !is_in (self, SF_SESSION_STATE_RESULT); n_tries++) {
    g_assert_cmpint (n_tries, <, MAX_TRIES);
    SF_RUN_UNTIL (is_in (self, SF_SESSION_STATE_LIVE) &&
                  sf_session_press (sf_booth_get_session (self->booth), 0, NULL));
    SF_RUN_UNTIL (is_in (self, SF_SESSION_STATE_LIVE) || is_in (self, SF_SESSION_STATE_RESULT));
  }
  g_assert_true (shows (self, "result"));
  g_assert_true (sf_shot_is_identical (sf_session_get_shot (sf_booth_get_session (self->booth))));
}

static void
begin (Fixture *self)
{
  act (self, "win.try-alone");
  SF_RUN_UNTIL (is_in (self, SF_SESSION_STATE_REQUEST) || is_in (self, SF_SESSION_STATE_PERMITTED));
  g_assert_true (shows (self, "request"));
  sf_session_accept (sf_booth_get_session (self->booth));
  SF_RUN_UNTIL (shows (self, "live"));
}

static void
check_mode (const char *mode)
{
  Fixture self;

  set_up (&self, mode);
  begin (&self);
  take_photo (&self);
  act (&self, "page.keep");
  SF_RUN_UNTIL (shows (&self, "live"));
  take_photo (&self);
  act (&self, "page.retake");
  SF_RUN_UNTIL (shows (&self, "live"));
  tear_down (&self);
}

static void
test_synthesis (void)
{
  check_mode ("synthesis");
}

static void
test_exchange (void)
{
  check_mode ("exchange");
}

/* The photo is still on its way to the screen. */
static void
test_leave_at_once (void)
{
  Fixture self;

  set_up (&self, "synthesis");
  begin (&self);
  take_photo (&self);
  act (&self, "page.retake");
  tear_down (&self);
}

/* The key that starts the countdown stops it, too. */
static void
test_cancel (void)
{
  Fixture self;

  set_up (&self, "synthesis");
  begin (&self);
  while (!is_in (&self, SF_SESSION_STATE_COUNTDOWN)) {
    act (&self, "page.shoot");
    g_main_context_iteration (NULL, TRUE);
  }
  act (&self, "page.shoot");
  SF_RUN_UNTIL (is_in (&self, SF_SESSION_STATE_LIVE));
  g_assert_true (shows (&self, "live"));
  tear_down (&self);
}

static void
choose_layout (Fixture *self, const char *layout)
{
  g_autofree char *action = g_strdup_printf ("page.layout(%d)", sf_recipe_find_layout (layout));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), name, target);
}

static gboolean
is_laid_out (SfSession *session, const char *layout)
{
  return sf_session_get_shot (session)->recipe.layout == sf_recipe_find_layout (layout);
}

/* Another layout for the photo: of both while the partner is there, then of this computer's. */
static void
test_another_layout (void)
{
  Fixture self;
  g_autoptr (SfSession) session = NULL;

  set_up (&self, "synthesis");
  begin (&self);
  take_photo (&self);
  session = g_object_ref (sf_booth_get_session (self.booth));
  choose_layout (&self, "stacked");
  SF_RUN_UNTIL (is_in (&self, SF_SESSION_STATE_RESULT) && is_laid_out (session, "stacked"));
  g_assert_true (shows (&self, "result"));
  g_assert_true (sf_shot_is_identical (sf_session_get_shot (session)));

  sf_session_leave (session);
  SF_RUN_UNTIL (sf_booth_get_session (self.booth) == NULL);
  choose_layout (&self, "inset");
  SF_RUN_UNTIL (is_laid_out (session, "inset"));
  g_assert_false (sf_shot_is_complete (sf_session_get_shot (session)));
  g_assert_true (shows (&self, "result"));
  act (&self, "page.keep");
  tear_down (&self);
}

/* What was photographed is there to be looked at when the other person has gone. */
static void
test_photo_stays (void)
{
  Fixture self;

  set_up (&self, "synthesis");
  begin (&self);
  take_photo (&self);
  sf_session_leave (sf_booth_get_session (self.booth));
  SF_RUN_UNTIL (sf_booth_get_session (self.booth) == NULL);
  g_assert_true (shows (&self, "result"));
  act (&self, "page.keep");
  g_assert_false (shows (&self, "result"));
  tear_down (&self);
}

/* Who chooses a camera while a drawn person stands in keeps it. */
static void
test_camera_of_ones_own (void)
{
  Fixture self;

  set_up (&self, "synthesis");
  begin (&self);
  sf_booth_use_camera (self.booth, "test:1");
  SF_RUN_UNTIL (sf_booth_has_picture (self.booth));
  sf_booth_leave (self.booth);
  g_assert_nonnull (sf_booth_get_camera (self.booth));
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);

  g_test_add_func ("/ui/alone/synthesis", test_synthesis);
  g_test_add_func ("/ui/alone/exchange", test_exchange);
  g_test_add_func ("/ui/alone/leave-at-once", test_leave_at_once);
  g_test_add_func ("/ui/alone/cancel", test_cancel);
  g_test_add_func ("/ui/alone/another-layout", test_another_layout);
  g_test_add_func ("/ui/alone/photo-stays", test_photo_stays);
  g_test_add_func ("/ui/alone/camera-of-ones-own", test_camera_of_ones_own);

  return g_test_run ();
}
