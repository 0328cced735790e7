/* Both people live, exactly as the photo will be, and the shutter. */

#include "ui/sf-live-page.h"

#include "ui/sf-countdown.h"
#include "ui/sf-layout-chooser.h"
#include "ui/sf-live-strip.h"
#include "ui/sf-live-words.h"
#include "ui/sf-path-note.h"
#include "ui/sf-resources.h"
#include "ui/sf-sounds.h"
#include "ui/sf-stage.h"

#include "app/synthesis/sy-layout.h"

#include <glib/gi18n.h>

struct _SfLivePage {
  SfPage parent_instance;

  SfStage *stage;
  SfPathNote *path_note;
  SfCountdown *countdown;
  GtkWidget *controls;
  SfLayoutChooser *chooser;
  GtkWidget *countdown_button;
  AdwButtonContent *countdown_content;
  GtkWidget *shutter;

  SfLiveStrip *strip; /* (nullable): once it is made */
  SfSession *session; /* (nullable) */
  gboolean is_seen;   /* the other's first picture came */
  gint64 stopped_us;  /* when their picture stopped, 0 while it moves */
  guint stopped_timer;
};

G_DEFINE_FINAL_TYPE (SfLivePage, sf_live_page, SF_TYPE_PAGE)

static SfBooth *
get_booth (SfLivePage *self)
{
  return sf_page_get_booth (SF_PAGE (self));
}

static GSettings *
get_settings (SfLivePage *self)
{
  return sf_booth_get_settings (get_booth (self));
}

static int
get_own (SfLivePage *self)
{
  return sf_session_is_creator (self->session) ? 0 : 1;
}

static const char *
get_name (SfLivePage *self)
{
  return sf_live_words_get_name (sf_session_get_peer_introduction (self->session));
}

/* What is shown */

static gboolean
is_counting (SfLivePage *self)
{
  return self->session != NULL &&
         sf_session_get_state (self->session) == SF_SESSION_STATE_COUNTDOWN;
}

static void
update_countdown (SfLivePage *self)
{
  const SfShot *shot;
  g_autofree char *who = NULL;

  if (!is_counting (self)) {
    sf_countdown_stop (self->countdown);
    gtk_widget_remove_css_class (GTK_WIDGET (self->stage), "counting");
    gtk_widget_set_visible (GTK_WIDGET (self->path_note), TRUE);
    return;
  }

  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "counting");
  gtk_widget_set_visible (GTK_WIDGET (self->path_note), FALSE);
  shot = sf_session_get_shot (self->session);
  who = sf_live_words_dup_started (shot, get_name (self));
  sf_countdown_start (self->countdown, sf_shot_get_next_us (shot), who,
                      g_settings_get_boolean (get_settings (self), "screen-flash"));
}

static void
update_actions (SfLivePage *self)
{
  SfSessionState state = self->session != NULL ? sf_session_get_state (self->session)
                                               : SF_SESSION_STATE_ENDED;
  gboolean is_live = state == SF_SESSION_STATE_LIVE;

  sf_page_enable_action (SF_PAGE (self), "shoot", is_live || is_counting (self));
  sf_page_enable_action (SF_PAGE (self), "cancel", is_counting (self));
  sf_page_enable_action (SF_PAGE (self), "layout", is_live);
  gtk_widget_set_sensitive (self->controls, is_live);
}

static void
update_recipe (SfLivePage *self)
{
  const SfRecipe *recipe = sf_session_get_recipe (self->session);
  GAction *layout =
    g_action_map_lookup_action (G_ACTION_MAP (sf_page_get_actions (SF_PAGE (self))), "layout");

  sf_stage_set_recipe (self->stage, recipe);
  g_simple_action_set_state (G_SIMPLE_ACTION (layout), g_variant_new_int32 (recipe->layout));
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), recipe->mode == SF_MODE_SYNTHESIS);
}

static void
update_notices (SfLivePage *self)
{
  int own = get_own (self);
  SfCameraStatus status = sf_booth_get_camera_status (get_booth (self));
  gboolean has_picture = status == SF_CAMERA_STATUS_READY || status == SF_CAMERA_STATUS_PHOTO;
  g_autofree char *stopped = NULL;

  if (!sf_session_has_peer_camera (self->session))
    stopped = sf_live_words_dup_camera_off (get_name (self));
  else if (self->stopped_us != 0)
    stopped = sf_live_words_dup_stopped (g_get_monotonic_time () - self->stopped_us);
  else if (!self->is_seen)
    stopped = g_strdup (_ ("Waiting for their picture…"));
  sf_stage_set_notice (self->stage, 1 - own, stopped);
  sf_stage_set_notice (self->stage, own, has_picture ? NULL : _ ("Your camera gives no picture"));
}

static void
watch_own_camera (SfLivePage *self)
{
  if (self->session != NULL)
    sf_stage_watch_camera (self->stage, get_own (self), sf_booth_get_camera (get_booth (self)));
}

