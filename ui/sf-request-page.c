/* Who is there, and what for: the question before anything is shown. */

#include "ui/sf-request-page.h"

#include "ui/sf-accessible.h"
#include "ui/sf-live-words.h"
#include "ui/sf-resources.h"
#include "ui/sf-texture.h"

#include <glib/gi18n.h>

/* A key that was meant for the page before must say neither yes nor no. */
#define GUARD_MS 700
#define AVATAR 96
#define AVATAR_BESIDE_PICTURE 48 /* the picture says more */

struct _SfRequestPage {
  SfPage parent_instance;

  AdwAvatar *avatar;
  GtkLabel *who_label;
  GtkWidget *picture_box;
  GtkPicture *picture;
  GtkWidget *unveil_button;
  GtkWidget *words_box;
  GtkLabel *words_label;
  GtkStack *answer_stack;
  GtkWidget *decline_button;
  GtkLabel *note_label;

  guint guard; /* a source */
};

G_DEFINE_FINAL_TYPE (SfRequestPage, sf_request_page, SF_TYPE_PAGE)

/* Whole sentences: with a name, and for those who gave none. */
typedef struct {
  const char *named; /* Translators: %s in these is the name that the other person chose. */
  const char *unnamed;
} Sentence;

static const Sentence here = {N_ ("“%s” is here, with your code"),
                              N_ ("Somebody is here, with your code")};
static const Sentence wants[] = {
  [SF_MODE_EXCHANGE] = {N_ ("“%s” wants to swap photos with you"),
                        N_ ("Somebody wants to swap photos with you")},
  [SF_MODE_SYNTHESIS] = {N_ ("“%s” wants to take one photo together with you"),
                         N_ ("Somebody wants to take one photo together with you")},
};
static const Sentence wants_now[] = {
  [SF_MODE_EXCHANGE] = {N_ ("“%s” wants to swap photos instead"),
                        N_ ("The other person wants to swap photos instead")},
  [SF_MODE_SYNTHESIS] = {N_ ("“%s” wants to take one photo together instead"),
                         N_ ("The other person wants to take one photo together instead")},
};

static const Sentence *
choose_sentence (SfSession *session)
{
  SfMode mode = sf_session_get_recipe (session)->mode;

  if (sf_session_get_state (session) == SF_SESSION_STATE_ASKED)
    return &wants_now[mode];

  return sf_session_is_creator (session) ? &here : &wants[mode];
}

static char *
fill_in (const Sentence *sentence, const char *name)
{
  GString *text = g_string_new (*name != '\0' ? _ (sentence->named) : _ (sentence->unnamed));
  g_autofree char *isolated = sf_live_words_isolate (name);

  g_string_replace (text, "%s", isolated, 1);

  return g_string_free (text, FALSE);
}

static void
show_who (SfRequestPage *self, SfSession *session)
{
  const char *name = sf_session_get_peer_introduction (session)->name;
  g_autofree char *who = fill_in (choose_sentence (session), name);

  gtk_label_set_text (self->who_label, who);
  gtk_widget_set_css_classes (
    GTK_WIDGET (self->avatar),
    (const char *[]){sf_session_is_creator (session) ? "joiner" : "creator", NULL});
  adw_avatar_set_text (self->avatar, name);
}

static void
veil (SfRequestPage *self, gboolean is_veiled)
{
  if (is_veiled)
    gtk_widget_add_css_class (GTK_WIDGET (self->picture), "veiled");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->picture), "veiled");
  gtk_widget_set_visible (self->unveil_button, is_veiled);
}

static void
show_picture (SfRequestPage *self, SfSession *session)
{
  SfImage *image = sf_session_get_request_picture (session);
  g_autoptr (GdkTexture) texture = image != NULL ? sf_texture_new_for_image (image) : NULL;

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture_box, texture != NULL);
  adw_avatar_set_size (self->avatar, texture != NULL ? AVATAR_BESIDE_PICTURE : AVATAR);
  veil (self, TRUE);
}

