/* The pages follow the session, and each of the two people's answers gets them on. */

#include "tests/ui/sf-ui-pair.h"

#include "app/synthesis/sy-layout.h"
#include "tests/support/sf-run-until.h"
#include "ui/sf-layout-chooser.h"
#include "ui/sf-stage.h"
#include "ui/sf-window-pages.h"

#include <adwaita.h>
#include <string.h>

static void
set_up (SfUiPair *pair, gconstpointer data)
{
  sf_ui_pair_init (pair);
}

static void
tear_down (SfUiPair *pair, gconstpointer data)
{
  sf_ui_pair_clear (pair);
}

/* To where both are asked. */
static void
meet (SfUiPair *pair)
{
  sf_ui_side_act (&pair->creator, "win.invite");
  g_assert_true (sf_ui_side_is_at (&pair->creator, "invite"));
  sf_ui_side_act (&pair->creator, "page.create");
  g_assert_true (sf_ui_side_is_at (&pair->creator, "code"));
  SF_RUN_UNTIL (sf_booth_get_code (pair->creator.booth) != NULL);

  sf_window_offer_code (pair->joiner.window, sf_booth_get_code (pair->creator.booth));
  g_assert_true (sf_ui_side_is_at (&pair->joiner, "join"));
  g_assert_null (sf_booth_get_session (pair->joiner.booth)); /* never by itself */
  sf_ui_side_act (&pair->joiner, "page.join");
  g_assert_true (sf_ui_side_is_at (&pair->joiner, "connecting"));

  SF_RUN_UNTIL (sf_ui_side_is_at (&pair->creator, "request") &&
                sf_ui_side_is_at (&pair->joiner, "request"));
}

static void
accept (SfUiPair *pair)
{
  SF_RUN_UNTIL (sf_ui_side_can (&pair->creator, "accept"));
  sf_ui_side_act (&pair->creator, "page.accept");
  SF_RUN_UNTIL (sf_ui_side_can (&pair->joiner, "accept"));
  sf_ui_side_act (&pair->joiner, "page.accept");

  SF_RUN_UNTIL (sf_booth_get_session_state (pair->creator.booth) == SF_SESSION_STATE_LIVE &&
                sf_booth_get_session_state (pair->joiner.booth) == SF_SESSION_STATE_LIVE);
}

static void
test_accept (SfUiPair *pair, gconstpointer data)
{
  meet (pair);
  g_assert_false (sf_ui_side_can (&pair->creator, "accept")); /* guarded at first */
  accept (pair);
}

/* Neither answer is given by a key that was meant for the page before. */
static void
test_decline_is_guarded (SfUiPair *pair, gconstpointer data)
{
  meet (pair);
  g_assert_false (sf_ui_side_can (&pair->joiner, "accept"));
  sf_ui_side_act (&pair->joiner, "page.decline");
  g_assert_true (sf_ui_side_is_at (&pair->joiner, "request"));

  SF_RUN_UNTIL (sf_ui_side_can (&pair->joiner, "accept"));
  sf_ui_side_act (&pair->joiner, "page.decline");
  g_assert_true (sf_ui_side_is_at (&pair->joiner, "ready"));
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;

  return FALSE;
}

/* How many stacks show this of theirs. */
static guint
count_shown (GtkWidget *widget, const char *name)
{
  guint n = GTK_IS_STACK (widget) &&
            g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (widget)), name) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_shown (child, name);

  return n;
}

static gboolean
is_closing (SfUiSide *side)
{
  return sf_booth_get_session_state (side->booth) == SF_SESSION_STATE_CLOSING;
}

static void
on_steps (SfUiSide *side)
{
  if (!is_closing (side))
    return;

  g_assert_true (sf_ui_side_is_at (side, "connecting"));
  g_assert_cmpuint (count_shown (GTK_WIDGET (side->window), "done"), <, 2);
}

