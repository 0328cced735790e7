/* GTK starts without OpenGL where Cairo draws, which other programs do not inherit. */

#include "ui/sf-compat.h"

#include <string.h>

static gboolean
has_loaded (const char *library)
{
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  return strstr (maps, library) != NULL;
}

static void
test_skips_opengl (void)
{
  GtkWidget *window = NULL;

  if (gtk_get_minor_version () >= 14) {
    g_test_skip ("GTK looks for OpenGL when it needs it");
    return;
  }

  g_assert_true (g_setenv ("GSK_RENDERER", "cairo", TRUE));
  g_unsetenv ("GDK_DEBUG");
  sf_compat_start_gtk_fast ();
  gtk_init ();
  sf_compat_gtk_has_started ();

  window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (g_getenv ("GDK_DEBUG"));
  g_assert_true (has_loaded ("libgtk-4"));
  g_assert_false (has_loaded ("libGL"));
  g_assert_false (has_loaded ("libEGL"));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_leaves_wishes_alone (void)
{
  g_assert_true (g_setenv ("GSK_RENDERER", "cairo", TRUE));
  g_assert_true (g_setenv ("GDK_DEBUG", "", TRUE));
  sf_compat_start_gtk_fast ();
  g_assert_cmpstr (g_getenv ("GDK_DEBUG"), ==, "");

  g_unsetenv ("GDK_DEBUG");
  g_assert_true (g_setenv ("GSK_RENDERER", "gl", TRUE));
  sf_compat_start_gtk_fast ();
  g_assert_null (g_getenv ("GDK_DEBUG"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/start/leaves-wishes-alone", test_leaves_wishes_alone);
  g_test_add_func ("/ui/start/skips-opengl", test_skips_opengl);

  return g_test_run ();
}
