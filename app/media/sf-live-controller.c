/* How much of a path the live picture may take: from reports to a rate and a size. */

#include "app/media/sf-live-controller.h"

#define MS 1000 /* microseconds */

#define FIRST_BPS (800 * 1000)
#define MAX_FPS 30
#define LEAN_FPS 2

/* A report is due every 200 ms: one may be lost without harm. */
#define SILENCE_US (700 * MS)
#define SILENT_STEP_US (300 * MS)

#define LATE_US (50 * MS)
#define WAITING_US (40 * MS) /* beyond it the rate does not grow */
#define QUEUED_US (20 * MS)  /* so late is nothing that found the queue empty */
#define EASING_US (10 * MS)  /* a queue that shrinks by so much from report to report is draining */
#define DRAIN_US (1000 * MS) /* how soon a queue shall be gone */
#define MAX_DRAINING_US (750 * MS)
#define LOSS_PAUSE_US (600 * MS) /* until a cut for loss can show in the reports */
#define MIN_SPAN_US (20 * MS)    /* over which a rate can be told */

#define RUNG_PAUSE_US (2000 * MS)

/* Percent. */
#define CUT 85
#define CARRIED 95 /* of what came: headers take their share too */
#define SILENT_CUT 70
#define MAX_LOSS 5
#define STEP 106
#define FAST_STEP 125
#define WALL_STEP 102 /* near to where the path last had enough: between these two */
#define WALL_NEAR 90
#define WALL_PASSED 115
#define BACK_STEP 110 /* below */

#define UNPROVEN_BPS (300 * 1000)

/* The ladder of sizes: a rung is climbed at one rate and left at a lower one. */
typedef struct {
  int width;
  int height;
  int climb_bps;
  int leave_bps;
} Rung;

static const Rung rungs[] = {
  {320, 180, 0, 0},
  {640, 360, 250 * 1000, 180 * 1000},
  {960, 540, 1000 * 1000, 700 * 1000},
  {1280, 720, 1700 * 1000, 1300 * 1000},
};

#define FIRST_RUNG 1

void
sf_live_controller_init (SfLiveController *self, gint64 now_us)
{
  *self = (SfLiveController){
    .rate_bps = FIRST_BPS,
    .is_fast = TRUE,
    .heard_us = now_us,
    .slowed_us = now_us,
    .cut_us = now_us,
    .rung = FIRST_RUNG,
    .climbed_us = now_us,
  };
}

static void
set_rate (SfLiveController *self, gint64 rate_bps)
{
  self->rate_bps = CLAMP (rate_bps, SF_LIVE_MIN_BPS, SF_LIVE_MAX_BPS);
}

/* Whether the rate is no more than a try where the path had enough before. */
static gboolean
is_at_wall (const SfLiveController *self)
{
  return self->wall_bps != 0 && self->rate_bps * 100 >= self->wall_bps * WALL_NEAR &&
         self->rate_bps * 100 <= self->wall_bps * WALL_PASSED;
}

static void
choose_rung (SfLiveController *self, gint64 now_us)
{
  gint64 rate_bps = is_at_wall (self) ? MIN (self->rate_bps, self->wall_bps) : self->rate_bps;
  guint rung = self->rung;

  while (rung > 0 && rate_bps < rungs[rung].leave_bps)
    rung--;
  if (rung == self->rung && now_us - self->climbed_us >= RUNG_PAUSE_US)
    while (rung + 1 < G_N_ELEMENTS (rungs) && rate_bps >= rungs[rung + 1].climb_bps)
      rung++;

  if (rung != self->rung)
    self->climbed_us = now_us;
  self->rung = rung;
}

/* What came since the report before. */
typedef struct {
  gint64 received_bps; /* 0: cannot be told */
  gint64 delay_us;
  gboolean is_lossy;
} Span;

static void
look_at_span (SfLiveController *self, const SfLiveReport *report, Span *ret_span)
{
  guint32 span_us = report->time_us - self->last.time_us;
  guint32 n_packets = report->n_packets - self->last.n_packets;
  guint32 n_missed = report->n_missed - self->last.n_missed;
  guint32 n_bytes = report->n_bytes - self->last.n_bytes;

  /* A long burst is late at its end without a queue; a queue is there at its beginning too. */
  ret_span->delay_us = (report->least_delay_us + report->most_delay_us) / 2;
  ret_span->received_bps = span_us < MIN_SPAN_US ? 0
                                                 : (gint64) n_bytes * 8 * G_USEC_PER_SEC / span_us;

  /* About the last second: in a single report one packet may be a tenth of all. */
  self->recent_packets = self->recent_packets * 3 / 4 + n_packets;
  self->recent_missed = self->recent_missed * 3 / 4 + n_missed;
  ret_span->is_lossy =
    self->recent_missed * 100 > (self->recent_packets + self->recent_missed) * MAX_LOSS &&
    self->recent_missed > 1;
}