static gboolean
on_stopped_timer (gpointer user_data)
{
  update_notices (user_data);
  return G_SOURCE_CONTINUE;
}

static void
set_stopped (SfLivePage *self, gint64 stopped_us)
{
  self->stopped_us = stopped_us;
  g_clear_handle_id (&self->stopped_timer, g_source_remove);
  if (stopped_us != 0)
    self->stopped_timer = g_timeout_add_seconds (1, on_stopped_timer, self);
  update_notices (self);
}

static void
update_feeds (SfLivePage *self)
{
  SfLive *live = sf_session_get_live (self->session);
  SfFrame *newest = live != NULL ? sf_live_dup_remote_frame (live) : NULL;

  self->is_seen = newest != NULL;
  g_clear_pointer (&newest, sf_frame_unref);
  watch_own_camera (self);
  sf_stage_watch_live (self->stage, 1 - get_own (self), live);
  update_notices (self);
}

static void
update_strip (SfLivePage *self)
{
  sf_live_strip_follow (self->strip, self->session);
}

/* What the session says */

static void
on_session_state (SfLivePage *self)
{
  if (sf_session_get_state (self->session) == SF_SESSION_STATE_LIVE) {
    sf_stage_set_people (self->stage, get_own (self), get_name (self));
    sf_page_set_title (SF_PAGE (self), get_name (self));
    update_recipe (self);
    update_feeds (self);
  }
  update_actions (self);
  update_countdown (self);
  update_strip (self);
}

static void
on_session_live (SfLivePage *self, gint64 first_frame_us)
{
  self->is_seen = TRUE;
  set_stopped (self, 0);
}

static void
on_session_frozen (SfLivePage *self)
{
  set_stopped (self, g_get_monotonic_time () - SF_LIVE_FROZEN_US);
}

static void
on_session_resumed (SfLivePage *self)
{
  set_stopped (self, 0);
}

static void
on_session_recipe (SfLivePage *self, gboolean by_other)
{
  int before = sf_stage_get_recipe (self->stage)->layout;
  const SfRecipe *recipe = sf_session_get_recipe (self->session);

  update_recipe (self);
  if (by_other && recipe->layout != before && recipe->mode == SF_MODE_SYNTHESIS) {
    g_autofree char *text = sf_live_words_dup_layout (get_name (self), recipe->layout);

    sf_page_toast_news (SF_PAGE (self), text);
  }
}

static void
on_session_dropped (SfLivePage *self, gboolean by_other, SfCancelReason reason, const GError *error)
{
  g_autofree char *text = sf_live_words_dup_dropped (by_other, reason, get_name (self));

  if (text != NULL)
    sf_page_toast (SF_PAGE (self), text);
}

static void
forget_session (SfLivePage *self)
{
  if (self->session == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->session, self);
  for (int i = 0; i < 2; i++)
    sf_stage_watch_live (self->stage, i, NULL);
  self->is_seen = FALSE;
  self->stopped_us = 0;
  g_clear_handle_id (&self->stopped_timer, g_source_remove);
  sf_countdown_stop (self->countdown);
  sf_path_note_set_session (self->path_note, NULL);
  g_clear_object (&self->session);
  update_strip (self);
}

static void
on_booth_session (SfLivePage *self)
{
  const struct {
    const char *name;
    GCallback callback;
  } handlers[] = {
    {"notify::state", G_CALLBACK (on_session_state)},
    {"saved", G_CALLBACK (update_strip)},
    {"preview", G_CALLBACK (update_strip)},
    {"live", G_CALLBACK (on_session_live)},
    {"frozen", G_CALLBACK (on_session_frozen)},
    {"resumed", G_CALLBACK (on_session_resumed)},
    {"peer-camera", G_CALLBACK (update_notices)},
    {"recipe-changed", G_CALLBACK (on_session_recipe)},
    {"shot-dropped", G_CALLBACK (on_session_dropped)},
  };

  forget_session (self);
  self->session = sf_booth_get_session (get_booth (self));
  if (self->session == NULL)
    return;

  g_object_ref (self->session);
  sf_path_note_set_session (self->path_note, self->session);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (self->session, handlers[i].name, handlers[i].callback, self);
  on_session_state (self);
}

/* What the person does */

/* What it is too late for, once the countdown runs, is not shown either. */
static void
on_recipe_edited (SfLivePage *self)
{
  if (self->session == NULL)
    return;

  sf_session_change_recipe (self->session, sf_stage_get_recipe (self->stage));
  sf_stage_set_recipe (self->stage, sf_session_get_recipe (self->session));
}

