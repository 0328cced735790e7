/* How much may be in flight, and how fast it leaves: a model of the path in the manner of BBR. */

#include "net/transfer/sf-controller.h"

#include <string.h>

/* Gains in percent. 2/ln 2 is the least that doubles the rate each round trip. */
#define STARTUP_GAIN 289
#define DRAIN_GAIN 35
#define STARTUP_WINDOW_GAIN 200
#define WINDOW_GAIN 130
#define FULL_GROWTH 125
#define MORE_GROWTH 110

#define INITIAL_WINDOW (48 * 1024) /* bytes */
#define MIN_WINDOW (8 * 1024)
/* What the window has above the product, for acknowledgements come in lumps: 16 KiB, less on a
 * slow path, where that is a long queue, and more on one where it is less than the delay of an
 * acknowledgement. */
#define SLACK (16 * 1024)
#define MIN_SLACK (4 * 1024)
#define MAX_SLACK (64 * 1024)
#define MIN_SLACK_US 5000
#define MAX_SLACK_US 20000
#define MAX_WINDOW (8 * 1024 * 1024)
#define MIN_RATE (2 * 1024) /* bytes a second */
#define MAX_RATE (1250 * 1000 * 1000)

#define INITIAL_RTT_US (100 * 1000)
#define MIN_ROUND_US                                                                               \
  (10 * 1000) /* on a local network timers and threads would make shorter rounds all noise */
#define MIN_RTT_AGE_US (10 * G_USEC_PER_SEC)
#define PROBE_RTT_US (200 * 1000)

#define PLATEAU_ROUNDS 3
#define QUEUE_SAMPLES 8 /* of the round trip, as in HyStart (RFC 9406) */
#define QUEUE_NOISE_US 2000

#define LOSS_PERCENT 15
#define LOSS_SAMPLE 100 /* packets */
#define LOSS_BACKOFF 85 /* percent */

static const guint cycle_gains[] = {125, 75, 100, 100, 100, 100, 100, 100};
#define CYCLE_UP 0
#define CYCLE_DOWN 1

void
sf_controller_init (SfController *self, guint32 seed)
{
  memset (self, 0, sizeof *self);
  self->seed = seed;
}

/* The bytes in flight that fill the path without a queue. */
static guint64
get_product (const SfController *self)
{
  return self->rate * (guint64) self->min_rtt_us / G_USEC_PER_SEC;
}

static guint64
get_slack (const SfController *self)
{
  guint64 least = self->rate * MIN_SLACK_US / G_USEC_PER_SEC;
  guint64 most = self->rate * MAX_SLACK_US / G_USEC_PER_SEC;

  return CLAMP (MAX (MIN (SLACK, most), least), MIN_SLACK, MAX_SLACK);
}

static gint64
get_round_us (const SfController *self)
{
  return MAX (self->min_rtt_us, MIN_ROUND_US);
}

gsize
sf_controller_get_window (const SfController *self)
{
  guint64 product = get_product (self);
  guint64 window = product * WINDOW_GAIN / 100 + get_slack (self);

  if (self->phase == SF_CONTROLLER_STARTUP)
    window = MAX (INITIAL_WINDOW, product * STARTUP_WINDOW_GAIN / 100 + get_slack (self));
  else if (self->phase == SF_CONTROLLER_PROBE_RTT)
    window = product / 2;

  return (gsize) CLAMP (window, MIN_WINDOW, MAX_WINDOW);
}

static guint
get_gain (const SfController *self)
{
  if (self->phase == SF_CONTROLLER_STARTUP)
    return STARTUP_GAIN;
  if (self->phase == SF_CONTROLLER_DRAIN)
    return DRAIN_GAIN;
  return self->phase == SF_CONTROLLER_CRUISE ? cycle_gains[self->cycle] : 100;
}

guint64
sf_controller_get_pacing_rate (const SfController *self)
{
  guint64 rtt_us = (guint64) (self->min_rtt_us != 0 ? self->min_rtt_us : INITIAL_RTT_US);
  guint64 window = self->phase == SF_CONTROLLER_STARTUP ? INITIAL_WINDOW : MIN_WINDOW;
  /* Samples of a few bytes say nothing: what the least window allows is always allowed. */
  guint64 least = window * G_USEC_PER_SEC / rtt_us;

  return CLAMP (MAX (self->rate, least) * get_gain (self) / 100, MIN_RATE, MAX_RATE);
}

