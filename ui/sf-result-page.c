/* The photo that both have: as soon as there is a small version, and what to do with it. */

#include "ui/sf-result-page.h"

#include "ui/sf-accessible.h"
#include "ui/sf-compat.h"
#include "ui/sf-live-words.h"
#include "ui/sf-photo-file.h"
#include "ui/sf-photo-trash.h"
#include "ui/sf-resources.h"
#include "ui/sf-result-view.h"
#include "ui/sf-result-words.h"
#include "ui/sf-shot-picture.h"
#include "ui/sf-window.h"

#include <glib/gi18n.h>

struct _SfResultPage {
  SfPage parent_instance;

  SfResultView *view;
  GtkSpinner *spinner;
  GtkWidget *tools;
  GtkStack *foot;
  GtkProgressBar *sending;
  GtkProgressBar *receiving;
  GtkImage *proof_icon;
  GtkLabel *proof_label;
  GtkWidget *skew_child;
  GtkLabel *skew_label;
  GtkLabel *size_label;
  GtkLabel *waiting_label;
  GtkWidget *keep_button;
  GtkWidget *retake_button;
  GtkWidget *originals_button;

  SfSession *session; /* (nullable) */
  guint32 shot;       /* whose photo is shown */
  char *path;         /* (nullable): of the photo, once it is complete */
  GPtrArray *files;   /* all that was written for it */
  gboolean is_complete;
  gboolean has_small;  /* asked for */
  gboolean is_decided; /* kept or thrown away */
  GCancellable *cancellable;
};

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

/* What is shown */

static void
update_actions (SfResultPage *self)
{
  static const char *const of_photo[] = {"keep", "discard", "copy", "open", "folder", "originals"};
  SfSessionState state = get_state (self);
  gboolean is_open = self->is_complete && !self->is_decided && state != SF_SESSION_STATE_WAITING;

  for (gsize i = 0; i < G_N_ELEMENTS (of_photo); i++)
    sf_page_enable_action (SF_PAGE (self), of_photo[i], is_open);
  sf_page_enable_action (SF_PAGE (self), "retake", is_open && state == SF_SESSION_STATE_RESULT);
  gtk_widget_set_visible (self->retake_button, self->session != NULL);
  gtk_widget_set_visible (self->tools, is_open);
}

static void
on_picture_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfResultPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sf_shot_picture_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_spinner_stop (self->spinner);
  if (texture != NULL)
    sf_result_view_show (self->view, texture, sf_result_view_get_texture (self->view) == NULL);
}

/* What is asked for last is shown, whichever is ready first. */
static void
make_picture (SfResultPage *self, SfShotPictureKind kind)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sf_shot_picture_async (sf_session_get_shot (self->session), kind, self->cancellable,
                         on_picture_ready, g_object_ref (self));
}

static void
maybe_show_small (SfResultPage *self)
{
  const SfShot *shot = sf_session_get_shot (self->session);

  if (self->has_small || self->is_complete || shot == NULL ||
      !sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_SMALL))
    return;

  self->has_small = TRUE;
  make_picture (self, SF_SHOT_PICTURE_SMALL);
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
  gtk_label_set_label (self->proof_label, proof);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->proof_label), proof_hint);
  gtk_image_set_from_icon_name (self->proof_icon, sf_shot_is_identical (shot)
                                                    ? "emblem-ok-symbolic"
                                                    : "dialog-warning-symbolic");
  gtk_stack_set_visible_child_name (self->foot, "facts");
  sf_announce (GTK_WIDGET (self), proof, SF_ANNOUNCE_MEDIUM);
}

static void
collect_files (SfResultPage *self, const SfShot *shot)
{
  g_ptr_array_set_size (self->files, 0);
  for (guint i = 0; i < shot->n_takes; i++) {
    const SfShotTake *takes[] = {&shot->own[i], &shot->theirs[i]};

    for (guint side = 0; side < G_N_ELEMENTS (takes); side++)
      if (takes[side]->photos[SF_PHOTO_FULL].path != NULL)
        g_ptr_array_add (self->files, g_strdup (takes[side]->photos[SF_PHOTO_FULL].path));
  }
  if (!g_ptr_array_find_with_equal_func (self->files, shot->path, g_str_equal, NULL))
    g_ptr_array_add (self->files, g_strdup (shot->path));
}

