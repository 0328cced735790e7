/* The formats in which pictures are kept on the disk. */
#pragma once

#include "app/image/sf-image.h"

G_BEGIN_DECLS

/* As the setting of that name counts them. */
typedef enum {
  SF_FILE_FORMAT_WEBP, /* lossy */
  SF_FILE_FORMAT_PNG,  /* every pixel as it is */
  SF_FILE_FORMAT_JPEG, /* lossy */
  SF_N_FILE_FORMATS,
} SfFileFormat;

/* Of a file name, without the dot. */
const char *sf_file_format_get_extension (SfFileFormat self);

/**
 * sf_file_format_encode:
 *
 * Without metadata, of the quality that a photograph is kept in.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %SF_ERROR_PICTURE
 */
GBytes *sf_file_format_encode (SfFileFormat self,
                               SfImage *image,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
