/* Trying it alone: a whole session with the drawn partner, over the loopback interface. */

#include "app/capture/sf-sample-people.h"
#include "app/demo/sf-demo-partner.h"
#include "app/session/sf-picture-source.h"
#include "tests/support/sf-run-until.h"

#include <glib/gstdio.h>

typedef struct {
  SfDemoPartner *partner;
  SfSession *session;
  char *folder;
  gboolean is_seen; /* the partner's live picture */
  gboolean has_ended;
  GPtrArray *saved;
} Fixture;

static void
on_code (Fixture *self, const char *code)
{
  sf_demo_partner_join (self->partner, code);
}

static void
on_live (Fixture *self, gint64 first_frame_us)
{
  self->is_seen = TRUE;
}

static void
on_saved (Fixture *self, const char *path)
{
  g_ptr_array_add (self->saved, g_strdup (path));
}

static void
on_ended (Fixture *self, const GError *error)
{
  self->has_ended = TRUE;
}

static SfStillSource *
make_source (void)
{
  g_autoptr (SfImage) image =
    sf_sample_people_new_image (SF_SAMPLE_PERSON_FIRST, 320, 240, 0, NULL);

  return SF_STILL_SOURCE (sf_picture_source_new (&image, 1));
}

static void
set_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SfStillSource) source = make_source ();
  SfSessionConfig config = {.name = "Somebody", .shots = 1, .source = source};

  self->saved = g_ptr_array_new_with_free_func (g_free);
  self->folder = g_dir_make_tmp ("sf-demo-XXXXXX", &error);
  g_assert_no_error (error);
  self->partner = sf_demo_partner_new ("Partner", &error);
  g_assert_no_error (error);

  config.folder = self->folder;
  config.network.server_urls = (const char *[]){sf_demo_partner_get_server (self->partner), NULL};
  sf_recipe_init (&config.recipe);
  self->session = sf_session_new (&config);
  g_signal_connect_swapped (self->session, "code", G_CALLBACK (on_code), self);
  g_signal_connect_swapped (self->session, "live", G_CALLBACK (on_live), self);
  g_signal_connect_swapped (self->session, "saved", G_CALLBACK (on_saved), self);
  g_signal_connect_swapped (self->session, "ended", G_CALLBACK (on_ended), self);
  sf_session_start (self->session);
}

static gboolean
is_in (Fixture *self, SfSessionState state)
{
  return sf_session_get_state (self->session) == state;
}

static void
take_picture (Fixture *self)
{
  SF_RUN_UNTIL (is_in (self, SF_SESSION_STATE_LIVE) && sf_session_press (self->session, 0, NULL));
  SF_RUN_UNTIL (is_in (self, SF_SESSION_STATE_RESULT));
  g_assert_true (sf_shot_is_identical (sf_session_get_shot (self->session)));
}

static void
test_whole_way (void)
{
  Fixture self = {0};

  set_up (&self);
  SF_RUN_UNTIL (is_in (&self, SF_SESSION_STATE_REQUEST) ||
                is_in (&self, SF_SESSION_STATE_PERMITTED));
  g_assert_cmpstr (sf_session_get_peer_introduction (self.session)->name, ==, "Partner");
  sf_session_accept (self.session);
  SF_RUN_UNTIL (self.is_seen);
  take_picture (&self);
  sf_session_again (self.session);
  take_picture (&self);

  sf_session_leave (self.session);
  SF_RUN_UNTIL (self.has_ended);
  g_object_unref (self.session);
  g_object_unref (self.partner);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  for (guint i = 0; i < self.saved->len; i++)
    g_assert_cmpint (g_unlink (g_ptr_array_index (self.saved, i)), ==, 0);
  g_assert_cmpint (g_rmdir (self.folder), ==, 0);
  g_ptr_array_unref (self.saved);
  g_free (self.folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/demo-partner/whole-way", test_whole_way);

  return g_test_run ();
}
