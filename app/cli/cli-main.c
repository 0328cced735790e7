/* sameframe-cli: Sameframe without a window. */

#include "app/cli/sf-cli-cameras.h"
#include "app/cli/sf-cli-compose.h"
#include "app/cli/sf-cli-session.h"
#include "app/cli/sf-cli-status.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

static const struct {
  const char *name;
  const char *arguments;
  const char *summary;
  int (*run) (int argc, char **argv);
} commands[] = {
  {"share", "[--camera ID | --image FILE]", "make a code for one other person, and wait for them",
   sf_cli_share},
  {"join", "CODE [--camera ID | --image FILE]", "join the person who gave you a code", sf_cli_join},
  {"compose", "LEFT RIGHT -o OUT", "compose two pictures with nobody else", sf_cli_compose},
  {"cameras", "[--json]", "list the cameras of this computer", sf_cli_cameras},
};

static void
print_help (void (*print) (const char *format, ...))
{
  print ("Sameframe puts two people in different places into one photograph.\n\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    print ("  sameframe-cli %s %s\n      %s\n", commands[i].name, commands[i].arguments,
           commands[i].summary);
  print (
    "\nOne person shares, and sends the code by any chat; the other joins with it; both say yes.\n"
    "Each command has a --help with examples. --version tells the version.\n");
}

int
main (int argc, char **argv)
{
  const char *command = argc > 1 ? argv[1] : "";

  (void) setlocale (LC_ALL, ""); /* NOLINT(concurrency-mt-unsafe): before the first thread */

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (command, commands[i].name) == 0)
      return commands[i].run (argc - 1, argv + 1);

  if (strcmp (command, "--version") == 0) {
    g_print ("sameframe-cli " SF_VERSION "\n");
    return SF_CLI_STATUS_DONE;
  }
  if (strcmp (command, "--help") == 0 || strcmp (command, "-h") == 0) {
    print_help (g_print);
    return SF_CLI_STATUS_DONE;
  }

  if (*command != '\0')
    g_printerr ("There is no command “%s”.\n\n", command);
  print_help (g_printerr);
  return SF_CLI_STATUS_USAGE;
}
