/* The list of cameras and one camera, driven from a script: what happens comes as JSON lines. */

#include "app/capture/sf-camera-list.h"
#include "app/capture/sf-camera.h"
#include "app/cli/sf-cli-json.h"
#include "app/sf-error.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

/*
 * sf-camera-driver auto|portal|direct
 *
 * Commands on standard input: start, stop, open ID, reopen, close. Its end ends the program.
 */
#define BLOCK 8 /* of sf-virtual-camera */
#define BITS 64

typedef struct {
  GMainLoop *loop;
  SfCameraList *list;
  SfCameraDevice *device; /* (nullable): opened last */
  SfCamera *camera;       /* (nullable) */
  guint frames;           /* id of the frame function */
} Driver;

/* Of a frame, for the main context. */
typedef struct {
  int width;
  int height;
  gint64 late_us; /* from the time in the picture to that of the frame */
} Seen;

static const char *
get_error_name (const GError *error)
{
  static const char *const names[] = {
    [SF_ERROR_CAMERA] = "camera",        [SF_ERROR_CAMERA_NONE] = "none",
    [SF_ERROR_CAMERA_BUSY] = "busy",     [SF_ERROR_CAMERA_LOST] = "lost",
    [SF_ERROR_CAMERA_DENIED] = "denied", [SF_ERROR_CAMERA_UNREACHABLE] = "unreachable",
  };

  return error == NULL ? "" : names[error->code];
}

static void
print_state (const char *event, const char *state, const GError *error)
{
  JsonBuilder *json = sf_cli_json_begin (event);

  sf_cli_json_add_string (json, "state", state);
  sf_cli_json_add_string (json, "error", get_error_name (error));
  sf_cli_json_print (json);
}

static void
on_list_state (SfCameraList *list, GParamSpec *pspec, gpointer data)
{
  static const char *const states[] = {"stopped", "loading", "ready", "failed"};

  print_state ("list", states[sf_camera_list_get_state (list)], sf_camera_list_get_error (list));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  JsonBuilder *json;

  if (removed > 0) {
    json = sf_cli_json_begin ("removed");
    sf_cli_json_add_int (json, "position", position);
    sf_cli_json_add_int (json, "number", removed);
    sf_cli_json_print (json);
  }
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SfCameraDevice) device = g_list_model_get_item (model, i);

    json = sf_cli_json_begin ("added");
    sf_cli_json_add_int (json, "position", i);
    sf_cli_json_add_string (json, "id", sf_camera_device_get_id (device));
    sf_cli_json_add_string (json, "name", sf_camera_device_get_name (device));
    sf_cli_json_print (json);
  }
}

static void
on_camera_state (SfCamera *camera, GParamSpec *pspec, gpointer data)
{
  static const char *const states[] = {"stopped", "starting", "running", "failed"};

  print_state ("camera", states[sf_camera_get_state (camera)], sf_camera_get_error (camera));
}

static gboolean
print_seen (gpointer data)
{
  const Seen *seen = data;
  JsonBuilder *json = sf_cli_json_begin ("frame");

  sf_cli_json_add_int (json, "width", seen->width);
  sf_cli_json_add_int (json, "height", seen->height);
  sf_cli_json_add_int (json, "late_us", seen->late_us);
  sf_cli_json_print (json);
  return G_SOURCE_REMOVE;
}

static gint64
read_time (const SfFrame *frame)
{
  guint64 time_us = 0;

  for (guint bit = 0; bit < BITS && (int) ((bit + 1) * BLOCK) <= frame->width; bit++)
    if (frame->planes[0][BLOCK / 2 * frame->strides[0] + bit * BLOCK + BLOCK / 2] > 126)
      time_us |= (guint64) 1 << bit;

  return (gint64) time_us;
}

static void
on_frame (SfFrame *frame, gpointer data)
{
  Seen *seen = g_new (Seen, 1);

  *seen = (Seen){frame->width, frame->height, frame->taken_us - read_time (frame)};
  g_idle_add_full (G_PRIORITY_DEFAULT, print_seen, seen, g_free);
}

static void
close_camera (Driver *self)
{
  if (self->camera == NULL)
    return;

  sf_camera_remove_frame_func (self->camera, self->frames);
  sf_camera_stop (self->camera);
  g_clear_object (&self->camera);
}

static void
open_device (Driver *self)
{
  close_camera (self);
  g_return_if_fail (self->device != NULL);
  self->camera = sf_camera_new (self->device);
  self->frames = sf_camera_add_frame_func (self->camera, on_frame, self);
  g_signal_connect (self->camera, "notify::state", G_CALLBACK (on_camera_state), NULL);
  sf_camera_start (self->camera);
}

static void
obey (Driver *self, const char *command)
{
  if (g_str_equal (command, "start"))
    sf_camera_list_start (self->list);
  else if (g_str_equal (command, "stop"))
    sf_camera_list_stop (self->list);
  else if (g_str_equal (command, "reopen"))
    open_device (self);
  else if (g_str_equal (command, "close"))
    close_camera (self);

  if (g_str_has_prefix (command, "open ")) {
    g_set_object (&self->device, sf_camera_list_find (self->list, command + strlen ("open ")));
    open_device (self);
  }
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  GDataInputStream *input = G_DATA_INPUT_STREAM (source);
  Driver *self = data;
  g_autofree char *command = g_data_input_stream_read_line_finish (input, result, NULL, NULL);

  if (command == NULL) {
    g_main_loop_quit (self->loop);
    return;
  }

  obey (self, command);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

int
main (int argc, char **argv)
{
  const char *access = argc > 1 ? argv[1] : "auto";
  g_autoptr (GInputStream) base = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (base);
  /* As every program with a window has it: its end would close a question to the person, too. */
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  Driver self = {g_main_loop_new (NULL, FALSE)};

  self.list = sf_camera_list_new (g_str_equal (access, "portal")   ? SF_CAMERA_ACCESS_PORTAL
                                  : g_str_equal (access, "direct") ? SF_CAMERA_ACCESS_DIRECT
                                                                   : SF_CAMERA_ACCESS_AUTO);
  g_signal_connect (self.list, "notify::state", G_CALLBACK (on_list_state), NULL);
  g_signal_connect (self.list, "items-changed", G_CALLBACK (on_items_changed), NULL);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, on_line, &self);
  g_main_loop_run (self.loop);

  close_camera (&self);
  g_clear_object (&self.device);
  g_object_unref (self.list);
  g_main_loop_unref (self.loop);

  return 0;
}
