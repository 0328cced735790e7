/* The numbers in use: which mailbox each leads to, and which free one is given out next. */
#pragma once

#include "net/server/sf-mailbox.h"

G_BEGIN_DECLS

/* A number is given out again only so long after it was released, so that a late guest meets
 * nobody. */
#define SF_NAMEPLATE_COOLING_US (10 * 60 * G_USEC_PER_SEC)

typedef struct _SfNameplates SfNameplates;

/* @max_cooling: how many released numbers are remembered at most */
SfNameplates *sf_nameplates_new (guint max_cooling) G_GNUC_WARN_UNUSED_RESULT;
void sf_nameplates_free (SfNameplates *self);

/* One to 40 decimal digits. */
gboolean sf_nameplate_is_valid (const char *number);

/* Numbers of different applications do not meet. */
char *sf_nameplate_make_key (const char *appid, const char *number) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_nameplates_pick:
 *
 * A random number of at least three digits that nobody has and that is not cooling down. No number
 * length is filled by more than half, so this takes two tries on average however many are in use.
 *
 * Returns: (transfer full):
 */
char *sf_nameplates_pick (SfNameplates *self, const char *appid) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (nullable) (transfer none): the mailbox of whoever holds the number */
SfMailbox *sf_nameplates_find (SfNameplates *self, const char *key);

/* Gives a number that nobody has, cooling or not, to @mailbox. Sets its @nameplate_key. */
void sf_nameplates_hold (SfNameplates *self, const char *key, SfMailbox *mailbox);

/* Takes it from @mailbox and lets it cool down. */
void sf_nameplates_release (SfNameplates *self, SfMailbox *mailbox, gint64 now_us);

/**
 * sf_nameplates_expire:
 *
 * Returns: when to call it next; %G_MAXINT64: not before the next release
 */
gint64 sf_nameplates_expire (SfNameplates *self, gint64 now_us);

/* How many are held or cooling down. */
guint sf_nameplates_get_size (SfNameplates *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfNameplates, sf_nameplates_free)

G_END_DECLS
