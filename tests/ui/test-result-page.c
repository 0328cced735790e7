/* What the result page shows is the photo of now, and what one does with it does not get lost. */

#include "tests/ui/sf-ui-pair.h"
#include "tests/ui/sf-ui-screen.h"

#include "tests/support/sf-run-until.h"

#include <adwaita.h>

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

static void
leave (SfUiPair *pair)
{
  sf_booth_leave (pair->creator.booth);
  sf_booth_leave (pair->joiner.booth);
  SF_RUN_UNTIL (!sf_booth_is_busy (pair->creator.booth) && !sf_booth_is_busy (pair->joiner.booth));
}

/* The photos of each session are numbered from the first again. */
static void
test_next_session (SfUiPair *pair, gconstpointer data)
{
  for (int i = 0; i < 2; i++) {
    sf_ui_pair_go_live (pair);
    sf_ui_pair_take (pair);
    g_assert_true (sf_ui_side_can (&pair->creator, "keep"));
    sf_ui_side_act (&pair->creator, "page.keep");
    sf_ui_side_act (&pair->joiner, "page.keep");
    SF_RUN_UNTIL (sf_ui_pair_is_in (pair, SF_SESSION_STATE_LIVE));
    leave (pair);
  }
}

/* Whoever leaves has done with the photo; for the other it is still there. */
static void
test_leave (SfUiPair *pair, gconstpointer data)
{
  sf_ui_pair_go_live (pair);
  sf_ui_pair_take (pair);
  sf_booth_leave (pair->creator.booth);
  g_assert_true (sf_ui_side_is_at (&pair->creator, "ready"));

  SF_RUN_UNTIL (sf_booth_get_session (pair->joiner.booth) == NULL);
  g_assert_true (sf_ui_side_is_at (&pair->joiner, "result"));
  sf_ui_side_act (&pair->joiner, "page.keep");
  g_assert_true (sf_ui_side_is_at (&pair->joiner, "ready"));
}

static void
test_drag (SfUiPair *pair, gconstpointer data)
{
  g_autoptr (GdkContentProvider) content = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  sf_ui_pair_go_live (pair);
  sf_ui_pair_take (pair);
  content = sf_ui_drag (GTK_WIDGET (pair->creator.window));
  path = sf_ui_dup_dragged (content);
  folder = g_path_get_dirname (path);
  g_assert_cmpstr (folder, ==, pair->folder);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/result-page/" name, SfUiPair, NULL, set_up, function, tear_down)
  ADD ("drag", test_drag);
  ADD ("leave", test_leave);
  ADD ("next-session", test_next_session);
#undef ADD
  return g_test_run ();
}
