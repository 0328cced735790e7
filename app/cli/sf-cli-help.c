/* `--help`: what there is, and how it is used. */

#include "app/cli/sf-cli-help.h"

#include "app/cli/sf-cli-option-table.h"
#include "app/synthesis/sy-layout.h"

static const char share_head[] =
  "Usage: sameframe-cli share [OPTION…]\n"
  "\n"
  "Makes a code for one other person, waits for them, and takes the pictures when both said yes.\n"
  "You decide the mode, the layout and the number of pictures; the other person sees them and\n"
  "says yes or no. No picture and no network address goes to them before.\n"
  "\n"
  "  sameframe-cli share --name Creator --countdown 3\n"
  "  sameframe-cli share --camera test --layout diagonal --shots 3\n"
  "  sameframe-cli share --image me.jpg --mode exchange --rendezvous lan\n";

static const char join_head[] =
  "Usage: sameframe-cli join CODE|- [OPTION…]\n"
  "\n"
  "Joins the person who gave you CODE; - reads it from standard input. A whole sentence or a\n"
  "sameframe: link with the code in it will do. Who shared the code decides --mode, --layout and\n"
  "--shots; yours are accepted and not used.\n"
  "\n"
  "  sameframe-cli join 482-crossover-clockwork-adviser --name Joiner\n"
  "  wl-paste | sameframe-cli join - --image me.jpg --accept\n";

static void
append_layouts (GString *help)
{
  g_string_append (help, "\nLayouts:\n");
  for (int i = 0; i < sy_n_layouts; i++)
    g_string_append_printf (help, "  %-24s %s, %d photograph%s of each\n", sy_layouts[i].name,
                            sy_layouts[i].title, sy_layouts[i].n_shots,
                            sy_layouts[i].n_shots == 1 ? "" : "s");
}

static const char statuses[] = "\nExit status: 0 done, 2 usage, 3 wrong code, 4 declined, 5 no "
                               "rendezvous, 6 no path to the other\n"
                               "person, 7 the other person left, 8 unusable picture or camera, "
                               "9 time-out, 10 storage, 11 not\n"
                               "Sameframe or an incompatible version, 130 interrupted.\n";

char *
sf_cli_help_dup_options (gboolean joins)
{
  GString *help = g_string_new (joins ? join_head : share_head);
  g_autofree char *options = sf_cli_option_dup_help ();

  g_string_append (help, "\nOptions:\n");
  g_string_append (help, options);
  append_layouts (help);
  g_string_append (help, statuses);

  return g_string_free (help, FALSE);
}
