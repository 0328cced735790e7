/* The keys that the window of shortcuts tells of are those that do something, and the other way. */

#include "ui/sf-shortcuts.h"

#include "ui/sf-resources.h"

#include <adwaita.h>
#include <string.h>

/* GTK's own. */
static const char *const built_in[] = {"F10", NULL};

static void
add_keys (GHashTable *keys, const char *text)
{
  const char *range = strstr (text, "...");
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  if (range != NULL) {
    for (char key = text[0]; key <= range[3]; key++)
      g_hash_table_add (keys, g_strdup_printf ("%c", key));
    return;
  }

  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_add (keys, g_strdup (words[i]));
}

static void
collect (GtkWidget *widget, GHashTable *keys)
{
  if (GTK_IS_SHORTCUT_LABEL (widget)) {
    g_autofree char *text = NULL;

    g_object_get (widget, "accelerator", &text, NULL);
    add_keys (keys, text);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, keys);
}

static void
test_told_and_done (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SF_RESOURCES "help-overlay.ui");
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const SfShortcut *shortcut;
  guint i;

  collect (window, told);
  for (i = 0; (shortcut = sf_shortcuts_get (i)) != NULL; i++) {
    g_test_message ("%s", shortcut->accel);
    g_assert_true (g_hash_table_remove (told, shortcut->accel));
  }
  for (i = 0; built_in[i] != NULL; i++)
    g_assert_true (g_hash_table_remove (told, built_in[i]));
  g_assert_cmpuint (g_hash_table_size (told), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_fits_a_phone (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SF_RESOURCES "help-overlay.ui");
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));
  int width;

  gtk_widget_measure (gtk_widget_get_first_child (window), GTK_ORIENTATION_HORIZONTAL, -1, &width,
                      NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_can_be_parsed (void)
{
  const SfShortcut *shortcut;

  for (guint i = 0; (shortcut = sf_shortcuts_get (i)) != NULL; i++) {
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;
    GdkModifierType modifiers;
    guint key;

    g_assert_true (gtk_accelerator_parse (shortcut->accel, &key, &modifiers));
    g_assert_true (g_action_parse_detailed_name (shortcut->action, &name, &target, NULL));
    /* What is typed must be free for entries. */
    g_assert_true (shortcut->is_soft || modifiers != 0 || key >= GDK_KEY_F1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/shortcuts/told-and-done", test_told_and_done);
  g_test_add_func ("/ui/shortcuts/fits-a-phone", test_fits_a_phone);
  g_test_add_func ("/ui/shortcuts/can-be-parsed", test_can_be_parsed);
  return g_test_run ();
}
