/* What a wormhole, or a rendezvous of two, told: their signals, written down for tests. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  GObject *object;
  char *code;          /* (nullable) */
  GBytes *peer_hello;  /* (nullable): confirmed */
  GPtrArray *messages; /* of char */
  GError *error;       /* (nullable): failed */
  GString *waiting;    /* each told: + somebody, - nobody */
  GString *online;     /* each told: + back, - lost */
  GString *peer;       /* each told: + there, - gone */
  GString *ice;        /* each told: its text */
} SfDiary;

/* @object: an SfWormhole or an SfRendezvous; kept alive */
SfDiary *sf_diary_new (gpointer object);
void sf_diary_free (SfDiary *self);

/* Waits until @self is confirmed by somebody who said @hello. */
void sf_diary_expect_confirmed (SfDiary *self, const char *hello);

/* Waits for the next message and checks it. */
void sf_diary_expect_message (SfDiary *self, const char *text);

/* Waits for the end and checks that it is @code of SF_NET_ERROR. */
void sf_diary_expect_failure (SfDiary *self, int code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfDiary, sf_diary_free)

G_END_DECLS
