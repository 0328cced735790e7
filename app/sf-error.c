/* The one error domain of app/. */

#include "app/sf-error.h"

GQuark
sf_error_quark (void)
{
  return g_quark_from_static_string ("sf-error-quark");
}
