/* Which way the live picture takes, and a word when it is a slow one. */

#include "ui/sf-path-note.h"

#include "ui/sf-live-words.h"

struct _SfPathNote {
  GtkWidget parent_instance;

  GtkWidget *label;

  SfSession *session; /* (nullable) */
  SfLiveQualityMeter meter;
  guint64 n_lost; /* packets, when it was asked last */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SfPathNote, sf_path_note, GTK_TYPE_WIDGET)

static void
show_path (SfPathNote *self)
{
  SfPathKind kind = SF_PATH_KIND_DIRECT;
  gboolean is_connected = self->session == NULL || sf_session_get_path (self->session, &kind);
  const char *slow = is_connected ? sf_live_words_get_quality (self->meter.quality) : NULL;

  gtk_label_set_label (GTK_LABEL (self->label),
                       slow != NULL ? slow : sf_live_words_get_path (is_connected, kind));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sf_live_words_get_path_hint (is_connected, kind));
}

void
sf_path_note_hear (SfPathNote *self, const SfLiveQualitySample *sample)
{
  g_return_if_fail (SF_IS_PATH_NOTE (self));

  if (sf_live_quality_meter_add (&self->meter, sample))
    show_path (self);
}

/* While photographs move, the picture makes room for them: that says nothing of the way. */
static gboolean
on_second (gpointer user_data)
{
  SfPathNote *self = user_data;
  SfLive *live = self->session != NULL ? sf_session_get_live (self->session) : NULL;
  SfPathKind kind;
  SfLiveStats stats;

  if (live == NULL || sf_session_get_state (self->session) != SF_SESSION_STATE_LIVE ||
      !sf_session_get_path (self->session, &kind))
    return G_SOURCE_CONTINUE;

  sf_live_get_stats (live, &stats);
  sf_path_note_hear (
    self, &(SfLiveQualitySample){
            .bitrate_bps = stats.bitrate_bps,
            .queueing_us = stats.queueing_us,
            .n_lost = (guint) (stats.n_lost_packets - MIN (self->n_lost, stats.n_lost_packets)),
          });
  self->n_lost = stats.n_lost_packets;
  return G_SOURCE_CONTINUE;
}

static void
sf_path_note_map (GtkWidget *widget)
{
  SfPathNote *self = SF_PATH_NOTE (widget);

  GTK_WIDGET_CLASS (sf_path_note_parent_class)->map (widget);
  self->timer = g_timeout_add_seconds (1, on_second, self);
}

static void
sf_path_note_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&SF_PATH_NOTE (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (sf_path_note_parent_class)->unmap (widget);
}

static void
sf_path_note_dispose (GObject *object)
{
  SfPathNote *self = SF_PATH_NOTE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (sf_path_note_parent_class)->dispose (object);
}

static void
sf_path_note_class_init (SfPathNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_path_note_dispose;
  widget_class->map = sf_path_note_map;
  widget_class->unmap = sf_path_note_unmap;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sf_path_note_init (SfPathNote *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap",
                              TRUE, "justify", GTK_JUSTIFY_RIGHT, NULL);
  gtk_widget_add_css_class (self->label, "stage-note");
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

void
sf_path_note_set_session (SfPathNote *self, SfSession *session)
{
  g_return_if_fail (SF_IS_PATH_NOTE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (g_set_object (&self->session, session)) {
    self->meter = (SfLiveQualityMeter){0};
    self->n_lost = 0;
  }
  if (session == NULL)
    return;

  g_signal_connect_swapped (session, "connected", G_CALLBACK (show_path), self);
  g_signal_connect_swapped (session, "reconnecting", G_CALLBACK (show_path), self);
  show_path (self);
}