/* The queue does not shrink: less than what the path carries, by as much as drains it. */
static void
back_off (SfLiveController *self, const Span *span)
{
  gint64 draining_us = MIN (span->delay_us, MAX_DRAINING_US);
  gint64 rate_bps = self->rate_bps * CUT / 100;

  if (span->received_bps > 0)
    rate_bps = span->received_bps * CARRIED / 100 * (DRAIN_US - draining_us) / DRAIN_US;

  self->is_fast = FALSE;
  set_rate (self, MIN (self->rate_bps, rate_bps));
}

static void
cut_for_loss (SfLiveController *self, const Span *span, gint64 now_us)
{
  if (span->received_bps > 0)
    self->wall_bps = span->received_bps;
  self->is_fast = FALSE;
  self->cut_us = now_us;
  self->recent_packets = self->recent_missed = 0;
  set_rate (self, self->rate_bps * CUT / 100);
}

static void
grow (SfLiveController *self, const Span *span)
{
  gint64 step = self->is_fast ? FAST_STEP : STEP;

  if (is_at_wall (self))
    step = WALL_STEP;
  else if (self->rate_bps < self->wall_bps)
    step = BACK_STEP;

  /* A picture that needs less than it may says nothing about the path. */
  if (span->received_bps != 0 && self->rate_bps > span->received_bps * 5 / 2 + UNPROVEN_BPS)
    return;

  set_rate (self, self->rate_bps * step / 100);
}

void
sf_live_controller_report (SfLiveController *self, const SfLiveReport *report, gint64 now_us)
{
  gint64 before_us = self->late_us;
  gboolean is_first;
  Span span;

  if (self->has_report && (gint32) (report->time_us - self->last.time_us) <= 0)
    return;

  /* What was lost while nobody was heard says nothing about the rate. */
  is_first = !self->has_report || now_us - self->heard_us >= SILENCE_US;
  self->heard_us = now_us;
  self->slowed_us = now_us;
  self->has_report = TRUE;
  if (is_first) {
    self->last = *report;
    return;
  }

  look_at_span (self, report, &span);
  self->last = *report;
  self->late_us = span.delay_us;

  if (span.delay_us > LATE_US) {
    /* While the queue is never empty, what comes is all that the path carries. */
    if (span.received_bps > 0 && report->least_delay_us > QUEUED_US)
      self->wall_bps = span.received_bps;
    if (span.delay_us > before_us - EASING_US)
      back_off (self, &span);
  } else if (span.is_lossy) {
    if (now_us - self->cut_us >= LOSS_PAUSE_US)
      cut_for_loss (self, &span, now_us);
  } else if (span.delay_us <= WAITING_US) {
    grow (self, &span);
  }

  choose_rung (self, now_us);
}

void
sf_live_controller_tick (SfLiveController *self, gint64 now_us)
{
  if (now_us - self->heard_us < SILENCE_US || now_us - self->slowed_us < SILENT_STEP_US)
    return;

  /* Nothing is known of the path, not even that it is full: once it answers, up again soon. */
  self->slowed_us = now_us;
  self->is_fast = TRUE;
  self->wall_bps = 0;
  set_rate (self, self->rate_bps * SILENT_CUT / 100);
  choose_rung (self, now_us);
}

void
sf_live_controller_set_busy (SfLiveController *self, gboolean is_busy)
{
  /* Photographs fill the path to the brim: what was found out meanwhile is of no use after. */
  if (self->is_busy && !is_busy) {
    self->is_fast = TRUE;
    self->wall_bps = 0;
  }
  self->is_busy = is_busy;
}

void
sf_live_controller_set_lean (SfLiveController *self, gboolean is_lean)
{
  self->is_lean = is_lean;
}

void
sf_live_controller_get_target (const SfLiveController *self, SfLiveTarget *ret_target)
{
  guint rung = self->is_busy || self->is_lean ? 0 : self->rung;

  *ret_target = (SfLiveTarget){
    .bitrate_bps = (int) self->rate_bps,
    .max_width = rungs[rung].width,
    .max_height = rungs[rung].height,
    .max_fps = self->is_lean ? LEAN_FPS : MAX_FPS,
  };
  if (self->is_busy)
    ret_target->bitrate_bps = MIN (ret_target->bitrate_bps, SF_LIVE_BUSY_BPS);
  if (self->is_lean)
    ret_target->bitrate_bps = SF_LIVE_LEAN_BPS;
}
