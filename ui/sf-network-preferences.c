/* The page of the preferences for servers and relays. */

#include "ui/sf-network-preferences.h"

#include "ui/sf-accessible.h"
#include "ui/sf-connection-test.h"
#include "ui/sf-preference-rows.h"
#include "ui/sf-resources.h"

#include "app/session/sf-network.h"

#include <glib/gi18n.h>

struct _SfNetworkPreferences {
  AdwPreferencesPage parent_instance;

  GtkLabel *servers_hint;
  GtkLabel *relay_hint;
  SfConnectionTest *test;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (SfNetworkPreferences, sf_network_preferences, ADW_TYPE_PREFERENCES_PAGE)

static const SfPreferenceRow rows[] = {
  {"username_row", "text", "turn-username"},
  {"password_row", "text", "turn-password"},
};

/* How an address is kept. Returns: (nullable) (transfer full): %NULL when it cannot be used */
typedef char *(*Normalize) (const char *text, SfAddressVerdict *ret_verdict);

static char *
normalize_server (const char *text, SfAddressVerdict *ret_verdict)
{
  char *url = sf_network_normalize_server (text);

  *ret_verdict = url != NULL ? SF_ADDRESS_FINE : SF_ADDRESS_BAD;
  return url;
}

static char *
normalize_host_port (const char *text, SfAddressVerdict *ret_verdict)
{
  gboolean is_fine = sf_network_is_host_port (text);

  *ret_verdict = is_fine ? SF_ADDRESS_FINE : SF_ADDRESS_BAD;
  return is_fine ? g_strdup (text) : NULL;
}

/* The rows that may be left empty, and must be right otherwise. */
static const struct {
  const char *id;
  const char *key;
  gboolean is_relay; /* of the second group */
  Normalize normalize;
  const char *hint; /* how it must be written */
} addresses[] = {
  {"server_row", "rendezvous", FALSE, normalize_server,
   N_ ("The server’s address begins with wss:// or ws://")},
  {"stun_row", "stun-server", FALSE, normalize_host_port,
   N_ ("The STUN server needs a name and a port, as in HOST:3478")},
  {"relay_row", "transit-relay", FALSE, normalize_host_port,
   N_ ("The transit relay needs a name and a port, as in HOST:4001")},
  {"turn_row", "turn-server", TRUE, sf_network_normalize_turn,
   N_ ("Write the TURN server as turn:HOST or turn:HOST:PORT")},
};

static GtkWidget *
get_row (SfNetworkPreferences *self, guint i)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), SF_TYPE_NETWORK_PREFERENCES,
                                                    addresses[i].id));
}

/* What takes the focus in a row. */
static GtkAccessible *
get_entry (SfNetworkPreferences *self, guint i)
{
  return GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (get_row (self, i))));
}

/* Returns: (nullable): what is wrong with the text of a row */
static const char *
get_fault (SfNetworkPreferences *self, guint i)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (get_row (self, i)));
  SfAddressVerdict verdict = SF_ADDRESS_FINE;

  if (*text != '\0')
    g_free (addresses[i].normalize (text, &verdict));

  switch (verdict) {
  case SF_ADDRESS_TLS:
    return _ ("A relay over TLS (turns:) cannot be used. Use turn: instead; what passes the relay "
              "is sealed anyway.");
  case SF_ADDRESS_BAD:
    return _ (addresses[i].hint);
  default:
    return NULL;
  }
}

static void
show_hint (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
check_addresses (SfNetworkPreferences *self)
{
  const char *faults[2] = {NULL, NULL};

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    const char *fault = get_fault (self, i);
    const char **of_group = &faults[addresses[i].is_relay];

    if (fault != NULL)
      gtk_widget_add_css_class (get_row (self, i), "error");
    else
      gtk_widget_remove_css_class (get_row (self, i), "error");
    gtk_accessible_update_state (
      get_entry (self, i), GTK_ACCESSIBLE_STATE_INVALID,
      fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    if (*of_group == NULL)
      *of_group = fault;
  }
  show_hint (self->servers_hint, faults[FALSE]);
  show_hint (self->relay_hint, faults[TRUE]);
}

static void
on_apply (SfNetworkPreferences *self, GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    SfAddressVerdict verdict = SF_ADDRESS_FINE;
    g_autofree char *kept = NULL;

    if (get_row (self, i) != row)
      continue;
    kept = *text != '\0' ? addresses[i].normalize (text, &verdict) : g_strdup ("");
    if (kept != NULL)
      g_settings_set_string (self->settings, addresses[i].key, kept);
  }
}

static void
bind_addresses (SfNetworkPreferences *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    GtkWidget *row = get_row (self, i);
    g_autofree char *text = g_settings_get_string (self->settings, addresses[i].key);

    gtk_editable_set_text (GTK_EDITABLE (row), text);
    sf_accessible_mend_entry_row (ADW_ENTRY_ROW (row));
    g_signal_connect_object (row, "apply", G_CALLBACK (on_apply), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "changed", G_CALLBACK (check_addresses), self, G_CONNECT_SWAPPED);
  }
  check_addresses (self);
}

static void
sf_network_preferences_dispose (GObject *object)
{
  g_clear_object (&SF_NETWORK_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (sf_network_preferences_parent_class)->dispose (object);
}

static void
sf_network_preferences_class_init (SfNetworkPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sf_network_preferences_dispose;

  g_type_ensure (SF_TYPE_CONNECTION_TEST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               SF_RESOURCES "sf-network-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SfNetworkPreferences, servers_hint);
  gtk_widget_class_bind_template_child (widget_class, SfNetworkPreferences, relay_hint);
  gtk_widget_class_bind_template_child (widget_class, SfNetworkPreferences, test);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    gtk_widget_class_bind_template_child_full (widget_class, addresses[i].id, FALSE, 0);
  sf_preference_rows_install (widget_class, rows, G_N_ELEMENTS (rows));
}

static void
sf_network_preferences_init (SfNetworkPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sf_network_preferences_set_settings (SfNetworkPreferences *self, GSettings *settings)
{
  g_return_if_fail (SF_IS_NETWORK_PREFERENCES (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  sf_accessible_mend_status (GTK_WIDGET (self));
  bind_addresses (self);
  sf_preference_rows_bind (GTK_WIDGET (self), SF_TYPE_NETWORK_PREFERENCES, rows,
                           G_N_ELEMENTS (rows), settings);
  sf_connection_test_set_settings (self->test, settings);
}
