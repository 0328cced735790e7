/* SfPeer without a network: two joined back to back in one main loop, with faults put in. */
#pragma once

#include "net/peer/sf-peer.h"

/*
 * Linked into a test in the place of the real one. A joiner meets the creator whose code it has.
 * Everything is delivered in order from the main loop. It is an error of the program, and ends the
 * test, to send over the path before both sides have permitted it.
 */

typedef enum {
  SF_FAKE_SEALED,
  SF_FAKE_MESSAGE,
  SF_FAKE_BLOB,
} SfFakeKind;

/**
 * SfFakeFilter:
 * @to: the side it goes to
 * @bytes: (inout): may be replaced, for corruption
 *
 * Returns: %FALSE to lose it
 */
typedef gboolean (*SfFakeFilter) (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data);

/* For all peers, until it is set again; %NULL lets everything pass. */
void sf_fake_peer_set_filter (SfFakeFilter filter, gpointer user_data);

/* Blobs arrive before the messages that were sent before them. */
void sf_fake_peer_set_overtaking (gboolean overtaking);

/* So long ago the clocks were compared, for all peers; 0 to begin with. */
void sf_fake_peer_set_clock_age (gint64 age_us);

/* The creator of the newest code, and whoever joined it; not owned. */
SfPeer *sf_fake_peer_get (gboolean creator);

/* What @self sends waits until it is let go, and so does its goodbye. */
void sf_fake_peer_hold (SfPeer *self, gboolean held);

/* @self hears that it failed so; nothing follows. */
void sf_fake_peer_fail (SfPeer *self, GQuark domain, int code);

/* The computer of @self is switched off: the other side hears that it was lost. */
void sf_fake_peer_kill (SfPeer *self);

/* Both sides hear that the path is lost, or that there is one again. */
void sf_fake_peer_set_path (gboolean is_there);

gboolean sf_fake_peer_is_permitted (SfPeer *self);
