/* Finds on the LAN who waits under a number. */

#include "net/lan/sf-lan-browser.h"

#include "net/code/sf-share-code.h"
#include "net/lan/sf-avahi-object.h"
#include "net/lan/sf-lan-service.h"

#define BROWSER_INTERFACE "org.freedesktop.Avahi.ServiceBrowser"
#define MAX_WAITING 256 /* services of all sessions on the LAN, in line to be looked at */
#define MAX_OPEN 32     /* questions at once; the bus allows 128 for the whole process */

#define ITEM_TYPE G_VARIANT_TYPE ("(iisssu)")
#define RESOLVED_TYPE G_VARIANT_TYPE ("(iissssisqaayu)")

/* avahi-common/defs.h */
enum {
  ANY_INTERFACE = -1,
  ANY_PROTOCOL = -1,
  LOOKUP_RESULT_LOCAL = 8,
};

struct _SfLanBrowser {
  GObject parent_instance;

  char *nameplate;
  GHashTable *urls; /* found so far */
  GQueue waiting;   /* (element-type GVariant): items to be resolved */
  guint n_open;
  SfAvahiObject *browser; /* (nullable): not started */
};

enum {
  SIGNAL_FOUND,
  SIGNAL_DEAF,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SfLanBrowser, sf_lan_browser, G_TYPE_OBJECT)

static void
add_url (SfLanBrowser *self, const char *url)
{
  if (g_hash_table_size (self->urls) == SF_LAN_BROWSER_MAX_RESULTS ||
      !g_hash_table_add (self->urls, g_strdup (url)))
    return;

  g_signal_emit (self, signals[SIGNAL_FOUND], 0, url);
}

static void
add_resolved (SfLanBrowser *self, GVariant *reply)
{
  g_autoptr (GVariant) txt = NULL;
  g_autofree char *url = NULL;
  const char *address;
  guint16 port;
  guint32 flags;

  g_variant_get_child (reply, 7, "&s", &address);
  g_variant_get_child (reply, 8, "q", &port);
  g_variant_get_child (reply, 9, "@aay", &txt);
  g_variant_get_child (reply, 10, "u", &flags);

  if (!sf_lan_service_txt_matches (txt, self->nameplate))
    return;
  url = sf_lan_service_make_url (address, port, (flags & LOOKUP_RESULT_LOCAL) != 0);
  if (url != NULL)
    add_url (self, url);
}

static void resolve_waiting (SfLanBrowser *self);

static void
on_resolved (GVariant *reply, const GError *error, gpointer data)
{
  SfLanBrowser *self = data;

  self->n_open--;
  resolve_waiting (self);

  if (error != NULL)
    g_debug ("Avahi resolves not: %s", error->message);
  else
    add_resolved (self, reply); /* last: whoever hears of it may let go of self */
}

/* One question and one reply for each: a service never changes, a new one gets a new name. */
static void
resolve_waiting (SfLanBrowser *self)
{
  while (self->n_open < MAX_OPEN && !g_queue_is_empty (&self->waiting)) {
    g_autoptr (GVariant) item = g_queue_pop_head (&self->waiting);
    gint32 interface;
    gint32 protocol;
    const char *name;
    const char *type;
    const char *domain;

    self->n_open++;
    g_variant_get (item, "(ii&s&s&su)", &interface, &protocol, &name, &type, &domain, NULL);
    sf_avahi_object_call (
      self->browser, SF_AVAHI_SERVER_INTERFACE, "ResolveService",
      g_variant_new ("(iisssiu)", interface, protocol, name, type, domain, protocol, 0),
      RESOLVED_TYPE, on_resolved);
  }
}

static void
on_signal (const char *interface, const char *member, GVariant *parameters, gpointer data)
{
  SfLanBrowser *self = data;
  const char *type;

  if (!g_str_equal (interface, BROWSER_INTERFACE) || !g_str_equal (member, "ItemNew") ||
      !g_variant_is_of_type (parameters, ITEM_TYPE))
    return;

  g_variant_get_child (parameters, 3, "&s", &type);
  if (!g_str_equal (type, SF_LAN_SERVICE_TYPE) ||
      g_queue_get_length (&self->waiting) == MAX_WAITING)
    return;

  g_queue_push_tail (&self->waiting, g_variant_ref (parameters));
  resolve_waiting (self);
}

static void
forget_services (gpointer data)
{
  SfLanBrowser *self = data;

  g_queue_clear_full (&self->waiting, (GDestroyNotify) g_variant_unref);
  self->n_open = 0;
}

static void
on_lost (gpointer data)
{
  forget_services (data);
  g_signal_emit (data, signals[SIGNAL_DEAF], 0);
}

static const SfAvahiKind browser_kind = {
  .interface = BROWSER_INTERFACE,
  .method = "ServiceBrowserNew",
  .lost = on_lost,
  .received = on_signal,
};

static void
sf_lan_browser_finalize (GObject *object)
{
  SfLanBrowser *self = SF_LAN_BROWSER (object);

  sf_lan_browser_stop (self);
  g_free (self->nameplate);
  g_hash_table_unref (self->urls);

  G_OBJECT_CLASS (sf_lan_browser_parent_class)->finalize (object);
}

static void
sf_lan_browser_class_init (SfLanBrowserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_lan_browser_finalize;

  signals[SIGNAL_FOUND] = g_signal_new ("found", SF_TYPE_LAN_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DEAF] = g_signal_new ("deaf", SF_TYPE_LAN_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
sf_lan_browser_init (SfLanBrowser *self)
{
  self->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SfLanBrowser *
sf_lan_browser_new (const char *nameplate)
{
  SfLanBrowser *self;

  g_return_val_if_fail (nameplate != NULL && sf_share_code_is_nameplate (nameplate), NULL);

  self = g_object_new (SF_TYPE_LAN_BROWSER, NULL);
  self->nameplate = g_strdup (nameplate);

  return self;
}

void
sf_lan_browser_start (SfLanBrowser *self)
{
  g_return_if_fail (SF_IS_LAN_BROWSER (self));

  if (self->browser != NULL)
    return;

  self->browser =
    sf_avahi_object_new (&browser_kind,
                         g_variant_new ("(iissu)", ANY_INTERFACE, ANY_PROTOCOL, SF_LAN_SERVICE_TYPE,
                                        "" /* the default domain */, 0),
                         self);
}

void
sf_lan_browser_stop (SfLanBrowser *self)
{
  g_return_if_fail (SF_IS_LAN_BROWSER (self));

  g_clear_pointer (&self->browser, sf_avahi_object_free);
  forget_services (self);
}
