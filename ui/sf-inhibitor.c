/* What the desktop must not do in the middle of a session. */

#include "ui/sf-inhibitor.h"

#include <glib/gi18n.h>

struct _SfInhibitor {
  GObject parent_instance;

  GtkApplication *application;
  GtkWindow *window;
  SfBooth *booth;
  GtkApplicationInhibitFlags flags;
  guint cookie; /* 0 without flags, or where nobody can be asked */
};

G_DEFINE_FINAL_TYPE (SfInhibitor, sf_inhibitor, G_TYPE_OBJECT)

/* The other person must not wait for a computer that fell asleep, nor lose the photo to one that
 * is turned off. */
static GtkApplicationInhibitFlags
get_flags (SfBooth *booth)
{
  GtkApplicationInhibitFlags awake = GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE;
  SfSessionState state = sf_booth_get_session_state (booth);

  if (sf_booth_get_session (booth) == NULL)
    return 0;
  if (state >= SF_SESSION_STATE_CAPTURING && state <= SF_SESSION_STATE_COMPOSING)
    return awake | GTK_APPLICATION_INHIBIT_LOGOUT;

  return awake;
}

static void
inhibit (SfInhibitor *self, GtkApplicationInhibitFlags flags)
{
  guint earlier = self->cookie;

  if (flags == self->flags)
    return;

  self->flags = flags;
  self->cookie = flags != 0 ? gtk_application_inhibit (self->application, self->window, flags,
                                                       _ ("A photo is being taken together"))
                            : 0;
  if (earlier != 0)
    gtk_application_uninhibit (self->application, earlier);
}

static void
on_booth_session (SfInhibitor *self)
{
  inhibit (self, get_flags (self->booth));
}

static void
sf_inhibitor_dispose (GObject *object)
{
  SfInhibitor *self = SF_INHIBITOR (object);

  inhibit (self, 0);
  g_clear_object (&self->booth);
  g_clear_object (&self->application);

  G_OBJECT_CLASS (sf_inhibitor_parent_class)->dispose (object);
}

static void
sf_inhibitor_class_init (SfInhibitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sf_inhibitor_dispose;
}

static void
sf_inhibitor_init (SfInhibitor *self)
{
}

SfInhibitor *
sf_inhibitor_new (GtkWindow *window, SfBooth *booth)
{
  SfInhibitor *self = g_object_new (SF_TYPE_INHIBITOR, NULL);

  self->application = g_object_ref (gtk_window_get_application (window));
  self->window = window;
  self->booth = g_object_ref (booth);
  g_signal_connect_object (booth, "notify::session-state", G_CALLBACK (on_booth_session), self,
                           G_CONNECT_SWAPPED);
  on_booth_session (self);

  return self;
}
