/* The seconds to the photo, over the live picture: both see the same instant. */

#include "ui/sf-countdown.h"

#include "ui/sf-compat.h"
#include "ui/sf-resources.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define FLASH_US G_USEC_PER_SEC      /* so long the light is on before the photo */
#define FLASH_RISE_US (150 * 1000)   /* in which it comes */
#define LENS_US (2 * G_USEC_PER_SEC) /* so long one is told to look there */

static const GdkRGBA flash_colour = {1, 0.98f, 0.94f, 1};

struct _SfCountdown {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *lens;
  GtkLabel *number;
  GtkLabel *who;
  GtkWidget *cancel;

  gint64 at_us;
  gboolean has_flash;
  guint tick;
  guint left;   /* the number that is shown */
  guint most;   /* what was agreed on comes a moment later than the number that was chosen */
  double light; /* 0..1 */
};

G_DEFINE_FINAL_TYPE (SfCountdown, sf_countdown, GTK_TYPE_WIDGET)

enum {
  SIGNAL_SECOND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

guint
sf_countdown_number (gint64 us)
{
  return us <= 0 ? 0 : (guint) ((us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static void
set_light (SfCountdown *self, double light)
{
  if (light == self->light)
    return;

  self->light = light;
  if (light > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "light");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "light");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Where nothing can be announced, a screen reader tells another name of what has the focus. */
static void
say_number (SfCountdown *self, const char *number)
{
  /* Translators: the button that stops a countdown, and the seconds that are left */
  g_autofree char *name = g_strdup_printf (C_ ("countdown", "Cancel, %s"), number);

  if (sf_can_announce ())
    sf_announce (GTK_WIDGET (self), number, SF_ANNOUNCE_HIGH);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->cancel), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    name, -1);
}

static void
show_number (SfCountdown *self, guint left)
{
  g_autofree char *text = g_strdup_printf ("%u", left);

  self->left = left;
  if (left > 0) {
    gtk_label_set_label (self->number, text);
    say_number (self, text);
  }
  g_signal_emit (self, signals[SIGNAL_SECOND], 0, left);
}

/* The number is derived from the instant at every frame, so no timer can drift from it. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SfCountdown *self = SF_COUNTDOWN (widget);
  gint64 left_us = self->at_us - g_get_monotonic_time ();
  guint left = MIN (sf_countdown_number (left_us), self->most);

  gtk_widget_set_visible (self->lens, left_us < LENS_US);
  if (self->has_flash)
    set_light (self, CLAMP ((double) (FLASH_US - left_us) / FLASH_RISE_US, 0, 1));
  if (left != self->left)
    show_number (self, left);

  return G_SOURCE_CONTINUE;
}

static void
sf_countdown_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SfCountdown *self = SF_COUNTDOWN (widget);
  GdkRGBA colour = flash_colour;

  if (self->light > 0) {
    colour.alpha = (float) self->light;
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                    (float) gtk_widget_get_height (widget)));
  }
  GTK_WIDGET_CLASS (sf_countdown_parent_class)->snapshot (widget, snapshot);
}

static void
sf_countdown_dispose (GObject *object)
{
  SfCountdown *self = SF_COUNTDOWN (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sf_countdown_parent_class)->dispose (object);
}

static void
sf_countdown_class_init (SfCountdownClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_countdown_dispose;
  widget_class->snapshot = sf_countdown_snapshot;

  signals[SIGNAL_SECOND] = g_signal_new ("second", SF_TYPE_COUNTDOWN, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "countdown");
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-countdown.ui");
  gtk_widget_class_bind_template_child (widget_class, SfCountdown, content);
  gtk_widget_class_bind_template_child (widget_class, SfCountdown, lens);
  gtk_widget_class_bind_template_child (widget_class, SfCountdown, number);
  gtk_widget_class_bind_template_child (widget_class, SfCountdown, who);
  gtk_widget_class_bind_template_child (widget_class, SfCountdown, cancel);
}

static void
sf_countdown_init (SfCountdown *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sf_countdown_new (void)
{
  return g_object_new (SF_TYPE_COUNTDOWN, NULL);
}

void
sf_countdown_start (SfCountdown *self, gint64 at_us, const char *who, gboolean has_flash)
{
  gint64 left_us = at_us - g_get_monotonic_time ();

  g_return_if_fail (SF_IS_COUNTDOWN (self));

  self->at_us = at_us;
  self->has_flash = has_flash && adw_get_enable_animations (GTK_WIDGET (self));
  self->left = G_MAXUINT;
  self->most = MAX (1, sf_countdown_number (left_us - G_USEC_PER_SEC / 2));
  gtk_label_set_label (self->who, who);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->cancel);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

void
sf_countdown_stop (SfCountdown *self)
{
  g_return_if_fail (SF_IS_COUNTDOWN (self));

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  set_light (self, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
