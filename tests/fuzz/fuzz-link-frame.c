/* The plaintext of a sealed datagram, from somebody who has the key. */

#include "net/peer/sf-link-frame.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  SfLinkFrame frame;

  if (sf_link_frame_parse (&frame, data, size) && frame.channel == SF_LINK_CHANNEL_TRANSFER)
    g_assert_cmpuint (frame.body_size, ==, size - 1);

  return 0;
}
