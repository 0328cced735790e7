/* The photo that both have: as soon as there is a small version, and what to do with it. */

#include "ui/sf-result-page-private.h"

#include "ui/sf-accessible.h"
#include "ui/sf-live-words.h"
#include "ui/sf-photo-trash.h"
#include "ui/sf-resources.h"
#include "ui/sf-result-words.h"
#include "ui/sf-window.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (SfResultPage, sf_result_page, SF_TYPE_PAGE)

static SfBooth *
get_booth (SfResultPage *self)
{
  return sf_page_get_booth (SF_PAGE (self));
}

static SfSessionState
get_state (SfResultPage *self)
{
  return self->session != NULL ? sf_session_get_state (self->session) : SF_SESSION_STATE_ENDED;
}

gboolean
sf_result_page_is_together (SfResultPage *self)
{
  return get_state (self) < SF_SESSION_STATE_CLOSING;
}

/* What is shown */

void
sf_result_page_update_actions (SfResultPage *self)
{
  static const char *const of_photo[] = {"keep",   "discard", "copy",     "open",
                                         "folder", "layout",  "originals"};
  SfSessionState state = get_state (self);
  gboolean is_open = self->is_complete && !self->is_decided && state != SF_SESSION_STATE_WAITING;
  gboolean can_retake = is_open && sf_session_can_retake (self->session);

  for (gsize i = 0; i < G_N_ELEMENTS (of_photo); i++)
    sf_page_enable_action (SF_PAGE (self), of_photo[i], is_open);
  sf_page_enable_action (SF_PAGE (self), "retake", is_open && state == SF_SESSION_STATE_RESULT);
  gtk_widget_set_visible (self->retake_button, sf_result_page_is_together (self));
  sf_page_enable_action (SF_PAGE (self), "retake-one", can_retake);
  gtk_widget_set_visible (GTK_WIDGET (self->cells), can_retake);
  gtk_widget_set_visible (self->tools, is_open);
}

/* Beside a picture that is high, above one that is broad: there is room in a narrow window. */
static void
place_tools (SfResultPage *self, GdkTexture *texture)
{
  gboolean is_high = gdk_texture_get_height (texture) > gdk_texture_get_width (texture);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->tools),
                                  is_high ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
on_picture_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfResultPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sf_shot_picture_finish (result, &error);
  gboolean is_of_both = self->has_small || self->is_complete;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (is_of_both)
    gtk_spinner_stop (self->spinner);
  if (texture == NULL)
    return;

  if (self->is_complete && self->kind == SF_SHOT_PICTURE_RESULT) {
    sf_strip_cells_show (self->cells, texture, &sf_session_get_shot (self->session)->recipe);
    place_tools (self, texture);
  }
  sf_result_view_show (self->view, texture, is_of_both && !self->has_slid);
  self->has_slid = is_of_both;
}

/* What is asked for last is shown, whichever is ready first. */
void
sf_result_page_show (SfResultPage *self, SfShotPictureKind kind)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->kind = kind;
  sf_shot_picture_async (sf_session_get_shot (self->session), kind, self->cancellable,
                         on_picture_ready, g_object_ref (self));
}

static void
show_what_is_here (SfResultPage *self)
{
  const SfShot *shot = sf_session_get_shot (self->session);

  if (self->has_small || self->is_complete || shot == NULL)
    return;

  if (sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_SMALL)) {
    self->has_small = TRUE;
    sf_result_page_show (self, SF_SHOT_PICTURE_SMALL);
  } else if (!self->has_own && sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_OWN)) {
    self->has_own = TRUE;
    sf_result_page_show (self, SF_SHOT_PICTURE_OWN);
  }
}

static const char *
get_proof_icon (const SfShot *shot)
{
  if (!sf_shot_is_complete (shot))
    return "computer-symbolic";

  return sf_shot_is_identical (shot) ? "emblem-ok-symbolic" : "dialog-warning-symbolic";
}

static void
show_facts (SfResultPage *self, const SfShot *shot)
{
  g_autofree char *skew_hint = NULL;
  g_autofree char *skew = sf_result_words_dup_skew (shot, &skew_hint);
  g_autofree char *size = sf_result_words_dup_size (shot->picture);
  const char *proof_hint;
  const char *proof = sf_result_words_get_proof (shot, &proof_hint);

  gtk_label_set_label (self->skew_label, skew != NULL ? skew : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->skew_label), skew_hint);
  gtk_widget_set_visible (self->skew_child, skew != NULL);
  gtk_label_set_label (self->size_label, size);
  /* Of two photos, which may differ in it, there is not one. */
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->size_label)),
                          shot->recipe.mode != SF_MODE_EXCHANGE);
  gtk_label_set_label (self->proof_label, proof);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->proof_label), proof_hint);
  gtk_image_set_from_icon_name (self->proof_icon, get_proof_icon (shot));
  gtk_stack_set_visible_child_name (self->foot, "facts");
}