static void
show_complete (SfResultPage *self)
{
  const SfShot *shot = sf_session_get_shot (self->session);

  if (self->is_complete)
    return;

  self->is_complete = TRUE;
  g_free (self->path);
  self->path = g_strdup (shot->path);
  collect_files (self, shot);
  gtk_widget_set_visible (self->originals_button, shot->proposal.recipe.mode == SF_MODE_SYNTHESIS);
  make_picture (self, SF_SHOT_PICTURE_RESULT);
  show_facts (self, shot);
}

static void
begin_shot (SfResultPage *self)
{
  const SfShot *shot = sf_session_get_shot (self->session);
  GAction *originals =
    g_action_map_lookup_action (G_ACTION_MAP (sf_page_get_actions (SF_PAGE (self))), "originals");

  if (shot->proposal.id == self->shot && sf_result_view_get_texture (self->view) != NULL)
    return;

  self->shot = shot->proposal.id;
  self->is_complete = self->has_small = self->is_decided = FALSE;
  g_simple_action_set_state (G_SIMPLE_ACTION (originals), g_variant_new_boolean (FALSE));
  g_clear_pointer (&self->path, g_free);
  sf_result_view_show (self->view, NULL, FALSE);
  gtk_spinner_start (self->spinner);
  gtk_progress_bar_set_fraction (self->sending, 0);
  gtk_progress_bar_set_fraction (self->receiving, 0);
  gtk_stack_set_visible_child_name (self->foot, "progress");
  maybe_show_small (self);
}

static void
show_waiting (SfResultPage *self)
{
  const char *name = sf_live_words_get_name (sf_session_get_peer_introduction (self->session));
  /* Translators: %s is the other person's name. */
  g_autofree char *text = g_strdup_printf (_ ("Waiting for %s to be ready…"), name);

  gtk_label_set_label (self->waiting_label, text);
  gtk_stack_set_visible_child_name (self->foot, "waiting");
}

/* What the session says */

static void
on_session_state (SfResultPage *self)
{
  switch (get_state (self)) {
  case SF_SESSION_STATE_EXCHANGING:
    begin_shot (self);
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
  update_actions (self);
  /* While the photo was made there was nothing to take the focus. */
  if (get_state (self) == SF_SESSION_STATE_RESULT)
    gtk_widget_grab_focus (self->keep_button);
}

static void
on_session_progress (SfResultPage *self, gboolean incoming, guint64 done, guint64 size)
{
  gtk_progress_bar_set_fraction (incoming ? self->receiving : self->sending,
                                 size > 0 ? (double) done / (double) size : 0);
  maybe_show_small (self);
}

static void
on_session_moved (SfResultPage *self, gboolean incoming, guint64 size, gint64 elapsed_us)
{
  gtk_progress_bar_set_fraction (incoming ? self->receiving : self->sending, 1);
  maybe_show_small (self);
}

static void
forget_session (SfResultPage *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

/* The photo is there to be looked at when the other person leaves. */
static void
stay (SfResultPage *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  update_actions (self);
  if (self->is_complete && !self->is_decided && SF_IS_WINDOW (window))
    sf_window_go (SF_WINDOW (window), "result");
}

static void
on_booth_session (SfResultPage *self)
{
  const struct {
    const char *name;
    GCallback callback;
  } handlers[] = {
    {"notify::state", G_CALLBACK (on_session_state)},
    {"preview", G_CALLBACK (maybe_show_small)},
    {"saved", G_CALLBACK (maybe_show_small)},
    {"progress", G_CALLBACK (on_session_progress)},
    {"moved", G_CALLBACK (on_session_moved)},
  };
  SfSession *session = sf_booth_get_session (get_booth (self));

  forget_session (self);
  if (session == NULL) {
    stay (self);
    return;
  }

  self->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (session, handlers[i].name, handlers[i].callback, self);
  on_session_state (self);
}

/* What the person does */

static void
go_on (SfResultPage *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  self->is_decided = TRUE;
  if (self->session != NULL)
    sf_session_again (self->session);
  else if (SF_IS_WINDOW (window))
    sf_window_go (SF_WINDOW (window), NULL);
  update_actions (self);
}

static void
activate_keep (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfResultPage *self = user_data;
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_filename_display_basename (folder);
  /* Translators: %s is the name of a folder. */
  g_autofree char *text = g_strdup_printf (_ ("Kept in “%s”"), name);

  sf_page_toast (SF_PAGE (self), text);
  go_on (self);
}

static void
activate_discard (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfResultPage *self = user_data;
  g_autoptr (GPtrArray) files = g_steal_pointer (&self->files);

  self->files = g_ptr_array_new_with_free_func (g_free);
  sf_photo_trash_offer (GTK_WIDGET (self), files, _ ("Photo discarded"), NULL, NULL, NULL);
  go_on (self);
}

static void
activate_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sf_photo_file_copy (user_data, SF_RESULT_PAGE (user_data)->path);
}

static void
activate_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sf_photo_file_open (user_data, SF_RESULT_PAGE (user_data)->path);
}

