/* SfLive without pictures: remembers what it was told, and says what a test lets it say. */
#pragma once

#include "app/media/sf-live.h"

/* Linked into a test in the place of the real one. */
typedef struct {
  SfCamera *camera; /* (nullable): not owned */
  gboolean is_running;
  gboolean is_busy;
  guint n_starts;
  guint n_busy_times;
  SfClockEstimate clock;
} SfFakeLive;

const SfFakeLive *sf_fake_live_get (SfLive *self);
/* How many were made since the program started, and started; how many run. */
guint sf_fake_live_count_made (void);
guint sf_fake_live_count_started (void);
guint sf_fake_live_count_running (void);
/* A part of GStreamer is missing. */
void sf_fake_live_fail (SfLive *self, const GError *error);
/* @signal: `first-frame`, `frozen` or `resumed` */
void sf_fake_live_say (SfLive *self, const char *signal);
