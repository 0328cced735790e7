/* What the other side says of our live picture. */

#include "app/media/sf-live-controller.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint8 bytes[SF_LIVE_FEEDBACK_MAX_SIZE];
  SfLiveController controller;
  SfLiveFeedback feedback;
  SfLiveTarget target;

  if (!sf_live_feedback_parse (&feedback, data, size))
    return 0;

  g_assert_cmpuint (sf_live_feedback_write (&feedback, bytes), ==, size);
  g_assert_cmpmem (bytes, size, data, size);

  sf_live_controller_init (&controller, 0);
  sf_live_controller_report (&controller, &feedback.report, 1);
  feedback.report.time_us += 1000;
  feedback.report.n_bytes *= 3;
  sf_live_controller_report (&controller, &feedback.report, 1001);
  sf_live_controller_get_target (&controller, &target);
  g_assert_cmpint (target.bitrate_bps, >=, SF_LIVE_MIN_BPS);
  g_assert_cmpint (target.bitrate_bps, <=, SF_LIVE_MAX_BPS);
  return 0;
}
