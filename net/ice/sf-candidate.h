/* An ICE candidate (RFC 8445): one address at which a computer may be reached, as told. */
#pragma once

#include "net/ice/sf-ip-address.h"
#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

G_BEGIN_DECLS

#define SF_CANDIDATE_MAX_FOUNDATION 32 /* bytes (RFC 8839, section 5.1) */
#define SF_CANDIDATE_MIN_PORT 1024
#define SF_CANDIDATE_MAX_SIZE                                                                      \
  (1 + 1 + SF_IP_ADDRESS_V6_SIZE + 2 + 4 + 1 + SF_CANDIDATE_MAX_FOUNDATION)

typedef enum {
  SF_CANDIDATE_TYPE_HOST,
  SF_CANDIDATE_TYPE_SERVER_REFLEXIVE,
  SF_CANDIDATE_TYPE_RELAYED,
} SfCandidateType;

/*
 *   0      1      2           2+s      4+s        8+s
 *   +------+------+-----------+--------+----------+------------+
 *   | type | s    | address   | port   | priority | foundation |
 *   |      | 4,16 | s bytes   | u16 BE | u32 BE   | string     |
 *   +------+------+-----------+--------+----------+------------+
 *
 * There is no related address: that of a relayed candidate is what relaying hides. There are no
 * names either, so nothing a stranger sends makes this computer ask a resolver.
 */
typedef struct {
  SfCandidateType type;
  SfIpAddress address;
  guint16 port;
  guint32 priority;
  char foundation[SF_CANDIDATE_MAX_FOUNDATION + 1];
} SfCandidate;

void sf_candidate_write (const SfCandidate *self, SfWriter *writer);

/**
 * sf_candidate_read:
 *
 * Reads what can be read; ask sf_reader_has_failed() for the form and sf_candidate_is_acceptable()
 * for the content.
 */
void sf_candidate_read (SfCandidate *self, SfReader *reader);

/**
 * sf_candidate_is_acceptable:
 * @allow_loopback: the other side may be on this computer
 *
 * Whether checks may be sent to a candidate that somebody else named. An agent that checks whatever
 * it is told is a port scanner (RFC 8445, section 19.4.1): only addresses and ports that an agent
 * can own pass.
 */
gboolean sf_candidate_is_acceptable (const SfCandidate *self, gboolean allow_loopback);

/* Same address and port: a second way to say the same. */
gboolean sf_candidate_equal_target (const SfCandidate *a, const SfCandidate *b);

/* ALPHA / DIGIT / "+" / "/" (RFC 8839, section 5.1), @min to @max of them. */
gboolean sf_candidate_is_ice_text (const char *text, gsize min, gsize max);

G_END_DECLS
