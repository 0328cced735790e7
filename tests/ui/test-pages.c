/* Every page can be made, shown in a narrow and in a wide window, and used without seeing it. */

#include "ui/sf-application.h"
#include "ui/sf-booth.h"
#include "ui/sf-compat.h"
#include "ui/sf-error-page.h"
#include "ui/sf-layout-chooser.h"
#include "ui/sf-preferences.h"
#include "ui/sf-window-pages.h"

#include "app/sf-error.h"
#include "tests/ui/sf-ui-screen.h"

#include <adwaita.h>
#include <string.h>

#define NARROW 360 /* pixels; the least that a phone has */

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

  /* GTK 4.18 names a menu button alone, not the button in it that takes the focus, and takes the
   * tooltip where there is nothing else. */
  if (GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
    return has_name (gtk_widget_get_parent (widget));

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         (gtk_get_minor_version () >= 18 && gtk_widget_get_tooltip_text (widget) != NULL) ||
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
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  if (!gtk_widget_get_mapped (widget))
    return;
  g_assert_true (role != GTK_ACCESSIBLE_ROLE_STATUS || sf_compat_names_status ());
  if (takes_focus (widget) && !has_name (widget)) {
    g_test_message ("a %s without a name, in a %s", G_OBJECT_TYPE_NAME (widget),
                    G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
    g_test_fail ();
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static GtkWidget *
open_page (SfBooth *booth, const char *name, int width, int height)
{
  g_autoptr (GError) error = g_error_new_literal (SF_ERROR, SF_ERROR_STORAGE, "");
  GtkWidget *window = gtk_window_new ();
  SfPage *page = sf_window_pages_make (name, booth);

  if (SF_IS_ERROR_PAGE (page))
    sf_error_page_set_error (SF_ERROR_PAGE (page), error);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  sf_ui_present (window);

  return window;
}

static void
check_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (width <= NARROW)
    return;

  g_test_message ("a %s %d pixels wide", G_OBJECT_TYPE_NAME (widget), width);
  g_test_fail ();
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_width (child);
}

/* Nothing has to be looked for: at the height of a phone, without its header bar, all is shown. */
static void
check_scrolling (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_SCROLLED_WINDOW (widget)) {
    GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (widget);
    GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);

    g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=,
                       gtk_adjustment_get_page_size (adjustment));
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_scrolling (child);
}

static void
test_page (gconstpointer data)
{
  static const struct {
    int width;
    int height;
    AdwColorScheme scheme;
    GtkTextDirection direction;
  } kinds[] = {
    {900, 590, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR},
    {900, 590, ADW_COLOR_SCHEME_FORCE_DARK, GTK_TEXT_DIR_LTR},
    {NARROW, 590, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR},
    {NARROW, 590, ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL},
  };
  g_autoptr (GSettings) settings = g_settings_new (SF_APPLICATION_ID);
  g_autoptr (SfBooth) booth = sf_booth_new (settings);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    GtkWidget *window;

    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), kinds[i].scheme);
    gtk_widget_set_default_direction (kinds[i].direction);
    window = open_page (booth, data, kinds[i].width, kinds[i].height);
    gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
    check_names (window);
    check_width (gtk_window_get_child (GTK_WINDOW (window)));
    check_scrolling (window);
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

/* Half as large again as usual. */
static void
test_large_text (gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (SF_APPLICATION_ID);
  g_autoptr (SfBooth) booth = sf_booth_new (settings);
  GtkSettings *screen = gtk_settings_get_default ();
  int dpi;
  GtkWidget *window;

  g_object_get (screen, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (screen, "gtk-xft-dpi", dpi * 3 / 2, NULL);
  window = open_page (booth, data, NARROW, 590);
  check_width (gtk_window_get_child (GTK_WINDOW (window)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_set (screen, "gtk-xft-dpi", dpi, NULL);
}

/* Returns: (nullable): the first */
static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TOGGLE_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);

  return found;
}

/* What is left in a picture is left in every language, and so is the layout of the key 1. */
static void
test_layouts_from_the_left (void)
{
  GtkWidget *window = gtk_window_new ();
  int right = -1;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_child (GTK_WINDOW (window), sf_layout_chooser_new ());
  sf_ui_present (window);
  for (GtkWidget *button = find_button (window); button != NULL;
       button = gtk_widget_get_next_sibling (button)) {
    graphene_rect_t bounds;

    g_assert_true (gtk_widget_compute_bounds (button, window, &bounds));
    g_assert_cmpint ((int) bounds.origin.x, >, right);
    right = (int) (bounds.origin.x + bounds.size.width) - 1;
  }
  g_assert_cmpint (right, >, 0);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_preferences (gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (SF_APPLICATION_ID);
  g_autoptr (SfBooth) booth = sf_booth_new (settings);
  GtkWidget *parent = open_page (booth, "ready", 900, 590);
  GtkWidget *window = GTK_WIDGET (sf_preferences_new (GTK_WINDOW (parent), booth));

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), data);
  sf_ui_present (window);
  check_names (window);
  check_width (gtk_widget_get_first_child (window));
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char **argv)
{
  const char *name;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sf_ui_load_style ();
  for (guint i = 0; (name = sf_window_pages_get_name (i)) != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("/ui/pages/%s", name);
    g_autofree char *large_path = g_strdup_printf ("/ui/pages/%s/large-text", name);

    g_test_add_data_func (path, name, test_page);
    g_test_add_data_func (large_path, name, test_large_text);
  }
  g_test_add_func ("/ui/pages/layouts-from-the-left", test_layouts_from_the_left);
  g_test_add_data_func ("/ui/pages/preferences/general", "general", test_preferences);
  g_test_add_data_func ("/ui/pages/preferences/network", "network", test_preferences);
  return g_test_run ();
}
