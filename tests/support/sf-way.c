/* One direction of a bad cable, in nobody's time but the caller's: queue, line, flight. */

#include "tests/support/sf-way.h"

#include <stdlib.h>
#include <string.h>

#define NS_PER_MS 1e6
#define DEFAULT_QUEUE_PACKETS 1000

static const struct {
  const char *name;
  size_t offset;
  double max;
} setting_table[] = {
  {"delay_ms", offsetof (SfWaySettings, delay_ms), 60000},
  {"jitter_ms", offsetof (SfWaySettings, jitter_ms), 60000},
  {"reorder", offsetof (SfWaySettings, reorder), 1},
  {"loss", offsetof (SfWaySettings, loss), 1},
  {"rate_kbit", offsetof (SfWaySettings, rate_kbit), 1e8},
  {"queue_packets", offsetof (SfWaySettings, queue_packets), SF_WAY_MAX_HELD},
  {"queue_bytes", offsetof (SfWaySettings, queue_bytes), 1e9},
  {"seed", offsetof (SfWaySettings, seed), 1e9},
};

typedef enum {
  DICE_LOSS = 1,
  DICE_JITTER,
} DicePurpose;

/* Returns: evenly in [0, 1), the same for the same frame and seed (SplitMix64, finished twice) */
static double
roll_dice (const SfWay *way, uint64_t number, DicePurpose purpose)
{
  uint64_t stream = (uint64_t) way->settings.seed << 8 | way->salt << 4 | purpose;
  uint64_t z = stream + number * UINT64_C (0x9e3779b97f4a7c15);

  for (int round = 0; round < 2; round++) {
    z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
    z ^= z >> 31;
  }

  return (double) (z >> 11) / (double) (UINT64_C (1) << 53);
}

static int64_t
get_line_time_ns (const SfWay *way, const SfWayFrame *frame)
{
  if (way->settings.rate_kbit <= 0)
    return 0;

  return (int64_t) ((double) frame->size * 8 / way->settings.rate_kbit * NS_PER_MS);
}

/* The head of the queue goes on the line as soon as it is there and the line is free. */
static void
begin_head (SfWay *way)
{
  SfWayFrame *head = TAILQ_FIRST (&way->queue);

  if (head == NULL)
    return;

  if (way->line_free_ns < head->arrived_ns)
    way->line_free_ns = head->arrived_ns;
  way->line_free_ns += get_line_time_ns (way, head);
}

static void
insert_by_due_time (struct SfWayFrames *flight, SfWayFrame *frame)
{
  SfWayFrame *before = TAILQ_LAST (flight, SfWayFrames);

  while (before != NULL && before->due_ns > frame->due_ns)
    before = TAILQ_PREV (before, SfWayFrames, link);

  if (before != NULL)
    TAILQ_INSERT_AFTER (flight, before, frame, link);
  else
    TAILQ_INSERT_HEAD (flight, frame, link);
}

/* The frame has left the line: it is lost, or on its way. */
static void
take_off (SfWay *way, SfWayFrame *frame, int64_t left_ns)
{
  const SfWaySettings *settings = &way->settings;
  double delay_ms = settings->delay_ms;

  if (!frame->exempt && roll_dice (way, frame->number, DICE_LOSS) < settings->loss) {
    way->counters.lost++;
    way->counters.held--;
    free (frame);
    return;
  }

  delay_ms += settings->jitter_ms * roll_dice (way, frame->number, DICE_JITTER);
  frame->due_ns = left_ns + (int64_t) (delay_ms * NS_PER_MS);
  if (settings->reorder == 0 && frame->due_ns < way->last_due_ns)
    frame->due_ns = way->last_due_ns;
  way->last_due_ns = frame->due_ns;
  insert_by_due_time (&way->flight, frame);
}

static void
empty_line (SfWay *way, int64_t now_ns)
{
  SfWayFrame *frame;

  while ((frame = TAILQ_FIRST (&way->queue)) != NULL && way->line_free_ns <= now_ns) {
    TAILQ_REMOVE (&way->queue, frame, link);
    way->queued_packets--;
    way->queued_bytes -= (double) frame->size;
    take_off (way, frame, way->line_free_ns);
    begin_head (way);
  }
}

