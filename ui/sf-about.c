/* The window that says what this program is. */

#include "ui/sf-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

char *
sf_about_dup_versions (void)
{
  return g_strdup_printf ("Sameframe %s\nGTK %u.%u.%u, libadwaita %u.%u.%u", SF_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version ());
}

void
sf_about_show (GtkWindow *parent)
{
  g_autofree char *versions = sf_about_dup_versions ();

  adw_show_about_window (
    parent, "application-name", "Sameframe", "application-icon", "io.github.sameframe.Sameframe",
    "version", SF_VERSION, "developer-name", _ ("The Sameframe maintainers"), "website",
    "https://github.com/sameframe/Sameframe", "license-type", GTK_LICENSE_GPL_3_0, "comments",
    _ ("One photo of two people in different places, taken at the same moment. "
       "No account, and nobody else sees it."),
    /* Translators: your own names, one a line; they are shown in the window About. */
    "translator-credits", _ ("translator-credits"), "debug-info", versions, "debug-info-filename",
    "sameframe.txt", NULL);
}
