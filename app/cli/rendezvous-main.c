/* sameframe-rendezvous: the mailbox server as a program, for hosting. */

#include "app/cli/rendezvous-options.h"
#include "net/server/sf-rendezvous-server.h"

#include <glib-unix.h>
#include <locale.h>
#include <sys/resource.h>

#define EXIT_USAGE 2

/* Descriptors that are no connections: standard streams, main loop, listening sockets. */
#define SPARE_DESCRIPTORS 64

/* Allows as many descriptors as the connections need, or fewer connections. */
static void
raise_descriptor_limit (guint *max_connections)
{
  rlim_t wanted = *max_connections + SPARE_DESCRIPTORS;
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
    return;

  limit.rlim_cur = MIN (wanted, limit.rlim_max);
  if (setrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted)
    return;

  *max_connections = (guint) MAX (limit.rlim_cur, 2 * SPARE_DESCRIPTORS) - SPARE_DESCRIPTORS;
  g_printerr ("sameframe-rendezvous: at most %u connections: raise the limit of open files\n",
              *max_connections);
}

static void
print_ready (GSocketAddress *address, gboolean json)
{
  g_autofree char *where = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

  if (json)
    g_print ("{\"event\":\"listening\",\"port\":%u,\"url\":\"ws://%s/v1\"}\n",
             g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)), where);
  else
    g_print ("Listening at ws://%s/v1\n", where);
}

static gboolean
listen_all (SfRendezvousServer *server, const RendezvousOptions *options, GError **error)
{
  for (guint i = 0; i < options->addresses->len; i++) {
    if (!sf_rendezvous_server_listen (server, options->addresses->pdata[i], error))
      return FALSE;
    print_ready (sf_rendezvous_server_get_address (server, i), options->json);
  }

  return TRUE;
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static int
serve (RendezvousOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SfRendezvousServer) server = NULL;
  g_autoptr (GError) error = NULL;

  raise_descriptor_limit (&options->config.max_connections);
  server = sf_rendezvous_server_new (&options->config);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (!listen_all (server, options, &error)) {
    g_printerr ("sameframe-rendezvous: %s\n", error->message);
    return EXIT_FAILURE;
  }

  g_main_loop_run (loop);
  sf_rendezvous_server_stop (server);

  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  RendezvousOptions options;
  g_autoptr (GError) error = NULL;
  int status = EXIT_SUCCESS;

  (void) setlocale (LC_ALL, ""); /* NOLINT(concurrency-mt-unsafe): there is no other thread yet */

  if (!rendezvous_options_parse (&options, &argc, &argv, &error)) {
    g_printerr ("sameframe-rendezvous: %s\nTry sameframe-rendezvous --help.\n", error->message);
    status = EXIT_USAGE;
  } else if (options.version) {
    g_print ("sameframe-rendezvous " SF_VERSION "\n");
  } else {
    status = serve (&options);
  }
  rendezvous_options_clear (&options);

  return status;
}
