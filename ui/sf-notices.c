/* What the desktop is told while nobody looks at the window. */

#include "ui/sf-notices.h"

#include <glib/gi18n.h>

#define NOTICE_ID "session"

/* No names: the notification may be shown on a locked screen. */
static const struct {
  const char *title;
  GNotificationPriority priority;
} notices[SF_SESSION_N_STATES] = {
  [SF_SESSION_STATE_REQUEST] = {N_ ("Somebody wants to take a photo with you"),
                                G_NOTIFICATION_PRIORITY_URGENT},
  [SF_SESSION_STATE_ASKED] = {N_ ("The other person asks for something else"),
                              G_NOTIFICATION_PRIORITY_URGENT},
  [SF_SESSION_STATE_LIVE] = {N_ ("The other person is there"), G_NOTIFICATION_PRIORITY_HIGH},
  [SF_SESSION_STATE_RESULT] = {N_ ("Your photo is ready"), G_NOTIFICATION_PRIORITY_NORMAL},
};

struct _SfNotices {
  GObject parent_instance;

  GApplication *application;
  GtkWindow *window; /* outlives this */
  SfBooth *booth;
  gboolean is_told; /* something may be there to be withdrawn */
};

G_DEFINE_FINAL_TYPE (SfNotices, sf_notices, G_TYPE_OBJECT)

const char *
sf_notices_get_title (SfSessionState state)
{
  g_return_val_if_fail (state < SF_SESSION_N_STATES, NULL);

  return notices[state].title != NULL ? _ (notices[state].title) : NULL;
}

/* On a desktop without notifications even withdrawing complains. */
static void
withdraw (SfNotices *self)
{
  if (self->is_told)
    g_application_withdraw_notification (self->application, NOTICE_ID);
  self->is_told = FALSE;
}

static void
tell (SfNotices *self, const char *title, GNotificationPriority priority)
{
  g_autoptr (GNotification) notification = NULL;

  if (title == NULL || gtk_window_is_active (self->window)) {
    withdraw (self);
    return;
  }

  notification = g_notification_new (title);
  g_notification_set_priority (notification, priority);
  self->is_told = TRUE;
  g_application_send_notification (self->application, NOTICE_ID, notification);
}

static void
on_state (SfNotices *self)
{
  SfSessionState state = sf_booth_get_session_state (self->booth);

  tell (self, sf_notices_get_title (state), notices[state].priority);
}

/* Why, stands in the window. */
static void
on_ended (SfNotices *self, const GError *error)
{
  if (error != NULL)
    tell (self, _ ("The session has ended"), G_NOTIFICATION_PRIORITY_HIGH);
}

/* What was there when one looked away is no news. */
static void
on_active (SfNotices *self)
{
  if (gtk_window_is_active (self->window))
    withdraw (self);
}

static void
sf_notices_dispose (GObject *object)
{
  SfNotices *self = SF_NOTICES (object);

  g_clear_object (&self->application);
  g_clear_object (&self->booth);

  G_OBJECT_CLASS (sf_notices_parent_class)->dispose (object);
}

static void
sf_notices_class_init (SfNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sf_notices_dispose;
}

static void
sf_notices_init (SfNotices *self)
{
}

SfNotices *
sf_notices_new (GtkWindow *window, SfBooth *booth)
{
  SfNotices *self = g_object_new (SF_TYPE_NOTICES, NULL);

  self->application = g_object_ref (G_APPLICATION (gtk_window_get_application (window)));
  self->window = window;
  self->booth = g_object_ref (booth);
  g_signal_connect_object (booth, "notify::session-state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active), self,
                           G_CONNECT_SWAPPED);

  return self;
}