static void
change_layout (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  SfLivePage *self = user_data;
  int layout = g_variant_get_int32 (state);
  SfRecipe recipe;

  if (self->session == NULL || layout < 0 || layout >= sy_n_layouts)
    return;

  recipe = *sf_session_get_recipe (self->session);
  if (recipe.mode != SF_MODE_SYNTHESIS || recipe.layout == layout)
    return;

  sf_recipe_set_layout (&recipe, (guint8) layout);
  sf_session_change_recipe (self->session, &recipe);
  g_settings_set_string (get_settings (self), "layout", sy_layouts[layout].name);
}

static void
update_countdown_label (SfLivePage *self)
{
  int seconds = g_settings_get_int (get_settings (self), "countdown");
  /* Translators: the length of the countdown, as short as can be. */
  g_autofree char *text = g_strdup_printf (C_ ("countdown", "%d s"), seconds);
  GAction *action =
    g_action_map_lookup_action (G_ACTION_MAP (sf_page_get_actions (SF_PAGE (self))), "countdown");

  adw_button_content_set_label (self->countdown_content, text);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (self->countdown_button)),
    GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Countdown"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_int32 (seconds));
}

static void
change_countdown (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_settings_set_int (get_settings (user_data), "countdown", g_variant_get_int32 (state));
}

static void
on_second (SfLivePage *self, guint left)
{
  GSettings *settings = get_settings (self);

  if (left > 0 && g_settings_get_boolean (settings, "countdown-sound"))
    sf_sounds_play (SF_SOUND_TICK);
  if (left == 0 && g_settings_get_boolean (settings, "shutter-sound"))
    sf_sounds_play (SF_SOUND_SHUTTER);
}

static void
activate_cancel (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfLivePage *self = user_data;

  if (self->session != NULL)
    sf_session_cancel (self->session);
}

/* The key that starts it also stops it. */
static void
activate_shoot (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfLivePage *self = user_data;
  guint seconds = (guint) g_settings_get_int (get_settings (self), "countdown");
  SfCancelReason reason;

  if (is_counting (self))
    activate_cancel (NULL, NULL, self);
  else if (self->session != NULL && !sf_session_press (self->session, seconds * 1000, &reason) &&
           reason == SF_CANCEL_CLOCK)
    sf_page_toast (SF_PAGE (self), sf_live_words_get_clocks ());
}

static void
activate_leave (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfLivePage *self = user_data;

  if (self->session != NULL)
    sf_page_confirm_leave (SF_PAGE (self));
}

/* Esc is always the safest: first the countdown, then the question. */
static void
activate_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfLivePage *self = user_data;

  if (is_counting (self))
    activate_cancel (NULL, NULL, self);
  else
    activate_leave (NULL, NULL, self);
}

static const GActionEntry actions[] = {
  {.name = "shoot", .activate = activate_shoot},
  {.name = "cancel", .activate = activate_cancel},
  {.name = "leave", .activate = activate_leave},
  {.name = "back", .activate = activate_back},
  {.name = "layout", .parameter_type = "i", .state = "0", .change_state = change_layout},
  {.name = "countdown", .parameter_type = "i", .state = "3", .change_state = change_countdown},
};

static void
sf_live_page_constructed (GObject *object)
{
  SfLivePage *self = SF_LIVE_PAGE (object);
  SfBooth *booth = get_booth (self);

  G_OBJECT_CLASS (sf_live_page_parent_class)->constructed (object);

  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
  self->strip = sf_live_strip_new (self->stage);
  sf_layout_chooser_set_stage (self->chooser, self->stage);
  g_signal_connect_object (self->stage, "recipe-edited", G_CALLBACK (on_recipe_edited), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->countdown, "second", G_CALLBACK (on_second), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sf_booth_get_settings (booth), "changed::countdown",
                           G_CALLBACK (update_countdown_label), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::camera", G_CALLBACK (watch_own_camera), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::session", G_CALLBACK (on_booth_session), self,
                           G_CONNECT_SWAPPED);
  update_countdown_label (self);
  update_actions (self);
  on_booth_session (self);
}

static void
sf_live_page_dispose (GObject *object)
{
  SfLivePage *self = SF_LIVE_PAGE (object);

  forget_session (self);
  g_clear_pointer (&self->strip, sf_live_strip_free);

  G_OBJECT_CLASS (sf_live_page_parent_class)->dispose (object);
}

static void
sf_live_page_class_init (SfLivePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sf_live_page_constructed;
  object_class->dispose = sf_live_page_dispose;

  g_type_ensure (SF_TYPE_COUNTDOWN);
  g_type_ensure (SF_TYPE_LAYOUT_CHOOSER);
  g_type_ensure (SF_TYPE_PATH_NOTE);
  g_type_ensure (SF_TYPE_STAGE);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-live-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, stage);
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, path_note);
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, countdown);
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, controls);
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, chooser);
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, countdown_button);
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, countdown_content);
  gtk_widget_class_bind_template_child (widget_class, SfLivePage, shutter);
}

static void
sf_live_page_init (SfLivePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
