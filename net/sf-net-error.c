/* The one error domain of net/. */

#include "net/sf-net-error.h"

GQuark
sf_net_error_quark (void)
{
  return g_quark_from_static_string ("sf-net-error-quark");
}
