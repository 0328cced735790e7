/* SfLive without pictures: remembers what it was told, and says what a test lets it say. */

#include "tests/support/sf-fake-live.h"

struct _SfLive {
  GObject parent_instance;

  SfFakeLive fake;
};

G_DEFINE_FINAL_TYPE (SfLive, sf_live, G_TYPE_OBJECT)

static guint n_made;
static guint n_started;
static guint n_running;

static void
sf_live_class_init (SfLiveClass *klass)
{
  static const char *const signals[] = {"first-frame", "frozen", "resumed"};

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_new (signals[i], SF_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("failed", SF_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_ERROR);
}

static void
sf_live_init (SfLive *self)
{
  n_made++;
}

SfLive *
sf_live_new (SfMediaPort *port, SfCamera *camera)
{
  SfLive *self = g_object_new (SF_TYPE_LIVE, NULL);

  g_assert_nonnull (port);
  self->fake.camera = camera;
  return self;
}

void
sf_live_start (SfLive *self)
{
  g_assert_false (self->fake.is_running);

  self->fake.is_running = TRUE;
  n_started++;
  n_running++;
  self->fake.n_starts++;
}

void
sf_live_stop (SfLive *self)
{
  g_assert_true (self->fake.is_running);

  self->fake.is_running = FALSE;
  n_running--;
}

void
sf_live_set_camera (SfLive *self, SfCamera *camera)
{
  self->fake.camera = camera;
}

void
sf_live_set_busy (SfLive *self, gboolean is_busy)
{
  self->fake.n_busy_times += is_busy && !self->fake.is_busy ? 1 : 0;
  self->fake.is_busy = is_busy;
}

void
sf_live_set_clock (SfLive *self, const SfClockEstimate *clock)
{
  self->fake.clock = *clock;
}

const SfFakeLive *
sf_fake_live_get (SfLive *self)
{
  return &self->fake;
}

guint
sf_fake_live_count_made (void)
{
  return n_made;
}

guint
sf_fake_live_count_started (void)
{
  return n_started;
}

guint
sf_fake_live_count_running (void)
{
  return n_running;
}

void
sf_fake_live_fail (SfLive *self, const GError *error)
{
  g_signal_emit_by_name (self, "failed", error);
}

void
sf_fake_live_say (SfLive *self, const char *signal)
{
  g_signal_emit_by_name (self, signal);
}
