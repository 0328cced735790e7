/* Tells the LAN that somebody waits under a number, by DNS-SD through Avahi over D-Bus. */

#include "net/lan/sf-lan-announcer.h"

#include "net/code/sf-share-code.h"
#include "net/lan/sf-avahi-object.h"
#include "net/lan/sf-lan-service.h"

#define GROUP_INTERFACE "org.freedesktop.Avahi.EntryGroup"
#define COLLISION_ERROR "org.freedesktop.Avahi.CollisionError"
#define MAX_RENAMES 8

/* avahi-common/defs.h */
enum {
  ANY_INTERFACE = -1,
  ANY_PROTOCOL = -1,
  SERVER_RUNNING = 2,
  GROUP_ESTABLISHED = 2,
  GROUP_COLLISION = 3,
  GROUP_FAILURE = 4,
};

typedef enum {
  NEWS_NONE,
  NEWS_ANNOUNCED,
  NEWS_NOT_ANNOUNCED,
} News;

struct _SfLanAnnouncer {
  GObject parent_instance;

  guint16 port;
  char *nameplate;
  char *name; /* of the service instance */
  guint n_renames;
  gboolean is_published;
  News told;
  SfAvahiObject *group; /* (nullable): not started */
};

enum {
  SIGNAL_ANNOUNCED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SfLanAnnouncer, sf_lan_announcer, G_TYPE_OBJECT)

/* Random, so that it says nothing of who waits; long enough that it hardly ever collides. */
static void
choose_name (SfLanAnnouncer *self)
{
  g_free (self->name);
  self->name = g_strdup_printf ("sameframe-%08x", g_random_int ());
}

/* Last in any function: whoever hears of it may let go of self. */
static void
tell (SfLanAnnouncer *self, News news)
{
  if (self->told == news)
    return;

  self->told = news;
  g_signal_emit (self, signals[SIGNAL_ANNOUNCED], 0, news == NEWS_ANNOUNCED);
}

static void rename_and_publish (SfLanAnnouncer *self);

static void
on_service_added (GVariant *reply, const GError *error, gpointer data)
{
  SfLanAnnouncer *self = data;
  g_autofree char *remote_error = error != NULL ? g_dbus_error_get_remote_error (error) : NULL;

  if (error == NULL)
    sf_avahi_object_call (self->group, GROUP_INTERFACE, "Commit", NULL, NULL, NULL);
  else if (g_strcmp0 (remote_error, COLLISION_ERROR) == 0)
    rename_and_publish (self);
  else
    tell (self, NEWS_NOT_ANNOUNCED);
}

static void
publish (SfLanAnnouncer *self)
{
  if (self->is_published)
    return;

  self->is_published = TRUE;
  sf_avahi_object_call (self->group, GROUP_INTERFACE, "AddService",
                        g_variant_new ("(iiussssq@aay)", ANY_INTERFACE, ANY_PROTOCOL, 0, self->name,
                                       SF_LAN_SERVICE_TYPE, "", /* the default domain */
                                       "",                      /* this host */
                                       self->port, sf_lan_service_make_txt (self->nameplate)),
                        G_VARIANT_TYPE_UNIT, on_service_added);
}

static void
withdraw (SfLanAnnouncer *self)
{
  if (!self->is_published)
    return;

  self->is_published = FALSE;
  sf_avahi_object_call (self->group, GROUP_INTERFACE, "Reset", NULL, NULL, NULL);
}

static void
rename_and_publish (SfLanAnnouncer *self)
{
  withdraw (self);
  if (self->n_renames++ == MAX_RENAMES) {
    tell (self, NEWS_NOT_ANNOUNCED);
    return;
  }

  choose_name (self);
  publish (self);
}

/* A service keeps the host name it was added under; when the host must change its own, it would
 * point at the other host of that name. So it is there only while the name is settled. */
static void
follow_server_state (SfLanAnnouncer *self, gint32 state)
{
  if (state == SERVER_RUNNING)
    publish (self);
  else
    withdraw (self);
}

static void
on_server_state (GVariant *reply, const GError *error, gpointer data)
{
  gint32 state;

  if (error != NULL) {
    tell (data, NEWS_NOT_ANNOUNCED);
    return;
  }

  g_variant_get (reply, "(i)", &state);
  follow_server_state (data, state);
}

static void
on_group_made (gpointer data)
{
  SfLanAnnouncer *self = data;

  sf_avahi_object_call (self->group, SF_AVAHI_SERVER_INTERFACE, "GetState", NULL,
                        G_VARIANT_TYPE ("(i)"), on_server_state);
}

static void
forget_service (SfLanAnnouncer *self)
{
  self->is_published = FALSE;
  self->n_renames = 0;
}

static void
on_lost (gpointer data)
{
  forget_service (data);
  tell (data, NEWS_NOT_ANNOUNCED);
}

/* Before anything of ours is in it, the state is another group's. */
static void
follow_group_state (SfLanAnnouncer *self, gint32 state)
{
  if (!self->is_published)
    return;

  if (state == GROUP_ESTABLISHED)
    tell (self, NEWS_ANNOUNCED);
  else if (state == GROUP_COLLISION)
    rename_and_publish (self);
  else if (state == GROUP_FAILURE)
    tell (self, NEWS_NOT_ANNOUNCED);
}

static void
on_signal (const char *interface, const char *member, GVariant *parameters, gpointer data)
{
  SfLanAnnouncer *self = data;
  gint32 state;

  if (!g_str_equal (member, "StateChanged") ||
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;

  g_variant_get (parameters, "(i&s)", &state, NULL);
  if (g_str_equal (interface, SF_AVAHI_SERVER_INTERFACE))
    follow_server_state (self, state);
  else
    follow_group_state (self, state);
}

static const SfAvahiKind group_kind = {
  .interface = GROUP_INTERFACE,
  .method = "EntryGroupNew",
  .made = on_group_made,
  .lost = on_lost,
  .received = on_signal,
};

static void
sf_lan_announcer_finalize (GObject *object)
{
  SfLanAnnouncer *self = SF_LAN_ANNOUNCER (object);

  sf_lan_announcer_stop (self);
  g_free (self->nameplate);
  g_free (self->name);

  G_OBJECT_CLASS (sf_lan_announcer_parent_class)->finalize (object);
}

static void
sf_lan_announcer_class_init (SfLanAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_lan_announcer_finalize;

  signals[SIGNAL_ANNOUNCED] = g_signal_new ("announced", SF_TYPE_LAN_ANNOUNCER, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
sf_lan_announcer_init (SfLanAnnouncer *self)
{
  choose_name (self);
}

SfLanAnnouncer *
sf_lan_announcer_new (guint16 port, const char *nameplate)
{
  SfLanAnnouncer *self;

  g_return_val_if_fail (port != 0, NULL);
  g_return_val_if_fail (nameplate != NULL && sf_share_code_is_nameplate (nameplate), NULL);

  self = g_object_new (SF_TYPE_LAN_ANNOUNCER, NULL);
  self->port = port;
  self->nameplate = g_strdup (nameplate);

  return self;
}

void
sf_lan_announcer_start (SfLanAnnouncer *self)
{
  g_return_if_fail (SF_IS_LAN_ANNOUNCER (self));

  if (self->group == NULL)
    self->group = sf_avahi_object_new (&group_kind, NULL, self);
}

void
sf_lan_announcer_stop (SfLanAnnouncer *self)
{
  g_return_if_fail (SF_IS_LAN_ANNOUNCER (self));

  g_clear_pointer (&self->group, sf_avahi_object_free);
  forget_service (self);
  self->told = NEWS_NONE;
}
