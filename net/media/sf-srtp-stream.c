/* One stream of SRTP in one direction: a libsrtp session under the key of the stream's number. */

#include "net/media/sf-srtp-stream.h"

#include "net/crypto/sf-session-keys.h"
#include "net/media/sf-rtp-header.h"

#include <sodium.h>

#define REPLAY_WINDOW 1024 /* packets */

struct _SfSrtpStream {
  srtp_t session;
  guint32 ssrcs[SF_SRTP_MAX_SSRCS]; /* in use: libsrtp keeps a context for each */
  guint n_ssrcs;
};

static gboolean
init_library (void)
{
  static gsize status; /* one more than libsrtp's */

  if (g_once_init_enter (&status))
    g_once_init_leave (&status, (gsize) srtp_init () + 1);

  return status == (gsize) srtp_err_status_ok + 1;
}

static srtp_t
create_session (const guint8 *key_and_salt, SfSrtpDirection direction)
{
  srtp_policy_t policy = {
    .ssrc.type = direction == SF_SRTP_SENDS ? ssrc_any_outbound : ssrc_any_inbound,
    .key = (guint8 *) key_and_salt, /* only read */
    .window_size = REPLAY_WINDOW,
  };
  srtp_t session;

  srtp_crypto_policy_set_aes_gcm_128_16_auth (&policy.rtp);
  srtp_crypto_policy_set_aes_gcm_128_16_auth (&policy.rtcp);
  return srtp_create (&session, &policy) == srtp_err_status_ok ? session : NULL;
}

SfSrtpStream *
sf_srtp_stream_new (const guint8 *secret, guint32 number, SfSrtpDirection direction)
{
  guint8 key_and_salt[SF_MEDIA_KEY_SIZE];
  srtp_t session;
  SfSrtpStream *self;

  if (!init_library ())
    return NULL;

  sf_session_keys_media (secret, number, key_and_salt);
  session = create_session (key_and_salt, direction);
  sodium_memzero (key_and_salt, sizeof key_and_salt);
  if (session == NULL)
    return NULL;

  self = g_new0 (SfSrtpStream, 1);
  self->session = session;
  return self;
}

void
sf_srtp_stream_free (SfSrtpStream *self)
{
  if (self == NULL)
    return;

  srtp_dealloc (self->session);
  g_free (self);
}

static gboolean
has_ssrc (const SfSrtpStream *self, guint32 ssrc)
{
  for (guint i = 0; i < self->n_ssrcs; i++)
    if (self->ssrcs[i] == ssrc)
      return TRUE;
  return FALSE;
}

/* Only of a packet that was accepted: libsrtp, too, keeps nothing of the others. */
static void
remember_ssrc (SfSrtpStream *self, guint32 ssrc)
{
  if (!has_ssrc (self, ssrc))
    self->ssrcs[self->n_ssrcs++] = ssrc;
}

gboolean
sf_srtp_stream_protect (SfSrtpStream *self, SfSrtpBuffer *buffer)
{
  SfRtpHeader header;
  int size = (int) buffer->size;

  if (buffer->size > SF_MEDIA_MAX_RTP ||
      !sf_rtp_header_parse (&header, buffer->bytes, buffer->size))
    return FALSE;
  if (!has_ssrc (self, header.ssrc) &&
      (self->n_ssrcs == SF_SRTP_MAX_SSRCS || header.sequence >= SF_SRTP_FIRST_SEQUENCE_END))
    return FALSE;
  if (srtp_protect (self->session, buffer->bytes, &size) != srtp_err_status_ok)
    return FALSE;

  remember_ssrc (self, header.ssrc);
  buffer->size = (gsize) size;
  return TRUE;
}

gboolean
sf_srtp_stream_unprotect (SfSrtpStream *self, SfSrtpBuffer *buffer)
{
  SfRtpHeader header;
  int size = (int) buffer->size;

  if (buffer->size > SF_SRTP_MAX_PACKET ||
      !sf_rtp_header_parse (&header, buffer->bytes, buffer->size) ||
      buffer->size - header.size < SF_SRTP_OVERHEAD)
    return FALSE;
  if (!has_ssrc (self, header.ssrc) && self->n_ssrcs == SF_SRTP_MAX_SSRCS)
    return FALSE;
  if (srtp_unprotect (self->session, buffer->bytes, &size) != srtp_err_status_ok)
    return FALSE;

  remember_ssrc (self, header.ssrc);
  buffer->size = (gsize) size;
  return TRUE;
}
