/* Pictures of requests from a stranger: what is decoded is small. */

#include "app/session/sf-request-picture.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SfImage) image = sf_request_picture_decode (bytes, NULL);

  if (image != NULL &&
      (image->width > SF_REQUEST_PICTURE_MAX_SIDE || image->height > SF_REQUEST_PICTURE_MAX_SIDE))
    abort ();

  return 0;
}
