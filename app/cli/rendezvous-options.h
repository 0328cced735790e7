/* The command line of sameframe-rendezvous. */
#pragma once

#include "net/server/sf-rendezvous-config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  SfRendezvousServerConfig config; /* its strings belong to the members below */
  GPtrArray *addresses; /* (element-type GSocketAddress): where to listen, at least one */
  GStrv turn_uris;
  char *turn_secret;
  char *motd;
  gboolean json;
  gboolean version;
} RendezvousOptions;

/**
 * rendezvous_options_parse:
 * @ret_options: (out caller-allocates): to be cleared, also on failure
 *
 * Returns: %FALSE with a sentence for the person who typed it
 */
gboolean rendezvous_options_parse (RendezvousOptions *ret_options,
                                   int *argc,
                                   char ***argv,
                                   GError **error);

void rendezvous_options_clear (RendezvousOptions *options);

G_END_DECLS
