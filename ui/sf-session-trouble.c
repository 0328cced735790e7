/* What goes wrong in the middle of a session, said over the page where it happens. */

#include "ui/sf-session-trouble.h"

#include "ui/sf-compat.h"
#include "ui/sf-error-text.h"

#include <glib/gi18n.h>

struct _SfSessionTrouble {
  GObject parent_instance;

  GtkWindow *window; /* outlives this */
  SfBooth *booth;
  GSignalGroup *session_signals;
  GtkWidget *dialog;     /* (nullable) (weak) */
  gboolean is_of_camera; /* what the dialog tells */
};

G_DEFINE_FINAL_TYPE (SfSessionTrouble, sf_session_trouble, G_TYPE_OBJECT)

static void
close_dialog (SfSessionTrouble *self)
{
  GtkWidget *dialog = self->dialog;

  if (dialog == NULL)
    return;

  g_clear_weak_pointer (&self->dialog);
  g_signal_handlers_disconnect_by_data (dialog, self);
  sf_compat_alert_close (dialog);
}

/* Returns: (nullable) (transfer full): the id of a camera that is not the one that is gone */
static char *
dup_other_camera (SfSessionTrouble *self)
{
  SfCamera *camera = sf_booth_get_camera (self->booth);
  GListModel *cameras = sf_booth_get_cameras (self->booth);

  for (guint i = 0; i < g_list_model_get_n_items (cameras); i++) {
    g_autoptr (SfCameraDevice) device = g_list_model_get_item (cameras, i);
    const char *id = sf_camera_device_get_id (device);

    if (camera == NULL ||
        !g_str_equal (id, sf_camera_device_get_id (sf_camera_get_device (camera))))
      return g_strdup (id);
  }

  return NULL;
}

static void
on_response (SfSessionTrouble *self, const char *response)
{
  g_autofree char *other = dup_other_camera (self);

  g_clear_weak_pointer (&self->dialog); /* it closes by itself */
  if (g_str_equal (response, "camera") && other != NULL)
    sf_booth_use_camera (self->booth, other);
  else if (g_str_equal (response, "photo"))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.choose-photo", NULL);
  else if (g_str_equal (response, "retry"))
    sf_booth_retry_camera (self->booth);
  else if (g_str_equal (response, "preferences"))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "app.preferences", NULL);
}

static void
open_dialog (SfSessionTrouble *self, const char *title, const char *sentence)
{
  close_dialog (self);
  self->is_of_camera = FALSE;
  g_set_weak_pointer (&self->dialog,
                      sf_compat_alert_new (GTK_WIDGET (self->window), title, sentence));
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
}

static void
tell_of_camera (SfSessionTrouble *self)
{
  SfErrorText text = sf_error_text_of (sf_booth_get_camera_error (self->booth));
  g_autofree char *other = dup_other_camera (self);

  open_dialog (self, text.title, text.sentence);
  self->is_of_camera = TRUE;
  sf_compat_alert_add (self->dialog, "retry", _ ("_Try Again"));
  sf_compat_alert_add (self->dialog, "photo", _ ("Use a _Photo Instead"));
  if (other != NULL)
    sf_compat_alert_add (self->dialog, "camera", _ ("Use _Another Camera"));
  sf_compat_alert_set_default (self->dialog, other != NULL ? "camera" : "photo");
  sf_compat_alert_present (self->dialog, GTK_WIDGET (self->window));
}

static void
on_camera_status (SfSessionTrouble *self)
{
  if (sf_booth_get_session (self->booth) != NULL && sf_booth_get_camera_error (self->booth) != NULL)
    tell_of_camera (self);
  else if (self->is_of_camera)
    close_dialog (self);
}

static void
on_cameras_changed (SfSessionTrouble *self)
{
  g_autofree char *other = NULL;

  if (self->dialog == NULL || !self->is_of_camera)
    return;

  other = dup_other_camera (self);
  if (sf_compat_alert_has (self->dialog, "camera") != (other != NULL))
    tell_of_camera (self);
}

static void
on_session_live_failed (SfSessionTrouble *self, const GError *error)
{
  SfErrorText text = sf_error_text_of (error);
  g_autofree char *body =
    g_strjoin ("\n\n", text.sentence, _ ("You can take photos together without it."), NULL);

  open_dialog (self, text.title, body);
  sf_compat_alert_add (self->dialog, "close", _ ("_Go On Without"));
  sf_compat_alert_present (self->dialog, GTK_WIDGET (self->window));
}

/* Whatever else drops a shot is told where it happens, and passes. */
static void
on_session_dropped (SfSessionTrouble *self,
                    gboolean by_other,
                    SfCancelReason reason,
                    const GError *error)
{
  SfErrorText text;

  if (error == NULL || sf_trouble_of (error) != SF_TROUBLE_STORAGE)
    return;

  text = sf_error_text_of (error);
  open_dialog (self, text.title, text.sentence);
  sf_compat_alert_add (self->dialog, "close", C_ ("button", "_Close"));
  sf_compat_alert_add (self->dialog, "preferences", text.label);
  sf_compat_alert_set_default (self->dialog, "preferences");
  sf_compat_alert_present (self->dialog, GTK_WIDGET (self->window));
}

static void
sf_session_trouble_dispose (GObject *object)
{
  SfSessionTrouble *self = SF_SESSION_TROUBLE (object);

  close_dialog (self);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (sf_session_trouble_parent_class)->dispose (object);
}

static void
sf_session_trouble_class_init (SfSessionTroubleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sf_session_trouble_dispose;
}

static void
sf_session_trouble_init (SfSessionTrouble *self)
{
  self->session_signals = g_signal_group_new (SF_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "live-failed",
                                  G_CALLBACK (on_session_live_failed), self);
  g_signal_group_connect_swapped (self->session_signals, "shot-dropped",
                                  G_CALLBACK (on_session_dropped), self);
}

SfSessionTrouble *
sf_session_trouble_new (GtkWindow *window, SfBooth *booth)
{
  SfSessionTrouble *self = g_object_new (SF_TYPE_SESSION_TROUBLE, NULL);

  self->window = window;
  self->booth = g_object_ref (booth);
  g_signal_connect_object (booth, "notify::camera-status", G_CALLBACK (on_camera_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sf_booth_get_cameras (booth), "items-changed",
                           G_CALLBACK (on_cameras_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "ended", G_CALLBACK (close_dialog), self, G_CONNECT_SWAPPED);
  g_object_bind_property (booth, "session", self->session_signals, "target", G_BINDING_SYNC_CREATE);

  return self;
}

GtkWidget *
sf_session_trouble_get_dialog (SfSessionTrouble *self)
{
  g_return_val_if_fail (SF_IS_SESSION_TROUBLE (self), NULL);

  return self->dialog;
}
