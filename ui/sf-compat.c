/* What newer GTK can do better, with the best that GTK 4.8 can do. The only place that asks. */

#include "ui/sf-compat.h"

void
sf_announce (GtkWidget *widget, const char *text, SfAnnounce priority)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           priority == SF_ANNOUNCE_HIGH
                             ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                             : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

gboolean
sf_compat_is_hidden (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  gboolean is_suspended = FALSE;

  /* Since GTK 4.12 */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (window), "suspended") != NULL)
    g_object_get (window, "suspended", &is_suspended, NULL);

  return is_suspended || !gtk_widget_get_mapped (GTK_WIDGET (window)) || surface == NULL ||
         (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) != 0;
}

void
sf_compat_watch_hidden (GtkWindow *window, GCallback callback, gpointer object)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  g_signal_connect_object (window, "map", callback, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "unmap", callback, object, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (surface, "notify::state", callback, object, G_CONNECT_SWAPPED);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (window), "suspended") != NULL)
    g_signal_connect_object (window, "notify::suspended", callback, object, G_CONNECT_SWAPPED);
}