/* The steps that a session did not come to are not done while it says why it ends. */
static void
test_wrong_code (SfUiPair *pair, gconstpointer data)
{
  g_autofree char *number = NULL;
  g_autofree char *wrong = NULL;

  sf_ui_side_invite (&pair->creator);
  SF_RUN_UNTIL (sf_booth_get_code (pair->creator.booth) != NULL);
  number = g_strndup (sf_booth_get_code (pair->creator.booth),
                      strcspn (sf_booth_get_code (pair->creator.booth), "-"));
  wrong = g_strconcat (number, "-crossover-clockwork-adviser", NULL);
  g_signal_connect_data (pair->joiner.booth, "notify::session-state", G_CALLBACK (on_steps),
                         &pair->joiner, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  sf_window_offer_code (pair->joiner.window, wrong);
  sf_ui_side_act (&pair->joiner, "page.join");

  SF_RUN_UNTIL (sf_ui_side_is_at (&pair->creator, "error") &&
                sf_ui_side_is_at (&pair->joiner, "error"));
}

static void
on_awaiting (SfUiSide *side)
{
  if (is_closing (side))
    g_assert_cmpuint (count_shown (GTK_WIDGET (side->window), "waiting"), ==, 1);
}

/* Who has answered is not asked again while the session ends. */
static void
test_decline_after_accept (SfUiPair *pair, gconstpointer data)
{
  meet (pair);
  SF_RUN_UNTIL (sf_ui_side_can (&pair->creator, "accept"));
  sf_ui_side_act (&pair->creator, "page.accept");
  g_signal_connect_data (pair->creator.booth, "notify::session-state", G_CALLBACK (on_awaiting),
                         &pair->creator, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  sf_ui_side_act (&pair->joiner, "page.back");
  SF_RUN_UNTIL (sf_ui_side_is_at (&pair->creator, "error"));
}

static void
choose_layout (SfUiPair *pair, guint8 layout)
{
  SfSession *session = sf_booth_get_session (pair->joiner.booth);
  SfRecipe recipe = *sf_session_get_recipe (session);

  sf_recipe_set_layout (&recipe, layout);
  sf_session_change_recipe (session, &recipe);
}

/* What the other person did last is said at once, and a name is no markup. */
static void
test_layouts_in_a_row (SfUiPair *pair, gconstpointer data)
{
  static const char name[] = "<b>Joiner</b> & me";
  guint8 last = (guint8) (sy_n_layouts - 1);
  g_autofree char *text = g_strdup_printf ("%s chose %s", name, sf_layout_get_title (last));

  g_settings_set_string (pair->joiner.settings, "display-name", name);
  meet (pair);
  accept (pair);
  for (guint8 layout = 1; layout <= last; layout++)
    choose_layout (pair, layout);
  SF_RUN_UNTIL (sf_session_get_recipe (sf_booth_get_session (pair->creator.booth))->layout == last);
  g_assert_true (shows (GTK_WIDGET (pair->creator.window), text));
}

static void
test_decline (SfUiPair *pair, gconstpointer data)
{
  meet (pair);
  sf_ui_side_act (&pair->joiner, "page.back");
  g_assert_true (sf_ui_side_is_at (&pair->joiner, "ready")); /* at once */

  SF_RUN_UNTIL (sf_ui_side_is_at (&pair->creator, "error"));
  sf_ui_side_act (&pair->creator, "page.back");
  g_assert_true (sf_ui_side_is_at (&pair->creator, "ready"));
}

static void
test_cancel_the_code (SfUiPair *pair, gconstpointer data)
{
  sf_ui_side_act (&pair->creator, "win.invite");
  sf_ui_side_act (&pair->creator, "page.create");
  SF_RUN_UNTIL (sf_booth_get_code (pair->creator.booth) != NULL);
  sf_ui_side_act (&pair->creator, "page.back");

  g_assert_true (sf_ui_side_is_at (&pair->creator, "ready"));
  g_assert_null (sf_booth_get_code (pair->creator.booth));
}

static void
test_link_during_a_session (SfUiPair *pair, gconstpointer data)
{
  sf_ui_side_act (&pair->creator, "win.invite");
  sf_ui_side_act (&pair->creator, "page.create");
  sf_window_offer_code (pair->creator.window, "sameframe:7-crossover-clockwork-adviser");

  g_assert_true (sf_ui_side_is_at (&pair->creator, "code"));
}

/* Nor does a key that was hit by mistake choose what is shown after the session. */
static void
test_ways_during_a_session (SfUiPair *pair, gconstpointer data)
{
  static const char *const ways[] = {"win.invite", "win.gallery", "win.how-it-works", "win.paste"};
  SfUiSide *side = &pair->creator;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    sf_ui_side_invite (side);
    gtk_widget_activate_action (GTK_WIDGET (side->window), ways[i], NULL);
    g_assert_true (sf_ui_side_is_at (side, "code"));
    sf_ui_side_act (side, "page.back");
    g_assert_true (sf_ui_side_is_at (side, "ready"));
  }
}

static void
test_back_and_forth (SfUiPair *pair, gconstpointer data)
{
  static const char *const ways[][2] = {
    {"win.invite", "invite"}, {"win.join", "join"}, {"win.how-it-works", "welcome"}};
  SfUiSide *side = &pair->joiner;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    sf_ui_side_act (side, ways[i][0]);
    g_assert_true (sf_ui_side_is_at (side, ways[i][1]));
    sf_ui_side_act (side, "win.home");
    g_assert_true (sf_ui_side_is_at (side, "ready"));
  }
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

/* Returns: the crop of the creator's picture that is shown then */
static int
move_own (GtkWidget *stage)
{
  gtk_widget_activate_action (stage, "stage.move", "(ii)", 1, 0);
  return sf_stage_get_recipe (SF_STAGE (stage))->crop_x[0];
}

/* Live is what one gets: a part that is dragged while the countdown runs stays where it was. */
static void
test_too_late_to_move (SfUiPair *pair, gconstpointer data)
{
  GtkWidget *stage;
  SfSession *session;
  int before;

  sf_ui_pair_go_live (pair);
  session = sf_booth_get_session (pair->creator.booth);
  stage = find (GTK_WIDGET (pair->creator.window), SF_TYPE_STAGE);
  choose_layout (pair, (guint8) sf_recipe_find_layout ("diagonal"));
  SF_RUN_UNTIL (move_own (stage) != 0);
  SF_RUN_UNTIL (sf_session_press (session, 0, NULL));
  g_assert_cmpint (sf_session_get_state (session), ==, SF_SESSION_STATE_COUNTDOWN);

  before = sf_session_get_recipe (session)->crop_x[0];
  (void) move_own (stage);
  SF_RUN_UNTIL (sf_stage_get_recipe (SF_STAGE (stage))->crop_x[0] == before);
}

/* Whoever opens a page may go on by keyboard at once. */
static void
test_focus (SfUiPair *pair, gconstpointer data)
{
  SfUiSide *side = &pair->joiner;
  GtkRoot *root = GTK_ROOT (side->window);

  for (int i = 0; i < 2; i++) {
    sf_ui_side_act (side, "win.join");
    g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (root)));
    sf_ui_side_act (side, "page.back");
    g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (gtk_root_get_focus (root))),
                     ==, "win.invite");
  }
}

