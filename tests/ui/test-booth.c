/* The booth has a camera while somebody looks, or a photo, and no session without either. */

#include "ui/sf-booth.h"

#include "app/sf-error.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-files.h"
#include "ui/sf-application.h"

#include <glib/gstdio.h>
#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

typedef struct {
  GSettings *settings;
  SfBooth *booth;
  GError *error; /* of the last photo */
  guint n_answers;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  self->settings = g_settings_new_with_backend (SF_APPLICATION_ID, backend);
  g_settings_set_string (self->settings, "last-camera-id", "test");
  self->booth = sf_booth_new (self->settings);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->booth);
  g_clear_object (&self->settings);
  g_clear_error (&self->error);
}

static SfCameraState
get_camera_state (Fixture *self)
{
  return sf_camera_get_state (sf_booth_get_camera (self->booth));
}

static void
test_off_until_asked (Fixture *self, gconstpointer data)
{
  sf_booth_set_wants_camera (self->booth, TRUE);

  g_assert_cmpint (sf_booth_get_camera_status (self->booth), ==, SF_CAMERA_STATUS_NEEDED);
  g_assert_null (sf_booth_get_camera (self->booth));
}

static void
test_on_while_looked_at (Fixture *self, gconstpointer data)
{
  g_settings_set_boolean (self->settings, "first-run", FALSE);
  g_assert_null (sf_booth_get_camera (self->booth));

  sf_booth_set_wants_camera (self->booth, TRUE);
  g_assert_cmpint (sf_booth_get_camera_status (self->booth), ==, SF_CAMERA_STATUS_LOADING);
  SF_RUN_UNTIL (sf_booth_get_camera_status (self->booth) == SF_CAMERA_STATUS_READY);
  g_assert_true (sf_booth_has_picture (self->booth));

  sf_booth_set_wants_camera (self->booth, FALSE);
  g_assert_cmpint (get_camera_state (self), ==, SF_CAMERA_STATE_STOPPED);
  g_assert_false (sf_booth_has_picture (self->booth));
}

static void
on_use_photo_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  g_clear_error (&self->error);
  (void) sf_booth_use_photo_finish (SF_BOOTH (source), result, &self->error);
  self->n_answers++;
}

static void
use_photo (Fixture *self, GBytes *bytes)
{
  g_autofree char *folder = g_dir_make_tmp ("sf-booth-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "photo", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint n_answers = self->n_answers;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  sf_booth_use_photo_async (self->booth, file, on_use_photo_ready, self);
  SF_RUN_UNTIL (self->n_answers > n_answers);
  (void) g_unlink (path);
  (void) g_rmdir (folder);
}

static void
test_photo_instead (Fixture *self, gconstpointer data)
{
  g_autoptr (SfImage) image = sf_test_image_new (64, 48, 1);
  g_autoptr (GBytes) png = sf_test_png_new (image, SF_TEST_PNG_PLAIN, 0);

  use_photo (self, png);
  g_assert_no_error (self->error);
  g_assert_cmpint (sf_booth_get_camera_status (self->booth), ==, SF_CAMERA_STATUS_PHOTO);
  g_assert_nonnull (sf_booth_get_camera (self->booth));
  g_assert_false (sf_booth_get_mirrored (self->booth)); /* what it shows may be writing */

  g_settings_set_boolean (self->settings, "first-run", FALSE);
  sf_booth_use_camera (self->booth, "test");
  g_assert_cmpint (sf_booth_get_camera_status (self->booth), !=, SF_CAMERA_STATUS_PHOTO);
  g_assert_true (sf_booth_get_mirrored (self->booth));
}

static void
test_unusable_photo (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);

  use_photo (self, bytes);
  g_assert_error (self->error, SF_ERROR, SF_ERROR_PICTURE);
  g_assert_cmpint (sf_booth_get_camera_status (self->booth), ==, SF_CAMERA_STATUS_NEEDED);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_mirror (Fixture *self, gconstpointer data)
{
  guint n = 0;

  g_signal_connect_swapped (self->booth, "notify::mirrored", G_CALLBACK (count), &n);
  g_settings_set_boolean (self->settings, "mirror-preview", FALSE);

  g_assert_cmpuint (n, ==, 1);
  g_assert_false (sf_booth_get_mirrored (self->booth));
}

static void
test_no_session_without_a_picture (Fixture *self, gconstpointer data)
{
  sf_booth_invite (self->booth, SF_MODE_SYNTHESIS, NULL);
  sf_booth_join (self->booth, "7-crossover-clockwork-adviser", NULL);

  g_assert_null (sf_booth_get_session (self->booth));
  g_assert_false (sf_booth_is_busy (self->booth));
}

/* Nothing of it goes anywhere before both have said yes. */
static void
test_off_while_a_code_waits (Fixture *self, gconstpointer data)
{
  g_settings_set_boolean (self->settings, "first-run", FALSE);
  g_settings_set_string (self->settings, "rendezvous", "ws://127.0.0.1:9/v1");
  sf_booth_set_wants_camera (self->booth, TRUE);
  SF_RUN_UNTIL (sf_booth_has_picture (self->booth));
  sf_booth_invite (self->booth, SF_MODE_SYNTHESIS, NULL);
  g_assert_nonnull (sf_booth_get_session (self->booth));
  g_assert_cmpint (get_camera_state (self), ==, SF_CAMERA_STATE_RUNNING);

  sf_booth_set_wants_camera (self->booth, FALSE);
  g_assert_cmpint (get_camera_state (self), ==, SF_CAMERA_STATE_STOPPED);
  sf_booth_set_wants_camera (self->booth, TRUE);
  SF_RUN_UNTIL (get_camera_state (self) == SF_CAMERA_STATE_RUNNING);

  sf_booth_leave (self->booth);
  SF_RUN_UNTIL (!sf_booth_is_busy (self->booth));
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  static const char *const folders[] = {"/somewhere", "/f\xc3\xbcr uns", "/f\xfcr uns"};
  g_autofree char *usual = sf_booth_dup_folder (self->booth);

  g_assert_true (g_str_has_suffix (usual, "/Sameframe"));
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *chosen = NULL;

    sf_booth_set_folder (self->booth, folders[i]);
    chosen = sf_booth_dup_folder (self->booth);
    g_assert_cmpstr (chosen, ==, folders[i]);
  }
}

#define ADD(path, test) g_test_add ("/ui/booth/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("off-until-asked", test_off_until_asked);
  ADD ("on-while-looked-at", test_on_while_looked_at);
  ADD ("photo-instead", test_photo_instead);
  ADD ("unusable-photo", test_unusable_photo);
  ADD ("mirror", test_mirror);
  ADD ("no-session-without-a-picture", test_no_session_without_a_picture);
  ADD ("off-while-a-code-waits", test_off_while_a_code_waits);
  ADD ("folder", test_folder);
  return g_test_run ();
}