static gboolean
is_rtt_old (const SfController *self, gint64 now_us)
{
  return now_us - self->min_rtt_at_us > MIN_RTT_AGE_US;
}

void
sf_controller_on_sent (SfController *self,
                       gsize in_flight,
                       gint64 now_us,
                       SfDeliverySnapshot *ret_snapshot)
{
  if (in_flight == 0 && is_rtt_old (self, now_us))
    self->wants_rtt = TRUE;
  sf_delivery_rate_on_sent (&self->delivery, in_flight, now_us, ret_snapshot);
}

void
sf_controller_on_acked (SfController *self,
                        const SfDeliverySnapshot *snapshot,
                        gsize size,
                        gint64 now_us)
{
  self->packets_acked++;
  sf_delivery_rate_on_acked (&self->delivery, snapshot, size, now_us);
}

void
sf_controller_on_lost (SfController *self)
{
  self->packets_lost++;
}

void
sf_controller_set_app_limited (SfController *self, gsize in_flight)
{
  sf_delivery_rate_set_app_limited (&self->delivery, in_flight);
}

static void
take_rtt (SfController *self, gint64 rtt_us, gint64 now_us)
{
  self->round_samples++;
  if (self->round_rtt_us == 0 || rtt_us < self->round_rtt_us)
    self->round_rtt_us = rtt_us;

  if (self->phase_rtt_us == 0 || rtt_us < self->phase_rtt_us)
    self->phase_rtt_us = rtt_us;

  if (self->min_rtt_us == 0 || rtt_us <= self->min_rtt_us || self->wants_rtt) {
    self->min_rtt_us = rtt_us;
    self->min_rtt_at_us = now_us;
    self->wants_rtt = FALSE;
  }
}

static void
take_rate (SfController *self, const SfDeliverySample *sample)
{
  guint64 *round_rate = &self->rates[self->round % SF_CONTROLLER_RATE_ROUNDS];

  self->round_is_app_limited |= sample->is_app_limited;
  if (sample->is_app_limited && sample->rate <= self->rate)
    return;

  *round_rate = MAX (*round_rate, sample->rate);
  self->rate = MAX (self->rate, *round_rate);
}

static void
forget_oldest_rate (SfController *self)
{
  guint64 kept = self->rate;

  /* An application with little to say must not make the path look slow. */
  if (self->round_is_app_limited)
    self->rates[self->round % SF_CONTROLLER_RATE_ROUNDS] = kept;

  self->round++;
  self->rates[self->round % SF_CONTROLLER_RATE_ROUNDS] = 0;
  self->rate = 0;
  for (guint i = 0; i < SF_CONTROLLER_RATE_ROUNDS; i++)
    self->rate = MAX (self->rate, self->rates[i]);
}

/* A queue of our own making: the least of several round trips, over half a round lest a thread that
 * slept look like one, is longer than the path's. */
static gboolean
has_queue (const SfController *self, gint64 now_us)
{
  gint64 allowed_us = self->min_rtt_us / 8 + QUEUE_NOISE_US;

  return self->round_samples >= QUEUE_SAMPLES &&
         now_us - self->round_start_us >= get_round_us (self) / 2 &&
         self->round_rtt_us > self->min_rtt_us + allowed_us;
}

static void
look_for_plateau (SfController *self)
{
  if (self->round_is_app_limited)
    return;

  if (self->rate >= self->full_rate * FULL_GROWTH / 100) {
    self->full_rate = self->rate;
    self->plateau_rounds = 0;
    return;
  }

  if (++self->plateau_rounds >= PLATEAU_ROUNDS)
    self->phase = SF_CONTROLLER_DRAIN;
}

