/* The one thing wanted from EXIF: which way up the picture is. */
#pragma once

#include <glib.h>

/**
 * sf_exif_get_orientation:
 * @data: (array length=size): a TIFF header and what follows it (EXIF 2.3, section 4.5), from
 *   anybody
 *
 * Returns: 1 to 8; 1, upright, when it is not said or makes no sense
 */
int sf_exif_get_orientation (const guint8 *data, gsize size);
