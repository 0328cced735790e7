/* The window: one page at a time, chosen by the state of the session and the person's way. */

#include "ui/sf-window.h"

#include "ui/sf-accessible.h"
#include "ui/sf-compat.h"
#include "ui/sf-error-page.h"
#include "ui/sf-error-text.h"
#include "ui/sf-join-page.h"
#include "ui/sf-page.h"
#include "ui/sf-picture-file.h"
#include "ui/sf-resources.h"
#include "ui/sf-shortcuts.h"
#include "ui/sf-toast.h"
#include "ui/sf-window-pages.h"

#include <glib/gi18n.h>

struct _SfWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  GtkStack *stack;

  SfBooth *booth;
  char *place; /* (nullable): where this person went, while there is no session */
  SfPage *page;
  GBinding *title_binding;
  gboolean has_painted;
};

G_DEFINE_FINAL_TYPE (SfWindow, sf_window, ADW_TYPE_APPLICATION_WINDOW)

/* A camera takes long to start; nothing of it is even loaded before the window is there. */
static void
update_camera (SfWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  sf_booth_set_wants_camera (self->booth, self->has_painted && page != NULL &&
                                            sf_window_pages_uses_camera (page) &&
                                            !sf_compat_is_hidden (GTK_WINDOW (self)));
}

static SfPage *
ensure_page (SfWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, name);

  if (page == NULL) {
    page = GTK_WIDGET (sf_window_pages_make (name, self->booth));
    gtk_stack_add_named (self->stack, page, name);
  }

  return SF_PAGE (page);
}

/* The stack takes the focus along to the page; once more would be one too far. */
static void
take_focus (SfWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->page)))
    gtk_widget_child_focus (GTK_WIDGET (self->page), GTK_DIR_TAB_FORWARD);
}

static void
lift_toasts (SfWindow *self, gboolean are_lifted)
{
  if (are_lifted)
    gtk_widget_add_css_class (GTK_WIDGET (self->toasts), "lifted");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->toasts), "lifted");
}

static void
show_page (SfWindow *self, const char *name)
{
  SfPage *page = ensure_page (self, name);

  if (page == self->page)
    return;

  self->page = page;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", sf_page_get_actions (page));
  g_clear_pointer (&self->title_binding, g_binding_unbind);
  self->title_binding =
    g_object_bind_property (page, "title", self->title, "title", G_BINDING_SYNC_CREATE);
  lift_toasts (self, sf_window_pages_lifts_toasts (name));
  take_focus (self);
  update_camera (self);
}

static void
update_page (SfWindow *self)
{
  const char *name;

  if (sf_booth_get_session (self->booth) != NULL)
    name = sf_window_pages_for_session (sf_booth_get_session_state (self->booth));
  else
    name = self->place != NULL ? self->place : sf_window_pages_at_rest (self->booth);

  if (name != NULL && sf_window_pages_has (name))
    show_page (self, name);
}

void
sf_window_go (SfWindow *self, const char *page)
{
  g_return_if_fail (SF_IS_WINDOW (self));

  g_free (self->place);
  self->place = g_strdup (page);
  update_page (self);
}

/* Somewhere else is somewhere after the session: nobody means that. */
static void
update_ways (SfWindow *self)
{
  static const char *const ways[] = {"win.invite",    "win.join",         "win.home", "win.gallery",
                                     "win.try-alone", "win.how-it-works", "win.paste"};
  gboolean is_free = sf_booth_get_session (self->booth) == NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), ways[i], is_free);
}

static void
on_booth_session (SfWindow *self)
{
  if (sf_booth_get_session (self->booth) != NULL)
    g_clear_pointer (&self->place, g_free);
  update_ways (self);
  update_page (self);
}

/* Whoever looks at the picture goes on looking at it when the other person has left. */
static void
on_booth_ended (SfWindow *self, const GError *error)
{
  if (error != NULL) {
    sf_error_page_set_error (SF_ERROR_PAGE (ensure_page (self, "error")), error);
    sf_window_go (self, "error");
  } else {
    update_page (self);
  }
}

static void
on_after_paint (SfWindow *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, self);
  g_debug ("the first frame is shown");
  self->has_painted = TRUE;
  take_focus (self);
  update_camera (self);
}

static void
sf_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sf_window_parent_class)->realize (widget);

  sf_compat_watch_hidden (GTK_WINDOW (widget), G_CALLBACK (update_camera), widget);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (on_after_paint), widget, G_CONNECT_SWAPPED);
}

static void
on_invite (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_window_go (SF_WINDOW (widget), "invite");
}

static void
on_join (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_window_go (SF_WINDOW (widget), "join");
}

static void
on_home (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_window_go (SF_WINDOW (widget), NULL);
}

static void
on_gallery (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_window_go (SF_WINDOW (widget), "gallery");
}

static void
on_try_alone (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_booth_try_alone (SF_WINDOW (widget)->booth);
}

static void
on_how_it_works (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_window_go (SF_WINDOW (widget), "welcome");
}

/* What can be pasted is a code, wherever one is. */
static void
on_paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_window_go (SF_WINDOW (widget), "join");
  gtk_widget_activate_action (widget, "page.paste", NULL);
}

