/* SfPeer without a network: two joined back to back in one main loop, with faults put in. */

#include "tests/support/sf-fake-peer.h"

#include "net/sf-net-error.h"
#include "tests/support/sf-joined-port.h"

#define CODE "1-fake-code"
#define UNCERTAINTY_US 50

typedef enum {
  NEWS_SEALED = SF_FAKE_SEALED,
  NEWS_MESSAGE = SF_FAKE_MESSAGE,
  NEWS_BLOB = SF_FAKE_BLOB, /* so far a filter may want them */
  NEWS_CODE,
  NEWS_INTRODUCED,
  NEWS_CONNECTED,
  NEWS_BLOB_SENT,
  NEWS_BLOB_CANCELLED,
  NEWS_CLOSED,
} NewsKind;

typedef struct {
  NewsKind kind;
  GBytes *bytes; /* (nullable) */
  guint64 id;
  guint priority; /* of a blob */
} News;

struct _SfPeer {
  GObject parent_instance;

  gboolean is_creator;
  SfPeer *other; /* not owned */
  GBytes *introduction;
  GQueue inbox;     /* of News */
  guint delivery;   /* source id */
  gboolean is_held; /* what it sends: the other's inbox stands still */
  GTask *goodbye;   /* (nullable): held */
  gboolean is_permitted;
  gboolean is_connected;
  gboolean is_dead;
  SfJoinedPort port;
};

G_DEFINE_FINAL_TYPE (SfPeer, sf_peer, G_TYPE_OBJECT)

