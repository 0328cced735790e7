/* What the person does with the photo on the result page. */

#include "ui/sf-result-page-private.h"

#include "ui/sf-live-words.h"
#include "ui/sf-photo-file.h"
#include "ui/sf-photo-trash.h"
#include "ui/sf-window.h"

#include "app/synthesis/sy-layout.h"

#include <glib/gi18n.h>

static SfBooth *
get_booth (SfResultPage *self)
{
  return sf_page_get_booth (SF_PAGE (self));
}

static void
go_on (SfResultPage *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  self->is_decided = TRUE;
  if (sf_result_page_is_together (self)) {
    sf_session_again (self->session);
  } else {
    sf_result_page_forget_session (self);
    if (SF_IS_WINDOW (window))
      sf_window_go (SF_WINDOW (window), NULL);
  }
  sf_result_page_update_actions (self);
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
activate_retake_one (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfResultPage *self = user_data;
  GSettings *settings = sf_booth_get_settings (get_booth (self));
  guint seconds = (guint) g_settings_get_int (settings, "countdown");
  guint take = (guint) g_variant_get_int32 (parameter);
  SfCancelReason reason;

  if (self->session != NULL && !sf_session_retake (self->session, take, seconds * 1000, &reason) &&
      reason == SF_CANCEL_CLOCK)
    sf_page_toast (SF_PAGE (self), sf_live_words_get_clocks ());
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
  sf_result_page_show (self, g_variant_get_boolean (state) ? SF_SHOT_PICTURE_ORIGINALS
                                                           : SF_SHOT_PICTURE_RESULT);
}

/* For both, while the other person is there. */
static void
change_layout (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  SfResultPage *self = user_data;
  int layout = g_variant_get_int32 (state);
  SfRecipe recipe;

  if (self->session == NULL || layout < 0 || layout >= sy_n_layouts)
    return;

  recipe = sf_session_get_shot (self->session)->recipe;
  sf_recipe_set_layout (&recipe, (guint8) layout);
  sf_session_change_recipe (self->session, &recipe);
}

static void
activate_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfResultPage *self = user_data;

  if (!sf_result_page_is_together (self))
    go_on (self);
  else
    sf_page_confirm_leave (SF_PAGE (self));
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
  {.name = "retake-one", .activate = activate_retake_one, .parameter_type = "i"},
  {.name = "copy", .activate = activate_copy},
  {.name = "open", .activate = activate_open},
  {.name = "folder", .activate = activate_folder},
  {.name = "layout", .parameter_type = "i", .state = "0", .change_state = change_layout},
  {.name = "originals", .state = "false", .change_state = change_originals},
  {.name = "back", .activate = activate_back},
};

void
sf_result_page_add_actions (SfResultPage *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();

  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
  g_signal_connect_object (drag, "prepare", G_CALLBACK (on_drag_prepare), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
}

GSimpleAction *
sf_result_page_get_action (SfResultPage *self, const char *name)
{
  GActionGroup *group = sf_page_get_actions (SF_PAGE (self));

  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), name));
}
