/* Between our candidates and addresses and those of libnice. */
#pragma once

#include "net/ice/sf-candidate.h"

#include <nice/agent.h>

G_BEGIN_DECLS

/* Both return FALSE for what has no counterpart: no address, a peer-reflexive or TCP candidate. */
gboolean sf_ip_address_init_from_nice (SfIpAddress *address, const NiceAddress *nice);
gboolean sf_candidate_init_from_nice (SfCandidate *candidate, const NiceCandidate *nice);

void sf_ip_address_to_nice (const SfIpAddress *address, guint16 port, NiceAddress *nice);

/* Returns: (transfer full): of a candidate that is acceptable; for the first component */
NiceCandidate *sf_candidate_to_nice (const SfCandidate *candidate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
