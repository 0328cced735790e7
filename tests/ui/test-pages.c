/* Every page can be made, shown in a narrow and in a wide window, and used without seeing it. */

#include "ui/sf-application.h"
#include "ui/sf-booth.h"
#include "ui/sf-window-pages.h"

#include "tests/support/sf-run-until.h"

#include <adwaita.h>
#include <string.h>

/* Only what is drawn was measured, allocated and styled. */
static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  gboolean *is_painted = user_data;

  *is_painted = TRUE;
}

static void
present (GtkWidget *window)
{
  gboolean is_painted = FALSE;
  GdkFrameClock *clock;
  gulong handler;

  gtk_widget_realize (window);
  clock = gtk_widget_get_frame_clock (window);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &is_painted);
  gtk_window_present (GTK_WINDOW (window));
  SF_RUN_UNTIL (is_painted);
  g_signal_handler_disconnect (clock, handler);
}

static gboolean
shows_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text (child))
      return TRUE;

  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         shows_text (widget) || (GTK_IS_EDITABLE (widget) && row != NULL && shows_text (row));
}

/* Containers that only pass the focus on need none. */
static gboolean
takes_focus (GtkWidget *widget)
{
  return gtk_widget_get_focusable (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
         !GTK_IS_LIST_BOX (widget) && !GTK_IS_FLOW_BOX (widget);
}

static void
check_names (GtkWidget *widget)
{
  if (takes_focus (widget) && !has_name (widget)) {
    g_test_message ("a %s without a name, in a %s", G_OBJECT_TYPE_NAME (widget),
                    G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
    g_test_fail ();
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_page (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GSettings) settings = g_settings_new (SF_APPLICATION_ID);
  g_autoptr (SfBooth) booth = sf_booth_new (settings);
  GtkWidget *window = gtk_window_new ();
  int width;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (sf_window_pages_make (name, booth)));
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 294);
  present (window);
  check_names (window);

  gtk_widget_measure (gtk_window_get_child (GTK_WINDOW (window)), GTK_ORIENTATION_HORIZONTAL, -1,
                      &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  const char *name;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; (name = sf_window_pages_get_name (i)) != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("/ui/pages/%s", name);

    g_test_add_data_func (path, name, test_page);
  }
  return g_test_run ();
}
