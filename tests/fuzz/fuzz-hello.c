/* What the other side says of itself, parsed for both roles. */

#include "net/peer/sf-hello.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) json = g_bytes_new (data, size);

  for (int expects_creator = 0; expects_creator <= 1; expects_creator++) {
    g_auto (SfHello) hello = {0};

    if (sf_hello_parse (&hello, json, expects_creator, NULL))
      g_assert_cmpuint (g_bytes_get_size (hello.introduction), <=, SF_HELLO_MAX_INTRODUCTION_SIZE);
  }

  return 0;
}
