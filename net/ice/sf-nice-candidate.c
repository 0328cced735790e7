/* Between our candidates and addresses and those of libnice. */

#include "net/ice/sf-nice-candidate.h"

gboolean
sf_ip_address_init_from_nice (SfIpAddress *address, const NiceAddress *nice)
{
  switch (nice->s.addr.sa_family) {
  case AF_INET:
    sf_ip_address_init_from_bytes (address, (const guint8 *) &nice->s.ip4.sin_addr,
                                   SF_IP_ADDRESS_V4_SIZE);
    return TRUE;
  case AF_INET6:
    sf_ip_address_init_from_bytes (address, (const guint8 *) &nice->s.ip6.sin6_addr,
                                   SF_IP_ADDRESS_V6_SIZE);
    return TRUE;
  default:
    return FALSE;
  }
}

void
sf_ip_address_to_nice (const SfIpAddress *address, guint16 port, NiceAddress *nice)
{
  nice_address_init (nice);
  if (address->size == SF_IP_ADDRESS_V4_SIZE)
    nice_address_set_ipv4 (nice, (guint32) address->bytes[0] << 24 |
                                   (guint32) address->bytes[1] << 16 |
                                   (guint32) address->bytes[2] << 8 | address->bytes[3]);
  else
    nice_address_set_ipv6 (nice, address->bytes);
  nice_address_set_port (nice, port);
}

gboolean
sf_candidate_init_from_nice (SfCandidate *candidate, const NiceCandidate *nice)
{
  *candidate = (SfCandidate){
    .port = (guint16) nice_address_get_port (&nice->addr),
    .priority = nice->priority,
  };
  g_strlcpy (candidate->foundation, nice->foundation, sizeof candidate->foundation);

  switch (nice->type) {
  case NICE_CANDIDATE_TYPE_HOST:
    candidate->type = SF_CANDIDATE_TYPE_HOST;
    break;
  case NICE_CANDIDATE_TYPE_SERVER_REFLEXIVE:
    candidate->type = SF_CANDIDATE_TYPE_SERVER_REFLEXIVE;
    break;
  case NICE_CANDIDATE_TYPE_RELAYED:
    candidate->type = SF_CANDIDATE_TYPE_RELAYED;
    break;
  default:
    return FALSE;
  }

  return nice->transport == NICE_CANDIDATE_TRANSPORT_UDP &&
         sf_ip_address_init_from_nice (&candidate->address, &nice->addr);
}

NiceCandidate *
sf_candidate_to_nice (const SfCandidate *candidate)
{
  static const NiceCandidateType types[] = {
    [SF_CANDIDATE_TYPE_HOST] = NICE_CANDIDATE_TYPE_HOST,
    [SF_CANDIDATE_TYPE_SERVER_REFLEXIVE] = NICE_CANDIDATE_TYPE_SERVER_REFLEXIVE,
    [SF_CANDIDATE_TYPE_RELAYED] = NICE_CANDIDATE_TYPE_RELAYED,
  };
  NiceCandidate *nice = nice_candidate_new (types[candidate->type]);

  nice->component_id = NICE_COMPONENT_TYPE_RTP;
  nice->transport = NICE_CANDIDATE_TRANSPORT_UDP;
  nice->priority = candidate->priority;
  sf_ip_address_to_nice (&candidate->address, candidate->port, &nice->addr);
  g_strlcpy (nice->foundation, candidate->foundation, sizeof nice->foundation);
  return nice;
}
