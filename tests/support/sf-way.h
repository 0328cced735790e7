/* One direction of a bad cable, in nobody's time but the caller's: queue, line, flight. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#define SF_WAY_MAX_FRAME 65536 /* bytes */
#define SF_WAY_MAX_HELD 100000 /* frames, whatever the settings say */

/*
 * The line takes one frame at a time for as long as its bits last; a frame that finds the queue
 * full is dropped. Loss strikes after the line, so that what is lost has used it. The frame's
 * number alone decides whether it is lost: the same seed loses the same frames, whatever else
 * changes.
 */
typedef struct {
  double delay_ms;
  double jitter_ms;     /* up to this much more, evenly; order is kept unless reorder */
  double reorder;       /* 1: jitter may change the order */
  double loss;          /* share of the frames, 0 to 1 */
  double rate_kbit;     /* per second; 0: no limit */
  double queue_packets; /* waiting or on the line; 0: no limit */
  double queue_bytes;   /* 0: no limit */
  double seed;
} SfWaySettings;

typedef struct {
  uint64_t frames; /* offered; all below add up to it */
  uint64_t delivered;
  uint64_t lost;
  uint64_t dropped; /* queue full */
  uint64_t cut;     /* there while the cable was cut */
  uint64_t held;    /* still under way */
} SfWayCounters;

typedef struct SfWayFrame {
  TAILQ_ENTRY (SfWayFrame) link;
  uint64_t number;
  int64_t arrived_ns;
  int64_t due_ns;
  bool exempt;
  size_t size;
  uint8_t bytes[];
} SfWayFrame;

TAILQ_HEAD (SfWayFrames, SfWayFrame);

typedef struct {
  SfWaySettings settings; /* changed by sf_way_set() alone */
  unsigned salt;          /* two ways with the same seed differ by it */
  SfWayCounters counters;
  bool is_cut;

  struct SfWayFrames queue;
  double queued_packets;
  double queued_bytes;
  int64_t line_free_ns; /* when the head of the queue will have left, or the last frame did */

  struct SfWayFrames flight; /* by due time */
  int64_t last_due_ns;
  uint64_t next_number; /* of the frames that could be lost */
} SfWay;

void sf_way_init (SfWay *way, unsigned salt);
void sf_way_clear (SfWay *way);

/* Returns: false when there is no such setting or the value is out of range */
bool sf_way_set (SfWay *way, const char *name, const char *value, int64_t now_ns);

/* @exempt: from loss */
void sf_way_push (SfWay *way, const uint8_t *bytes, size_t size, bool exempt, int64_t now_ns);

/* Returns: a frame that has arrived, to be freed by free(), or NULL */
SfWayFrame *sf_way_pop (SfWay *way, int64_t now_ns);

/* Returns: when sf_way_pop() will have something or move it on; INT64_MAX: nothing under way */
int64_t sf_way_get_deadline_ns (const SfWay *way);

/* Drops what is under way, and what is pushed until the cable is joined. */
void sf_way_cut (SfWay *way);
void sf_way_join (SfWay *way);
