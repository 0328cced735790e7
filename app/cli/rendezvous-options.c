/* The command line of sameframe-rendezvous. */

#include "app/cli/rendezvous-options.h"

#include <sodium.h>
#include <string.h>

#define DEFAULT_LISTEN "127.0.0.1:4000"
#define MAX_SECRET_BYTES 4096

static const char summary[] =
  "A meeting point for Sameframe and every other Magic Wormhole application: it\n"
  "brings two people with the same code together and passes their sealed messages\n"
  "on. It sees no picture and keeps nothing on disk.";

static const char description[] =
  "Examples:\n"
  "  sameframe-rendezvous\n"
  "      for this computer only, at ws://127.0.0.1:4000/v1\n"
  "  sameframe-rendezvous --trust-proxy\n"
  "      behind Caddy or nginx, which add TLS and the client's address in X-Real-IP\n"
  "  sameframe-rendezvous --listen [::]:4000\n"
  "      for everybody, IPv4 too, without TLS\n"
  "  sameframe-rendezvous --turn turn:turn.example.org:3478 --turn-secret-file FILE\n"
  "      also hands out ten-minute passwords for a coturn whose static-auth-secret\n"
  "      is the first line of FILE\n";

/* What GOption writes into, before it is checked. */
typedef struct {
  GStrv listen;
  GStrv turn;
  char *turn_secret_file;
  int max_connections;
  int max_mailboxes;
  int max_per_address;
  int max_message_kib;
  int max_mailbox_messages;
  int max_mailbox_kib;
  int max_stored_mib;
} Arguments;

static gboolean
parse_listen (const char *text, GPtrArray *addresses, GError **error)
{
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (text, 0, NULL);
  GSocketAddress *address = NULL;

  if (parsed != NULL && strrchr (text, ':') != NULL) {
    GNetworkAddress *network = G_NETWORK_ADDRESS (parsed);

    address = g_inet_socket_address_new_from_string (g_network_address_get_hostname (network),
                                                     g_network_address_get_port (network));
  }
  if (address == NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--listen %s: wanted ADDRESS:PORT, like %s or [::1]:4000", text, DEFAULT_LISTEN);
    return FALSE;
  }
  g_ptr_array_add (addresses, address);

  return TRUE;
}

/* `turns:` would be asked for in the clear by the clients' ICE library. */
static gboolean
check_turn (const char *uri, GError **error)
{
  if (g_str_has_prefix (uri, "turn:") && strlen (uri) > strlen ("turn:") &&
      g_utf8_validate (uri, -1, NULL))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--turn %s: wanted turn:HOST:PORT or turn:HOST:PORT?transport=tcp%s", uri,
               g_str_has_prefix (uri, "turns:") ? " (turns: is not supported)" : "");
  return FALSE;
}

/* The first line of the file. */
static char *
read_secret (const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  char *secret = NULL;
  gsize length, line;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  line = strcspn (contents, "\r\n");
  if (line > 0 && line <= MAX_SECRET_BYTES)
    secret = g_strndup (contents, line);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--turn-secret-file %s: no secret on its first line", path);
  sodium_memzero (contents, length);

  return secret;
}

static gboolean
take_turn (RendezvousOptions *self, Arguments *arguments, GError **error)
{
  if ((arguments->turn == NULL) != (arguments->turn_secret_file == NULL)) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--turn and --turn-secret-file need each other");
    return FALSE;
  }
  if (arguments->turn == NULL)
    return TRUE;

  for (guint i = 0; arguments->turn[i] != NULL; i++)
    if (!check_turn (arguments->turn[i], error))
      return FALSE;

  self->turn_secret = read_secret (arguments->turn_secret_file, error);
  self->turn_uris = g_steal_pointer (&arguments->turn);
  self->config.turn_secret = self->turn_secret;
  self->config.turn_uris = (const char *const *) self->turn_uris;

  return self->turn_secret != NULL;
}

static gboolean
take_listen (RendezvousOptions *self, const Arguments *arguments, GError **error)
{
  static const char *const defaults[] = {DEFAULT_LISTEN, NULL};
  const char *const *listen = arguments->listen != NULL ? (const char *const *) arguments->listen
                                                        : defaults;

  for (guint i = 0; listen[i] != NULL; i++)
    if (!parse_listen (listen[i], self->addresses, error))
      return FALSE;

  return TRUE;
}

