/* Announces or browses on the LAN until standard input ends; prints what it finds, a URL a line. */

#include "net/lan/sf-lan-announcer.h"
#include "net/lan/sf-lan-browser.h"

#include <gio/gunixinputstream.h>

static void
on_found (SfLanBrowser *browser, const char *url, gpointer data)
{
  g_print ("%s\n", url);
}

static void
on_input_end (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_main_loop_quit (loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (SfLanAnnouncer) announcer = NULL;
  g_autoptr (SfLanBrowser) browser = NULL;
  char byte;

  if (argc == 3 && g_str_equal (argv[1], "browse")) {
    browser = sf_lan_browser_new (argv[2]);
    g_signal_connect (browser, "found", G_CALLBACK (on_found), NULL);
    sf_lan_browser_start (browser);
  } else if (argc == 4 && g_str_equal (argv[1], "announce")) {
    announcer = sf_lan_announcer_new (g_ascii_strtoull (argv[2], NULL, 10), argv[3]);
    sf_lan_announcer_start (announcer);
  } else {
    g_printerr ("usage: %s browse NAMEPLATE | announce PORT NAMEPLATE\n", argv[0]);
    return 2;
  }

  g_input_stream_read_async (input, &byte, 1, G_PRIORITY_DEFAULT, NULL, on_input_end, loop);
  g_main_loop_run (loop);

  return 0;
}
