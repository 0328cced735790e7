/* Who a camera is, from the properties that PipeWire or V4L2 give it. */

#include "app/capture/sf-camera-identity.h"

#include <string.h>

/* WirePlumber adds it to all, which tells a person nothing. */
#define NAME_TAIL " (V4L2)"
/* What WirePlumber puts before the bus path. */
#define NODE_NAME_HEAD "v4l2_input."
#define LOOPBACK_DRIVER "v4l2 loopback"
#define UVC_DRIVER "uvcvideo"

static const char *
get_string (const GstStructure *properties, const char *key)
{
  const char *value = properties != NULL ? gst_structure_get_string (properties, key) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static const char *
get_first (const GstStructure *properties, const char *const *keys)
{
  for (; *keys != NULL; keys++) {
    const char *value = get_string (properties, *keys);

    if (value != NULL)
      return value;
  }

  return NULL;
}

/* As WirePlumber does it with names of nodes. */
static char *
make_id (const char *head, const char *text)
{
  char *id = g_strconcat (head, text, NULL);

  if (strlen (id) > SF_CAMERA_ID_MAX)
    id[SF_CAMERA_ID_MAX] = '\0';
  for (char *c = id; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("_-.", *c) == NULL)
      *c = '_';

  return id;
}

static char *
read_id (SfCameraKind kind, const char *name, const GstStructure *properties)
{
  static const char *const of_nodes[] = {"node.name", "object.path", NULL};
  static const char *const of_devices[] = {"device.serial", "device.path", NULL};
  const char *bus_path = get_string (properties, "device.bus_path");
  const char *text;

  if (kind == SF_CAMERA_KIND_V4L2 && bus_path != NULL)
    return make_id (NODE_NAME_HEAD, bus_path);

  text = get_first (properties, kind == SF_CAMERA_KIND_V4L2 ? of_devices : of_nodes);
  return make_id ("", text != NULL ? text : name);
}

static char *
read_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *text = g_string_new (NULL);
  guint n_chars = 0;

  if (g_str_has_suffix (valid, NAME_TAIL))
    valid[strlen (valid) - strlen (NAME_TAIL)] = '\0';
  for (const char *c = valid; *c != '\0' && n_chars < SF_CAMERA_NAME_MAX;
       c = g_utf8_next_char (c), n_chars++)
    g_string_append_unichar (text,
                             g_unichar_isprint (g_utf8_get_char (c)) ? g_utf8_get_char (c) : ' ');
  g_strstrip (text->str);
  if (*text->str == '\0')
    g_string_assign (text, "Camera");

  return g_string_free (text, FALSE);
}

SfCameraIdentity *
sf_camera_identity_read (SfCameraKind kind, const char *name, const GstStructure *properties)
{
  static const char *const paths[] = {"api.v4l2.path", "device.path", NULL};
  static const char *const drivers[] = {"api.v4l2.cap.driver", "v4l2.device.driver", NULL};
  static const char *const apis[] = {"device.api", "api.v4l2.path", "api.libcamera.path", NULL};
  const char *driver = get_first (properties, drivers);
  SfCameraIdentity *self = g_new0 (SfCameraIdentity, 1);

  self->id = read_id (kind, name, properties);
  self->name = read_name (name);
  self->path = g_strdup (get_first (properties, paths));
  self->serial = g_strdup (get_string (properties, "device.serial"));
  self->is_virtual = g_strcmp0 (driver, LOOPBACK_DRIVER) == 0 ||
                     (kind == SF_CAMERA_KIND_PIPEWIRE && get_first (properties, apis) == NULL);
  self->stamps_late = driver != NULL && !self->is_virtual && strcmp (driver, UVC_DRIVER) != 0;

  return self;
}

void
sf_camera_identity_free (SfCameraIdentity *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->path);
  g_free (self->serial);
  g_free (self);
}

gboolean
sf_camera_identity_is_same (const SfCameraIdentity *self, const SfCameraIdentity *other)
{
  if (strcmp (self->id, other->id) == 0)
    return TRUE;
  if (self->path != NULL && other->path != NULL)
    return strcmp (self->path, other->path) == 0;

  return self->serial != NULL && g_strcmp0 (self->serial, other->serial) == 0 &&
         strcmp (self->name, other->name) == 0;
}

static gboolean
is_grey (const GValue *format)
{
  return G_VALUE_HOLDS_STRING (format) && g_str_has_prefix (g_value_get_string (format), "GRAY");
}

static gboolean
is_grey_structure (const GstStructure *structure)
{
  const GValue *format = gst_structure_get_value (structure, "format");

  if (!gst_structure_has_name (structure, "video/x-raw") || format == NULL)
    return FALSE;
  if (!GST_VALUE_HOLDS_LIST (format))
    return is_grey (format);

  for (guint i = 0; i < gst_value_list_get_size (format); i++)
    if (!is_grey (gst_value_list_get_value (format, i)))
      return FALSE;

  return TRUE;
}

gboolean
sf_camera_identity_is_infrared (const char *name, const GstCaps *caps)
{
  g_autofree char *words = g_strconcat (" ", name, " ", NULL);
  guint n_grey = 0;

  g_strdelimit (words, ":()", ' ');
  if (strstr (words, " IR ") != NULL || strstr (words, " Infrared ") != NULL)
    return TRUE;

  while (n_grey < gst_caps_get_size (caps) &&
         is_grey_structure (gst_caps_get_structure (caps, n_grey)))
    n_grey++;
  return n_grey > 0 && n_grey == gst_caps_get_size (caps);
}

gboolean
sf_camera_identity_has_camera_role (const GstStructure *properties)
{
  const char *role = get_string (properties, "media.role");

  return role == NULL || strcmp (role, "Camera") == 0;
}
