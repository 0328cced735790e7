/* What goes wrong before and in the middle of a session is said, and the session goes on. */

#include "tests/ui/sf-ui-pair.h"

#include "app/sf-error.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-files.h"
#include "ui/sf-booth-private.h"
#include "ui/sf-session-trouble.h"

typedef struct {
  SfUiPair pair;
  SfSessionTrouble *trouble; /* the creator's */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  SfUiSide *side = &self->pair.creator;

  sf_ui_pair_init (&self->pair);
  self->trouble = sf_session_trouble_new (GTK_WINDOW (side->window), side->booth);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->trouble);
  sf_ui_pair_clear (&self->pair);
}

/* Nobody could come by that code, so there is none. */
static void
test_no_way_to_come (Fixture *self, gconstpointer data)
{
  SfUiSide *side = &self->pair.creator;

  g_settings_set_string (side->settings, "rendezvous", "ws://127.0.0.1:1/v1");
  sf_ui_side_invite (side);
  while (!sf_ui_side_is_at (side, "error")) {
    g_assert_null (sf_booth_get_code (side->booth));
    g_main_context_iteration (NULL, TRUE);
  }
}

static gboolean
is_told (Fixture *self, const char *title)
{
  return sf_ui_alert_says (sf_session_trouble_get_dialog (self->trouble), title);
}

static void
respond (Fixture *self, const char *response)
{
  sf_ui_alert_answer (sf_session_trouble_get_dialog (self->trouble), response);
}

static void
test_no_live_picture (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (SF_ERROR, SF_ERROR_LIVE, "no vp8enc");
  SfBooth *booth = self->pair.creator.booth;

  sf_ui_pair_go_live (&self->pair);
  g_signal_emit_by_name (sf_booth_get_session (booth), "live-failed", error);
  g_assert_true (is_told (self, "No Live Picture"));
  respond (self, "close");
  g_assert_null (sf_session_trouble_get_dialog (self->trouble));
  g_assert_cmpint (sf_booth_get_session_state (booth), ==, SF_SESSION_STATE_LIVE);
}

/* As when it is unplugged. */
static void
lose_camera (SfBooth *booth)
{
  g_clear_error (&booth->camera_error);
  booth->camera_error = g_error_new_literal (SF_ERROR, SF_ERROR_CAMERA_LOST, "unplugged");
  booth->camera_status = SF_CAMERA_STATUS_LOST;
  sf_booth_notify (booth, SF_BOOTH_PROP_CAMERA_STATUS);
}

static void
on_use_photo_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (sf_booth_use_photo_finish (SF_BOOTH (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* The session stays, and what it photographs from then on is the picture. */
static void
test_photo_instead (Fixture *self, gconstpointer data)
{
  SfUiPair *pair = &self->pair;
  SfBooth *booth = pair->creator.booth;
  g_autofree char *path = g_build_filename (pair->folder, "photo.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SfCamera) before = NULL;
  gboolean is_done = FALSE;

  sf_ui_pair_go_live (pair);
  before = g_object_ref (sf_booth_get_camera (booth));
  lose_camera (booth);
  g_assert_true (is_told (self, "The Camera Is Gone"));

  sf_booth_use_photo_async (booth, file, on_use_photo_ready, &is_done);
  SF_RUN_UNTIL (is_done);
  g_assert_null (sf_session_trouble_get_dialog (self->trouble));
  g_assert_true (sf_booth_get_camera (booth) != before);
  g_assert_cmpint (sf_camera_get_state (before), ==, SF_CAMERA_STATE_STOPPED);

  sf_ui_pair_take (pair);
}

static void
test_another_camera (Fixture *self, gconstpointer data)
{
  SfBooth *booth = self->pair.creator.booth;

  sf_ui_pair_go_live (&self->pair);
  lose_camera (booth);
  sf_booth_use_camera (booth, "test");
  SF_RUN_UNTIL (sf_booth_get_camera_status (booth) == SF_CAMERA_STATUS_READY);
  g_assert_null (sf_session_trouble_get_dialog (self->trouble));
  sf_ui_pair_take (&self->pair);
}

/* Presses until it is told: the clocks are compared first. */
static gboolean
is_told_of_folder (Fixture *self)
{
  SfSession *session = sf_booth_get_session (self->pair.creator.booth);

  if (sf_ui_pair_is_in (&self->pair, SF_SESSION_STATE_LIVE))
    sf_session_press (session, 0, NULL);

  return is_told (self, "The Photo Cannot Be Saved");
}

/* Another folder serves at once. */
static void
test_no_folder (Fixture *self, gconstpointer data)
{
  SfUiPair *pair = &self->pair;

  g_settings_set_string (pair->creator.settings, "save-folder", "/dev/null/nowhere");
  sf_ui_pair_go_live (pair);
  SF_RUN_UNTIL (is_told_of_folder (self));
  g_settings_set_string (pair->creator.settings, "save-folder", pair->folder);
  respond (self, "close");
  sf_ui_pair_take (pair);
}

int
main (int argc, char **argv)
{
  /* No Avahi: what is there must not depend on the computer. */
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/session-trouble/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("no-way-to-come", test_no_way_to_come);
  ADD ("no-live-picture", test_no_live_picture);
  ADD ("photo-instead", test_photo_instead);
  ADD ("another-camera", test_another_camera);
  ADD ("no-folder", test_no_folder);
#undef ADD
  return g_test_run ();
}