static bool
has_room (const SfWay *way, size_t size)
{
  const SfWaySettings *settings = &way->settings;

  if (way->counters.held >= SF_WAY_MAX_HELD)
    return false;
  if (settings->queue_packets > 0 && way->queued_packets + 1 > settings->queue_packets)
    return false;

  return settings->queue_bytes <= 0 || way->queued_bytes + (double) size <= settings->queue_bytes;
}

static uint64_t
free_all (struct SfWayFrames *frames)
{
  SfWayFrame *frame;
  uint64_t n = 0;

  while ((frame = TAILQ_FIRST (frames)) != NULL) {
    TAILQ_REMOVE (frames, frame, link);
    free (frame);
    n++;
  }

  return n;
}

void
sf_way_init (SfWay *way, unsigned salt)
{
  memset (way, 0, sizeof *way);
  way->salt = salt;
  way->settings.queue_packets = DEFAULT_QUEUE_PACKETS;
  TAILQ_INIT (&way->queue);
  TAILQ_INIT (&way->flight);
}

void
sf_way_clear (SfWay *way)
{
  free_all (&way->queue);
  free_all (&way->flight);
}

bool
sf_way_set (SfWay *way, const char *name, const char *value, int64_t now_ns)
{
  char *end;
  double number = strtod (value, &end);

  if (end == value || *end != '\0')
    return false;

  for (size_t i = 0; i < sizeof setting_table / sizeof setting_table[0]; i++) {
    if (strcmp (setting_table[i].name, name) != 0)
      continue;
    if (!(number >= 0 && number <= setting_table[i].max))
      return false;

    /* What has left the line left it by the old rate; the frame on it begins anew. */
    empty_line (way, now_ns);
    *(double *) ((char *) &way->settings + setting_table[i].offset) = number;
    way->line_free_ns = now_ns;
    begin_head (way);
    return true;
  }

  return false;
}

void
sf_way_push (SfWay *way, const uint8_t *bytes, size_t size, bool exempt, int64_t now_ns)
{
  SfWayFrame *frame;

  way->counters.frames++;
  if (way->is_cut) {
    way->counters.cut++;
    return;
  }

  empty_line (way, now_ns);
  if (!has_room (way, size) || (frame = malloc (sizeof *frame + size)) == NULL) {
    way->counters.dropped++;
    return;
  }

  frame->arrived_ns = now_ns;
  frame->exempt = exempt;
  frame->number = exempt ? 0 : way->next_number++;
  frame->size = size;
  memcpy (frame->bytes, bytes, size);

  way->counters.held++;
  way->queued_packets++;
  way->queued_bytes += (double) size;
  TAILQ_INSERT_TAIL (&way->queue, frame, link);
  if (TAILQ_FIRST (&way->queue) == frame)
    begin_head (way);
}

SfWayFrame *
sf_way_pop (SfWay *way, int64_t now_ns)
{
  SfWayFrame *frame;

  empty_line (way, now_ns);
  frame = TAILQ_FIRST (&way->flight);
  if (frame == NULL || frame->due_ns > now_ns)
    return NULL;

  TAILQ_REMOVE (&way->flight, frame, link);
  way->counters.delivered++;
  way->counters.held--;

  return frame;
}

int64_t
sf_way_get_deadline_ns (const SfWay *way)
{
  const SfWayFrame *flying = TAILQ_FIRST (&way->flight);
  int64_t deadline_ns = flying != NULL ? flying->due_ns : INT64_MAX;

  if (!TAILQ_EMPTY (&way->queue) && way->line_free_ns < deadline_ns)
    deadline_ns = way->line_free_ns;

  return deadline_ns;
}

void
sf_way_cut (SfWay *way)
{
  way->counters.cut += free_all (&way->queue) + free_all (&way->flight);
  way->counters.held = 0;
  way->queued_packets = 0;
  way->queued_bytes = 0;
  way->is_cut = true;
}

void
sf_way_join (SfWay *way)
{
  way->is_cut = false;
}