static gboolean
has_file (GPtrArray *files, const char *path)
{
  return g_ptr_array_find_with_equal_func (files, path, g_str_equal, NULL);
}

static void
collect_files (SfResultPage *self, const SfShot *shot)
{
  for (guint i = 0; i < shot->n_takes; i++) {
    const SfShotTake *takes[] = {&shot->own[i], &shot->theirs[i]};

    for (guint side = 0; side < G_N_ELEMENTS (takes); side++)
      if (takes[side]->photos[SF_PHOTO_FULL].path != NULL)
        g_ptr_array_add (self->files, g_strdup (takes[side]->photos[SF_PHOTO_FULL].path));
  }
  if (!has_file (self->files, shot->path))
    g_ptr_array_add (self->files, g_strdup (shot->path));
}

/* Of a strip that was retaken in part, what is not in it any more. */
static void
discard_replaced (SfResultPage *self, GPtrArray *before)
{
  g_autoptr (GPtrArray) replaced = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < before->len; i++)
    if (!has_file (self->files, g_ptr_array_index (before, i)))
      g_ptr_array_add (replaced, g_strdup (g_ptr_array_index (before, i)));
  if (replaced->len > 0)
    sf_photo_trash_offer (GTK_WIDGET (self), replaced, _ ("Earlier photo discarded"), NULL, NULL,
                          NULL);
}

/* Of a strip there is one layout. */
static void
show_layouts (SfResultPage *self, const SfShot *shot)
{
  const SfShotTake *creator = shot->is_creator ? shot->own : shot->theirs;
  const SfShotTake *joiner = shot->is_creator ? shot->theirs : shot->own;
  gboolean has_choice = shot->recipe.mode == SF_MODE_SYNTHESIS && shot->n_takes == 1;

  gtk_widget_set_visible (GTK_WIDGET (self->chooser), has_choice);
  g_simple_action_set_state (sf_result_page_get_action (self, "layout"),
                             g_variant_new_int32 (shot->recipe.layout));
  if (has_choice)
    sf_layout_chooser_set_photos (self->chooser, creator->photos[SF_PHOTO_FULL].image,
                                  joiner->photos[SF_PHOTO_FULL].image, &shot->recipe);
}

static void
show_complete (SfResultPage *self)
{
  const SfShot *shot = sf_session_get_shot (self->session);
  g_autoptr (GPtrArray) before = NULL;

  if (self->is_complete)
    return;

  self->is_complete = TRUE;
  g_free (self->path);
  self->path = g_strdup (shot->path);
  before = g_steal_pointer (&self->files);
  self->files = g_ptr_array_new_with_free_func (g_free);
  collect_files (self, shot);
  if (shot->proposal.retake.shot != 0)
    discard_replaced (self, before);
  gtk_widget_set_visible (self->originals_button, shot->recipe.mode == SF_MODE_SYNTHESIS);
  g_simple_action_set_state (sf_result_page_get_action (self, "originals"),
                             g_variant_new_boolean (FALSE));
  sf_result_page_show (self, SF_SHOT_PICTURE_RESULT);
  show_facts (self, shot);
  show_layouts (self, shot);
}

static void
begin_shot (SfResultPage *self)
{
  const SfShot *shot = sf_session_get_shot (self->session);

  self->is_complete = self->is_decided = FALSE;
  self->has_own = self->has_small = self->has_slid = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), FALSE);
  if (shot->proposal.retake.shot == 0)
    g_clear_pointer (&self->path, g_free);
  sf_result_view_show (self->view, NULL, FALSE);
  gtk_spinner_start (self->spinner);
  gtk_progress_bar_set_fraction (self->sending, 0);
  gtk_progress_bar_set_fraction (self->receiving, 0);
  gtk_stack_set_visible_child_name (self->foot, "progress");
  show_what_is_here (self);
}

/* For within a sentence. */
static char *
dup_name (SfResultPage *self)
{
  const SfIntroduction *introduction = sf_session_get_peer_introduction (self->session);

  return sf_live_words_isolate (sf_live_words_get_name (introduction));
}

static void
show_waiting (SfResultPage *self)
{
  g_autofree char *name = dup_name (self);
  /* Translators: %s is the other person's name. */
  g_autofree char *text = g_strdup_printf (_ ("Waiting for %s to be ready…"), name);

  gtk_label_set_label (self->waiting_label, text);
  gtk_stack_set_visible_child_name (self->foot, "waiting");
}

/* Another layout was chosen: the photo that is there stays to be looked at. */
static void
show_remaking (SfResultPage *self)
{
  if (!self->is_complete)
    return;

  self->is_complete = FALSE;
  gtk_spinner_start (self->spinner);
  gtk_label_set_label (self->waiting_label, _ ("Both computers make the photo anew…"));
  gtk_stack_set_visible_child_name (self->foot, "waiting");
}

/* What the session says */

