/* One nameplate and one mailbox, over as many connections as it takes. Time is an argument. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All times are in microseconds on the monotonic clock. */
#define SF_MAILBOX_CLIENT_CONTACT_LIMIT_US (10 * G_USEC_PER_SEC) /* to connect, and a first word */
#define SF_MAILBOX_CLIENT_ANSWER_LIMIT_US (20 * G_USEC_PER_SEC)  /* to be set up, or for a `pong` */
#define SF_MAILBOX_CLIENT_PING_INTERVAL_US (30 * G_USEC_PER_SEC) /* of silence */
#define SF_MAILBOX_CLIENT_PROBE_LIMIT_US (3 * G_USEC_PER_SEC)    /* for a `pong` that is needed */
#define SF_MAILBOX_CLIENT_NOBODY_US (5 * G_USEC_PER_SEC)         /* without the other side */
#define SF_MAILBOX_CLIENT_LEAVE_LIMIT_US (2 * G_USEC_PER_SEC)    /* for a polite end */
#define SF_MAILBOX_CLIENT_FIRST_PAUSE_US (1 * G_USEC_PER_SEC)    /* x 1.5 each, +- a quarter */
#define SF_MAILBOX_CLIENT_MAX_PAUSE_US (60 * G_USEC_PER_SEC)

typedef enum {
  SF_MAILBOX_OUTPUT_DIAL,            /* make a connection, then sf_mailbox_client_connected() */
  SF_MAILBOX_OUTPUT_HANG_UP,         /* drop the connection or the attempt, and do not report it */
  SF_MAILBOX_OUTPUT_SEND,            /* text: a text frame */
  SF_MAILBOX_OUTPUT_FAILED,          /* error: the end; only a polite leave follows */
  SF_MAILBOX_OUTPUT_DONE,            /* nothing follows; drop the connection */
  SF_MAILBOX_OUTPUT_NAMEPLATE,       /* text: what was allocated */
  SF_MAILBOX_OUTPUT_MOTD,            /* text: the server's message of the day */
  SF_MAILBOX_OUTPUT_WAITING,         /* flag: somebody else is there, or is not */
  SF_MAILBOX_OUTPUT_PHASE,           /* text, bytes: the next phase of the other side, its body */
  SF_MAILBOX_OUTPUT_PEER_CONNECTION, /* flag: the other side's connection */
  SF_MAILBOX_OUTPUT_ICE_SERVERS,     /* bytes: JSON */
  SF_MAILBOX_OUTPUT_ONLINE,          /* flag: our connection is lost, or serves again */
  SF_MAILBOX_OUTPUT_CODE,            /* text: these three only from SfWormholeCore */
  SF_MAILBOX_OUTPUT_CONFIRMED,       /* bytes: the other side's hello */
  SF_MAILBOX_OUTPUT_MESSAGE,         /* bytes: the plaintext of a numbered phase */
} SfMailboxOutputType;

typedef struct {
  SfMailboxOutputType type;
  char *text;
  GBytes *bytes;
  gboolean flag;
  GError *error;
} SfMailboxOutput;

typedef struct _SfMailboxClient SfMailboxClient;

/**
 * sf_mailbox_client_new:
 * @side: our side, the same for all connections
 * @nameplate: (nullable): %NULL allocates one
 * @seed: of the jitter between attempts
 *
 * The driver gives it what happens and the time, then takes outputs until there are none, then
 * calls sf_mailbox_client_tick() at the deadline.
 */
SfMailboxClient *sf_mailbox_client_new (const char *appid,
                                        const char *side,
                                        const char *nameplate,
                                        guint32 seed) G_GNUC_WARN_UNUSED_RESULT;
void sf_mailbox_client_free (SfMailboxClient *self);

void sf_mailbox_client_start (SfMailboxClient *self, gint64 now_us);
/* A connection was made. The first commands go out at once, before any word of the server. */
void sf_mailbox_client_connected (SfMailboxClient *self, gint64 now_us);
/* The connection was lost, or none could be made, or a frame was no text. */
void sf_mailbox_client_lost (SfMailboxClient *self, gint64 now_us);
/* One text frame of the server, at most SF_JSON_MAX_SIZE bytes. */
void sf_mailbox_client_receive (SfMailboxClient *self, const char *text, gsize size, gint64 now_us);
void sf_mailbox_client_tick (SfMailboxClient *self, gint64 now_us);

/**
 * sf_mailbox_client_add:
 * @phase: one not added before
 *
 * Says it now or as soon as there is a connection, and again to a server that lost it. What passes
 * the limits of SfOutbox ends the mailbox with %SF_NET_ERROR_TOO_LARGE.
 */
void sf_mailbox_client_add (SfMailboxClient *self, const char *phase, GBytes *body, gint64 now_us);

/* The connection is needed now: one that does not answer soon is dropped, a pause cut short. */
void sf_mailbox_client_probe (SfMailboxClient *self, gint64 now_us);

/* The other side proved the code: the nameplate is of no more use. */
void sf_mailbox_client_release (SfMailboxClient *self, gint64 now_us);

/* Releases, then closes with @mood; DONE follows within SF_MAILBOX_CLIENT_LEAVE_LIMIT_US. */
void sf_mailbox_client_close (SfMailboxClient *self, const char *mood, gint64 now_us);

/**
 * sf_mailbox_client_fail:
 * @error: (transfer full)
 *
 * Ends it for the driver's reason: FAILED, then as sf_mailbox_client_close().
 */
void sf_mailbox_client_fail (SfMailboxClient *self, GError *error, const char *mood, gint64 now_us);

/* Returns: (transfer full) (nullable): NULL when there is none left. Only up to DONE in the end. */
SfMailboxOutput *sf_mailbox_client_pop (SfMailboxClient *self) G_GNUC_WARN_UNUSED_RESULT;
void sf_mailbox_output_free (SfMailboxOutput *output);

/* Returns: when to call sf_mailbox_client_tick(), in microseconds; G_MAXINT64 for never */
gint64 sf_mailbox_client_get_deadline (SfMailboxClient *self);

/* Returns: (nullable): NULL until the other side sent its `pake` */
const char *sf_mailbox_client_get_peer_side (SfMailboxClient *self);

/* Returns: (transfer full): the table of states as a Mermaid diagram, for the README */
char *sf_mailbox_client_dup_diagram (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMailboxClient, sf_mailbox_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfMailboxOutput, sf_mailbox_output_free)

G_END_DECLS
