/* Where a code is entered. */

#include "ui/sf-join-page.h"

#include "ui/sf-resources.h"

#include "app/session/sf-code-entry.h"
#include "app/session/sf-network.h"

#include <glib/gi18n.h>

struct _SfJoinPage {
  SfPage parent_instance;

  GtkEditable *code_entry;
  GtkLabel *hint_label;
  GtkWidget *mend_button;
  GtkCheckButton *server_check;
  GtkLabel *server_label;

  SfCodeEntry entry;     /* what was read of it */
  SfCodeEntry link;      /* the last: of it the code alone is in the entry */
  glong n_chars;         /* in the entry, when it was looked at last */
  GCancellable *looking; /* (nullable): into the clipboard */
};

G_DEFINE_FINAL_TYPE (SfJoinPage, sf_join_page, SF_TYPE_PAGE)

static char *
dup_completion_hint (const char *text)
{
  g_autofree char *completed = sf_code_entry_complete (text);

  if (completed == NULL)
    return g_strdup ("");

  /* Translators: %s is what was typed of a code, with its last word completed. */
  return g_strdup_printf (_ ("The Tab key completes it: %s"), completed);
}

static char *
dup_hint (SfJoinPage *self)
{
  switch (self->entry.kind) {
  case SF_CODE_ENTRY_TYPO:
    /* Translators: %s is a whole code. */
    return g_strdup_printf (_ ("There is a typing mistake. Is it %s?"), self->entry.suggestion);
  case SF_CODE_ENTRY_NO_CODE:
    return g_strdup (_ ("A code is a number and three words, with dashes between."));
  case SF_CODE_ENTRY_VALID:
    if (!sf_booth_has_picture (sf_page_get_booth (SF_PAGE (self))))
      return g_strdup (_ ("The code is fine. Your camera is not ready yet."));
    return g_strdup (_ ("The code is fine."));
  case SF_CODE_ENTRY_UNFINISHED:
    return dup_completion_hint (gtk_editable_get_text (self->code_entry));
  case SF_CODE_ENTRY_EMPTY:
    break;
  }

  return g_strdup ("");
}

/* A server that a stranger chose learns this computer's address: never where that is hidden.
 * Returns: (nullable): one to ask about */
static const char *
get_named_server (SfJoinPage *self)
{
  SfBooth *booth = sf_page_get_booth (SF_PAGE (self));
  g_autofree char *own = sf_booth_dup_server (booth);
  int mode = g_settings_get_enum (sf_booth_get_settings (booth), "network-mode");

  if (self->entry.kind != SF_CODE_ENTRY_VALID || mode != SF_NETWORK_MODE_AUTO ||
      g_strcmp0 (self->entry.server, own) == 0)
    return NULL;

  return self->entry.server;
}

static void
update_server (SfJoinPage *self)
{
  const char *server = get_named_server (self);
  /* Translators: %s is the address of a server, which the other person named. */
  g_autofree char *label =
    server != NULL ? g_strdup_printf (_ ("Meet at %s, a server that the link names"), server)
                   : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->server_check), server != NULL);
  gtk_label_set_text (self->server_label, label != NULL ? label : "");
}

static void
update (SfJoinPage *self)
{
  SfPage *page = SF_PAGE (self);
  gboolean is_valid = self->entry.kind == SF_CODE_ENTRY_VALID;
  g_autofree char *hint = dup_hint (self);

  gtk_label_set_text (self->hint_label, hint);
  gtk_widget_set_visible (self->mend_button, self->entry.kind == SF_CODE_ENTRY_TYPO);
  update_server (self);
  sf_page_enable_action (page, "join", is_valid && sf_booth_has_picture (sf_page_get_booth (page)));
}

static void
set_text (SfJoinPage *self, const char *text)
{
  gtk_editable_set_text (self->code_entry, text);
  gtk_editable_set_position (self->code_entry, -1);
}

/* Of what came at once the code alone stays, and its server is told below: a link is longer than
 * the entry. One that is typed is not over yet. */
static void
on_code_changed (SfJoinPage *self)
{
  const char *text = gtk_editable_get_text (self->code_entry);
  glong n_chars = g_utf8_strlen (text, -1);
  gboolean is_typed = n_chars <= self->n_chars + 1;

  self->n_chars = n_chars;
  sf_code_entry_clear (&self->entry);
  sf_code_entry_read (text, &self->entry);
  if (self->entry.server == NULL && g_strcmp0 (self->entry.code, self->link.code) == 0)
    self->entry.server = g_strdup (self->link.server);

  if (self->entry.kind == SF_CODE_ENTRY_VALID && !is_typed &&
      !g_str_equal (text, self->entry.code)) {
    sf_code_entry_clear (&self->link);
    self->link = self->entry;
    self->entry = (SfCodeEntry){0};
    set_text (self, self->link.code);
    return;
  }

  gtk_check_button_set_active (self->server_check, FALSE);
  update (self);
}

void
sf_join_page_take (SfJoinPage *self, const char *text)
{
  g_autofree char *found = NULL;

  g_return_if_fail (SF_IS_JOIN_PAGE (self));

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  found = sf_code_entry_find (text);
  set_text (self, found != NULL ? found : text);
}

