/* The one error domain of app/. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SfError:
 * @SF_ERROR_PICTURE: a picture or camera that cannot be used
 * @SF_ERROR_STORAGE: a file could not be written
 * @SF_ERROR_DECLINED: one of the two people said no
 * @SF_ERROR_LAYOUT: no such layout, or one that does not fit these pictures
 * @SF_ERROR_PROTOCOL: a message of the other side that makes no sense
 */
typedef enum {
  SF_ERROR_PICTURE,
  SF_ERROR_STORAGE,
  SF_ERROR_DECLINED,
  SF_ERROR_LAYOUT,
  SF_ERROR_PROTOCOL,
} SfError;

#define SF_ERROR (sf_error_quark ())
GQuark sf_error_quark (void);

G_END_DECLS
