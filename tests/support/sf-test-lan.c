/* A LAN within one process: linked into a test, it takes the place of net/lan. */

#include "tests/support/sf-test-lan.h"

#include "net/lan/sf-lan-announcer.h"
#include "net/lan/sf-lan-browser.h"

typedef struct {
  char *nameplate;
  char *url;
} Service;

struct _SfLanAnnouncer {
  GObject parent_instance;
  Service service;
  gboolean is_known;
};

struct _SfLanBrowser {
  GObject parent_instance;
  char *nameplate;
};

G_DEFINE_FINAL_TYPE (SfLanAnnouncer, sf_lan_announcer, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (SfLanBrowser, sf_lan_browser, G_TYPE_OBJECT)

static GPtrArray *services; /* of Service */
static GPtrArray *browsers; /* of SfLanBrowser, not owned */
static gboolean has_no_avahi;
static GPtrArray *announcers; /* of SfLanAnnouncer, not owned: started */
static guint announced_signal;
static guint found_signal;
static guint deaf_signal;

static void
service_free (gpointer data)
{
  Service *service = data;

  g_free (service->nameplate);
  g_free (service->url);
  g_free (service);
}

static void
init_lan (void)
{
  if (services != NULL)
    return;
  services = g_ptr_array_new_with_free_func (service_free);
  browsers = g_ptr_array_new ();
  announcers = g_ptr_array_new ();
}

static void
meet (SfLanBrowser *browser, const Service *service)
{
  if (g_str_equal (browser->nameplate, service->nameplate))
    g_signal_emit (browser, found_signal, 0, service->url);
}

void
sf_test_lan_announce (const char *nameplate, const char *url)
{
  Service *service = g_new0 (Service, 1);

  init_lan ();
  service->nameplate = g_strdup (nameplate);
  service->url = g_strdup (url);
  g_ptr_array_add (services, service);
  for (guint i = 0; i < browsers->len; i++)
    meet (g_ptr_array_index (browsers, i), service);
}

void
sf_test_lan_clear (void)
{
  init_lan ();
  g_ptr_array_set_size (services, 0);
  has_no_avahi = FALSE;
}

void
sf_test_lan_set_deaf (gboolean is_deaf)
{
  has_no_avahi = is_deaf;
}

void
sf_test_lan_tell_announced (gboolean is_announced)
{
  for (guint i = announcers->len; i > 0; i--)
    g_signal_emit (g_ptr_array_index (announcers, i - 1), announced_signal, 0, is_announced);
}

guint
sf_test_lan_get_size (void)
{
  init_lan ();
  return services->len;
}

static void
sf_lan_announcer_finalize (GObject *object)
{
  SfLanAnnouncer *self = SF_LAN_ANNOUNCER (object);

  g_free (self->service.nameplate);
  g_free (self->service.url);
  G_OBJECT_CLASS (sf_lan_announcer_parent_class)->finalize (object);
}

static void
sf_lan_announcer_class_init (SfLanAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_lan_announcer_finalize;
  announced_signal = g_signal_new ("announced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
sf_lan_announcer_init (SfLanAnnouncer *self)
{
}

SfLanAnnouncer *
sf_lan_announcer_new (guint16 port, const char *nameplate)
{
  SfLanAnnouncer *self = g_object_new (SF_TYPE_LAN_ANNOUNCER, NULL);

  self->service.nameplate = g_strdup (nameplate);
  self->service.url = g_strdup_printf ("ws://127.0.0.1:%u/v1", port);
  return self;
}

static gboolean
on_announcer_idle (gpointer user_data)
{
  g_autoptr (SfLanAnnouncer) self = user_data;

  if (g_ptr_array_find (announcers, self, NULL))
    g_signal_emit (self, announced_signal, 0, self->is_known);
  return G_SOURCE_REMOVE;
}

/* As from Avahi, nothing is told before the caller is back in its main loop. */
void
sf_lan_announcer_start (SfLanAnnouncer *self)
{
  init_lan ();
  self->is_known = !has_no_avahi;
  g_ptr_array_add (announcers, self);
  g_idle_add (on_announcer_idle, g_object_ref (self));
  if (!self->is_known)
    return;

  sf_test_lan_announce (self->service.nameplate, self->service.url);
}

void
sf_lan_announcer_stop (SfLanAnnouncer *self)
{
  g_ptr_array_remove (announcers, self);
  for (guint i = services->len; i > 0; i--)
    if (g_str_equal (((Service *) g_ptr_array_index (services, i - 1))->url, self->service.url))
      g_ptr_array_remove_index (services, i - 1);
}

static void
sf_lan_browser_finalize (GObject *object)
{
  SfLanBrowser *self = SF_LAN_BROWSER (object);

  sf_lan_browser_stop (self);
  g_free (self->nameplate);
  G_OBJECT_CLASS (sf_lan_browser_parent_class)->finalize (object);
}

static void
sf_lan_browser_class_init (SfLanBrowserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_lan_browser_finalize;
  deaf_signal = g_signal_new ("deaf", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  found_signal = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sf_lan_browser_init (SfLanBrowser *self)
{
}

SfLanBrowser *
sf_lan_browser_new (const char *nameplate)
{
  SfLanBrowser *self = g_object_new (SF_TYPE_LAN_BROWSER, NULL);

  init_lan ();
  self->nameplate = g_strdup (nameplate);
  return self;
}

static gboolean
on_idle (gpointer user_data)
{
  g_autoptr (SfLanBrowser) self = user_data;

  if (has_no_avahi && g_ptr_array_find (browsers, self, NULL))
    g_signal_emit (self, deaf_signal, 0);
  for (guint i = 0; i < services->len && g_ptr_array_find (browsers, self, NULL); i++)
    meet (self, g_ptr_array_index (services, i));
  return G_SOURCE_REMOVE;
}

/* As from Avahi, nothing is found before the caller is back in its main loop. */
void
sf_lan_browser_start (SfLanBrowser *self)
{
  g_ptr_array_add (browsers, self);
  g_idle_add (on_idle, g_object_ref (self));
}

void
sf_lan_browser_stop (SfLanBrowser *self)
{
  g_ptr_array_remove (browsers, self);
}
