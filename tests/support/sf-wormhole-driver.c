/* One SfWormhole for scripts: signals as JSON lines, commands on standard input. */

#include "net/crypto/sf-phase-box.h"
#include "net/rendezvous/sf-wormhole.h"

#include <gio/gunixinputstream.h>
#include <json-glib/json-glib.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
  SfWormhole *wormhole;
  GDataInputStream *input;
  GMainLoop *loop;
} Driver;

/* One line: {"event":EVENT,"text":TEXT}. */
static void
print_event (const char *event, const char *text)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "event", event);
  json_object_set_string_member (object, "text", text);
  json_node_set_object (root, object);
  line = json_to_string (root, FALSE);
  g_print ("%s\n", line);
}

static void
print_bytes (const char *event, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_utf8_make_valid (data, (gssize) size);

  print_event (event, text);
}

static void
on_code (SfWormhole *wormhole, const char *code, gpointer user_data)
{
  print_event ("code", code);
}

static void
on_flag (SfWormhole *wormhole, gboolean flag, const char *event)
{
  print_event (event, flag ? "yes" : "no");
}

static void
on_bytes (SfWormhole *wormhole, GBytes *bytes, const char *event)
{
  print_bytes (event, bytes);
}

/* What must be the same on both sides. */
static void
print_key (SfWormhole *wormhole, const char *event, const char *purpose)
{
  guint8 key[32];
  char hex[2 * sizeof key + 1];

  sf_phase_box_derive (sf_wormhole_get_key (wormhole), purpose, key, sizeof key);
  print_event (event, sodium_bin2hex (hex, sizeof hex, key, sizeof key));
}

static void
on_confirmed (SfWormhole *wormhole, GBytes *peer_hello, gpointer user_data)
{
  print_key (wormhole, "verifier", "wormhole:verifier");
  print_bytes ("confirmed", peer_hello);
  print_key (wormhole, "subkey", "for the test");
}

static void
on_close_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Driver *driver = user_data;

  sf_wormhole_close_finish (SF_WORMHOLE (source), result);
  print_event ("closed", "");
  g_main_loop_quit (driver->loop);
}

static void
on_failed (SfWormhole *wormhole, const GError *error, gpointer user_data)
{
  g_autofree char *code = g_strdup_printf ("%d", error->code);

  print_event ("failed", code);
  sf_wormhole_close_async (wormhole, "errory", on_close_ready, user_data);
}

/* `send TEXT` or `close MOOD`. */
static void
on_line_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Driver *driver = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (driver->input, result, NULL, NULL);

  if (line == NULL)
    return;

  if (g_str_has_prefix (line, "send ")) {
    g_autoptr (GBytes) bytes = g_bytes_new (line + 5, strlen (line) - 5);
    sf_wormhole_send (driver->wormhole, bytes);
  } else if (g_str_has_prefix (line, "close ")) {
    sf_wormhole_close_async (driver->wormhole, line + 6, on_close_ready, driver);
  }
  g_data_input_stream_read_line_async (driver->input, G_PRIORITY_DEFAULT, NULL, on_line_ready,
                                       driver);
}

static void
connect_signals (Driver *driver)
{
  SfWormhole *wormhole = driver->wormhole;

  g_signal_connect (wormhole, "code", G_CALLBACK (on_code), NULL);
  g_signal_connect (wormhole, "waiting", G_CALLBACK (on_flag), (gpointer) "waiting");
  g_signal_connect (wormhole, "peer-connection", G_CALLBACK (on_flag),
                    (gpointer) "peer-connection");
  g_signal_connect (wormhole, "online", G_CALLBACK (on_flag), (gpointer) "online");
  g_signal_connect (wormhole, "confirmed", G_CALLBACK (on_confirmed), NULL);
  g_signal_connect (wormhole, "message", G_CALLBACK (on_bytes), (gpointer) "message");
  g_signal_connect (wormhole, "ice-servers", G_CALLBACK (on_bytes), (gpointer) "ice-servers");
  g_signal_connect (wormhole, "failed", G_CALLBACK (on_failed), driver);
}

int
main (int argc, char **argv)
{
  g_autofree char *code = NULL;
  g_auto (GStrv) urls = NULL;
  const GOptionEntry entries[] = {
    {"code", 0, 0, G_OPTION_ARG_FILENAME, &code, "Join this code", "CODE"},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &urls, NULL, "URL…"},
    {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GInputStream) standard_input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GBytes) hello = g_bytes_new_static ("{\"app_versions\":{\"driver\":1}}", 29);
  g_autoptr (GError) error = NULL;
  SfWormholeConfig config = {.hello = hello};
  Driver driver = {NULL};

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || urls == NULL) {
    g_printerr ("%s\n", error != NULL ? error->message : "no URL");
    return EXIT_FAILURE;
  }

  config.urls = (const char *const *) urls;
  config.code = code;
  driver.wormhole = sf_wormhole_new (&config);
  driver.input = g_data_input_stream_new (standard_input);
  driver.loop = g_main_loop_new (NULL, FALSE);
  connect_signals (&driver);
  g_data_input_stream_read_line_async (driver.input, G_PRIORITY_DEFAULT, NULL, on_line_ready,
                                       &driver);
  sf_wormhole_start (driver.wormhole);
  g_main_loop_run (driver.loop);
  return EXIT_SUCCESS;
}
