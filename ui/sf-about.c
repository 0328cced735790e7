/* The window that says what this program is. */

#include "ui/sf-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
sf_about_show (GtkWindow *parent)
{
  adw_show_about_window (
    parent, "application-name", "Sameframe", "application-icon", "io.github.sameframe.Sameframe",
    "version", SF_VERSION, "developer-name", _ ("The Sameframe maintainers"), "website",
    "https://github.com/sameframe/Sameframe", "license-type", GTK_LICENSE_GPL_3_0, "comments",
    _ ("One photo of two people in different places, taken at the same moment. "
       "No account, and nobody else sees it."),
    /* Translators: your own names, one a line; they are shown in the window About. */
    "translator-credits", _ ("translator-credits"), NULL);
}
