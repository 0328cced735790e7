/* `sameframe-cli cameras`: what there is to photograph with. */

#include "app/cli/sf-cli-cameras.h"

#include "app/capture/sf-camera-list.h"
#include "app/capture/sf-gst-device.h"
#include "app/cli/sf-cli-json.h"
#include "app/cli/sf-cli-status.h"
#include "app/sf-error.h"

#include <stdio.h>

/* A portal hands cameras over one by one: the list is complete once it rests this long. */
#define REST_MS 300

static const char summary[] =
  "Lists the cameras of this computer. What stands at the beginning of a line is for --camera of\n"
  "share and join; it stays the same when the camera is plugged in again.";

static const char description[] = "Examples:\n"
                                  "  sameframe-cli cameras\n"
                                  "  sameframe-cli share --camera v4l2_input.pci-0000_00_14.0\n";

static const struct {
  SfError code;
  const char *sentence;
} failures[] = {
  {SF_ERROR_CAMERA_NONE,
   "There is no camera. Plug one in, or do without: --image FILE and --camera test work as well."},
  {SF_ERROR_CAMERA_DENIED,
   "Programs may not use the camera. The privacy settings of this computer can allow it."},
  {SF_ERROR_CAMERA_UNREACHABLE,
   "The service that gives cameras does not answer. Is PipeWire running?"},
};

static gboolean
parse_options (gboolean *ret_json, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, ret_json, "Print JSON, one object a line", NULL},
    {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) copy = g_new0 (char *, argc + 1);

  /* The first is what --help calls the program. */
  copy[0] = g_strdup ("sameframe-cli cameras");
  for (int i = 1; i < argc; i++)
    copy[i] = g_strdup (argv[i]);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &copy, error))
    return FALSE;
  if (g_strv_length (copy) == 1)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "cameras takes no arguments.");
  return FALSE;
}

static gboolean
on_rest (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Returns: FALSE with the list's error when there is none */
static gboolean
wait_for_cameras (SfCameraList *list, GError **error)
{
  guint n_seen = 0;
  gboolean is_at_rest = FALSE;
  guint rest = 0;

  sf_camera_list_start (list);
  while (sf_camera_list_get_state (list) == SF_CAMERA_LIST_STATE_LOADING)
    g_main_context_iteration (NULL, TRUE);

  while (!is_at_rest && sf_camera_list_get_error (list) == NULL) {
    if (n_seen != g_list_model_get_n_items (G_LIST_MODEL (list))) {
      n_seen = g_list_model_get_n_items (G_LIST_MODEL (list));
      g_clear_handle_id (&rest, g_source_remove);
      rest = g_timeout_add (REST_MS, on_rest, &is_at_rest);
    }
    g_main_context_iteration (NULL, TRUE);
  }
  if (!is_at_rest)
    g_clear_handle_id (&rest, g_source_remove);
  if (sf_camera_list_get_error (list) == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (sf_camera_list_get_error (list)));
  return FALSE;
}

static void
print_camera (SfCameraDevice *device, gboolean is_json)
{
  g_autofree char *mode =
    sf_camera_mode_to_string (sf_gst_device_get_mode (SF_GST_DEVICE (device)));
  gboolean is_pipewire = sf_camera_device_get_kind (device) == SF_CAMERA_KIND_PIPEWIRE;
  JsonBuilder *json;

  if (!is_json) {
    printf ("%-40s %s, %s by %s\n", sf_camera_device_get_id (device),
            sf_camera_device_get_name (device), mode, is_pipewire ? "PipeWire" : "V4L2");
    return;
  }

  json = sf_cli_json_begin ("camera");
  sf_cli_json_add_string (json, "id", sf_camera_device_get_id (device));
  sf_cli_json_add_string (json, "name", sf_camera_device_get_name (device));
  sf_cli_json_add_string (json, "kind", is_pipewire ? "pipewire" : "v4l2");
  sf_cli_json_add_string (json, "mode", mode);
  sf_cli_json_print (json);
}

static gboolean
list_cameras (gboolean is_json, GError **error)
{
  g_autoptr (SfCameraList) list = sf_camera_list_new (SF_CAMERA_ACCESS_AUTO);

  if (!wait_for_cameras (list, error))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (SfCameraDevice) device = g_list_model_get_item (G_LIST_MODEL (list), i);

    print_camera (device, is_json);
  }
  return TRUE;
}

static const char *
get_sentence (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_error_matches (error, SF_ERROR, (int) failures[i].code))
      return failures[i].sentence;

  return error->message;
}

int
sf_cli_cameras (int argc, char **argv)
{
  gboolean is_json = FALSE;
  g_autoptr (GError) error = NULL;
  SfCliStatus status;

  if (parse_options (&is_json, argc, argv, &error) && list_cameras (is_json, &error))
    return SF_CLI_STATUS_DONE;

  status = sf_cli_status_of (error);
  if (is_json) {
    JsonBuilder *json = sf_cli_json_begin ("error");

    sf_cli_json_add_string (json, "code", sf_cli_status_get_name (status));
    sf_cli_json_add_string (json, "message", get_sentence (error));
    sf_cli_json_print (json);
  } else {
    g_printerr ("sameframe-cli cameras: %s\n", get_sentence (error));
  }

  return (int) status;
}
