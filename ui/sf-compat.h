/* What newer GTK can do better, with the best that GTK 4.8 can do. The only place that asks. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  SF_ANNOUNCE_MEDIUM, /* news */
  SF_ANNOUNCE_HIGH,   /* interrupts: a number of the countdown */
} SfAnnounce;

/* Speaks @text to a screen reader. GTK before 4.14 cannot: say it by a label of role status too. */
void sf_announce (GtkWidget *widget, const char *text, SfAnnounce priority);
gboolean sf_can_announce (void);

/* Whether a label of role status has its text for a name, as in GTK 4.8; GTK now forbids it one. */
gboolean sf_compat_names_status (void);

/* Whether nobody can see the window: minimized, or as the compositor says. */
gboolean sf_compat_is_hidden (GtkWindow *window);

/* Calls @callback with @object alone whenever that may have changed. @window is realized. */
void sf_compat_watch_hidden (GtkWindow *window, GCallback callback, gpointer object);

/* Where Cairo is to draw, keeps GTK before 4.14 from looking for OpenGL all the same, which takes
 * it 90 ms. To be called before there is a thread; the other one once GTK has started, for the sake
 * of the programs that this one starts. */
void sf_compat_start_gtk_fast (void);
void sf_compat_gtk_has_started (void);

/* In the program that the person has for it. It does not fail when the person wants none. */
void sf_compat_show_uri_async (GtkWidget *parent,
                               const char *uri,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sf_compat_show_uri_finish (GObject *source, GAsyncResult *result, GError **error);

/* A few words and some answers, over @parent: what its "response" tells, or "close". It is shown by
 * present(), and goes by an answer, or by close() without one.
 *
 * Returns: (transfer floating): a dialog with the property "heading" */
GtkWidget *sf_compat_alert_new (GtkWidget *parent,
                                const char *title,
                                const char *body) G_GNUC_WARN_UNUSED_RESULT;
/* @label: with a mnemonic */
void sf_compat_alert_add (GtkWidget *alert, const char *response, const char *label);
gboolean sf_compat_alert_has (GtkWidget *alert, const char *response);
void sf_compat_alert_set_default (GtkWidget *alert, const char *response);
void sf_compat_alert_set_destructive (GtkWidget *alert, const char *response);
void sf_compat_alert_present (GtkWidget *alert, GtkWidget *parent);
void sf_compat_alert_close (GtkWidget *alert);

G_END_DECLS
