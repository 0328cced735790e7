/* A window of a test on the screen, in the program's own style. */

#include "tests/ui/sf-ui-screen.h"

#include "ui/sf-resources.h"

#include "tests/support/sf-run-until.h"

#include <string.h>

void
sf_ui_load_style (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, SF_RESOURCES "style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), SF_RESOURCES "icons");
}

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  gboolean *is_painted = user_data;

  *is_painted = TRUE;
}

void
sf_ui_present (GtkWidget *window)
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

GdkTexture *
sf_ui_render (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
}

gboolean
sf_ui_says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (sf_ui_says (child, text))
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full) (nullable) */
static GObject *
find_drag_source (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GObject *found = NULL;

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_DRAG_SOURCE (controller))
      found = g_steal_pointer (&controller);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_drag_source (child);

  return found;
}

GdkContentProvider *
sf_ui_drag (GtkWidget *widget)
{
  g_autoptr (GObject) source = find_drag_source (widget);
  GdkContentProvider *content = NULL;

  g_assert_nonnull (source);
  g_signal_emit_by_name (source, "prepare", 0.0, 0.0, &content);
  return content;
}

char *
sf_ui_dup_dragged (GdkContentProvider *content)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GSList) files = NULL;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  return g_file_get_path (files->data);
}