static void
on_session_state (SfResultPage *self)
{
  gboolean was_made = g_strcmp0 (gtk_stack_get_visible_child_name (self->foot), "progress") == 0;

  switch (get_state (self)) {
  case SF_SESSION_STATE_EXCHANGING:
    begin_shot (self);
    break;
  case SF_SESSION_STATE_COMPOSING:
    show_remaking (self);
    break;
  case SF_SESSION_STATE_RESULT:
    show_complete (self);
    break;
  case SF_SESSION_STATE_WAITING:
    show_waiting (self);
    break;
  default:
    break;
  }
  sf_result_page_update_actions (self);
  /* While the photo was made there was nothing to take the focus. */
  if (was_made && get_state (self) == SF_SESSION_STATE_RESULT)
    gtk_widget_grab_focus (self->keep_button);
}

static void
on_session_recipe (SfResultPage *self)
{
  g_simple_action_set_state (sf_result_page_get_action (self, "layout"),
                             g_variant_new_int32 (sf_session_get_recipe (self->session)->layout));
}

/* With the other person there it is shown when it is compared. */
static void
on_session_remade (SfResultPage *self)
{
  if (sf_result_page_is_together (self))
    return;

  self->is_complete = FALSE;
  show_complete (self);
  sf_result_page_update_actions (self);
}

static void
on_session_progress (SfResultPage *self, gboolean incoming, guint64 done, guint64 size)
{
  gtk_progress_bar_set_fraction (incoming ? self->receiving : self->sending,
                                 size > 0 ? (double) done / (double) size : 0);
  show_what_is_here (self);
}

static void
on_session_moved (SfResultPage *self, gboolean incoming, guint64 size, gint64 elapsed_us)
{
  gtk_progress_bar_set_fraction (incoming ? self->receiving : self->sending, 1);
  show_what_is_here (self);
}

/* And the picture of it that is on its way. */
void
sf_result_page_forget_session (SfResultPage *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

/* The photo is there to be looked at when the other person leaves; who leaves does not want to. */
static void
stay (SfResultPage *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (self->path == NULL || self->is_decided || sf_result_page_is_together (self) ||
      !SF_IS_WINDOW (window)) {
    sf_result_page_forget_session (self);
    return;
  }

  show_complete (self);
  sf_result_page_update_actions (self);
  sf_window_go (SF_WINDOW (window), "result");
  name = dup_name (self);
  /* Translators: %s is the other person's name. */
  text = g_strdup_printf (_ ("%s left. The photo is yours."), name);
  sf_page_toast (SF_PAGE (self), text);
}

static void
on_booth_session (SfResultPage *self)
{
  const struct {
    const char *name;
    GCallback callback;
  } handlers[] = {
    {"notify::state", G_CALLBACK (on_session_state)},
    {"preview", G_CALLBACK (show_what_is_here)},
    {"saved", G_CALLBACK (show_what_is_here)},
    {"recipe-changed", G_CALLBACK (on_session_recipe)},
    {"remade", G_CALLBACK (on_session_remade)},
    {"peer-ready", G_CALLBACK (sf_result_page_update_actions)},
    {"progress", G_CALLBACK (on_session_progress)},
    {"moved", G_CALLBACK (on_session_moved)},
  };
  SfSession *session = sf_booth_get_session (get_booth (self));

  if (session == NULL) {
    stay (self);
    return;
  }

  sf_result_page_forget_session (self);
  self->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (session, handlers[i].name, handlers[i].callback, self);
  on_session_state (self);
}

static void
sf_result_page_constructed (GObject *object)
{
  SfResultPage *self = SF_RESULT_PAGE (object);

  G_OBJECT_CLASS (sf_result_page_parent_class)->constructed (object);

  sf_result_page_add_actions (self);
  g_signal_connect_object (get_booth (self), "notify::session", G_CALLBACK (on_booth_session), self,
                           G_CONNECT_SWAPPED);
  on_booth_session (self);
}

static void
sf_result_page_dispose (GObject *object)
{
  SfResultPage *self = SF_RESULT_PAGE (object);

  sf_result_page_forget_session (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (sf_result_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, view);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, tools);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, foot);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, sending);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, receiving);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, proof_icon);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, proof_label);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, skew_child);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, skew_label);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, size_label);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, retake_button);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, originals_button);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, SfResultPage, cells);
}

static void
sf_result_page_class_init (SfResultPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sf_result_page_constructed;
  object_class->dispose = sf_result_page_dispose;

  g_type_ensure (SF_TYPE_LAYOUT_CHOOSER);
  g_type_ensure (SF_TYPE_RESULT_VIEW);
  g_type_ensure (SF_TYPE_STRIP_CELLS);
  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-result-page.ui");
  bind_children (widget_class);
}

static void
sf_result_page_init (SfResultPage *self)
{
  self->files = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  sf_accessible_follow_stack (self->foot);
}