static void
on_retry_camera (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_booth_retry_camera (SF_WINDOW (widget)->booth);
}

static void
on_use_photo_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sf_booth_use_photo_finish (SF_BOOTH (source), result, &error))
    sf_window_toast (self, sf_error_text_of (error).title);
}

static void
on_photo_chosen (GFile *file, gpointer user_data)
{
  SfWindow *self = user_data;

  sf_booth_use_photo_async (self->booth, file, on_use_photo_ready, g_object_ref (self));
}

static void
on_choose_photo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_picture_file_choose (widget, on_photo_chosen, widget);
}

static void
on_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sf_shortcuts_show (GTK_WINDOW (widget));
}

static void
on_fullscreen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
on_mirror (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GSettings *settings = sf_booth_get_settings (SF_WINDOW (widget)->booth);

  g_settings_set_boolean (settings, "mirror-preview",
                          !g_settings_get_boolean (settings, "mirror-preview"));
}

static void
sf_window_dispose (GObject *object)
{
  SfWindow *self = SF_WINDOW (object);

  /* A session is left when the window is gone: by then there is no page to choose. */
  if (self->booth != NULL) {
    g_signal_handlers_disconnect_by_data (self->booth, self);
    sf_booth_set_wants_camera (self->booth, FALSE);
  }
  g_clear_object (&self->booth);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (sf_window_parent_class)->dispose (object);
}

static void
sf_window_class_init (SfWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_window_dispose;
  widget_class->realize = sf_window_realize;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SfWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SfWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SfWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SfWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SfWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, SfWindow, stack);

  gtk_widget_class_install_action (widget_class, "win.invite", NULL, on_invite);
  gtk_widget_class_install_action (widget_class, "win.join", NULL, on_join);
  gtk_widget_class_install_action (widget_class, "win.home", NULL, on_home);
  gtk_widget_class_install_action (widget_class, "win.gallery", NULL, on_gallery);
  gtk_widget_class_install_action (widget_class, "win.try-alone", NULL, on_try_alone);
  gtk_widget_class_install_action (widget_class, "win.how-it-works", NULL, on_how_it_works);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, on_fullscreen);
  gtk_widget_class_install_action (widget_class, "win.mirror", NULL, on_mirror);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, on_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, on_paste);
  gtk_widget_class_install_action (widget_class, "win.retry-camera", NULL, on_retry_camera);
  gtk_widget_class_install_action (widget_class, "win.choose-photo", NULL, on_choose_photo);
}

/* Not before somebody opens it: its items would cost every start. */
static void
make_menu (GtkMenuButton *button, gpointer user_data)
{
  SfWindow *self = user_data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

/* Before the overlay of toasts, which takes Esc to close one; to the window for when nothing has
 * the focus. */
static void
add_shortcuts (SfWindow *self)
{
  sf_shortcuts_add_to_widget (adw_toast_overlay_get_child (self->toasts));
  sf_shortcuts_add_to_widget (GTK_WIDGET (self));
}

static void
sf_window_init (SfWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sf_accessible_follow_stack (self->stack);
  g_object_bind_property (self->back_button, "sensitive", self->back_button, "visible",
                          G_BINDING_SYNC_CREATE);
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self, NULL);
  add_shortcuts (self);
}

static void
bind_size (SfWindow *self)
{
  static const char *const bound[][2] = {{"window-width", "default-width"},
                                         {"window-height", "default-height"},
                                         {"is-maximized", "maximized"}};

  for (gsize i = 0; i < G_N_ELEMENTS (bound); i++)
    g_settings_bind (sf_booth_get_settings (self->booth), bound[i][0], self, bound[i][1],
                     G_SETTINGS_BIND_DEFAULT);
}

SfWindow *
sf_window_new (GtkApplication *application, SfBooth *booth)
{
  SfWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (SF_IS_BOOTH (booth), NULL);

  self = g_object_new (SF_TYPE_WINDOW, "application", application, NULL);
  self->booth = g_object_ref (booth);
  bind_size (self);

  g_signal_connect_object (booth, "notify::session", G_CALLBACK (on_booth_session), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::session-state", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "notify::camera-status", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (booth, "ended", G_CALLBACK (on_booth_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sf_booth_get_settings (booth), "changed::first-run",
                           G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  update_page (self);

  return self;
}

const char *
sf_window_get_page (SfWindow *self)
{
  g_return_val_if_fail (SF_IS_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

GActionGroup *
sf_window_get_page_actions (SfWindow *self)
{
  g_return_val_if_fail (SF_IS_WINDOW (self), NULL);

  return sf_page_get_actions (self->page);
}

void
sf_window_toast (SfWindow *self, const char *text)
{
  g_return_if_fail (SF_IS_WINDOW (self));

  sf_toast_show (GTK_WIDGET (self->toasts), text);
}

void
sf_window_offer_code (SfWindow *self, const char *text)
{
  g_return_if_fail (SF_IS_WINDOW (self));

  if (sf_booth_get_session (self->booth) != NULL) {
    sf_window_toast (self, _ ("Leave this session first to join another one"));
    return;
  }

  sf_window_go (self, "join");
  sf_join_page_take (SF_JOIN_PAGE (self->page), text);
}
