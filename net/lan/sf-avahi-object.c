/* One object of ours at the Avahi daemon, made anew whenever the daemon appears. */

#include "net/lan/sf-avahi-object.h"

#define BUS_NAME "org.freedesktop.Avahi"
#define SERVER_PATH "/"

struct _SfAvahiObject {
  const SfAvahiKind *kind;
  GVariant *parameters;
  gpointer user_data;
  guint watch;
  gboolean is_freed; /* calls under way still hold a reference */

  /* Of the daemon that is there now. */
  GDBusConnection *connection;
  char *owner;
  guint subscription;
  char *path;
};

/* A call under way: to whom, as the daemon may be another one when the reply comes. */
typedef struct {
  SfAvahiObject *object;
  GDBusConnection *connection;
  char *owner;
  SfAvahiReplyFunc callback;
} Call;

static void
clear_object (gpointer object)
{
  g_variant_unref (((SfAvahiObject *) object)->parameters);
}

static void
unref_object (gpointer object)
{
  g_rc_box_release_full (object, clear_object);
}

static Call *
call_new (SfAvahiObject *self, SfAvahiReplyFunc callback)
{
  Call *call = g_new0 (Call, 1);

  call->object = g_rc_box_acquire (self);
  call->connection = g_object_ref (self->connection);
  call->owner = g_strdup (self->owner);
  call->callback = callback;

  return call;
}

static void
call_free (Call *call)
{
  unref_object (call->object);
  g_object_unref (call->connection);
  g_free (call->owner);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gboolean
call_is_stale (const Call *call)
{
  return call->object->is_freed || g_strcmp0 (call->owner, call->object->owner) != 0;
}

static void
on_freed (GObject *source, GAsyncResult *result, gpointer data)
{
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_clear_pointer (&reply, g_variant_unref);
}

/* Waits for the reply only to keep the connection, which without a user closes, the call unsent. */
static void
free_at_daemon (GDBusConnection *connection,
                const char *owner,
                const char *interface,
                const char *path)
{
  g_dbus_connection_call (connection, owner, path, interface, "Free", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, on_freed, NULL);
}

static void
tell_lost (SfAvahiObject *self)
{
  if (self->kind->lost != NULL)
    self->kind->lost (self->user_data);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  SfAvahiObject *self = call->object;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  const char *path;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL) {
    g_debug ("Avahi: %s failed: %s", self->kind->method, error->message);
    if (!call_is_stale (call))
      tell_lost (self);
    return;
  }

  g_variant_get (reply, "(&o)", &path);
  if (call_is_stale (call)) {
    free_at_daemon (call->connection, call->owner, self->kind->interface, path);
    return;
  }

  self->path = g_strdup (path);
  if (self->kind->made != NULL)
    self->kind->made (self->user_data);
}

static void
on_signal (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *member,
           GVariant *parameters,
           gpointer data)
{
  SfAvahiObject *self = data;
  gboolean is_server = self->path != NULL && g_str_equal (interface, SF_AVAHI_SERVER_INTERFACE);
  gboolean is_own = g_str_equal (interface, self->kind->interface) &&
                    (self->path == NULL || g_str_equal (path, self->path));

  if (!self->is_freed && (is_server || is_own))
    self->kind->received (interface, member, parameters, self->user_data);
}

static void
forget_daemon (SfAvahiObject *self)
{
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->connection);
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->path, g_free);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  SfAvahiObject *self = data;

  /* The bus that everybody in the process shares: its end must not be ours. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);

  forget_daemon (self);
  self->connection = g_object_ref (connection);
  self->owner = g_strdup (owner);
  /* Before the object is made: its first signals come before the reply that tells its path. */
  self->subscription = g_dbus_connection_signal_subscribe (
    connection, owner, NULL, NULL, NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal,
    g_rc_box_acquire (self), unref_object);
  g_dbus_connection_call (connection, owner, SERVER_PATH, SF_AVAHI_SERVER_INTERFACE,
                          self->kind->method, self->parameters, G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_made, call_new (self, NULL));
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  if (connection != NULL)
    g_dbus_connection_set_exit_on_close (connection, FALSE);
  forget_daemon (data);
  tell_lost (data);
}

SfAvahiObject *
sf_avahi_object_new (const SfAvahiKind *kind, GVariant *parameters, gpointer user_data)
{
  SfAvahiObject *self = g_rc_box_new0 (SfAvahiObject);

  self->kind = kind;
  self->parameters = g_variant_ref_sink (parameters != NULL ? parameters : g_variant_new ("()"));
  self->user_data = user_data;
  self->watch = g_bus_watch_name (G_BUS_TYPE_SYSTEM, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_AUTO_START,
                                  on_appeared, on_vanished, g_rc_box_acquire (self), unref_object);

  return self;
}

void
sf_avahi_object_free (SfAvahiObject *self)
{
  if (self == NULL)
    return;

  self->is_freed = TRUE;
  if (self->path != NULL)
    free_at_daemon (self->connection, self->owner, self->kind->interface, self->path);
  forget_daemon (self);
  g_bus_unwatch_name (self->watch);
  unref_object (self);
}

static void
on_replied (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (!call_is_stale (call))
    call->callback (reply, error, call->object->user_data);
}

void
sf_avahi_object_call (SfAvahiObject *self,
                      const char *interface,
                      const char *method,
                      GVariant *parameters,
                      const GVariantType *reply_type,
                      SfAvahiReplyFunc callback)
{
  gboolean to_server = g_str_equal (interface, SF_AVAHI_SERVER_INTERFACE);

  g_return_if_fail (self->owner != NULL && (to_server || self->path != NULL));

  g_dbus_connection_call (self->connection, self->owner, to_server ? SERVER_PATH : self->path,
                          interface, method, parameters, reply_type, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, callback != NULL ? on_replied : NULL,
                          callback != NULL ? call_new (self, callback) : NULL);
}
