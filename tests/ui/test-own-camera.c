/* One's own camera is unplugged and plugged in again: it is taken anew, and a session goes on. */

#include "tests/support/sf-album.h"
#include "tests/support/sf-fake-camera-list.h"
#include "tests/support/sf-odd-device.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-files.h"
#include "tests/ui/sf-ui-pair.h"
#include "tests/ui/sf-ui-screen.h"
#include "ui/sf-compat.h"
#include "ui/sf-session-trouble.h"

#include "app/capture/sf-picture-device.h"

#define LENS "odd"
#define OTHER "picture:Other"

typedef struct {
  SfUiPair pair;
  SfBooth *booth; /* the creator's */
  SfSessionTrouble *trouble;
  SfCameraList *cameras;
  SfOdd odd;             /* what is wrong with the lens that was there first */
  SfOdd whole;           /* with the one that is plugged in later: nothing */
  SfCameraDevice *lens;  /* as it was plugged in the last time */
  SfCameraDevice *other; /* another camera */
  guint n_lost;          /* how often this was told */
} Fixture;

static void
on_camera_status (Fixture *self)
{
  self->n_lost += sf_booth_get_camera_status (self->booth) == SF_CAMERA_STATUS_LOST;
}

static void
plug_lens (Fixture *self)
{
  self->lens = sf_odd_make_device (&self->whole);
  sf_fake_camera_list_plug (self->cameras, self->lens);
}

/* The list knows before the pictures end. */
static void
unplug_lens (Fixture *self)
{
  sf_fake_camera_list_unplug (self->cameras, LENS);
  g_clear_object (&self->lens);
}