static gboolean
take_limits (SfRendezvousServerConfig *config, const Arguments *arguments, GError **error)
{
  const int limits[] = {
    arguments->max_connections, arguments->max_mailboxes,        arguments->max_per_address,
    arguments->max_message_kib, arguments->max_mailbox_messages, arguments->max_mailbox_kib,
    arguments->max_stored_mib,
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    if (limits[i] < 1 || limits[i] > 1000 * 1000) {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "A limit must be between 1 and 1000000");
      return FALSE;
    }
  }

  config->max_connections = (guint) arguments->max_connections;
  config->max_mailboxes = (guint) arguments->max_mailboxes;
  config->max_connections_per_address = (guint) arguments->max_per_address;
  config->max_mailboxes_per_address = (guint) arguments->max_per_address;
  config->max_message_bytes = (gsize) arguments->max_message_kib * 1024;
  config->max_mailbox_messages = (guint) arguments->max_mailbox_messages;
  config->max_mailbox_bytes = (gsize) arguments->max_mailbox_kib * 1024;
  /* Room for all that a mailbox holds, which whoever opens it is sent at once. */
  config->max_queue_bytes = MAX (config->max_queue_bytes, 2 * config->max_mailbox_bytes);
  config->max_stored_bytes = (gsize) arguments->max_stored_mib * 1024 * 1024;

  return TRUE;
}

static void
arguments_init (Arguments *self, const SfRendezvousServerConfig *config)
{
  *self = (Arguments){
    .max_connections = (int) config->max_connections,
    .max_mailboxes = (int) config->max_mailboxes,
    .max_per_address = (int) config->max_connections_per_address,
    .max_message_kib = (int) (config->max_message_bytes / 1024),
    .max_mailbox_messages = (int) config->max_mailbox_messages,
    .max_mailbox_kib = (int) (config->max_mailbox_bytes / 1024),
    .max_stored_mib = (int) (config->max_stored_bytes / 1024 / 1024),
  };
}

static void
arguments_clear (Arguments *self)
{
  g_strfreev (self->listen);
  g_strfreev (self->turn);
  g_free (self->turn_secret_file);
}

static gboolean
parse (RendezvousOptions *self, Arguments *args, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    {"listen", 0, 0, G_OPTION_ARG_STRING_ARRAY, &args->listen,
     "Where to listen; repeatable (" DEFAULT_LISTEN "); port 0: any", "ADDRESS:PORT"},
    {"trust-proxy", 0, 0, G_OPTION_ARG_NONE, &self->config.trust_proxy,
     "Believe X-Real-IP; only behind a proxy that sets it", NULL},
    {"turn", 0, 0, G_OPTION_ARG_STRING_ARRAY, &args->turn, "A TURN server to offer; repeatable",
     "URI"},
    {"turn-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &args->turn_secret_file,
     "Its static-auth-secret", "FILE"},
    {"motd", 0, 0, G_OPTION_ARG_STRING, &self->motd, "A line that clients show", "TEXT"},
    {"max-connections", 0, 0, G_OPTION_ARG_INT, &args->max_connections, "At once (10000)", "N"},
    {"max-mailboxes", 0, 0, G_OPTION_ARG_INT, &args->max_mailboxes,
     "At once; each has one code (10000)", "N"},
    {"max-per-address", 0, 0, G_OPTION_ARG_INT, &args->max_per_address,
     "Connections and mailboxes of one IPv4 address or IPv6 /64 (200)", "N"},
    {"max-message", 0, 0, G_OPTION_ARG_INT, &args->max_message_kib, "One message (64)", "KIB"},
    {"max-mailbox-messages", 0, 0, G_OPTION_ARG_INT, &args->max_mailbox_messages,
     "In one mailbox (512)", "N"},
    {"max-mailbox", 0, 0, G_OPTION_ARG_INT, &args->max_mailbox_kib, "One mailbox (1024)", "KIB"},
    {"max-stored", 0, 0, G_OPTION_ARG_INT, &args->max_stored_mib, "All mailboxes together (256)",
     "MIB"},
    {"json", 0, 0, G_OPTION_ARG_NONE, &self->json, "Print JSON lines", NULL},
    {"version", 0, 0, G_OPTION_ARG_NONE, &self->version, "Print the version and exit", NULL},
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (*argc > 1) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Unexpected argument %s",
                 (*argv)[1]);
    return FALSE;
  }

  return TRUE;
}

gboolean
rendezvous_options_parse (RendezvousOptions *ret_options, int *argc, char ***argv, GError **error)
{
  Arguments arguments;
  gboolean is_valid;

  *ret_options = (RendezvousOptions){.addresses = g_ptr_array_new_with_free_func (g_object_unref)};
  sf_rendezvous_server_config_init (&ret_options->config);
  arguments_init (&arguments, &ret_options->config);

  is_valid = parse (ret_options, &arguments, argc, argv, error) &&
             take_listen (ret_options, &arguments, error) &&
             take_limits (&ret_options->config, &arguments, error) &&
             take_turn (ret_options, &arguments, error);
  ret_options->config.motd = ret_options->motd;
  arguments_clear (&arguments);

  return is_valid;
}

void
rendezvous_options_clear (RendezvousOptions *options)
{
  if (options->turn_secret != NULL)
    sodium_memzero (options->turn_secret, strlen (options->turn_secret));
  g_free (options->turn_secret);
  g_strfreev (options->turn_uris);
  g_free (options->motd);
  g_ptr_array_unref (options->addresses);
}