static const char *
get_note (SfSessionState state)
{
  if (state == SF_SESSION_STATE_PERMITTED)
    return _ ("They have said yes. Your camera is not shown yet.");
  if (state == SF_SESSION_STATE_ASKED)
    return _ ("Nothing changes unless you accept.");

  return _ ("Your camera is not shown yet. Once it is, the other person can keep what they see.");
}

static gboolean
on_guard (gpointer user_data)
{
  SfRequestPage *self = user_data;

  self->guard = 0;
  sf_page_enable_action (SF_PAGE (self), "accept", TRUE);
  return G_SOURCE_REMOVE;
}

static void
begin_guard (SfRequestPage *self)
{
  g_clear_handle_id (&self->guard, g_source_remove);
  sf_page_enable_action (SF_PAGE (self), "accept", FALSE);
  self->guard = g_timeout_add (GUARD_MS, on_guard, self);
}

static void
show_request (SfRequestPage *self, SfSession *session, SfSessionState state)
{
  g_autofree char *words = sf_session_dup_compare_words (session);

  show_who (self, session);
  show_picture (self, session);
  gtk_label_set_text (self->words_label, words);
  gtk_widget_set_visible (self->words_box, state != SF_SESSION_STATE_ASKED);
  gtk_widget_grab_focus (self->decline_button);
  begin_guard (self);
}

static void
on_state (SfRequestPage *self)
{
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));
  SfSession *session = sf_booth_get_session (booth);
  SfSessionState state = sf_booth_get_session_state (booth);

  if (state >= SF_SESSION_STATE_CLOSING)
    return; /* who has answered is not asked again */

  if (state == SF_SESSION_STATE_REQUEST || state == SF_SESSION_STATE_ASKED)
    show_request (self, session, state);
  gtk_stack_set_visible_child_name (self->answer_stack,
                                    state == SF_SESSION_STATE_AWAITING ? "waiting" : "question");
  gtk_label_set_text (self->note_label, get_note (state));
}

static void
on_accept (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfSession *session = sf_booth_get_session (sf_page_get_booth (user_data));

  if (session != NULL)
    sf_session_accept (session);
}

/* No to the request ends the session, no to a change does not. */
static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfBooth *booth = sf_page_get_booth (user_data);

  if (sf_booth_get_session_state (booth) == SF_SESSION_STATE_ASKED)
    sf_session_decline (sf_booth_get_session (booth));
  else if (sf_booth_get_session_state (booth) == SF_SESSION_STATE_AWAITING)
    sf_booth_leave (booth);
  else
    sf_booth_decline (booth);
}

/* The button has the focus from the start, so it stays able and answers nobody yet; who means no at
 * once has Esc. */
static void
on_decline (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (SF_REQUEST_PAGE (user_data)->guard == 0)
    on_back (action, parameter, user_data);
}

static void
on_unveil (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfRequestPage *self = user_data;

  veil (self, FALSE);
  gtk_widget_grab_focus (self->decline_button);
}

static void
sf_request_page_constructed (GObject *object)
{
  SfRequestPage *self = SF_REQUEST_PAGE (object);

  G_OBJECT_CLASS (sf_request_page_parent_class)->constructed (object);

  g_signal_connect_object (sf_page_get_booth (SF_PAGE (self)), "notify::session-state",
                           G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  on_state (self);
}

static void
sf_request_page_dispose (GObject *object)
{
  g_clear_handle_id (&SF_REQUEST_PAGE (object)->guard, g_source_remove);

  G_OBJECT_CLASS (sf_request_page_parent_class)->dispose (object);
}

static void
sf_request_page_class_init (SfRequestPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_request_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = sf_request_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-request-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, who_label);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, picture_box);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, picture);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, unveil_button);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, words_box);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, words_label);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, answer_stack);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, decline_button);
  gtk_widget_class_bind_template_child (widget_class, SfRequestPage, note_label);
}

static void
sf_request_page_init (SfRequestPage *self)
{
  static const GActionEntry actions[] = {
    {.name = "accept", .activate = on_accept},
    {.name = "back", .activate = on_back},
    {.name = "decline", .activate = on_decline},
    {.name = "unveil", .activate = on_unveil},
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  sf_accessible_follow_stack (self->answer_stack);
  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
}