static void
lose_lens (Fixture *self)
{
  unplug_lens (self);
  sf_odd_break (&self->odd, SF_ODD_ENDS);
  SF_RUN_UNTIL (sf_booth_get_camera_status (self->booth) == SF_CAMERA_STATUS_LOST);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (SfImage) image = sf_test_image_new (64, 48, 3);

  sf_ui_pair_init (&self->pair);
  self->booth = self->pair.creator.booth;
  self->trouble = sf_session_trouble_new (GTK_WINDOW (self->pair.creator.window), self->booth);
  self->cameras = SF_CAMERA_LIST (sf_booth_get_cameras (self->booth));
  self->other = sf_picture_device_new (image, "Other", NULL);
  sf_odd_init (&self->odd, SF_ODD_NOTHING);
  sf_odd_init (&self->whole, SF_ODD_NOTHING);
  self->lens = sf_odd_make_device (&self->odd);
  sf_fake_camera_list_plug (self->cameras, self->lens);
  sf_booth_use_camera (self->booth, LENS);
  SF_RUN_UNTIL (sf_booth_get_camera_status (self->booth) == SF_CAMERA_STATUS_READY);
  g_signal_connect_swapped (self->booth, "notify::camera-status", G_CALLBACK (on_camera_status),
                            self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (self->booth, self);
  g_clear_object (&self->trouble);
  sf_ui_pair_clear (&self->pair);
  g_clear_object (&self->other);
  if (self->lens != NULL)
    sf_album_await_end (g_steal_pointer (&self->lens));
  sf_odd_clear (&self->whole);
  sf_odd_clear (&self->odd);
}

static SfCameraDevice *
get_device (Fixture *self)
{
  return sf_camera_get_device (sf_booth_get_camera (self->booth));
}

static gboolean
is_running (Fixture *self, SfCameraDevice *device)
{
  return get_device (self) == device &&
         sf_booth_get_camera_status (self->booth) == SF_CAMERA_STATUS_READY;
}

static GtkWidget *
get_dialog (Fixture *self)
{
  return sf_session_trouble_get_dialog (self->trouble);
}

static gboolean
is_live (Fixture *self)
{
  return sf_booth_get_session_state (self->booth) == SF_SESSION_STATE_LIVE;
}

static void
test_comes_back_at_rest (Fixture *self, gconstpointer data)
{
  SfUiSide *side = &self->pair.creator;

  g_assert_true (sf_ui_side_is_at (side, "ready"));
  lose_lens (self);
  g_assert_true (sf_ui_side_is_at (side, "camera"));
  g_assert_null (get_dialog (self));

  plug_lens (self);
  g_assert_true (sf_ui_side_is_at (side, "ready"));
  SF_RUN_UNTIL (is_running (self, self->lens));
}

static gboolean
asks_for_patience (SfUiSide *side)
{
  return sf_ui_says (GTK_WIDGET (side->window), "Your camera is not ready yet.");
}

static void
test_comes_back_before_an_invitation (Fixture *self, gconstpointer data)
{
  SfUiSide *side = &self->pair.creator;

  sf_ui_side_act (side, "win.invite");
  g_assert_false (asks_for_patience (side));
  lose_lens (self);
  g_assert_false (sf_ui_side_can (side, "create"));
  SF_RUN_UNTIL (asks_for_patience (side));

  plug_lens (self);
  SF_RUN_UNTIL (sf_ui_side_can (side, "create"));
  g_assert_false (asks_for_patience (side));
}

static void
test_comes_back_in_session (Fixture *self, gconstpointer data)
{
  SfSession *other_side;

  sf_ui_pair_go_live (&self->pair);
  other_side = sf_booth_get_session (self->pair.joiner.booth);
  lose_lens (self);
  g_assert_true (sf_ui_alert_says (get_dialog (self), "The Camera Is Gone"));
  SF_RUN_UNTIL (!sf_session_has_peer_camera (other_side));

  plug_lens (self);
  g_assert_null (get_dialog (self));
  SF_RUN_UNTIL (is_running (self, self->lens) && sf_session_has_peer_camera (other_side));
  g_assert_true (is_live (self));
}

/* Nothing is heard of a camera that is plugged in before somebody asks again. */
static void
test_comes_back_with_its_service (Fixture *self, gconstpointer data)
{
  sf_ui_pair_go_live (&self->pair);
  g_clear_object (&self->lens);
  sf_fake_camera_list_fail (self->cameras);
  sf_odd_break (&self->odd, SF_ODD_ENDS);
  SF_RUN_UNTIL (get_dialog (self) != NULL);

  sf_ui_alert_answer (get_dialog (self), "retry");
  g_assert_cmpint (sf_camera_list_get_state (self->cameras), ==, SF_CAMERA_LIST_STATE_READY);
  plug_lens (self);
  SF_RUN_UNTIL (is_running (self, self->lens));
  g_assert_true (is_live (self));
}

/* A loose plug: it is back before its silence is noticed, which is no news then. */
static void
test_comes_back_unnoticed (Fixture *self, gconstpointer data)
{
  sf_ui_pair_go_live (&self->pair);
  unplug_lens (self);
  plug_lens (self);
  g_assert_true (get_device (self) != self->lens); /* what gives pictures is left alone */

  sf_odd_break (&self->odd, SF_ODD_ENDS);
  SF_RUN_UNTIL (is_running (self, self->lens));
  g_assert_cmpuint (self->n_lost, ==, 0);
  g_assert_true (is_live (self));
}

/* It is offered while it is there, and nobody's picture before the person says so. */
static void
test_another_comes_and_goes (Fixture *self, gconstpointer data)
{
  sf_ui_pair_go_live (&self->pair);
  lose_lens (self);
  g_assert_false (sf_compat_alert_has (get_dialog (self), "camera"));

  sf_fake_camera_list_plug (self->cameras, self->other);
  g_assert_true (sf_compat_alert_has (get_dialog (self), "camera"));
  g_assert_true (get_device (self) != self->other);
  sf_fake_camera_list_unplug (self->cameras, OTHER);
  g_assert_false (sf_compat_alert_has (get_dialog (self), "camera"));

  sf_fake_camera_list_plug (self->cameras, self->other);
  sf_ui_alert_answer (get_dialog (self), "camera");
  SF_RUN_UNTIL (is_running (self, self->other));
  g_assert_null (get_dialog (self));

  plug_lens (self);
  g_assert_true (is_running (self, self->other));
}

static void
on_use_photo_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (sf_booth_use_photo_finish (SF_BOOTH (source), result, NULL));
}

static void
test_photo_stays (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->pair.folder, "photo.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SfCameraDevice *photo;

  sf_ui_pair_go_live (&self->pair);
  lose_lens (self);
  sf_booth_use_photo_async (self->booth, file, on_use_photo_ready, NULL);
  SF_RUN_UNTIL (sf_booth_get_camera_status (self->booth) == SF_CAMERA_STATUS_PHOTO);
  photo = get_device (self);

  plug_lens (self);
  g_assert_cmpint (sf_booth_get_camera_status (self->booth), ==, SF_CAMERA_STATUS_PHOTO);
  g_assert_true (get_device (self) == photo);
}

int
main (int argc, char **argv)
{
  /* No Avahi: what is there must not depend on the computer. */
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/own-camera/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("comes-back-at-rest", test_comes_back_at_rest);
  ADD ("comes-back-before-an-invitation", test_comes_back_before_an_invitation);
  ADD ("comes-back-in-session", test_comes_back_in_session);
  ADD ("comes-back-with-its-service", test_comes_back_with_its_service);
  ADD ("comes-back-unnoticed", test_comes_back_unnoticed);
  ADD ("another-comes-and-goes", test_another_comes_and_goes);
  ADD ("photo-stays", test_photo_stays);
#undef ADD
  return g_test_run ();
}
