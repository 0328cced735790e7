/* A stand-in for the Avahi daemon, on a system bus of its own, that does what it is told. */

#include "tests/support/sf-test-avahi.h"

#define PREFIX "org.freedesktop.Avahi."
#define GUARD_S 30

static const char introspection[] =
  "<node>"
  "<interface name='org.freedesktop.Avahi.Server'>"
  "<method name='GetState'><arg type='i' direction='out'/></method>"
  "<method name='EntryGroupNew'><arg type='o' direction='out'/></method>"
  "<method name='ServiceBrowserNew'>"
  "<arg type='i' direction='in'/><arg type='i' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='o' direction='out'/>"
  "</method>"
  "<method name='ResolveService'>"
  "<arg type='i' direction='in'/><arg type='i' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='in'/>"
  "<arg type='i' direction='out'/><arg type='i' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='i' direction='out'/><arg type='s' direction='out'/><arg type='q' direction='out'/>"
  "<arg type='aay' direction='out'/><arg type='u' direction='out'/>"
  "</method>"
  "</interface>"
  "<interface name='org.freedesktop.Avahi.EntryGroup'>"
  "<method name='Free'/><method name='Commit'/><method name='Reset'/>"
  "<method name='AddService'>"
  "<arg type='i' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='q' direction='in'/><arg type='aay' direction='in'/>"
  "</method>"
  "</interface>"
  "<interface name='org.freedesktop.Avahi.ServiceBrowser'>"
  "<method name='Free'/>"
  "</interface>"
  "</node>";

static GTestDBus *bus;

const char *
sf_test_avahi_skip_reason (void)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  return daemon == NULL ? "there is no dbus-daemon" : NULL;
}

void
sf_test_avahi_start_bus (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
}

void
sf_test_avahi_stop_bus (void)
{
  g_test_dbus_down (bus);
  g_clear_object (&bus);
}

static void register_object (SfTestAvahi *self, const char *path, const char *interface);

static void
answer_add_service (SfTestAvahi *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) txt = g_variant_get_child_value (parameters, 8);
  guint16 port;

  g_clear_pointer (&self->service_name, g_free);
  g_variant_get_child (parameters, 3, "s", &self->service_name);
  g_variant_get_child (parameters, 7, "q", &port);

  g_string_append_printf (self->log, "(%u", port);
  for (gsize i = 0; i < g_variant_n_children (txt); i++) {
    gsize size;
    g_autoptr (GVariant) string = g_variant_get_child_value (txt, i);
    const char *bytes = g_variant_get_fixed_array (string, &size, 1);

    g_string_append_printf (self->log, " %.*s", (int) size, bytes);
  }
  g_string_append_c (self->log, ')');

  if (self->n_collisions > 0) {
    self->n_collisions--;
    g_dbus_method_invocation_return_dbus_error (invocation, PREFIX "CollisionError", "taken");
  } else {
    g_dbus_method_invocation_return_value (invocation, NULL);
  }
}

static void
answer_resolve_service (SfTestAvahi *self, GDBusMethodInvocation *invocation)
{
  const char *name;

  if (self->resolves_not) {
    g_dbus_method_invocation_return_dbus_error (invocation, PREFIX "TimeoutError", "no answer");
    return;
  }

  g_variant_get_child (g_dbus_method_invocation_get_parameters (invocation), 2, "&s", &name);
  g_dbus_method_invocation_return_value (
    invocation, g_ptr_array_index (self->items, g_ascii_strtoull (name, NULL, 10)));
}

void
sf_test_avahi_hold (SfTestAvahi *self)
{
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
}

void
sf_test_avahi_release (SfTestAvahi *self)
{
  for (guint i = 0; i < self->held->len; i++)
    answer_resolve_service (self, g_object_ref (g_ptr_array_index (self->held, i)));
  g_clear_pointer (&self->held, g_ptr_array_unref);
}

