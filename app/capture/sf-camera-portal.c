/* The desktop's permission to use cameras, and the way to them from a sandbox. */

#include "app/capture/sf-camera-portal.h"

#include "app/sf-error.h"

#define SANDBOX_MARK "/.flatpak-info"
#define BUS_NAME "org.freedesktop.portal.Desktop"
#define OBJECT_PATH "/org/freedesktop/portal/desktop"
#define CAMERA_INTERFACE "org.freedesktop.portal.Camera"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"
#define NOT_ALLOWED "org.freedesktop.portal.Error.NotAllowed"

/* A portal that was started by the question itself has not seen the cameras at once. */
#define LOOKS_FOR_CAMERA 8
#define LOOK_INTERVAL_MS 250

/* org.freedesktop.portal.Request::Response */
enum {
  RESPONSE_GRANTED = 0,
  RESPONSE_REFUSED = 1,
};

/* One question to the portal: is there a camera, may we use it, and where is it. */
typedef struct {
  GDBusConnection *bus;
  gboolean is_answered;
  guint n_looks;
  /* While the person thinks. */
  char *request; /* the path of what they see */
  guint response;
  guint watch;
  GSource *cancelled;
} Question;

static void
stop_waiting (Question *question)
{
  if (question->response != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->response);
  if (question->watch != 0)
    g_bus_unwatch_name (question->watch);
  if (question->cancelled != NULL)
    g_source_destroy (question->cancelled);
  question->response = 0;
  question->watch = 0;
  g_clear_pointer (&question->cancelled, g_source_unref);
}

static void
question_free (Question *question)
{
  g_clear_object (&question->bus);
  g_free (question->request);
  g_free (question);
}

gboolean
sf_camera_portal_is_needed (void)
{
  return g_file_test (SANDBOX_MARK, G_FILE_TEST_EXISTS);
}

static void
fail (GTask *task, SfError code, const char *message)
{
  Question *question = g_task_get_task_data (task);

  if (question->is_answered)
    return;

  question->is_answered = TRUE;
  stop_waiting (question);
  g_task_return_new_error (task, SF_ERROR, (int) code, "%s", message);
}

static void
fail_with (GTask *task, const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  g_debug ("The camera portal: %s", error->message);
  if (g_strcmp0 (name, NOT_ALLOWED) == 0)
    fail (task, SF_ERROR_CAMERA_DENIED, "This desktop lets no program use cameras.");
  else
    fail (task, SF_ERROR_CAMERA_UNREACHABLE, "The desktop's camera portal does not answer.");
}

static void
on_open_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GUnixFDList) remote = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (
    G_DBUS_CONNECTION (source), &remote, result, &error);

  if (reply == NULL)
    fail_with (task, error);
  else if (remote == NULL || g_unix_fd_list_get_length (remote) != 1)
    fail (task, SF_ERROR_CAMERA_UNREACHABLE, "The desktop's camera portal gives no way in.");
  else
    g_task_return_pointer (task, g_steal_pointer (&remote), g_object_unref);
}

static void
open_remote (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  g_dbus_connection_call_with_unix_fd_list (
    question->bus, BUS_NAME, OBJECT_PATH, CAMERA_INTERFACE, "OpenPipeWireRemote",
    g_variant_new ("(a{sv})", NULL), G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE,
    SF_CAMERA_PORTAL_TIMEOUT_MS, NULL, g_task_get_cancellable (task), on_open_ready,
    g_object_ref (task));
}

static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  guint32 response = G_MAXUINT32;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get_child (parameters, 0, "u", &response);
  stop_waiting (g_task_get_task_data (task));
  if (response == RESPONSE_GRANTED)
    open_remote (task);
  else if (response == RESPONSE_REFUSED)
    fail (task, SF_ERROR_CAMERA_DENIED, "Sameframe is not allowed to use cameras.");
  else
    fail (task, SF_ERROR_CAMERA_UNREACHABLE, "The desktop could not ask about the camera.");
}

static void
on_portal_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  fail (task, SF_ERROR_CAMERA_UNREACHABLE, "The desktop's camera portal ended.");
}

/* The bus keeps the order: this comes after the question even when that is still under way. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Question *question = g_task_get_task_data (task);

  g_dbus_connection_call (question->bus, BUS_NAME, question->request, REQUEST_INTERFACE, "Close",
                          NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  question->is_answered = TRUE;
  stop_waiting (question);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* Before the question, as the answer may come before the call returns. */
static void
wait_for_person (GTask *task, const char *token)
{
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (question->bus) + 1);

  g_strdelimit (sender, ".", '_');
  question->request = g_strconcat (OBJECT_PATH "/request/", sender, "/", token, NULL);
  question->response = g_dbus_connection_signal_subscribe (
    question->bus, BUS_NAME, REQUEST_INTERFACE, "Response", question->request, NULL,
    G_DBUS_SIGNAL_FLAGS_NONE, on_response, g_object_ref (task), g_object_unref);
  question->watch =
    g_bus_watch_name_on_connection (question->bus, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                    on_portal_vanished, g_object_ref (task), g_object_unref);
  if (cancellable == NULL)
    return;

  question->cancelled = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, question->cancelled, G_SOURCE_FUNC (on_cancelled));
}

static void
on_access_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    fail_with (task, error);
}

static void
ask_person (GTask *task)
{
  Question *question = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("sameframe%08x", g_random_int ());
  GVariantBuilder options;

  if (g_task_return_error_if_cancelled (task))
    return;

  wait_for_person (task, token);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_dbus_connection_call (question->bus, BUS_NAME, OBJECT_PATH, CAMERA_INTERFACE, "AccessCamera",
                          g_variant_new ("(a{sv})", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, SF_CAMERA_PORTAL_TIMEOUT_MS, NULL,
                          on_access_ready, g_object_ref (task));
}

static void look_for_camera (GTask *task);

static gboolean
on_look (gpointer user_data)
{
  look_for_camera (user_data);
  return G_SOURCE_REMOVE;
}

static void
look_again (GTask *task)
{
  Question *question = g_task_get_task_data (task);
  g_autoptr (GSource) pause = g_timeout_source_new (LOOK_INTERVAL_MS);

  if (++question->n_looks == LOOKS_FOR_CAMERA)
    fail (task, SF_ERROR_CAMERA_NONE, "There is no camera.");
  else
    g_task_attach_source (task, pause, on_look);
}

static void
on_present_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL) {
    fail_with (task, error);
    return;
  }

  g_variant_get (reply, "(v)", &value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && !g_variant_get_boolean (value))
    look_again (task);
  else
    ask_person (task);
}

static void
look_for_camera (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  g_dbus_connection_call (question->bus, BUS_NAME, OBJECT_PATH, "org.freedesktop.DBus.Properties",
                          "Get", g_variant_new ("(ss)", CAMERA_INTERFACE, "IsCameraPresent"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE,
                          SF_CAMERA_PORTAL_TIMEOUT_MS, g_task_get_cancellable (task),
                          on_present_ready, g_object_ref (task));
}

static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  question->bus = g_bus_get_finish (result, &error);
  if (question->bus == NULL) {
    fail_with (task, error);
    return;
  }

  /* The bus that everybody in the process shares: its end must not be ours. */
  g_dbus_connection_set_exit_on_close (question->bus, FALSE);
  look_for_camera (task);
}

void
sf_camera_portal_open_async (GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sf_camera_portal_open_async);
  g_task_set_task_data (task, g_new0 (Question, 1), (GDestroyNotify) question_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus_ready, g_object_ref (task));
}

GUnixFDList *
sf_camera_portal_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sf_camera_portal_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
