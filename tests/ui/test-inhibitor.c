/* The desktop is asked to leave a session alone, and for no longer. */

#include "tests/ui/sf-ui-pair.h"

#include "tests/support/sf-run-until.h"
#include "ui/sf-inhibitor.h"

#include <adwaita.h>

#define SERVICE "org.gnome.SessionManager"

static const char interface_xml[] =
  "<node><interface name='" SERVICE "'>"
  "<method name='RegisterClient'><arg type='s'/><arg type='s'/><arg type='o' direction='out'/>"
  "</method>"
  "<method name='Inhibit'><arg type='s'/><arg type='u'/><arg type='s'/><arg type='u'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='Uninhibit'><arg type='u'/></method>"
  "</interface></node>";

/* A session manager, in a thread of its own: GTK waits for its answers. */
typedef struct {
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GHashTable *held; /* cookie to flags */
  guint n_asked;
  gint flags; /* atomic: all that are held, for the tests */
  gint ever;  /* atomic: all that ever were */
  gint has_name;
} Manager;

typedef struct {
  SfUiPair pair;
  SfInhibitor *inhibitor;
} Fixture;

static Manager manager;

static void
add_up (Manager *self)
{
  GHashTableIter iter;
  gpointer flags;
  guint all = 0;

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, NULL, &flags))
    all |= GPOINTER_TO_UINT (flags);
  g_atomic_int_set (&self->flags, (gint) all);
  g_atomic_int_or ((guint *) &self->ever, all);
  g_main_context_wakeup (NULL);
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *arguments,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Manager *self = user_data;
  GVariant *answer = NULL;
  guint number;

  if (g_str_equal (method, "Inhibit")) {
    g_variant_get_child (arguments, 3, "u", &number);
    self->n_asked++;
    g_hash_table_insert (self->held, GUINT_TO_POINTER (self->n_asked), GUINT_TO_POINTER (number));
    answer = g_variant_new ("(u)", self->n_asked);
  } else if (g_str_equal (method, "Uninhibit")) {
    g_variant_get (arguments, "(u)", &number);
    g_assert_true (g_hash_table_remove (self->held, GUINT_TO_POINTER (number)));
  } else {
    answer = g_variant_new ("(o)", "/org/gnome/SessionManager/Client1");
  }

  add_up (self);
  g_dbus_method_invocation_return_value (invocation, answer);
}

static void
on_name (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_atomic_int_set (&((Manager *) user_data)->has_name, TRUE);
  g_main_context_wakeup (NULL);
}

static gpointer
manage (gpointer data)
{
  static const GDBusInterfaceVTable calls = {.method_call = on_call};
  Manager *self = data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autoptr (GDBusConnection) bus = NULL;
  guint object, name;

  g_main_context_push_thread_default (self->context);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  object = g_dbus_connection_register_object (bus, "/org/gnome/SessionManager", node->interfaces[0],
                                              &calls, self, NULL, NULL);
  name = g_bus_own_name_on_connection (bus, SERVICE, G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL,
                                       self, NULL);
  g_main_loop_run (self->loop);
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, object);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
manager_start (Manager *self)
{
  self->held = g_hash_table_new (NULL, NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("manager", manage, self);
  SF_RUN_UNTIL (g_atomic_int_get (&self->has_name));
}

static void
manager_stop (Manager *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->held);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  sf_ui_pair_init (&self->pair);
  self->inhibitor =
    sf_inhibitor_new (GTK_WINDOW (self->pair.creator.window), self->pair.creator.booth);
  g_atomic_int_set (&manager.ever, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->inhibitor);
  sf_ui_pair_clear (&self->pair);
}

static void
assert_held (GtkApplicationInhibitFlags flags)
{
  SF_RUN_UNTIL (g_atomic_int_get (&manager.flags) == (gint) flags);
}

static void
test_session (Fixture *self, gconstpointer data)
{
  const GtkApplicationInhibitFlags awake =
    GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE;

  assert_held (0);
  sf_ui_pair_go_live (&self->pair);
  assert_held (awake);
  g_assert_cmpint (g_atomic_int_get (&manager.ever), ==, (gint) awake);

  sf_ui_pair_take (&self->pair);
  assert_held (awake);
  g_assert_cmpint (g_atomic_int_get (&manager.ever), ==,
                   (gint) (awake | GTK_APPLICATION_INHIBIT_LOGOUT));

  sf_booth_leave (self->pair.creator.booth);
  assert_held (0);
}

static void
test_window_goes (Fixture *self, gconstpointer data)
{
  sf_ui_pair_go_live (&self->pair);
  g_clear_object (&self->inhibitor);
  assert_held (0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  manager_start (&manager);
  g_test_add ("/ui/inhibitor/session", Fixture, NULL, set_up, test_session, tear_down);
  g_test_add ("/ui/inhibitor/window-goes", Fixture, NULL, set_up, test_window_goes, tear_down);
  status = g_test_run ();
  manager_stop (&manager);

  return status;
}