/* Makes the object "/N" and answers with its path. */
static void
answer_new_object (SfTestAvahi *self, const char *interface, GDBusMethodInvocation *invocation)
{
  g_autofree char *path = g_strdup_printf ("/%u", ++self->n_objects);

  register_object (self, path, interface);
  if (self->is_hasty)
    sf_test_avahi_tell_items (self, "_sameframe._tcp");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer data)
{
  SfTestAvahi *self = data;

  g_string_append (self->log, method);

  if (g_str_equal (method, "GetState"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(i)", self->state));
  else if (g_str_equal (method, "EntryGroupNew"))
    answer_new_object (self, PREFIX "EntryGroup", invocation);
  else if (g_str_equal (method, "ServiceBrowserNew"))
    answer_new_object (self, PREFIX "ServiceBrowser", invocation);
  else if (g_str_equal (method, "AddService"))
    answer_add_service (self, parameters, invocation);
  else if (g_str_equal (method, "ResolveService") && self->held != NULL)
    g_ptr_array_add (self->held, invocation);
  else if (g_str_equal (method, "ResolveService"))
    answer_resolve_service (self, invocation);
  else
    g_dbus_method_invocation_return_value (invocation, NULL);

  g_string_append_c (self->log, ';');
}

static void
register_object (SfTestAvahi *self, const char *path, const char *interface)
{
  static const GDBusInterfaceVTable vtable = {.method_call = on_method_call};
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GError) error = NULL;
  guint id;

  id = g_dbus_connection_register_object (self->connection, path,
                                          g_dbus_node_info_lookup_interface (node, interface),
                                          &vtable, self, NULL, &error);
  g_assert_no_error (error);
  g_array_append_val (self->registrations, id);
}

SfTestAvahi *
sf_test_avahi_new (void)
{
  SfTestAvahi *self = g_new0 (SfTestAvahi, 1);
  g_autoptr (GError) error = NULL;

  self->state = SF_TEST_AVAHI_RUNNING;
  self->log = g_string_new (NULL);
  self->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->connection = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);

  register_object (self, "/", PREFIX "Server");
  self->name = g_bus_own_name_on_connection (self->connection, "org.freedesktop.Avahi",
                                             G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  return self;
}

void
sf_test_avahi_free (SfTestAvahi *self)
{
  for (guint i = 0; i < self->registrations->len; i++)
    g_dbus_connection_unregister_object (self->connection,
                                         g_array_index (self->registrations, guint, i));
  g_bus_unown_name (self->name);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_array_unref (self->registrations);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_string_free (self->log, TRUE);
  g_free (self->service_name);
  g_free (self);
}

void
sf_test_avahi_add_item (
  SfTestAvahi *self, const char *address, guint16 port, const char *txt, guint32 flags)
{
  g_auto (GStrv) strings = g_strsplit (txt, ",", 0);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (gsize i = 0; strings[i] != NULL; i++)
    g_variant_builder_add_value (
      &builder,
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, strings[i], strlen (strings[i]), 1));

  g_ptr_array_add (self->items, g_variant_ref_sink (g_variant_new ("(iissssisqaayu)", 2, 0, "", "",
                                                                   "", "host.local", 0, address,
                                                                   port, &builder, flags)));
}

static void
emit (SfTestAvahi *self,
      const char *path,
      const char *interface,
      const char *signal,
      GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, path, interface, signal, parameters,
                                 &error);
  g_assert_no_error (error);
}

void
sf_test_avahi_tell_items (SfTestAvahi *self, const char *type)
{
  g_autofree char *path = g_strdup_printf ("/%u", self->n_objects);

  for (guint i = 0; i < self->items->len; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);

    emit (self, path, PREFIX "ServiceBrowser", "ItemNew",
          g_variant_new ("(iisssu)", 2, 0, name, type, "local", 0));
  }
}

void
sf_test_avahi_tell_server_state (SfTestAvahi *self, gint32 state)
{
  self->state = state;
  emit (self, "/", PREFIX "Server", "StateChanged", g_variant_new ("(is)", state, ""));
}

void
sf_test_avahi_tell_group_state (SfTestAvahi *self, gint32 state)
{
  g_autofree char *path = g_strdup_printf ("/%u", self->n_objects);

  emit (self, path, PREFIX "EntryGroup", "StateChanged", g_variant_new ("(is)", state, ""));
}

static gboolean
on_guard (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
sf_test_avahi_expect (SfTestAvahi *self, const char *log)
{
  gboolean is_late = FALSE;
  guint guard = g_timeout_add_seconds (GUARD_S, on_guard, &is_late);

  while (!is_late && self->log->len < strlen (log))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (self->log->str, ==, log);

  g_string_truncate (self->log, 0);
  if (!is_late)
    g_source_remove (guard);
}
