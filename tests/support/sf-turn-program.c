/* coturn on the loopback interface, for one test. */

#include "tests/support/sf-turn-program.h"

#include <glib/gstdio.h>

#define ANSWER_US (100 * 1000)

struct SfTurnProgram {
  GSubprocess *process;
  char *folder;
  guint16 port;
};

/* It listens by TCP first, so an answer by UDP says that both work. */
static gboolean
is_answering (guint16 port)
{
  static const char binding[20] = {0, 1, 0, 0, 0x21, 0x12, (char) 0xa4, 0x42}; /* RFC 8489 */
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GSocket *socket;
  char answer[512];

  g_socket_client_set_socket_type (client, G_SOCKET_TYPE_DATAGRAM);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  socket = g_socket_connection_get_socket (connection);
  return g_socket_send (socket, binding, sizeof binding, NULL, NULL) > 0 &&
         g_socket_condition_timed_wait (socket, G_IO_IN, ANSWER_US, NULL, NULL) &&
         g_socket_receive (socket, answer, sizeof answer, NULL, NULL) > 0;
}

/* Free a moment ago: coturn cannot choose one itself. */
static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

/* It ends with this program, however that ends. */
static GSubprocess *
spawn (const char *program, const char *folder, guint16 port)
{
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autofree char *pid_file = g_build_filename (folder, "turn.pid", NULL);
  g_autofree char *user_db = g_build_filename (folder, "turn.db", NULL);
  const char *const argv[] = {
    "setpriv",   "--pdeathsig",
    "KILL",      program,
    "-n",        "--listening-ip",
    "127.0.0.1", "--relay-ip",
    "127.0.0.1", "--listening-port",
    number,      "--realm",
    "test",      "--lt-cred-mech",
    "--user",    SF_TURN_PROGRAM_USER ":" SF_TURN_PROGRAM_PASSWORD,
    "--no-tls",  "--no-dtls",
    "--no-cli",  "--pidfile",
    pid_file,    "--userdb",
    user_db,     "--log-file",
    "stdout",    NULL,
  };

  return g_subprocess_newv (
    argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
}

SfTurnProgram *
sf_turn_program_new (void)
{
  g_autofree char *program = g_find_program_in_path ("turnserver");
  SfTurnProgram *self;

  if (program == NULL)
    return NULL;

  self = g_new0 (SfTurnProgram, 1);
  self->folder = g_dir_make_tmp ("sf-turn-XXXXXX", NULL);
  self->port = find_port ();
  self->process = spawn (program, self->folder, self->port);
  g_assert_nonnull (self->process);
  while (!is_answering (self->port)) {
    g_assert_nonnull (g_subprocess_get_identifier (self->process));
    g_thread_yield ();
  }

  return self;
}

static void
remove_file (SfTurnProgram *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  (void) g_unlink (path);
}

void
sf_turn_program_free (SfTurnProgram *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  remove_file (self, "turn.pid");
  remove_file (self, "turn.db");
  (void) g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self);
}

guint16
sf_turn_program_get_port (SfTurnProgram *self)
{
  return self->port;
}
