/* The insides of SfRendezvous, shared by its files. */
#pragma once

#include "net/lan/sf-lan-browser.h"
#include "net/rendezvous/sf-deadline.h"
#include "net/rendezvous/sf-lan-host.h"
#include "net/rendezvous/sf-race.h"
#include "net/rendezvous/sf-rendezvous.h"
#include "net/rendezvous/sf-wormhole.h"

G_BEGIN_DECLS

typedef enum {
  SF_PRESENCE_UNKNOWN,
  SF_PRESENCE_NOBODY,
  SF_PRESENCE_SOMEBODY
} SfPresence;

typedef struct {
  SfWormhole *wormhole; /* (nullable) */
  SfPresence presence;
  GBytes *peer_hello;  /* (nullable): confirmed */
  GBytes *ice_servers; /* (nullable): told before there was a winner */
} SfRendezvousPlace;

struct _SfRendezvous {
  GObject parent_instance;

  GStrv server_urls; /* (nullable) */
  gboolean use_lan;
  char *code; /* (nullable): until it is allocated */
  GBytes *hello;

  SfRace race;
  SfRendezvousPlace places[SF_N_PLACES];
  SfLanHost *host;        /* (nullable): the creator's */
  SfLanBrowser *browser;  /* (nullable): the joiner's */
  GSource *deadline;      /* of looking around on the LAN */
  gint64 patience_end_us; /* 0: without a server the LAN alone is not hoped for */
  gboolean lan_is_quiet;
  gboolean is_deaf; /* the browser */
  gboolean is_online;
  gboolean is_announced;
  SfReach reach; /* as told */
  gboolean is_code_told;
  SfPresence presence; /* as told */
  GQueue unsent;       /* of GBytes: before there is a winner */
  GError *error;       /* (nullable): why places were lost */

  gboolean is_over;
  guint n_closing; /* wormholes that take their leave */
  GPtrArray *close_tasks;
};

enum {
  SF_RENDEZVOUS_CODE,
  SF_RENDEZVOUS_REACH,
  SF_RENDEZVOUS_WAITING,
  SF_RENDEZVOUS_CONFIRMED,
  SF_RENDEZVOUS_MESSAGE,
  SF_RENDEZVOUS_PEER_CONNECTION,
  SF_RENDEZVOUS_ONLINE,
  SF_RENDEZVOUS_ICE_SERVERS,
  SF_RENDEZVOUS_FAILED,
  SF_RENDEZVOUS_N_SIGNALS,
};
extern guint sf_rendezvous_signals[SF_RENDEZVOUS_N_SIGNALS];

/* sf-rendezvous-places.c: what happens at the places. */
void sf_rendezvous_start_place (SfRendezvous *self, SfPlace place, const char *const *urls);
/* Closes it politely; nothing is heard of it any more. */
void sf_rendezvous_leave_place (SfRendezvous *self, SfPlace place, const char *mood);
/* At once, without a word. */
void sf_rendezvous_drop_place (SfRendezvous *self, SfPlace place);
void sf_rendezvous_update_presence (SfRendezvous *self);
void sf_rendezvous_send_payload (SfRendezvous *self, GBytes *payload);
SfWormhole *sf_rendezvous_get_winner (SfRendezvous *self); /* (nullable) */

/* sf-rendezvous.c: what follows from it. */
void sf_rendezvous_settle (SfRendezvous *self);
void sf_rendezvous_lose_place (SfRendezvous *self, SfPlace place, const GError *error);
void sf_rendezvous_fail (SfRendezvous *self, const GError *error);
void sf_rendezvous_finish_leaving (SfRendezvous *self);

/* sf-rendezvous-lan.c: what is tried there, and for how long. */
void sf_rendezvous_take_code (SfRendezvous *self, const char *code);
void sf_rendezvous_create_on_lan_alone (SfRendezvous *self);
void sf_rendezvous_start_browsing (SfRendezvous *self);
void sf_rendezvous_stop_browsing (SfRendezvous *self);
gboolean sf_rendezvous_on_deadline (gpointer user_data);
/* The creator's: from where the other person can come. */
void sf_rendezvous_set_online (SfRendezvous *self, gboolean is_online);
void sf_rendezvous_set_announced (SfRendezvous *self, gboolean is_announced);
/* Ends it when no way is left. */
void sf_rendezvous_give_up_alone (SfRendezvous *self);

G_END_DECLS
