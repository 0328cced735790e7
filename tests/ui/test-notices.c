/* What the desktop is told of a session while nobody looks at its window. */

#include "tests/ui/sf-ui-pair.h"

#include "tests/support/sf-run-until.h"
#include "ui/sf-notices.h"

#include <adwaita.h>

#define SERVICE "org.freedesktop.Notifications"
#define ARGUMENT_SUMMARY 3

static const char interface_xml[] =
  "<node><interface name='" SERVICE "'>"
  "<method name='Notify'><arg type='s'/><arg type='u'/><arg type='s'/><arg type='s'/>"
  "<arg type='s'/><arg type='as'/><arg type='a{sv}'/><arg type='i'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u'/></method>"
  "</interface></node>";

typedef struct {
  SfUiPair pair;
  GDBusConnection *bus;
  GDBusNodeInfo *node;
  guint object;
  guint name;
  gboolean has_name;
  GPtrArray *told; /* of char: titles */
  SfNotices *notices;
} Desktop;

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
  Desktop *self = user_data;
  char *title = NULL;

  if (!g_str_equal (method, "Notify")) {
    g_dbus_method_invocation_return_value (invocation, NULL);
    return;
  }

  g_variant_get_child (arguments, ARGUMENT_SUMMARY, "s", &title);
  g_ptr_array_add (self->told, title);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", self->told->len));
}

static void
on_name (GDBusConnection *bus, const char *name, gpointer user_data)
{
  ((Desktop *) user_data)->has_name = TRUE;
}

static void
set_up (Desktop *self, gconstpointer data)
{
  static const GDBusInterfaceVTable calls = {.method_call = on_call};

  self->told = g_ptr_array_new_with_free_func (g_free);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  self->node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  self->object =
    g_dbus_connection_register_object (self->bus, "/org/freedesktop/Notifications",
                                       self->node->interfaces[0], &calls, self, NULL, NULL);
  self->name = g_bus_own_name_on_connection (self->bus, SERVICE, G_BUS_NAME_OWNER_FLAGS_NONE,
                                             on_name, NULL, self, NULL);
  SF_RUN_UNTIL (self->has_name);

  sf_ui_pair_init (&self->pair);
  self->notices = sf_notices_new (GTK_WINDOW (self->pair.creator.window), self->pair.creator.booth);
}

static void
tear_down (Desktop *self, gconstpointer data)
{
  g_object_unref (self->notices);
  sf_ui_pair_clear (&self->pair);
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_dbus_node_info_unref (self->node);
  g_object_unref (self->bus);
  g_ptr_array_unref (self->told);
}

static gboolean
was_told (Desktop *self, const char *title)
{
  return g_ptr_array_find_with_equal_func (self->told, title, g_str_equal, NULL);
}

static gboolean
is_active (SfUiSide *side)
{
  return gtk_window_is_active (GTK_WINDOW (side->window));
}

static void
look_at (SfUiSide *side)
{
  gtk_window_present (GTK_WINDOW (side->window));
  SF_RUN_UNTIL (is_active (side));
}

static void
test_tells (Desktop *self, gconstpointer data)
{
  look_at (&self->pair.joiner);

  sf_ui_pair_go_live (&self->pair);
  SF_RUN_UNTIL (was_told (self, "The other person is there"));
  g_assert_true (was_told (self, "Somebody wants to take a photo with you"));
  g_assert_false (was_told (self, "The session has ended"));

  sf_booth_leave (self->pair.joiner.booth);
  SF_RUN_UNTIL (was_told (self, "The session has ended"));
}

/* What was there to be seen is not told to who looks away later. */
static void
test_seen_is_no_news (Desktop *self, gconstpointer data)
{
  SF_RUN_UNTIL (is_active (&self->pair.joiner)); /* whose window came last */
  look_at (&self->pair.creator);
  sf_ui_pair_go_live (&self->pair);
  look_at (&self->pair.joiner);

  sf_booth_leave (self->pair.joiner.booth);
  SF_RUN_UNTIL (was_told (self, "The session has ended"));
  g_assert_false (was_told (self, "The other person is there"));
}

/* Who leaves knows. */
static void
test_leaving_is_no_news (Desktop *self, gconstpointer data)
{
  sf_ui_pair_go_live (&self->pair);
  sf_booth_leave (self->pair.creator.booth);
  SF_RUN_UNTIL (sf_booth_get_session (self->pair.joiner.booth) == NULL &&
                !sf_booth_is_busy (self->pair.creator.booth));
  g_assert_false (was_told (self, "The session has ended"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/notices/tells", Desktop, NULL, set_up, test_tells, tear_down);
  g_test_add ("/ui/notices/seen-is-no-news", Desktop, NULL, set_up, test_seen_is_no_news,
              tear_down);
  g_test_add ("/ui/notices/leaving-is-no-news", Desktop, NULL, set_up, test_leaving_is_no_news,
              tear_down);

  return g_test_run ();
}
