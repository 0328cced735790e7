/* The one error domain of net/. */

#include "net/sf-net-error.h"

G_DEFINE_QUARK (sf-net-error-quark, sf_net_error)
