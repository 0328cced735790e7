/* SfRendezvous on the LAN: the creator's own server, the joiner's looking around, patience. */

#include "net/rendezvous/sf-rendezvous-private.h"

#include "net/code/sf-share-code.h"
#include "net/crypto/sf-sodium.h"
#include "net/sf-net-error.h"

#include <sodium.h>

/* How long the joiner looks around before it says that nobody is there. */
#define QUIET_US (5 * G_USEC_PER_SEC)
/* How long the LAN is hoped for when there is no server. */
#define PATIENCE_US (10 * G_USEC_PER_SEC)

/* Without a server the creator picks the number itself. */
#define OWN_NAMEPLATE_MIN 1000
#define OWN_NAMEPLATE_END 10000

static void
update_reach (SfRendezvous *self)
{
  SfReach reach = (self->is_online ? SF_REACH_SERVER : SF_REACH_NONE) |
                  (self->is_announced ? SF_REACH_LAN : SF_REACH_NONE);

  if (!self->race.is_creator || self->reach == reach)
    return;

  self->reach = reach;
  g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_REACH], 0, (guint) reach);
}

void
sf_rendezvous_set_online (SfRendezvous *self, gboolean is_online)
{
  self->is_online = is_online;
  update_reach (self);
}

void
sf_rendezvous_set_announced (SfRendezvous *self, gboolean is_announced)
{
  self->is_announced = is_announced;
  update_reach (self);
}

static gboolean
is_patient (SfRendezvous *self)
{
  return g_get_monotonic_time () < self->patience_end_us;
}

/* Whether the two may still meet there. A server that said no to the joiner is believed. */
static gboolean
has_hope (SfRendezvous *self)
{
  gboolean is_there = self->race.states[SF_PLACE_LAN] != SF_PLACE_ABSENT;
  gboolean is_refused = self->error != NULL && !g_error_matches (self->error, SF_NET_ERROR,
                                                                 SF_NET_ERROR_SERVER_UNREACHABLE);

  if (self->race.is_creator)
    return is_there && (self->is_announced || is_patient (self));
  if (is_there)
    return TRUE;

  return self->browser != NULL && !self->is_deaf && !is_refused &&
         (self->server_urls == NULL || is_patient (self));
}

static gboolean
is_undecided (SfRendezvous *self)
{
  return !self->is_over && self->race.winner == SF_N_PLACES;
}

void
sf_rendezvous_give_up_alone (SfRendezvous *self)
{
  g_autoptr (GError) error = NULL;

  if (!is_undecided (self) || self->race.states[SF_PLACE_SERVER] != SF_PLACE_ABSENT ||
      has_hope (self))
    return;

  error = self->error != NULL ? g_error_copy (self->error)
                              : g_error_new_literal (SF_NET_ERROR, SF_NET_ERROR_LAN_UNAVAILABLE,
                                                     "Avahi does not answer");
  sf_rendezvous_fail (self, error);
}

/* A code is told only when somebody can come by it. */
static void
tell_code (SfRendezvous *self)
{
  if (self->is_code_told)
    return;

  self->is_code_told = TRUE;
  g_signal_emit (self, sf_rendezvous_signals[SF_RENDEZVOUS_CODE], 0, self->code);
}

static void
begin_patience (SfRendezvous *self)
{
  self->patience_end_us = g_get_monotonic_time () + PATIENCE_US;
  sf_deadline_set (self->deadline, self->patience_end_us);
}

/* A code that was told stays while the daemon is started anew. */
static void
on_host_announced (gboolean is_announced, gpointer user_data)
{
  SfRendezvous *self = user_data;

  if (!is_undecided (self) || self->race.states[SF_PLACE_LAN] == SF_PLACE_ABSENT)
    return;

  self->patience_end_us = 0;
  if (!is_announced && self->is_code_told)
    begin_patience (self);
  sf_rendezvous_set_announced (self, is_announced);
  if (is_announced)
    tell_code (self);
  else
    sf_rendezvous_give_up_alone (self);
}

static void
start_host (SfRendezvous *self)
{
  g_autofree char *nameplate = sf_share_code_dup_nameplate (self->code);

  self->host = sf_lan_host_new (nameplate, on_host_announced, self, NULL);
  if (self->host == NULL)
    return;

  begin_patience (self);
  sf_rendezvous_start_place (self, SF_PLACE_LAN,
                             (const char *const[]){sf_lan_host_get_url (self->host), NULL});
}

void
sf_rendezvous_create_on_lan_alone (SfRendezvous *self)
{
  g_autofree char *nameplate = NULL;
  guint32 number;

  sf_sodium_init ();
  number = OWN_NAMEPLATE_MIN + randombytes_uniform (OWN_NAMEPLATE_END - OWN_NAMEPLATE_MIN);
  nameplate = g_strdup_printf ("%u", number);
  self->code = sf_share_code_generate (nameplate, SF_SHARE_CODE_DEFAULT_WORDS);
  start_host (self);
  sf_rendezvous_give_up_alone (self);
}

/* With a server the LAN is a second chance: one that cannot be had is no error. */
void
sf_rendezvous_take_code (SfRendezvous *self, const char *code)
{
  self->code = g_strdup (code);
  if (self->use_lan)
    start_host (self);
  sf_rendezvous_set_online (self, TRUE);
  tell_code (self);
}

static void
on_browser_found (SfLanBrowser *browser, const char *url, gpointer user_data)
{
  SfRendezvous *self = user_data;
  SfWormhole *wormhole = self->places[SF_PLACE_LAN].wormhole;

  if (wormhole != NULL)
    sf_wormhole_add_url (wormhole, url);
  else
    sf_rendezvous_start_place (self, SF_PLACE_LAN, (const char *const[]){url, NULL});
}

static void
on_browser_deaf (SfLanBrowser *browser, gpointer user_data)
{
  SfRendezvous *self = user_data;

  self->is_deaf = TRUE;
  self->lan_is_quiet = TRUE;
  sf_rendezvous_give_up_alone (self);
  if (!self->is_over)
    sf_rendezvous_update_presence (self);
}

gboolean
sf_rendezvous_on_deadline (gpointer user_data)
{
  SfRendezvous *self = user_data;

  self->lan_is_quiet = TRUE;
  sf_deadline_set (self->deadline, is_patient (self) ? self->patience_end_us : SF_DEADLINE_NEVER);
  sf_rendezvous_update_presence (self);
  sf_rendezvous_give_up_alone (self);
  return G_SOURCE_CONTINUE;
}

void
sf_rendezvous_start_browsing (SfRendezvous *self)
{
  g_autofree char *nameplate = sf_share_code_dup_nameplate (self->code);

  begin_patience (self);
  sf_deadline_set (self->deadline, g_get_monotonic_time () + QUIET_US);
  self->browser = sf_lan_browser_new (nameplate);
  g_signal_connect (self->browser, "found", G_CALLBACK (on_browser_found), self);
  g_signal_connect (self->browser, "deaf", G_CALLBACK (on_browser_deaf), self);
  sf_lan_browser_start (self->browser);
}

void
sf_rendezvous_stop_browsing (SfRendezvous *self)
{
  if (self->browser != NULL) {
    g_signal_handlers_disconnect_by_data (self->browser, self);
    sf_lan_browser_stop (self->browser);
  }
  g_clear_object (&self->browser);
  sf_deadline_set (self->deadline, SF_DEADLINE_NEVER);
}
