/* Connects to a server of several addresses: in order, in parallel when one is slow (RFC 8305). */

#include "net/rendezvous/sf-dialer.h"

#include "net/sf-net-error.h"

struct _SfDialer {
  GObject parent_instance;

  SoupSession *session;
  GMainContext *context;
  GPtrArray *urls; /* of char */

  GCancellable *race; /* (nullable): of the dial that runs */
  GSource *stagger;   /* (nullable) */
  guint n_started;
  guint n_running;
};

G_DEFINE_FINAL_TYPE (SfDialer, sf_dialer, G_TYPE_OBJECT)

enum {
  SIGNAL_CONNECTED,
  SIGNAL_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct {
  SfDialer *dialer;   /* (owned) */
  GCancellable *race; /* (owned): the dial it belongs to */
  char *url;
} Attempt;

static void start_next (SfDialer *self);

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->dialer);
  g_object_unref (attempt->race);
  g_free (attempt->url);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
clear_stagger (SfDialer *self)
{
  if (self->stagger != NULL)
    g_source_destroy (self->stagger);
  g_clear_pointer (&self->stagger, g_source_unref);
}

static void
move_to_front (SfDialer *self, const char *url)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->urls, url, g_str_equal, &index))
    return;

  g_ptr_array_insert (self->urls, 0, g_strdup (url));
  g_ptr_array_remove_index (self->urls, index + 1);
}

static void
on_websocket_connect_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  SfDialer *self = attempt->dialer;
  g_autoptr (SoupWebsocketConnection) connection =
    soup_session_websocket_connect_finish (SOUP_SESSION (source), result, NULL);

  if (self->race != attempt->race)
    return;

  self->n_running--;
  if (connection != NULL) {
    move_to_front (self, attempt->url);
    sf_dialer_cancel (self);
    g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, connection);
  } else if (self->n_started < self->urls->len) {
    start_next (self);
  } else if (self->n_running == 0) {
    sf_dialer_cancel (self);
    g_signal_emit (self, signals[SIGNAL_FAILED], 0);
  }
}

static gboolean
on_stagger_timeout (gpointer user_data)
{
  SfDialer *self = user_data;

  clear_stagger (self);
  start_next (self);
  return G_SOURCE_REMOVE;
}

static void
arm_stagger (SfDialer *self)
{
  clear_stagger (self);
  if (self->n_started >= self->urls->len)
    return;

  self->stagger = g_timeout_source_new (SF_DIALER_STAGGER_MS);
  g_source_set_callback (self->stagger, on_stagger_timeout, self, NULL);
  g_source_attach (self->stagger, self->context);
}

static void
start_next (SfDialer *self)
{
  const char *url = g_ptr_array_index (self->urls, self->n_started++);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, url);
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->dialer = g_object_ref (self);
  attempt->race = g_object_ref (self->race);
  attempt->url = g_strdup (url);
  self->n_running++;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        self->race, on_websocket_connect_ready, attempt);
  arm_stagger (self);
}

static void
sf_dialer_dispose (GObject *object)
{
  SfDialer *self = SF_DIALER (object);

  sf_dialer_cancel (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sf_dialer_parent_class)->dispose (object);
}

static void
sf_dialer_finalize (GObject *object)
{
  SfDialer *self = SF_DIALER (object);

  g_ptr_array_unref (self->urls);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (sf_dialer_parent_class)->finalize (object);
}

static void
sf_dialer_class_init (SfDialerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = sf_dialer_dispose;
  object_class->finalize = sf_dialer_finalize;

  signals[SIGNAL_CONNECTED] = g_signal_new ("connected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, SOUP_TYPE_WEBSOCKET_CONNECTION);
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sf_dialer_init (SfDialer *self)
{
  self->urls = g_ptr_array_new_with_free_func (g_free);
  self->context = g_main_context_ref_thread_default ();
  self->session =
    soup_session_new_with_options ("timeout", 0, "user-agent", "sameframe/" SF_VERSION, NULL);
}

SfDialer *
sf_dialer_new (void)
{
  return g_object_new (SF_TYPE_DIALER, NULL);
}

static gboolean
is_websocket (GUri *uri)
{
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && *host != '\0' &&
         (g_str_equal (scheme, "ws") || g_str_equal (scheme, "wss"));
}

gboolean
sf_dialer_add_url (SfDialer *self, const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (!is_websocket (uri)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_BAD_ADDRESS,
                         "Not a ws: or wss: address");
    return FALSE;
  }
  if (g_ptr_array_find_with_equal_func (self->urls, url, g_str_equal, NULL))
    return TRUE;

  /* A computer named by its number is this one or on the LAN, where no proxy leads. */
  if (g_hostname_is_ip_address (g_uri_get_host (uri)))
    soup_session_set_proxy_resolver (self->session, NULL);

  g_ptr_array_add (self->urls, g_strdup (url));
  if (self->race != NULL && self->stagger == NULL)
    arm_stagger (self);
  return TRUE;
}

void
sf_dialer_dial (SfDialer *self)
{
  g_return_if_fail (self->urls->len > 0);

  sf_dialer_cancel (self);
  self->race = g_cancellable_new ();
  self->n_started = 0;
  self->n_running = 0;
  start_next (self);
}

void
sf_dialer_cancel (SfDialer *self)
{
  clear_stagger (self);
  g_cancellable_cancel (self->race);
  g_clear_object (&self->race);
}

const char *
sf_dialer_get_url (SfDialer *self)
{
  return self->urls->len > 0 ? g_ptr_array_index (self->urls, 0) : NULL;
}