static void
test_welcome_has_a_way_back (SfUiPair *pair, gconstpointer data)
{
  SfUiSide *side = &pair->joiner;

  sf_ui_side_act (side, "win.how-it-works");
  g_assert_true (sf_ui_side_can (side, "back"));
  sf_ui_side_act (side, "win.home");

  g_settings_set_boolean (side->settings, "first-run", TRUE);
  g_assert_true (sf_ui_side_is_at (side, "welcome"));
  g_assert_false (sf_ui_side_can (side, "back"));
}

/* Who waits for a picture is told why there is none, until there is one. */
static void
test_camera_of_the_other (SfUiPair *pair, gconstpointer data)
{
  SfCamera *camera = sf_booth_get_camera (pair->creator.booth);
  GtkWidget *window = GTK_WIDGET (pair->joiner.window);

  meet (pair);
  accept (pair);
  g_assert_false (shows (window, "Creator’s camera is off"));
  sf_camera_stop (camera);
  SF_RUN_UNTIL (shows (window, "Creator’s camera is off"));
  sf_camera_start (camera);
  SF_RUN_UNTIL (!shows (window, "Creator’s camera is off"));
}

/* What is shown without a camera being looked at keeps it off. */
static SfCameraState
get_camera_state (SfUiSide *side)
{
  return sf_camera_get_state (sf_booth_get_camera (side->booth));
}

