/* The README's picture of the mailbox client's states is the table's. */

#include "net/rendezvous/sf-mailbox-client.h"

#include <string.h>

static void
test_readme (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("SF_SOURCE_ROOT"), "net", "rendezvous", "README.md", NULL);
  g_autofree char *diagram = sf_mailbox_client_dup_diagram ();
  g_autofree char *readme = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &readme, NULL, &error);
  g_assert_no_error (error);
  if (strstr (readme, diagram) == NULL)
    g_test_message ("The diagram is now:\n%s", diagram);
  g_assert_nonnull (strstr (readme, diagram));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/mailbox-diagram/readme", test_readme);
  return g_test_run ();
}
