/* One screen of the window: what all of them have in common. */

#include "ui/sf-page.h"

#include "ui/sf-accessible.h"
#include "ui/sf-compat.h"
#include "ui/sf-toast.h"

#include <glib/gi18n.h>

typedef struct {
  SfBooth *booth;
  char *title;
  GSimpleActionGroup *actions;
  AdwToast *news; /* (nullable) (weak): shown, or about to be */
} SfPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SfPage, sf_page, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_BOOTH,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static SfPagePrivate *
get_private (SfPage *self)
{
  return sf_page_get_instance_private (self);
}

static void
sf_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SfPagePrivate *priv = get_private (SF_PAGE (object));

  switch (prop_id) {
  case PROP_BOOTH:
    g_value_set_object (value, priv->booth);
    break;
  case PROP_TITLE:
    g_value_set_string (value, priv->title);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SfPage *self = SF_PAGE (object);

  switch (prop_id) {
  case PROP_BOOTH:
    get_private (self)->booth = g_value_dup_object (value);
    break;
  case PROP_TITLE:
    sf_page_set_title (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (sf_page_parent_class)->constructed (object);
  sf_accessible_mend_status (GTK_WIDGET (object));
}

static void
sf_page_finalize (GObject *object)
{
  SfPagePrivate *priv = get_private (SF_PAGE (object));

  g_clear_weak_pointer (&priv->news);
  g_clear_object (&priv->booth);
  g_clear_object (&priv->actions);
  g_free (priv->title);

  G_OBJECT_CLASS (sf_page_parent_class)->finalize (object);
}

static void
sf_page_class_init (SfPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sf_page_get_property;
  object_class->set_property = sf_page_set_property;
  object_class->constructed = sf_page_constructed;
  object_class->finalize = sf_page_finalize;

  properties[PROP_BOOTH] =
    g_param_spec_object ("booth", NULL, NULL, SF_TYPE_BOOTH,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string (
    "title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sf_page_init (SfPage *self)
{
  SfPagePrivate *priv = get_private (self);

  priv->title = g_strdup ("");
  priv->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (priv->actions));
}

SfBooth *
sf_page_get_booth (SfPage *self)
{
  g_return_val_if_fail (SF_IS_PAGE (self), NULL);

  return get_private (self)->booth;
}

const char *
sf_page_get_title (SfPage *self)
{
  g_return_val_if_fail (SF_IS_PAGE (self), NULL);

  return get_private (self)->title;
}

void
sf_page_set_title (SfPage *self, const char *title)
{
  SfPagePrivate *priv;

  g_return_if_fail (SF_IS_PAGE (self));

  priv = get_private (self);
  if (g_strcmp0 (priv->title, title) == 0)
    return;

  g_free (priv->title);
  priv->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

GActionGroup *
sf_page_get_actions (SfPage *self)
{
  g_return_val_if_fail (SF_IS_PAGE (self), NULL);

  return G_ACTION_GROUP (get_private (self)->actions);
}

void
sf_page_add_actions (SfPage *self, const GActionEntry *entries, int n_entries)
{
  g_return_if_fail (SF_IS_PAGE (self));

  g_action_map_add_action_entries (G_ACTION_MAP (get_private (self)->actions), entries, n_entries,
                                   self);
}

void
sf_page_enable_action (SfPage *self, const char *name, gboolean enabled)
{
  GAction *action;

  g_return_if_fail (SF_IS_PAGE (self));

  action = g_action_map_lookup_action (G_ACTION_MAP (get_private (self)->actions), name);
  g_return_if_fail (action != NULL);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
sf_page_toast (SfPage *self, const char *text)
{
  g_return_if_fail (SF_IS_PAGE (self));

  sf_toast_show (GTK_WIDGET (self), text);
}

static void
on_news_dismissed (SfPage *self)
{
  g_clear_weak_pointer (&get_private (self)->news);
}

void
sf_page_toast_news (SfPage *self, const char *text)
{
  SfPagePrivate *priv;

  g_return_if_fail (SF_IS_PAGE (self));

  priv = get_private (self);
  if (priv->news != NULL) {
    sf_toast_set_text (priv->news, text);
    return;
  }

  g_set_weak_pointer (&priv->news, sf_toast_show (GTK_WIDGET (self), text));
  if (priv->news != NULL)
    g_signal_connect_object (priv->news, "dismissed", G_CALLBACK (on_news_dismissed), self,
                             G_CONNECT_SWAPPED);
}

static void
on_leave_response (GtkWidget *alert, const char *response, SfPage *self)
{
  SfBooth *booth = sf_page_get_booth (self);

  g_signal_handlers_disconnect_by_data (booth, alert); /* it closes by itself */
  if (g_str_equal (response, "leave"))
    sf_booth_leave (booth);
}

static void
close_when_over (GtkWidget *alert, GParamSpec *pspec, SfBooth *booth)
{
  if (sf_booth_get_session (booth) == NULL ||
      sf_booth_get_session_state (booth) >= SF_SESSION_STATE_CLOSING)
    sf_compat_alert_close (alert);
}

void
sf_page_confirm_leave (SfPage *self)
{
  GtkWidget *alert;

  g_return_if_fail (SF_IS_PAGE (self));

  alert = sf_compat_alert_new (GTK_WIDGET (self), _ ("Leave the Session?"),
                               _ ("The other person sees that you left. Photos you took stay."));
  sf_compat_alert_add (alert, "close", _ ("_Cancel"));
  sf_compat_alert_add (alert, "leave", _ ("_Leave"));
  sf_compat_alert_set_destructive (alert, "leave");
  g_signal_connect_object (alert, "response", G_CALLBACK (on_leave_response), self, 0);
  g_signal_connect_object (sf_page_get_booth (self), "notify::session-state",
                           G_CALLBACK (close_when_over), alert, G_CONNECT_SWAPPED);
  sf_compat_alert_present (alert, GTK_WIDGET (self));
}