static void
look_at_loss (SfController *self)
{
  guint total = self->packets_acked + self->packets_lost;

  if (total < LOSS_SAMPLE)
    return;

  if (self->packets_lost * 100 > total * LOSS_PERCENT) {
    guint64 rate = self->rates[self->round % SF_CONTROLLER_RATE_ROUNDS];

    if (self->phase == SF_CONTROLLER_STARTUP)
      self->phase = SF_CONTROLLER_DRAIN;
    self->rate = (rate != 0 ? rate : self->rate) * LOSS_BACKOFF / 100;
    memset (self->rates, 0, sizeof self->rates);
    self->rates[self->round % SF_CONTROLLER_RATE_ROUNDS] = self->rate;
  }
  self->packets_acked = 0;
  self->packets_lost = 0;
}

static void
end_round (SfController *self, gint64 now_us)
{
  look_at_loss (self);
  if (self->phase == SF_CONTROLLER_STARTUP)
    look_for_plateau (self);
  forget_oldest_rate (self);

  self->round_start_us = now_us;
  self->round_delivered = self->delivery.delivered;
  self->round_rtt_us = 0;
  self->round_samples = 0;
  self->round_is_app_limited = FALSE;
}

static void
enter_cruise (SfController *self, gint64 now_us)
{
  self->phase = SF_CONTROLLER_CRUISE;
  /* Two sides that start together should not probe together. */
  self->cycle = CYCLE_DOWN + 1 + self->seed % (G_N_ELEMENTS (cycle_gains) - 2);
  self->cycle_start_us = now_us;
}

static void
step_cycle (SfController *self, gsize in_flight, gint64 now_us)
{
  gboolean is_over = now_us - self->cycle_start_us >= get_round_us (self);

  if (self->cycle == CYCLE_DOWN)
    is_over |= in_flight <= get_product (self);
  if (!is_over)
    return;

  /* There was more to be had: perhaps there is still more. */
  if (self->cycle == CYCLE_DOWN && self->rate >= self->cycle_rate * MORE_GROWTH / 100)
    self->cycle = CYCLE_UP;
  else
    self->cycle = (self->cycle + 1) % G_N_ELEMENTS (cycle_gains);
  self->cycle_start_us = now_us;
  if (self->cycle == CYCLE_UP)
    self->cycle_rate = self->rate;
}

static void
enter_probe_rtt (SfController *self, gint64 now_us)
{
  self->phase = SF_CONTROLLER_PROBE_RTT;
  self->phase_end_us = now_us + MAX (PROBE_RTT_US, 2 * self->min_rtt_us);
  self->phase_rtt_us = 0;
}

static void
leave_probe_rtt (SfController *self, gint64 now_us)
{
  if (self->phase_rtt_us != 0)
    self->min_rtt_us = self->phase_rtt_us;
  self->min_rtt_at_us = now_us;
  enter_cruise (self, now_us);
}

static void
step_phase (SfController *self, gsize in_flight, gint64 now_us)
{
  if (self->phase == SF_CONTROLLER_STARTUP && has_queue (self, now_us))
    self->phase = SF_CONTROLLER_DRAIN;
  else if (self->phase == SF_CONTROLLER_DRAIN && in_flight <= get_product (self))
    enter_cruise (self, now_us);
  else if (self->phase == SF_CONTROLLER_CRUISE && is_rtt_old (self, now_us))
    enter_probe_rtt (self, now_us);
  else if (self->phase == SF_CONTROLLER_CRUISE)
    step_cycle (self, in_flight, now_us);
  else if (self->phase == SF_CONTROLLER_PROBE_RTT && now_us >= self->phase_end_us)
    leave_probe_rtt (self, now_us);
}

void
sf_controller_update (SfController *self, gint64 rtt_us, gsize in_flight, gint64 now_us)
{
  const SfDeliverySnapshot *newest = &self->delivery.newest;
  gboolean is_round_over = self->delivery.has_newest &&
                           newest->delivered >= self->round_delivered &&
                           now_us - self->round_start_us >= get_round_us (self);
  SfDeliverySample sample;

  if (rtt_us > 0)
    take_rtt (self, rtt_us, now_us);
  if (sf_delivery_rate_sample (&self->delivery, now_us, &sample))
    take_rate (self, &sample);
  if (is_round_over)
    end_round (self, now_us);
  step_phase (self, in_flight, now_us);
}
