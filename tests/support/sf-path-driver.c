/* One side of a path as a program: commands on standard input, events on standard output. */

#include "net/ice/sf-ice-path.h"
#include "net/ice/sf-relay-path.h"

#include <gio/gunixinputstream.h>
#include <sodium.h>

#include <string.h>

/*
 * Commands: permit, restart, signal HEX, send TEXT, close (as is the end of input).
 * Events: signal HEX, received TEXT, and at each state
 *   gathering|checking|failed|closed MS
 *   connected KIND MS
 * with the milliseconds since the last permit or restart.
 */
typedef struct {
  SfPath *path;
  gint64 began_us;
  GDataInputStream *input;
  GMainLoop *loop;
} Driver;

static const char *
state_name (SfPathState state)
{
  static const char *const names[] = {"gathering", "checking", "connected", "failed", "closed"};

  return names[state];
}

static const char *
kind_name (SfPathKind kind)
{
  static const char *const names[] = {"lan", "direct", "relay"};

  return names[kind];
}

static void
say (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  puts (line);
  fflush (stdout);
}

static void
on_path_state_changed (SfPath *path, gpointer user_data)
{
  Driver *driver = user_data;
  SfPathState state = sf_path_get_state (path);
  gint64 ms = (g_get_monotonic_time () - driver->began_us) / 1000;

  if (state == SF_PATH_STATE_CONNECTED)
    say ("connected %s %" G_GINT64_FORMAT, kind_name (sf_path_get_kind (path)), ms);
  else
    say ("%s %" G_GINT64_FORMAT, state_name (state), ms);
}

static void
on_path_local_signal (SfPath *path, GBytes *signal, gpointer user_data)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (signal, &size);
  g_autofree char *hex = g_malloc (2 * size + 1);

  sodium_bin2hex (hex, 2 * size + 1, bytes, size);
  say ("signal %s", hex);
}

static void
on_receive (const guint8 *datagram, gsize size, gpointer user_data)
{
  say ("received %.*s", (int) size, (const char *) datagram);
}

static void
on_close_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Driver *driver = user_data;

  sf_path_close_finish (SF_PATH (source), result);
  g_main_loop_quit (driver->loop);
}

static void
take_signal (Driver *driver, const char *hex)
{
  gsize capacity = strlen (hex) / 2;
  g_autofree guint8 *bytes = g_malloc (capacity + 1);
  g_autoptr (GBytes) signal = NULL;
  gsize size;

  if (sodium_hex2bin (bytes, capacity, hex, strlen (hex), NULL, &size, NULL) != 0)
    return;

  signal = g_bytes_new (bytes, size);
  sf_path_remote_signal (driver->path, signal);
}

/* Returns: FALSE when there is no more to do */
static gboolean
obey (Driver *driver, const char *line)
{
  if (line == NULL || g_str_equal (line, "close")) {
    sf_path_close_async (driver->path, on_close_ready, driver);
    return FALSE;
  }

  if (g_str_equal (line, "permit")) {
    driver->began_us = g_get_monotonic_time ();
    if (SF_IS_ICE_PATH (driver->path))
      sf_ice_path_permit (SF_ICE_PATH (driver->path));
  } else if (g_str_equal (line, "restart")) {
    driver->began_us = g_get_monotonic_time ();
    sf_path_restart (driver->path);
  } else if (g_str_has_prefix (line, "signal ")) {
    take_signal (driver, line + strlen ("signal "));
  } else if (g_str_has_prefix (line, "send ")) {
    const char *text = line + strlen ("send ");

    sf_path_send (driver->path, (const guint8 *) text, strlen (text));
  }

  return TRUE;
}

static void
on_read_line_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Driver *driver = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (driver->input, result, NULL, NULL);

  if (obey (driver, line))
    g_data_input_stream_read_line_async (driver->input, G_PRIORITY_DEFAULT, NULL,
                                         on_read_line_ready, driver);
}

typedef struct {
  SfIceConfig ice;
  SfTurnServer turn;
  char *relay; /* instead of ICE */
  char *token;
} Options;

static SfPath *
path_new (Options *options, Driver *driver, GError **error)
{
  SfRelayConfig config = {.server = options->relay};

  if (options->relay != NULL) {
    g_strlcpy ((char *) config.token, options->token != NULL ? options->token : "",
               sizeof config.token);
    return (SfPath *) sf_relay_path_new (&config, on_receive, driver, error);
  }

  options->ice.turn_servers = &options->turn;
  options->ice.n_turn_servers = options->turn.uri != NULL;
  return (SfPath *) sf_ice_path_new (&options->ice, on_receive, driver, error);
}

static gboolean
run (Options *options, GError **error)
{
  g_autoptr (GInputStream) standard_input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (standard_input);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Driver driver = {.input = input, .loop = loop, .began_us = g_get_monotonic_time ()};
  g_autoptr (SfPath) path = path_new (options, &driver, error);

  if (path == NULL)
    return FALSE;

  driver.path = path;
  g_signal_connect (path, "state-changed", G_CALLBACK (on_path_state_changed), &driver);
  g_signal_connect (path, "local-signal", G_CALLBACK (on_path_local_signal), &driver);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, on_read_line_ready,
                                       &driver);
  say ("ready");
  g_main_loop_run (loop);
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = {0};
  const GOptionEntry entries[] = {
    {"controlling", 0, 0, G_OPTION_ARG_NONE, &options.ice.controlling, NULL, NULL},
    {"loopback", 0, 0, G_OPTION_ARG_NONE, &options.ice.allow_loopback, NULL, NULL},
    {"relay-only", 0, 0, G_OPTION_ARG_NONE, &options.ice.relay_only, NULL, NULL},
    {"stun", 0, 0, G_OPTION_ARG_STRING, &options.ice.stun_server, NULL, "HOST:PORT"},
    {"turn", 0, 0, G_OPTION_ARG_STRING, &options.turn.uri, NULL, "URI"},
    {"user", 0, 0, G_OPTION_ARG_STRING, &options.turn.username, NULL, "NAME"},
    {"password", 0, 0, G_OPTION_ARG_STRING, &options.turn.password, NULL, "WORD"},
    {"relay", 0, 0, G_OPTION_ARG_STRING, &options.relay, NULL, "HOST:PORT"},
    {"token", 0, 0, G_OPTION_ARG_STRING, &options.token, NULL, "WORD"},
    {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- one side of a path");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }

  if (!run (&options, &error)) {
    say ("error %s", error->message);
    return 1;
  }
  return 0;
}