enum {
  CODE_SIGNAL,
  REACH,
  WAITING,
  INTRODUCED,
  SEALED_MESSAGE,
  CONNECTED,
  RECONNECTING,
  MESSAGE,
  BLOB_OFFERED,
  BLOB_PROGRESS,
  BLOB_RECEIVED,
  BLOB_SENT,
  BLOB_CANCELLED,
  CLOCK,
  CLOSED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static SfPeer *newest[2]; /* joiner, creator */
static SfFakeFilter filter_func;
static gpointer filter_data;
static gboolean is_overtaking;
static gint64 clock_age_us;

static void
news_free (News *news)
{
  g_clear_pointer (&news->bytes, g_bytes_unref);
  g_free (news);
}

static gboolean
deliver_blob (SfPeer *self, const News *news)
{
  guint64 size = g_bytes_get_size (news->bytes);
  gboolean wanted = FALSE;

  g_signal_emit (self, signals[BLOB_OFFERED], 0, news->id, size, &wanted);
  if (wanted) {
    g_signal_emit (self, signals[BLOB_PROGRESS], 0, news->id, size / 2, size, TRUE);
    g_signal_emit (self, signals[BLOB_PROGRESS], 0, news->id, size, size, TRUE);
    g_signal_emit (self, signals[BLOB_RECEIVED], 0, news->id, news->bytes);
  }

  return wanted;
}

static void send_news (SfPeer *to, NewsKind kind, guint64 id, GBytes *bytes);

static void
deliver (SfPeer *self, News *news)
{
  if (news->kind <= NEWS_BLOB && filter_func != NULL &&
      !filter_func (self, (SfFakeKind) news->kind, &news->bytes, filter_data))
    return;

  switch (news->kind) {
  case NEWS_CODE:
    g_signal_emit (self, signals[CODE_SIGNAL], 0, CODE);
    break;
  case NEWS_INTRODUCED:
    g_signal_emit (self, signals[WAITING], 0, TRUE);
    g_signal_emit (self, signals[INTRODUCED], 0, news->bytes);
    break;
  case NEWS_SEALED:
    g_signal_emit (self, signals[SEALED_MESSAGE], 0, news->bytes);
    break;
  case NEWS_CONNECTED:
    self->is_connected = TRUE;
    sf_joined_port_set_open (&self->port, TRUE);
    g_signal_emit (self, signals[CONNECTED], 0, SF_PATH_KIND_DIRECT);
    g_signal_emit (self, signals[CLOCK], 0);
    break;
  case NEWS_MESSAGE:
    g_signal_emit (self, signals[MESSAGE], 0, news->bytes);
    break;
  case NEWS_BLOB:
    send_news (self->other, deliver_blob (self, news) ? NEWS_BLOB_SENT : NEWS_BLOB_CANCELLED,
               news->id, NULL);
    break;
  case NEWS_BLOB_SENT:
    g_signal_emit (self, signals[BLOB_SENT], 0, news->id);
    break;
  case NEWS_BLOB_CANCELLED:
    g_signal_emit (self, signals[BLOB_CANCELLED], 0, news->id, FALSE);
    break;
  case NEWS_CLOSED:
    g_signal_emit (self, signals[CLOSED], 0);
    break;
  }
}

/* One a turn, so that everything else gets its turn in between. */
static gboolean
on_delivery (gpointer user_data)
{
  g_autoptr (SfPeer) self = g_object_ref (user_data);
  News *news = g_queue_pop_head (&self->inbox);

  deliver (self, news);
  news_free (news);

  if (!g_queue_is_empty (&self->inbox) && self->delivery != 0)
    return G_SOURCE_CONTINUE;

  self->delivery = 0;
  return G_SOURCE_REMOVE;
}

static void
wake (SfPeer *self)
{
  if (self->delivery == 0 && !g_queue_is_empty (&self->inbox))
    self->delivery = g_idle_add_full (G_PRIORITY_DEFAULT, on_delivery, self, NULL);
}

/* Returns: (nullable): the first blob that waits and has to let one of @priority pass */
static GList *
find_less_urgent (SfPeer *to, guint priority)
{
  for (GList *link = to->inbox.head; link != NULL; link = link->next) {
    const News *news = link->data;

    if (news->kind == NEWS_BLOB && news->priority > priority)
      return link;
  }

  return NULL;
}

/* Takes what @news holds. */
static void
push (SfPeer *to, News news)
{
  GList *before = NULL;

  if (to == NULL || to->is_dead) {
    g_clear_pointer (&news.bytes, g_bytes_unref);
    return;
  }

  if (news.kind == NEWS_BLOB)
    before = is_overtaking ? to->inbox.head : find_less_urgent (to, news.priority);
  g_queue_insert_before (&to->inbox, before, g_memdup2 (&news, sizeof news));
  if (to->other == NULL || !to->other->is_held)
    wake (to);
}

static void
send_news (SfPeer *to, NewsKind kind, guint64 id, GBytes *bytes)
{
  push (to, (News){kind, bytes != NULL ? g_bytes_ref (bytes) : NULL, id, 0});
}

static void
die (SfPeer *self)
{
  sf_joined_port_set_open (&self->port, FALSE);
  self->is_dead = TRUE;
  g_queue_clear_full (&self->inbox, (GDestroyNotify) news_free);
  g_clear_handle_id (&self->delivery, g_source_remove);
}

static void
sf_peer_dispose (GObject *object)
{
  SfPeer *self = SF_PEER (object);

  die (self);
  if (self->other != NULL)
    self->other->other = NULL;
  self->other = NULL;
  if (newest[self->is_creator] == self)
    newest[self->is_creator] = NULL;
  g_clear_pointer (&self->introduction, g_bytes_unref);

  G_OBJECT_CLASS (sf_peer_parent_class)->dispose (object);
}

static void
sf_peer_finalize (GObject *object)
{
  SfPeer *self = SF_PEER (object);

  sf_joined_port_clear (&self->port);

  G_OBJECT_CLASS (sf_peer_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, GType return_type, guint n_params, ...)
{
  va_list types;
  guint id;

  va_start (types, n_params);
  id = g_signal_new_valist (name, SF_TYPE_PEER, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                            return_type, n_params, types);
  va_end (types);

  return id;
}

static void
sf_peer_class_init (SfPeerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sf_peer_dispose;
  G_OBJECT_CLASS (klass)->finalize = sf_peer_finalize;

  signals[CODE_SIGNAL] = add_signal ("code", G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REACH] = add_signal ("reach", G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[WAITING] = add_signal ("waiting", G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[INTRODUCED] = add_signal ("introduced", G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SEALED_MESSAGE] = add_signal ("sealed-message", G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[CONNECTED] = add_signal ("connected", G_TYPE_NONE, 1, G_TYPE_INT);
  signals[RECONNECTING] = add_signal ("reconnecting", G_TYPE_NONE, 0);
  signals[MESSAGE] = add_signal ("message", G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[BLOB_OFFERED] =
    add_signal ("blob-offered", G_TYPE_BOOLEAN, 2, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[BLOB_PROGRESS] = add_signal ("blob-progress", G_TYPE_NONE, 4, G_TYPE_UINT64,
                                       G_TYPE_UINT64, G_TYPE_UINT64, G_TYPE_BOOLEAN);
  signals[BLOB_RECEIVED] =
    add_signal ("blob-received", G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_BYTES);
  signals[BLOB_SENT] = add_signal ("blob-sent", G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[BLOB_CANCELLED] =
    add_signal ("blob-cancelled", G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_BOOLEAN);
  signals[CLOCK] = add_signal ("clock", G_TYPE_NONE, 0);
  signals[CLOSED] = add_signal ("closed", G_TYPE_NONE, 0);
  signals[FAILED] = add_signal ("failed", G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sf_peer_init (SfPeer *self)
{
  g_queue_init (&self->inbox);
  sf_joined_port_init (&self->port);
}

SfPeer *
sf_peer_new (const SfPeerConfig *config)
{
  SfPeer *self = g_object_new (SF_TYPE_PEER, NULL);

  self->is_creator = config->code == NULL;
  self->introduction = g_bytes_ref (config->introduction);
  newest[self->is_creator] = self;

  return self;
}

void
sf_peer_start (SfPeer *self)
{
  if (self->is_creator) {
    send_news (self, NEWS_CODE, 0, NULL);
    return;
  }

  self->other = newest[TRUE];
  self->other->other = self;
  sf_joined_port_join (&self->port, &self->other->port);
  send_news (self, NEWS_INTRODUCED, 0, self->other->introduction);
  send_news (self->other, NEWS_INTRODUCED, 0, self->introduction);
}

gboolean
sf_peer_is_creator (SfPeer *self)
{
  return self->is_creator;
}

const char *
sf_peer_get_code (SfPeer *self)
{
  return CODE;
}

char *
sf_peer_dup_compare_words (SfPeer *self)
{
  return g_strdup ("one two three");
}

void
sf_peer_send_sealed (SfPeer *self, GBytes *message)
{
  send_news (self->other, NEWS_SEALED, 0, message);
}

void
sf_peer_permit (SfPeer *self)
{
  g_assert_false (self->is_permitted);

  self->is_permitted = TRUE;
  if (self->other->is_permitted) {
    send_news (self, NEWS_CONNECTED, 0, NULL);
    send_news (self->other, NEWS_CONNECTED, 0, NULL);
  }
}

static void
assert_both_permitted (SfPeer *self)
{
  g_assert_true (self->is_permitted);
  g_assert_true (self->other == NULL || self->other->is_permitted);
}

void
sf_peer_send_message (SfPeer *self, GBytes *message)
{
  assert_both_permitted (self);
  send_news (self->other, NEWS_MESSAGE, 0, message);
}

void
sf_peer_send_blob (SfPeer *self, guint64 id, GBytes *bytes, guint priority)
{
  assert_both_permitted (self);
  push (self->other, (News){NEWS_BLOB, g_bytes_ref (bytes), id, priority});
}

static void
drop_blob (SfPeer *self, guint64 id)
{
  for (GList *link = self->inbox.head; link != NULL; link = link->next) {
    News *news = link->data;

    if (news->kind != NEWS_BLOB || news->id != id)
      continue;
    g_queue_delete_link (&self->inbox, link);
    news_free (news);
    if (g_queue_is_empty (&self->inbox))
      g_clear_handle_id (&self->delivery, g_source_remove);
    return;
  }
}

void
sf_peer_cancel_blob (SfPeer *self, guint64 id, gboolean incoming)
{
  drop_blob (incoming || self->other == NULL ? self : self->other, id);
}

SfMediaPort *
sf_peer_get_media_port (SfPeer *self)
{
  return self->port.port;
}

gboolean
sf_peer_get_clock (SfPeer *self, SfClockEstimate *ret_estimate)
{
  if (!self->is_connected)
    return FALSE;

  *ret_estimate = (SfClockEstimate){.uncertainty_us = UNCERTAINTY_US,
                                    .n_samples = 1,
                                    .at_us = g_get_monotonic_time () - clock_age_us};
  return TRUE;
}

void
sf_peer_close_async (SfPeer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  send_news (self->other, NEWS_CLOSED, 0, NULL);
  if (self->is_held)
    self->goodbye = g_steal_pointer (&task);
  else
    g_task_return_boolean (task, TRUE);
}

void
sf_peer_close_finish (SfPeer *self, GAsyncResult *result)
{
  g_assert_true (g_task_is_valid (result, self));
}

void
sf_fake_peer_set_filter (SfFakeFilter filter, gpointer user_data)
{
  filter_func = filter;
  filter_data = user_data;
}

void
sf_fake_peer_set_overtaking (gboolean overtaking)
{
  is_overtaking = overtaking;
}

void
sf_fake_peer_set_clock_age (gint64 age_us)
{
  clock_age_us = age_us;
}

SfPeer *
sf_fake_peer_get (gboolean creator)
{
  return newest[creator ? 1 : 0];
}

void
sf_fake_peer_hold (SfPeer *self, gboolean held)
{
  g_autoptr (GTask) goodbye = held ? NULL : g_steal_pointer (&self->goodbye);

  self->is_held = held;
  self->port.is_held = held;
  if (goodbye != NULL)
    g_task_return_boolean (goodbye, TRUE);
  if (held && self->other != NULL)
    g_clear_handle_id (&self->other->delivery, g_source_remove);
  else if (self->other != NULL)
    wake (self->other);
}

void
sf_fake_peer_fail (SfPeer *self, GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "put in by the test");

  die (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

void
sf_fake_peer_kill (SfPeer *self)
{
  die (self);
  if (self->other != NULL)
    sf_fake_peer_fail (self->other, SF_NET_ERROR, SF_NET_ERROR_PEER_LEFT);
}

void
sf_fake_peer_set_path (gboolean is_there)
{
  for (gsize i = 0; i < G_N_ELEMENTS (newest); i++)
    g_signal_emit_by_name (newest[i], is_there ? "connected" : "reconnecting", SF_PATH_KIND_DIRECT);
}

gboolean
sf_fake_peer_is_permitted (SfPeer *self)
{
  return self->is_permitted;
}
