/* libsodium, ready for use. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sf_sodium_init:
 *
 * Makes libsodium choose its implementations and open its source of randomness. Cheap when called
 * again, from any thread. Everything in net/ that draws random bytes or seals calls it first.
 */
void sf_sodium_init (void);

G_END_DECLS
