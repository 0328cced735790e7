/* The widgets that show pictures: the newest alone, while they are seen; one's own crop. */

#include "app/capture/sf-test-device.h"
#include "ui/sf-frame-paintable.h"
#include "ui/sf-layout-chooser.h"
#include "ui/sf-preview.h"
#include "ui/sf-qr-code.h"
#include "ui/sf-stage.h"

#include "app/synthesis/sy-layout.h"
#include "tests/support/sf-run-until.h"

#include <adwaita.h>

#define OWN 1 /* who sits here */

static void
on_count (int *count)
{
  (*count)++;
}

static SfCamera *
start_camera (guint32 seed)
{
  g_autoptr (SfCameraDevice) device =
    sf_test_device_new (seed, SF_SAMPLE_PERSON_FIRST, 160, 120, 30);
  SfCamera *camera = sf_camera_new (device);

  sf_camera_start (camera);
  return camera;
}

static GtkWidget *
show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static gpointer
push_all (gpointer data)
{
  SfFramePaintable *paintable = data;
  g_autoptr (SfLivePool) pool = sf_live_pool_new ();

  for (int i = 1; i <= 100; i++) {
    g_autoptr (SfLivePicture) picture = sf_live_pool_take (pool, (SySize){i, 10});

    sf_frame_paintable_push (paintable, picture);
  }
  return NULL;
}

static void
test_newest_alone (void)
{
  g_autoptr (SfFramePaintable) paintable = sf_frame_paintable_new ();
  int n_contents = 0, n_sizes = 0;

  g_signal_connect_swapped (paintable, "invalidate-contents", G_CALLBACK (on_count), &n_contents);
  g_signal_connect_swapped (paintable, "invalidate-size", G_CALLBACK (on_count), &n_sizes);
  g_thread_join (g_thread_new ("push", push_all, paintable));
  g_assert_null (sf_frame_paintable_get_picture (paintable));

  SF_RUN_UNTIL (sf_frame_paintable_get_picture (paintable) != NULL);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (paintable)), ==, 100);
  g_assert_cmpint (n_contents, ==, 1);
  g_assert_cmpint (n_sizes, ==, 1);
  g_assert_cmpuint (sf_frame_paintable_get_n_shown (paintable), ==, 1);

  sf_frame_paintable_clear (paintable);
  g_assert_null (sf_frame_paintable_get_picture (paintable));
  g_assert_cmpint (n_contents, ==, 2);
}

