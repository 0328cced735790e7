/* A wormhole and its diary, for tests. */
#pragma once

#include "net/rendezvous/sf-wormhole.h"
#include "tests/support/sf-diary.h"

G_BEGIN_DECLS

typedef struct {
  SfWormhole *wormhole;
  SfDiary *diary;
  char *hello;
  gboolean is_closed;
} SfGuest;

/* @code: (nullable): %NULL creates one. @hello: the text of its hello. Started. */
SfGuest *sf_guest_new (const char *const *urls, const char *code, const char *hello);
void sf_guest_free (SfGuest *self);

void sf_guest_send (SfGuest *self, const char *text);

/* Waits until the code is there. */
const char *sf_guest_wait_for_code (SfGuest *self);

/* Closes it and waits until that is done. */
void sf_guest_close (SfGuest *self, const char *mood);

/* Waits until both are confirmed and checks that each has the other's hello, side and the same
 * key. */
void sf_guest_expect_pair (SfGuest *a, SfGuest *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfGuest, sf_guest_free)

G_END_DECLS
