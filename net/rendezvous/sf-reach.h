/* From where the other person can come. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SfReach:
 * @SF_REACH_SERVER: from anywhere: the rendezvous answers
 * @SF_REACH_LAN: from the local network, which knows of the code
 */
typedef enum {
  SF_REACH_NONE = 0,
  SF_REACH_SERVER = 1 << 0,
  SF_REACH_LAN = 1 << 1,
} SfReach;

G_END_DECLS