/* It looks at the camera while it is seen, and knows how bright it is there. */
static void
test_preview (void)
{
  g_autoptr (SfCamera) camera = start_camera (1);
  GtkWidget *preview = sf_preview_new ();
  GtkWidget *window = show (preview, 200, 300);
  int n_luma = 0;

  g_signal_connect_swapped (preview, "notify::luma", G_CALLBACK (on_count), &n_luma);
  g_assert_cmpint (sf_preview_get_luma (SF_PREVIEW (preview)), ==, -1);
  sf_preview_set_camera (SF_PREVIEW (preview), camera);
  SF_RUN_UNTIL (sf_preview_get_luma (SF_PREVIEW (preview)) > 0);
  g_assert_cmpint (n_luma, >=, 1);

  gtk_widget_set_visible (preview, FALSE);
  SF_RUN_UNTIL (sf_preview_get_luma (SF_PREVIEW (preview)) == -1);
  gtk_widget_set_visible (preview, TRUE);
  SF_RUN_UNTIL (sf_preview_get_luma (SF_PREVIEW (preview)) > 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

static guint64
get_n_shown (GtkWidget *stage)
{
  SfLiveComposerStats stats;
  guint64 n_shown;

  sf_stage_get_stats (SF_STAGE (stage), &stats, &n_shown);
  return n_shown;
}

static void
press (GtkWidget *stage, int x, int y)
{
  gtk_widget_activate_action (stage, "stage.move", "(ii)", x, y);
}

/* Arrow keys move what is seen of one's own picture, and tell so. */
static void
test_stage (void)
{
  g_autoptr (SfCamera) creator = start_camera (1);
  g_autoptr (SfCamera) joiner = start_camera (2);
  GtkWidget *stage = sf_stage_new ();
  GtkWidget *window = show (stage, 400, 300);
  int n_edits = 0;
  SfRecipe recipe;
  SfFrame *frame;

  sf_recipe_init (&recipe);
  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout ("diagonal"));
  sf_stage_set_recipe (SF_STAGE (stage), &recipe);
  sf_stage_set_people (SF_STAGE (stage), OWN, "Other");
  sf_stage_watch_camera (SF_STAGE (stage), 0, creator);
  sf_stage_watch_camera (SF_STAGE (stage), 1, joiner);
  g_signal_connect_swapped (stage, "recipe-edited", G_CALLBACK (on_count), &n_edits);
  SF_RUN_UNTIL (get_n_shown (stage) > 3);

  press (stage, 1, 0);
  g_assert_cmpint (n_edits, ==, 1);
  g_assert_cmpint (sf_stage_get_recipe (SF_STAGE (stage))->crop_x[OWN], <, 0);
  g_assert_cmpint (sf_stage_get_recipe (SF_STAGE (stage))->crop_x[1 - OWN], ==, 0);
  for (int i = 0; i < 100; i++)
    press (stage, 1, 0);
  g_assert_cmpint (sf_stage_get_recipe (SF_STAGE (stage))->crop_x[OWN], ==, -500);
  SF_RUN_UNTIL (n_edits > 1);
  g_assert_cmpint (n_edits, ==, 2);

  frame = sf_stage_dup_frame (SF_STAGE (stage), 0);
  g_assert_nonnull (frame);
  sf_frame_unref (frame);
  gtk_widget_set_visible (stage, FALSE);
  frame = sf_stage_dup_frame (SF_STAGE (stage), 0);
  g_assert_null (frame);

  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
count_pictures (GtkWidget *widget, int *ret_n)
{
  if (GTK_IS_PICTURE (widget) && gtk_picture_get_paintable (GTK_PICTURE (widget)) != NULL)
    (*ret_n)++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_pictures (child, ret_n);

  return *ret_n == sy_n_layouts;
}

static void
test_layout_chooser (void)
{
  GtkWidget *stage = g_object_ref_sink (sf_stage_new ());
  GtkWidget *chooser = sf_layout_chooser_new ();
  GtkWidget *window;
  int n;

  sf_layout_chooser_set_stage (SF_LAYOUT_CHOOSER (chooser), SF_STAGE (stage));
  window = show (chooser, 300, 60);
  SF_RUN_UNTIL ((n = 0, count_pictures (chooser, &n)));
  for (int i = 0; i < sy_n_layouts; i++)
    g_assert_cmpint (g_ascii_strcasecmp (sf_layout_get_title (i), sy_layouts[i].title), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (stage);
}

static void
collect_pictures (GtkWidget *widget, GPtrArray *pictures)
{
  if (GTK_IS_PICTURE (widget))
    g_ptr_array_add (pictures, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_pictures (child, pictures);
}

/* Small pictures of the people as they are now, all as high as one another. */
static void
test_layout_chooser_is_live (void)
{
  g_autoptr (SfCamera) creator = start_camera (1);
  g_autoptr (SfCamera) joiner = start_camera (2);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stage = sf_stage_new ();
  GtkWidget *chooser = sf_layout_chooser_new ();
  GtkWidget *window;

  sf_stage_watch_camera (SF_STAGE (stage), 0, creator);
  sf_stage_watch_camera (SF_STAGE (stage), 1, joiner);
  sf_layout_chooser_set_stage (SF_LAYOUT_CHOOSER (chooser), SF_STAGE (stage));
  gtk_box_append (GTK_BOX (box), stage);
  gtk_box_append (GTK_BOX (box), chooser);
  window = show (box, 400, 300);
  collect_pictures (chooser, pictures);
  g_assert_cmpuint (pictures->len, ==, (guint) sy_n_layouts);

  for (guint i = 0; i < pictures->len; i++) {
    GtkPicture *picture = g_ptr_array_index (pictures, i);
    g_autoptr (GdkPaintable) before = g_object_ref (gtk_picture_get_paintable (picture));

    SF_RUN_UNTIL (gtk_picture_get_paintable (picture) != before &&
                  gtk_widget_get_height (GTK_WIDGET (picture)) == 48);
    g_assert_cmpint (gdk_paintable_get_intrinsic_height (gtk_picture_get_paintable (picture)), ==,
                     48);
  }

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_qr_code (void)
{
  GtkWidget *code = sf_qr_code_new ();
  GtkWidget *window = show (code, 300, 300);
  int empty, full;

  gtk_widget_measure (code, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &empty, NULL, NULL);
  g_assert_cmpint (empty, ==, 0);
  g_object_set (code, "text", "sameframe:7-crossover-clockwork-adviser", NULL);
  gtk_widget_measure (code, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &full, NULL, NULL);
  g_assert_cmpint (full, >, 100);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/pictures/newest-alone", test_newest_alone);
  g_test_add_func ("/ui/pictures/preview", test_preview);
  g_test_add_func ("/ui/pictures/stage", test_stage);
  g_test_add_func ("/ui/pictures/layout-chooser", test_layout_chooser);
  g_test_add_func ("/ui/pictures/layout-chooser-is-live", test_layout_chooser_is_live);
  g_test_add_func ("/ui/pictures/qr-code", test_qr_code);

  return g_test_run ();
}
