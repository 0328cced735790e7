/* What the receiver of a live picture tells its sender: reports, what is missing, key frames. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 *   REPORT | 1 | stream, u32 | time, u32 | packets, u32 | missed, u32 | bytes, u32
 *              | least delay, u32 | most delay, u32 |
 *   NACK   | 2 | stream, u32 | count, u8, 1.. | sequence, u16 | ...
 *   PLI    | 3 | stream, u32 |
 *
 * Big-endian. Stream is the SSRC it is about: what was said of an earlier one is of no use. Time
 * (of the receiver) and delays are in microseconds; packets, missed and bytes count from the
 * stream's beginning, so that nothing is lost with a report. All of these but the delays are modulo
 * 2^32.
 */
typedef enum {
  SF_LIVE_FEEDBACK_REPORT = 1,
  SF_LIVE_FEEDBACK_NACK = 2,
  SF_LIVE_FEEDBACK_PLI = 3, /* the picture is lost: a key frame is needed */
} SfLiveFeedbackKind;

#define SF_LIVE_FEEDBACK_MAX_NACKS 64
#define SF_LIVE_FEEDBACK_MAX_SIZE (1 + 4 + 1 + 2 * SF_LIVE_FEEDBACK_MAX_NACKS) /* bytes */
#define SF_LIVE_FEEDBACK_MAX_DELAY_US (60 * G_USEC_PER_SEC) /* longer ones are told as this */

typedef struct {
  guint32 time_us;
  guint32 n_packets; /* that came, resent ones too */
  guint32 n_missed;  /* that did not come the first time */
  guint32 n_bytes;
  gint64 least_delay_us; /* see sf_delay_meter_end_span() */
  gint64 most_delay_us;
} SfLiveReport;

typedef struct {
  SfLiveFeedbackKind kind;
  guint32 stream;
  SfLiveReport report; /* of a REPORT */
  guint n_nacks;       /* of a NACK */
  guint16 nacks[SF_LIVE_FEEDBACK_MAX_NACKS];
} SfLiveFeedback;

/* Returns: the size in bytes */
gsize sf_live_feedback_write (const SfLiveFeedback *feedback,
                              guint8 out[SF_LIVE_FEEDBACK_MAX_SIZE]);

/* Returns: FALSE for an unknown kind or what breaks a rule: skip it */
gboolean sf_live_feedback_parse (SfLiveFeedback *ret_feedback, const guint8 *bytes, gsize size);

G_END_DECLS
