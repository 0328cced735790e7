/* One mailbox: up to two sides and what they said. */
#pragma once

#include "net/server/sf-address-table.h"

G_BEGIN_DECLS

typedef struct _SfServerClient SfServerClient;

#define SF_MAILBOX_SIDES 2

/* Whoever claims the nameplate or opens the mailbox. Has a @client only while it does either. */
typedef struct {
  char *name;             /* (nullable): nobody */
  SfServerClient *client; /* (nullable): its connection, while there is one */
  guint64 address_key;    /* of its last connection; 0: not limited */
  guint n_messages;
  gboolean is_claimed;  /* holds the nameplate */
  gboolean is_released; /* held the nameplate once */
  gboolean is_open;     /* opened the mailbox and did not close it */
  gboolean is_missed;   /* the other side was told that the connection closed */
} SfMailboxSide;

typedef struct {
  char *key; /* in the table of all mailboxes */
  char *id;
  char *nameplate_key; /* (nullable) */
  SfMailboxSide sides[SF_MAILBOX_SIDES];
  GPtrArray *messages; /* (nullable) (element-type GBytes): in the order of arrival */
  gsize stored_bytes;
  SfAddress *creator; /* (nullable) (unowned) */
  gboolean is_guess_charged;
  gint64 expires_us; /* while nobody is connected */
  GList link;        /* in the queue of those; its data is this mailbox */
} SfMailbox;

/* @key: (transfer full) */
SfMailbox *sf_mailbox_new (char *key, const char *id) G_GNUC_WARN_UNUSED_RESULT;
void sf_mailbox_free (SfMailbox *self);

/* Returns: (nullable): */
SfMailboxSide *sf_mailbox_find_side (SfMailbox *self, const char *name);

/* The other one; maybe nobody. */
SfMailboxSide *sf_mailbox_other_side (SfMailbox *self, SfMailboxSide *side);

/**
 * sf_mailbox_admit:
 *
 * A side counts while its connection is there or its messages are: one that came and went without a
 * word gives its place to whoever comes next.
 *
 * Returns: (nullable): the side @name, new or not; %NULL when two others are here
 */
SfMailboxSide *sf_mailbox_admit (SfMailbox *self, const char *name);

/* @message: (transfer none): what both sides are sent */
void sf_mailbox_store (SfMailbox *self, SfMailboxSide *side, GBytes *message);

/* @side takes its leave. It is forgotten if it said nothing. */
void sf_mailbox_close (SfMailbox *self, SfMailboxSide *side);

/* Whether any side holds the nameplate. */
gboolean sf_mailbox_is_claimed (const SfMailbox *self);

/* Whether any side claimed or opened it and did not take its leave. */
gboolean sf_mailbox_is_held (const SfMailbox *self);

gboolean sf_mailbox_is_connected (const SfMailbox *self);

G_END_DECLS
