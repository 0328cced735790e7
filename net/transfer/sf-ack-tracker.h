/* Which packets came, and when that has to be told. */
#pragma once

#include "net/transfer/sf-packet.h"

G_BEGIN_DECLS

#define SF_ACK_WINDOW 2048         /* packet numbers remembered; older ones count as seen */
#define SF_ACK_EVERY 4             /* packets */
#define SF_ACK_DELAY_US (5 * 1000) /* the longest a packet waits for its acknowledgement */

/* Plain data; zero-initialised is "nothing came". */
typedef struct {
  guint64 seen[SF_ACK_WINDOW / 64]; /* bit of a number: number % SF_ACK_WINDOW */
  guint64 next;                     /* one above the highest that came */
  gint64 highest_us;                /* when it came */
  guint unacked;                    /* packets that came and want an acknowledgement */
  gint64 oldest_us;                 /* when the first of those came */
  gboolean is_urgent;
} SfAckTracker;

/* Returns: FALSE for a packet that came before, or may have */
gboolean sf_ack_tracker_is_new (const SfAckTracker *self, guint64 number);
void sf_ack_tracker_add (SfAckTracker *self, guint64 number, gboolean wants_ack, gint64 now_us);

/* Returns: whether there is something to acknowledge, due or not */
gboolean sf_ack_tracker_is_pending (const SfAckTracker *self);
/* Returns: when an ACK must leave; in the past for at once, G_MAXINT64 for never */
gint64 sf_ack_tracker_get_deadline_us (const SfAckTracker *self);

/* What to tell at @now_us, as far back as fits; only after a packet came. */
void sf_ack_tracker_fill (const SfAckTracker *self, SfAckFrame *ret_ack, gint64 now_us);
void sf_ack_tracker_on_sent (SfAckTracker *self);
/* The last ACK did not leave after all. */
void sf_ack_tracker_on_refused (SfAckTracker *self);

G_END_DECLS
