/* What the pages work with: settings, this side's camera, and the session of now. */

#include "ui/sf-booth-private.h"

G_DEFINE_FINAL_TYPE (SfBooth, sf_booth, G_TYPE_OBJECT)

static GParamSpec *properties[SF_BOOTH_N_PROPS];
static guint ended_signal;

GType
sf_camera_status_get_type (void)
{
  static const GEnumValue values[] = {
    {SF_CAMERA_STATUS_LOADING, "SF_CAMERA_STATUS_LOADING", "loading"},
    {SF_CAMERA_STATUS_NEEDED, "SF_CAMERA_STATUS_NEEDED", "needed"},
    {SF_CAMERA_STATUS_DENIED, "SF_CAMERA_STATUS_DENIED", "denied"},
    {SF_CAMERA_STATUS_NONE, "SF_CAMERA_STATUS_NONE", "none"},
    {SF_CAMERA_STATUS_CANNOT_START, "SF_CAMERA_STATUS_CANNOT_START", "cannot-start"},
    {SF_CAMERA_STATUS_BUSY, "SF_CAMERA_STATUS_BUSY", "busy"},
    {SF_CAMERA_STATUS_LOST, "SF_CAMERA_STATUS_LOST", "lost"},
    {SF_CAMERA_STATUS_UNREACHABLE, "SF_CAMERA_STATUS_UNREACHABLE", "unreachable"},
    {SF_CAMERA_STATUS_READY, "SF_CAMERA_STATUS_READY", "ready"},
    {SF_CAMERA_STATUS_PHOTO, "SF_CAMERA_STATUS_PHOTO", "photo"},
    {0, NULL, NULL},
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("SfCameraStatus", values));

  return type;
}

static void
sf_booth_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SfBooth *self = SF_BOOTH (object);

  switch ((SfBoothProp) prop_id) {
  case SF_BOOTH_PROP_CAMERA:
    g_value_set_object (value, self->camera);
    break;
  case SF_BOOTH_PROP_CAMERA_STATUS:
    g_value_set_enum (value, self->camera_status);
    break;
  case SF_BOOTH_PROP_MIRRORED:
    g_value_set_boolean (value, sf_booth_get_mirrored (self));
    break;
  case SF_BOOTH_PROP_SESSION:
    g_value_set_object (value, self->session);
    break;
  case SF_BOOTH_PROP_SESSION_STATE:
    g_value_set_enum (value, (int) sf_booth_get_session_state (self));
    break;
  case SF_BOOTH_PROP_CODE:
    g_value_set_string (value, self->code);
    break;
  case SF_BOOTH_PROP_BUSY:
    g_value_set_boolean (value, sf_booth_is_busy (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_booth_dispose (GObject *object)
{
  SfBooth *self = SF_BOOTH (object);

  sf_booth_dispose_session (self);
  sf_booth_dispose_camera (self);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sf_booth_parent_class)->dispose (object);
}

static void
sf_booth_class_init (SfBoothClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sf_booth_get_property;
  object_class->dispose = sf_booth_dispose;

  properties[SF_BOOTH_PROP_CAMERA] =
    g_param_spec_object ("camera", NULL, NULL, SF_TYPE_CAMERA, flags);
  properties[SF_BOOTH_PROP_CAMERA_STATUS] = g_param_spec_enum (
    "camera-status", NULL, NULL, SF_TYPE_CAMERA_STATUS, SF_CAMERA_STATUS_LOADING, flags);
  properties[SF_BOOTH_PROP_MIRRORED] = g_param_spec_boolean ("mirrored", NULL, NULL, TRUE, flags);
  properties[SF_BOOTH_PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, SF_TYPE_SESSION, flags);
  properties[SF_BOOTH_PROP_SESSION_STATE] = g_param_spec_enum (
    "session-state", NULL, NULL, SF_TYPE_SESSION_STATE, SF_SESSION_STATE_READY, flags);
  properties[SF_BOOTH_PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[SF_BOOTH_PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, SF_BOOTH_N_PROPS, properties);

  ended_signal = g_signal_new ("ended", SF_TYPE_BOOTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sf_booth_init (SfBooth *self)
{
  sf_booth_init_session (self);
  sf_booth_init_camera (self);
}

static void
on_mirror_changed (SfBooth *self)
{
  sf_booth_notify (self, SF_BOOTH_PROP_MIRRORED);
}

static void
on_folder_changed (SfBooth *self)
{
  g_autofree char *folder = sf_booth_dup_folder (self);

  if (self->session != NULL)
    sf_session_change_folder (self->session, folder);
}

SfBooth *
sf_booth_new (GSettings *settings)
{
  SfBooth *self = g_object_new (SF_TYPE_BOOTH, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::mirror-preview", G_CALLBACK (on_mirror_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::save-folder", G_CALLBACK (on_folder_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::first-run", G_CALLBACK (sf_booth_update_camera),
                           self, G_CONNECT_SWAPPED);
  sf_booth_update_camera (self);

  return self;
}

void
sf_booth_notify (SfBooth *self, SfBoothProp prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

void
sf_booth_emit_ended (SfBooth *self, const GError *error)
{
  g_signal_emit (self, ended_signal, 0, error);
}

GSettings *
sf_booth_get_settings (SfBooth *self)
{
  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  return self->settings;
}

char *
sf_booth_dup_folder (SfBooth *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  const char *pictures;

  g_return_val_if_fail (SF_IS_BOOTH (self), NULL);

  folder = g_settings_get_string (self->settings, "save-folder");
  if (g_path_is_absolute (folder))
    return g_steal_pointer (&folder);
  if (g_str_has_prefix (folder, "file:"))
    path = g_filename_from_uri (folder, NULL, NULL);
  if (path != NULL)
    return g_steal_pointer (&path);

  pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  return pictures != NULL ? g_build_filename (pictures, "Sameframe", NULL)
                          : g_build_filename (g_get_home_dir (), "Pictures", "Sameframe", NULL);
}

/* Settings are UTF-8, paths need not be. */
void
sf_booth_set_folder (SfBooth *self, const char *folder)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (SF_IS_BOOTH (self));
  g_return_if_fail (g_path_is_absolute (folder));

  if (!g_utf8_validate (folder, -1, NULL))
    uri = g_filename_to_uri (folder, NULL, NULL);
  g_settings_set_string (self->settings, "save-folder", uri != NULL ? uri : folder);
}