static void
test_window_before_the_camera (SfUiPair *pair, gconstpointer data)
{
  g_autoptr (SfBooth) booth = NULL;
  SfWindow *window;

  g_settings_set_string (pair->creator.settings, "last-camera-id", "test");
  booth = sf_booth_new (pair->creator.settings);
  window = sf_window_new (pair->application, booth);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_null (sf_booth_get_camera (booth));

  SF_RUN_UNTIL (sf_booth_get_camera (booth) != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_camera_off_unseen (SfUiPair *pair, gconstpointer data)
{
  SfUiSide *side = &pair->creator;

  SF_RUN_UNTIL (get_camera_state (side) == SF_CAMERA_STATE_RUNNING);
  gtk_widget_set_visible (GTK_WIDGET (side->window), FALSE);
  g_assert_cmpint (get_camera_state (side), ==, SF_CAMERA_STATE_STOPPED);
  gtk_widget_set_visible (GTK_WIDGET (side->window), TRUE);
  SF_RUN_UNTIL (get_camera_state (side) == SF_CAMERA_STATE_RUNNING);

  sf_ui_side_act (side, "win.gallery");
  g_assert_cmpint (get_camera_state (side), ==, SF_CAMERA_STATE_STOPPED);
  sf_ui_side_act (side, "win.home");
  SF_RUN_UNTIL (get_camera_state (side) == SF_CAMERA_STATE_RUNNING);
}

/* The other person looks at it, whatever hides this window. */
static void
test_camera_on_for_the_other (SfUiPair *pair, gconstpointer data)
{
  SfUiSide *side = &pair->creator;

  meet (pair);
  SF_RUN_UNTIL (sf_ui_side_can (side, "accept"));
  sf_ui_side_act (side, "page.accept");
  gtk_widget_set_visible (GTK_WIDGET (side->window), FALSE);
  g_assert_cmpint (get_camera_state (side), ==, SF_CAMERA_STATE_STOPPED);

  SF_RUN_UNTIL (sf_ui_side_can (&pair->joiner, "accept"));
  sf_ui_side_act (&pair->joiner, "page.accept");
  SF_RUN_UNTIL (sf_booth_get_session_state (side->booth) == SF_SESSION_STATE_LIVE);
  SF_RUN_UNTIL (get_camera_state (side) == SF_CAMERA_STATE_RUNNING);
}

static void
on_unseen (SfUiSide *side)
{
  if (is_closing (side))
    g_assert_cmpint (get_camera_state (side), ==, SF_CAMERA_STATE_STOPPED);
}

/* Nor is it on for a session that ends before both have accepted. */
static void
test_camera_off_at_the_end (SfUiPair *pair, gconstpointer data)
{
  SfUiSide *side = &pair->creator;

  meet (pair);
  gtk_widget_set_visible (GTK_WIDGET (side->window), FALSE);
  g_assert_cmpint (get_camera_state (side), ==, SF_CAMERA_STATE_STOPPED);
  g_signal_connect_data (side->booth, "notify::session-state", G_CALLBACK (on_unseen), side, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  sf_ui_side_act (&pair->joiner, "page.back");
  SF_RUN_UNTIL (sf_ui_side_is_at (side, "error"));
}

static void
test_camera_is_off (void)
{
  g_assert_false (sf_window_pages_uses_camera ("welcome"));
  g_assert_true (sf_window_pages_uses_camera ("ready"));
  g_assert_true (sf_window_pages_uses_camera ("request"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/window/accept", SfUiPair, NULL, set_up, test_accept, tear_down);
  g_test_add ("/ui/window/decline", SfUiPair, NULL, set_up, test_decline, tear_down);
  g_test_add ("/ui/window/decline-is-guarded", SfUiPair, NULL, set_up, test_decline_is_guarded,
              tear_down);
  g_test_add ("/ui/window/wrong-code", SfUiPair, NULL, set_up, test_wrong_code, tear_down);
  g_test_add ("/ui/window/decline-after-accept", SfUiPair, NULL, set_up, test_decline_after_accept,
              tear_down);
  g_test_add ("/ui/window/layouts-in-a-row", SfUiPair, NULL, set_up, test_layouts_in_a_row,
              tear_down);
  g_test_add ("/ui/window/cancel-the-code", SfUiPair, NULL, set_up, test_cancel_the_code,
              tear_down);
  g_test_add ("/ui/window/link-during-a-session", SfUiPair, NULL, set_up,
              test_link_during_a_session, tear_down);
  g_test_add ("/ui/window/ways-during-a-session", SfUiPair, NULL, set_up,
              test_ways_during_a_session, tear_down);
  g_test_add ("/ui/window/back-and-forth", SfUiPair, NULL, set_up, test_back_and_forth, tear_down);
  g_test_add ("/ui/window/too-late-to-move", SfUiPair, NULL, set_up, test_too_late_to_move,
              tear_down);
  g_test_add ("/ui/window/focus", SfUiPair, NULL, set_up, test_focus, tear_down);
  g_test_add ("/ui/window/welcome-has-a-way-back", SfUiPair, NULL, set_up,
              test_welcome_has_a_way_back, tear_down);
  g_test_add ("/ui/window/window-before-the-camera", SfUiPair, NULL, set_up,
              test_window_before_the_camera, tear_down);
  g_test_add ("/ui/window/camera-off-unseen", SfUiPair, NULL, set_up, test_camera_off_unseen,
              tear_down);
  g_test_add ("/ui/window/camera-on-for-the-other", SfUiPair, NULL, set_up,
              test_camera_on_for_the_other, tear_down);
  g_test_add ("/ui/window/camera-of-the-other", SfUiPair, NULL, set_up, test_camera_of_the_other,
              tear_down);
  g_test_add ("/ui/window/camera-off-at-the-end", SfUiPair, NULL, set_up,
              test_camera_off_at_the_end, tear_down);
  g_test_add_func ("/ui/window/camera-is-off", test_camera_is_off);
  return g_test_run ();
}
