/* The insides of SfMailboxClient, shared by its files. */
#pragma once

#include "net/rendezvous/sf-inbox.h"
#include "net/rendezvous/sf-mailbox-client.h"
#include "net/rendezvous/sf-mailbox-wire.h"
#include "net/rendezvous/sf-outbox.h"

G_BEGIN_DECLS

typedef enum {
  STATE_READY,
  STATE_DIALLING,
  STATE_PAUSED,     /* between two attempts */
  STATE_ALLOCATING, /* `bind` and `allocate` are out */
  STATE_CLAIMING,   /* `claim` is out */
  STATE_OPENING,    /* `open` is out, the replay not over */
  STATE_OPEN,
  STATE_LEAVING, /* there is something to undo, and not yet the connection or the answer to do it */
  STATE_CLOSING, /* `release` and `close` are out */
  STATE_DONE,
} SfMailboxClientState;

typedef enum {
  EVENT_START,
  EVENT_CONNECTED_BARE,  /* no nameplate yet */
  EVENT_CONNECTED_NAMED, /* a nameplate to claim */
  EVENT_CONNECTED_AGAIN, /* a mailbox to open again, the nameplate no longer ours or of no use */
  EVENT_LOST,
  EVENT_UNREACHABLE,
  EVENT_RETRY,
  EVENT_ALLOCATED,
  EVENT_CLAIMED,
  EVENT_REPLAYED,
  EVENT_ELSEWHERE, /* nobody came here, but the other side may be in a mailbox of before */
  EVENT_REFUSED,
  EVENT_CLOSE,
  EVENT_QUIT, /* close, with nothing to undo */
  EVENT_SAID, /* both farewells are answered */
  EVENT_LIMIT,
} SfMailboxClientEvent;

typedef enum {
  TIMER_RETRY,
  TIMER_ANSWER,
  TIMER_PING,
  TIMER_NOBODY,
  TIMER_LEAVE,
  N_TIMERS,
} SfMailboxClientTimer;

#define SF_MAILBOX_CLIENT_NEVER G_MAXINT64
#define SF_MAILBOX_CLIENT_MAX_TOLD 8

struct _SfMailboxClient {
  char *appid;
  char *side;
  GRand *jitter;
  SfInbox *inbox;
  SfOutbox *outbox;
  GQueue outputs; /* of SfMailboxOutput */

  SfMailboxClientState state;
  gint64 now_us;
  gint64 timers[N_TIMERS];
  guint n_pauses;    /* since a connection last served */
  gint64 n_pings;    /* the number of the last */
  gint64 replay_end; /* the number of the ping behind `open` */

  char *nameplate;  /* (nullable) */
  char *mailbox;    /* (nullable): the present one */
  GPtrArray *told;  /* of char: mailboxes that we said everything to, oldest first */
  guint visit;      /* n: the n-th of those; 0: where the nameplate leads */
  gboolean claimed; /* the server may hold something of ours */
  gboolean wants_release;
  gboolean released;
  char *mood; /* (nullable): set once we leave */

  /* of the present connection */
  gboolean opened;
  gboolean replaying; /* what we said may still be on its way back */
  gboolean peer_seen;
  gboolean release_sent;
  gboolean release_pending;
  gboolean close_pending;

  gboolean contacted;       /* some server answered once */
  gboolean offline;         /* as told */
  SfMailboxWaiting waiting; /* as told */
};

/* sf-mailbox-client-table.c: the only place where the state changes. */
void sf_mailbox_client_dispatch (SfMailboxClient *self, SfMailboxClientEvent event);
void sf_mailbox_client_send_release (SfMailboxClient *self);

/* sf-mailbox-client-replies.c */
void sf_mailbox_client_handle_reply (SfMailboxClient *self, const SfMailboxReply *reply);

/* sf-mailbox-client.c */
SfMailboxOutput *sf_mailbox_client_push (SfMailboxClient *self, SfMailboxOutputType type);
void sf_mailbox_client_push_flag (SfMailboxClient *self, SfMailboxOutputType type, gboolean flag);
void sf_mailbox_client_push_text (SfMailboxClient *self,
                                  SfMailboxOutputType type,
                                  const char *text);
void sf_mailbox_client_send (SfMailboxClient *self, char *command);
void sf_mailbox_client_say_all (SfMailboxClient *self);
void sf_mailbox_client_set_timer (SfMailboxClient *self,
                                  SfMailboxClientTimer timer,
                                  gint64 delay_us);
void sf_mailbox_client_clear_timer (SfMailboxClient *self, SfMailboxClientTimer timer);
void sf_mailbox_client_set_waiting (SfMailboxClient *self, gboolean somebody);
void sf_mailbox_client_report (SfMailboxClient *self, GError *error, const char *mood);
void sf_mailbox_client_drop (SfMailboxClient *self);

G_END_DECLS
