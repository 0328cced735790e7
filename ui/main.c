/* sameframe: the window. */

#include "ui/sf-application.h"
#include "ui/sf-compat.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (SfApplication) application = NULL;

  (void) setlocale (LC_ALL, ""); /* NOLINT(concurrency-mt-unsafe): before the first thread */
  (void) bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  (void) bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  (void) textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Sameframe");

  sf_compat_start_gtk_fast ();
  application = sf_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
