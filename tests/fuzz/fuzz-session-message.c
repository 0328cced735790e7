/* Session messages from a stranger: what is accepted, written again, gives the same bytes. */

#include "app/session/sf-session-message.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Times that are accepted grow, and a pair can be chosen of them. */
static void
check_offer (const SfStillTimes *times)
{
  SfStillPair pair = sf_still_pair_choose (times, times, 0, SF_SHUTTER_MAX_TIME_US);

  if (!sf_still_times_are_around (times, times->times_us[0],
                                  2 * SF_SHUTTER_WINDOW_US * SF_STILLS_MAX) ||
      pair.skew_us != 0)
    abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_auto (SfSessionMessage) message = {0};
  g_autoptr (GBytes) again = NULL;
  gboolean is_known;

  if (!sf_session_message_parse (&message, bytes, NULL))
    return 0;

  is_known = (message.type >= SF_MESSAGE_PICTURE && message.type <= SF_MESSAGE_DECLINE) ||
             (message.type >= SF_MESSAGE_READY && message.type <= SF_MESSAGE_OFFER);
  if (!is_known)
    return 0;

  if (message.type == SF_MESSAGE_OFFER)
    check_offer (&message.offer.times);
  again = sf_session_message_serialize (&message);
  if (again == NULL || !g_bytes_equal (bytes, again))
    abort ();

  return 0;
}
