/* What a kept picture says of itself: its date and this program, and nothing else. */
#pragma once

#include "app/image/sf-file-format.h"

G_BEGIN_DECLS

/**
 * sf_stamp:
 * @file: a picture as sf_file_format_encode() makes them; a WebP may be anybody's
 * @when: what the file tells of the time, without the zone
 *
 * The pixels stay as they are; of a WebP all other metadata goes.
 *
 * Returns: (nullable) (transfer full): @file with EXIF 2.32 in it; %NULL with %SF_ERROR_PICTURE
 */
GBytes *sf_stamp (SfFileFormat format, GBytes *file, GDateTime *when, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
