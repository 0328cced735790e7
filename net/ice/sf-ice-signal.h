/* What two ICE agents tell each other through the rendezvous: credentials and candidates. */
#pragma once

#include "net/ice/sf-candidate.h"

G_BEGIN_DECLS

#define SF_ICE_SIGNAL_VERSION 1
#define SF_ICE_SIGNAL_MAX_CANDIDATES 25 /* a generation; libnice pairs no more */
#define SF_ICE_SIGNAL_MAX_SIZE 2048     /* bytes */
#define SF_ICE_MIN_UFRAG 4              /* characters (RFC 8839, section 5.4) */
#define SF_ICE_MIN_PASSWORD 22
#define SF_ICE_MAX_CREDENTIAL 256

/*
 *   0         1                5       6
 *   +---------+----------------+-------+--------+----------+-------+------------+
 *   | version | generation     | flags | ufrag  | password | count | candidates |
 *   | u8: 1   | u32 BE         | u8    | string | string   | u8    |            |
 *   +---------+----------------+-------+--------+----------+-------+------------+
 *
 * Flags: bit 0, no candidate follows in this generation; the others are 0. Every signal names its
 * generation (0, and one more with each ICE restart) and its credentials, so none depends on
 * another.
 *
 * The same struct holds a whole description: all that was told of one generation so far.
 * Zero-initialised, it is empty.
 */
typedef struct {
  guint32 generation;
  gboolean ended;
  char ufrag[SF_ICE_MAX_CREDENTIAL + 1]; /* "" in a description: nothing was told yet */
  char password[SF_ICE_MAX_CREDENTIAL + 1];
  guint n_candidates;
  SfCandidate candidates[SF_ICE_SIGNAL_MAX_CANDIDATES];
} SfIceSignal;

/* How much of a description was told. Zero-initialised: nothing. */
typedef struct {
  gboolean credentials;
  gboolean ended;
  guint n_candidates;
} SfIceTold;

/**
 * sf_ice_signal_init_news:
 * @description: what there is to tell
 * @told: (inout): what was told before, and then with @self
 *
 * Returns: %FALSE when there is no news; @self is untouched then
 */
gboolean sf_ice_signal_init_news (SfIceSignal *self,
                                  const SfIceSignal *description,
                                  guint32 generation,
                                  SfIceTold *told);

GBytes *sf_ice_signal_write (const SfIceSignal *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_ice_signal_read:
 *
 * Checks the form, not the candidates: sf_ice_signal_merge() does.
 *
 * Returns: %FALSE for rubbish; @ret_signal is untouched then
 */
gboolean sf_ice_signal_read (GBytes *bytes, SfIceSignal *ret_signal);

/**
 * sf_ice_signal_merge:
 * @self: a description
 * @signal: what was told now
 *
 * Adds the acceptable candidates of @signal that are new. A signal of a later generation starts the
 * description anew; one of an earlier generation, or with other credentials, or after the end,
 * changes nothing. Candidates beyond %SF_ICE_SIGNAL_MAX_CANDIDATES are dropped.
 *
 * Returns: %TRUE when @self changed
 */
gboolean sf_ice_signal_merge (SfIceSignal *self,
                              const SfIceSignal *signal,
                              gboolean allow_loopback);

G_END_DECLS