/* Tab completes a word, whatever is locked on the keyboard; where there is nothing to complete, it
 * goes on as ever. */
static gboolean
on_key (SfJoinPage *self, guint key, guint code, GdkModifierType modifiers)
{
  g_autofree char *completed = NULL;

  if (key != GDK_KEY_Tab || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  completed = sf_code_entry_complete (gtk_editable_get_text (self->code_entry));
  if (completed == NULL)
    return GDK_EVENT_PROPAGATE;

  set_text (self, completed);
  return GDK_EVENT_STOP;
}

typedef struct {
  SfJoinPage *page;
  gboolean only_codes; /* nobody asked for what else is there */
} Look;

static void
on_read_text_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Look *look = user_data;
  g_autoptr (SfJoinPage) self = look->page;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_autofree char *found = text != NULL ? sf_code_entry_find (text) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->looking);
  if (found != NULL) {
    set_text (self, found);
    if (look->only_codes)
      sf_page_toast (SF_PAGE (self), _ ("Code found in the clipboard"));
  } else if (!look->only_codes) {
    set_text (self, text != NULL ? text : "");
  }
}

static gboolean
holds_text (GdkClipboard *clipboard)
{
  GdkContentFormats *held = gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard));
  g_autoptr (GdkContentFormats) readable = gdk_content_formats_union_deserialize_gtypes (held);

  return gdk_content_formats_contain_gtype (readable, G_TYPE_STRING);
}

/* GTK 4.8 forgets a question that the clipboard has no answer to, and leaks it. */
static void
look_into_clipboard (SfJoinPage *self, gboolean only_codes)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  Look *look;

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (!holds_text (clipboard))
    return;

  self->looking = g_cancellable_new ();
  look = g_new (Look, 1);
  *look = (Look){g_object_ref (self), only_codes};
  gdk_clipboard_read_text_async (clipboard, self->looking, on_read_text_ready, look);
}

static void
on_paste (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  look_into_clipboard (user_data, FALSE);
}

static void
on_mend (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfJoinPage *self = user_data;
  const SfCodeEntry *entry = &self->entry;
  g_autofree char *text = entry->server != NULL
                            ? sf_code_entry_to_uri (entry->suggestion, entry->server)
                            : g_strdup (entry->suggestion);

  set_text (self, text);
}

static void
on_join (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfJoinPage *self = user_data;
  g_autofree char *code = g_strdup (self->entry.code);
  g_autofree char *server = NULL;

  if (gtk_check_button_get_active (self->server_check))
    server = g_strdup (self->entry.server);
  set_text (self, "");
  sf_booth_join (sf_page_get_booth (SF_PAGE (self)), code, server);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (user_data, "win.home", NULL);
}

static void
on_entry_activate (SfJoinPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.join", NULL);
}

/* One's own code, still in the clipboard, is nothing to join with. */
static void
sf_join_page_map (GtkWidget *widget)
{
  SfJoinPage *self = SF_JOIN_PAGE (widget);
  GSettings *settings = sf_booth_get_settings (sf_page_get_booth (SF_PAGE (self)));
  gboolean is_own = gdk_clipboard_is_local (gtk_widget_get_clipboard (widget));

  GTK_WIDGET_CLASS (sf_join_page_parent_class)->map (widget);

  if (*gtk_editable_get_text (self->code_entry) == '\0' && !is_own &&
      g_settings_get_boolean (settings, "clipboard-detect"))
    look_into_clipboard (self, TRUE);
}

static void
sf_join_page_constructed (GObject *object)
{
  SfJoinPage *self = SF_JOIN_PAGE (object);

  G_OBJECT_CLASS (sf_join_page_parent_class)->constructed (object);

  g_signal_connect_object (sf_page_get_booth (SF_PAGE (self)), "notify::camera-status",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
sf_join_page_dispose (GObject *object)
{
  SfJoinPage *self = SF_JOIN_PAGE (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  sf_code_entry_clear (&self->entry);
  sf_code_entry_clear (&self->link);

  G_OBJECT_CLASS (sf_join_page_parent_class)->dispose (object);
}

static void
sf_join_page_class_init (SfJoinPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_join_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = sf_join_page_dispose;
  widget_class->map = sf_join_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-join-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfJoinPage, code_entry);
  gtk_widget_class_bind_template_child (widget_class, SfJoinPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, SfJoinPage, mend_button);
  gtk_widget_class_bind_template_child (widget_class, SfJoinPage, server_check);
  gtk_widget_class_bind_template_child (widget_class, SfJoinPage, server_label);
}

static void
sf_join_page_init (SfJoinPage *self)
{
  static const GActionEntry actions[] = {
    {.name = "back", .activate = on_back},
    {.name = "join", .activate = on_join},
    {.name = "mend", .activate = on_mend},
    {.name = "paste", .activate = on_paste},
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->code_entry), keys);
  g_signal_connect_swapped (self->code_entry, "changed", G_CALLBACK (on_code_changed), self);
  g_signal_connect_swapped (self->code_entry, "activate", G_CALLBACK (on_entry_activate), self);
}
