/* What newer GTK can do better, with the best that GTK 4.8 can do. The only place that asks. */

/* What the rest of the program must not use, this file may, where it is there. */
#undef GDK_VERSION_MAX_ALLOWED
#undef ADW_VERSION_MAX_ALLOWED

#include "ui/sf-compat.h"

#include "ui/sf-accessible.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static gboolean is_opengl_skipped;

void
sf_compat_start_gtk_fast (void)
{
  if (gtk_get_minor_version () < 14 && g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0 &&
      g_getenv ("GDK_DEBUG") == NULL)
    is_opengl_skipped = g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
}

void
sf_compat_gtk_has_started (void)
{
  if (is_opengl_skipped)
    g_unsetenv ("GDK_DEBUG");
}

void
sf_announce (GtkWidget *widget, const char *text, SfAnnounce priority)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           priority == SF_ANNOUNCE_HIGH
                             ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                             : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

gboolean
sf_can_announce (void)
{
  return GTK_CHECK_VERSION (4, 14, 0);
}

gboolean
sf_compat_names_status (void)
{
  return gtk_get_minor_version () < 10;
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

void
sf_compat_show_uri_async (GtkWidget *parent,
                          const char *uri,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, window, NULL, callback, user_data);
#else
  gtk_show_uri_full (window, uri, GDK_CURRENT_TIME, NULL, callback, user_data);
#endif
}

gboolean
sf_compat_show_uri_finish (GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;
#if GTK_CHECK_VERSION(4, 10, 0)
  gboolean is_shown =
    gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &local_error) ||
    g_error_matches (local_error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED);
#else
  gboolean is_shown = gtk_show_uri_full_finish (GTK_WINDOW (source), result, &local_error);
#endif

  if (is_shown || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

#if ADW_CHECK_VERSION(1, 5, 0)
#define ALERT(suffix) adw_alert_dialog_##suffix
#define ALERT_CAST ADW_ALERT_DIALOG
#else
#define ALERT(suffix) adw_message_dialog_##suffix
#define ALERT_CAST ADW_MESSAGE_DIALOG
#endif

GtkWidget *
sf_compat_alert_new (GtkWidget *parent, const char *title, const char *body)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  return GTK_WIDGET (adw_alert_dialog_new (title, body));
#else
  return adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), title, body);
#endif
}

void
sf_compat_alert_add (GtkWidget *alert, const char *response, const char *label)
{
  ALERT (add_response) (ALERT_CAST (alert), response, label);
}

gboolean
sf_compat_alert_has (GtkWidget *alert, const char *response)
{
  return ALERT (has_response) (ALERT_CAST (alert), response);
}

void
sf_compat_alert_set_default (GtkWidget *alert, const char *response)
{
  ALERT (set_default_response) (ALERT_CAST (alert), response);
}

void
sf_compat_alert_set_destructive (GtkWidget *alert, const char *response)
{
  ALERT (set_response_appearance) (ALERT_CAST (alert), response, ADW_RESPONSE_DESTRUCTIVE);
}

void
sf_compat_alert_present (GtkWidget *alert, GtkWidget *parent)
{
  sf_accessible_mend_buttons (alert);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (ADW_DIALOG (alert), parent);
#else
  gtk_window_present (GTK_WINDOW (alert));
#endif
}

void
sf_compat_alert_close (GtkWidget *alert)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_force_close (ADW_DIALOG (alert));
#else
  gtk_window_destroy (GTK_WINDOW (alert));
#endif
}
