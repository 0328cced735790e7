/* A wormhole whose signals are written down, for tests. */
#pragma once

#include "net/rendezvous/sf-wormhole.h"

G_BEGIN_DECLS

typedef struct {
  SfWormhole *wormhole;
  char *code;          /* (nullable) */
  GBytes *peer_hello;  /* (nullable): confirmed */
  GPtrArray *messages; /* of char */
  GError *error;       /* (nullable): failed */
  GString *waiting;    /* each told: + somebody, - nobody */
  GString *online;     /* each told: + back, - lost */
  GString *peer;       /* each told: + there, - gone */
  gboolean is_closed;
} SfGuest;

/* @code: (nullable): %NULL creates one. @hello: the text of its hello. Started. */
SfGuest *sf_guest_new (const char *const *urls, const char *code, const char *hello);
void sf_guest_free (SfGuest *self);

void sf_guest_send (SfGuest *self, const char *text);

/* Closes it and waits until that is done. */
void sf_guest_close (SfGuest *self, const char *mood);

/* Waits until both are confirmed and checks that each has the other's hello, side and the same key. */
void sf_guest_expect_pair (SfGuest *a, SfGuest *b);

/* Waits for the next message and checks it. */
void sf_guest_expect_message (SfGuest *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfGuest, sf_guest_free)

G_END_DECLS
