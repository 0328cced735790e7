/* The one error domain of app/. */

#include "app/sf-error.h"

G_DEFINE_QUARK (sf-error-quark, sf_error)