static void
activate_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sf_photo_file_show_in_folder (user_data, SF_RESULT_PAGE (user_data)->path);
}

static void
change_originals (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  SfResultPage *self = user_data;

  if (self->session == NULL)
    return;

  g_simple_action_set_state (action, state);
  make_picture (self,
                g_variant_get_boolean (state) ? SF_SHOT_PICTURE_ORIGINALS : SF_SHOT_PICTURE_RESULT);
}

static void
on_leave_confirmed (gpointer user_data)
{
  SfResultPage *self = user_data;

  self->is_decided = TRUE;
  sf_booth_leave (get_booth (self));
}

static void
activate_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfResultPage *self = user_data;

  if (self->session == NULL)
    go_on (self);
  else
    sf_compat_confirm (GTK_WIDGET (self), _ ("Leave the Session?"),
                       _ ("The other person sees that you left. Photos you took stay."),
                       _ ("_Leave"), on_leave_confirmed, self);
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, SfResultPage *self)
{
  GdkTexture *texture = sf_result_view_get_texture (self->view);

  if (!self->is_complete || self->path == NULL)
    return NULL;

  gtk_drag_source_set_icon (source, GDK_PAINTABLE (texture), 0, 0);
  return sf_photo_file_new_content (self->path);
}

static const GActionEntry actions[] = {
  {.name = "keep", .activate = activate_keep},
  {.name = "discard", .activate = activate_discard},
  {.name = "retake", .activate = activate_discard},
  {.name = "copy", .activate = activate_copy},
  {.name = "open", .activate = activate_open},
  {.name = "folder", .activate = activate_folder},
  {.name = "originals", .state = "false", .change_state = change_originals},
  {.name = "back", .activate = activate_back},
};

static void
sf_result_page_constructed (GObject *object)
{
  SfResultPage *self = SF_RESULT_PAGE (object);
  GtkDragSource *drag = gtk_drag_source_new ();

  G_OBJECT_CLASS (sf_result_page_parent_class)->constructed (object);

  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
  g_signal_connect_object (drag, "prepare", G_CALLBACK (on_drag_prepare), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (get_booth (self), "notify::session", G_CALLBACK (on_booth_session), self,
                           G_CONNECT_SWAPPED);
  on_booth_session (self);
}

static void
sf_result_page_dispose (GObject *object)
{
  SfResultPage *self = SF_RESULT_PAGE (object);

  forget_session (self);
  g_cancellable_cancel (self->cancellable);
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
}

static void
sf_result_page_class_init (SfResultPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sf_result_page_constructed;
  object_class->dispose = sf_result_page_dispose;

  g_type_ensure (SF_TYPE_RESULT_VIEW);
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
