/* libsodium, ready for use. */

#include "net/crypto/sf-sodium.h"

#include <sodium.h>

void
sf_sodium_init (void)
{
  /* Without a source of randomness nothing here is safe, and no caller could go on. */
  if (sodium_init () < 0)
    g_error ("libsodium cannot be initialised");
}
