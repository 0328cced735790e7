/* sf-troubled: the program, whose window at each SIGUSR1 shows and is called the next trouble. */

#include "ui/sf-application.h"
#include "ui/sf-booth-private.h"
#include "ui/sf-page.h"
#include "ui/sf-window.h"

#include "app/session/sf-trouble.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"

#include <glib-unix.h>

#define N_CODES 64 /* more than any domain has of those that are told apart */

/* Returns: (transfer full) */
static GError *
make_error (SfTrouble trouble)
{
  const GQuark domains[] = {SF_ERROR, SF_NET_ERROR, G_IO_ERROR};

  for (gsize i = 0; i < G_N_ELEMENTS (domains) * N_CODES; i++) {
    g_autoptr (GError) error = g_error_new_literal (domains[i / N_CODES], (int) (i % N_CODES), "");

    if (sf_trouble_of (error) == trouble)
      return g_steal_pointer (&error);
  }

  g_return_val_if_reached (NULL);
}

/* Returns: (nullable) (transfer none) */
static SfPage *
find_page (GtkWidget *widget)
{
  SfPage *page = SF_IS_PAGE (widget) ? SF_PAGE (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && page == NULL;
       child = gtk_widget_get_next_sibling (child))
    page = find_page (child);

  return page;
}

/* Returns: (transfer none): the one that is not a dialog */
static SfWindow *
get_window (GtkApplication *application)
{
  GList *windows = gtk_application_get_windows (application);

  while (windows != NULL && !SF_IS_WINDOW (windows->data))
    windows = windows->next;

  return windows != NULL ? SF_WINDOW (windows->data) : NULL;
}

static void
lose_camera (SfBooth *booth, const GError *error)
{
  g_clear_error (&booth->camera_error);
  booth->camera_error = g_error_copy (error);
  booth->camera_status = SF_CAMERA_STATUS_LOST;
  sf_booth_notify (booth, SF_BOOTH_PROP_CAMERA_STATUS);
}

static void
show (SfWindow *window, SfTrouble trouble)
{
  SfBooth *booth = sf_page_get_booth (find_page (GTK_WIDGET (window)));
  SfSession *session = sf_booth_get_session (booth);
  g_autoptr (GError) error = make_error (trouble);

  if (trouble >= SF_TROUBLE_CAMERA) {
    if (session == NULL)
      sf_window_go (window, NULL);
    lose_camera (booth, error);
  } else if (session != NULL) {
    g_signal_emit_by_name (session, "live-failed", error);
  } else {
    sf_booth_emit_ended (booth, error);
  }
  gtk_window_set_title (GTK_WINDOW (window), sf_trouble_get_word (trouble));
}

/* Without a session, one after another; with one, those that it goes on with. */
static gboolean
on_next (gpointer user_data)
{
  static const SfTrouble in_session[] = {SF_TROUBLE_LIVE, SF_TROUBLE_CAMERA_LOST};
  static guint n_shown;
  SfWindow *window = get_window (user_data);
  SfBooth *booth = sf_page_get_booth (find_page (GTK_WIDGET (window)));
  guint i = n_shown++;

  if (sf_booth_get_session (booth) != NULL)
    show (window, in_session[i % G_N_ELEMENTS (in_session)]);
  else
    show (window, (SfTrouble) (i % SF_N_TROUBLES));
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (SfApplication) application = sf_application_new ();

  g_unix_signal_add (SIGUSR1, on_next, application);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
