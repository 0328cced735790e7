/* Changes what the creator says over the path of a fake SfPeer. */

#include "tests/support/sf-fake-edit.h"

#include "tests/support/sf-fake-peer.h"

static SfFakeEdit edit_func;

static gboolean
edit_message (SfPeer *to, SfFakeKind kind, GBytes **bytes, gpointer user_data)
{
  g_auto (SfSessionMessage) message = {0};

  if (to != sf_fake_peer_get (FALSE) || kind != SF_FAKE_MESSAGE)
    return TRUE;

  g_assert_true (sf_session_message_parse (&message, *bytes, NULL));
  if (!edit_func (&message))
    return FALSE;

  g_bytes_unref (*bytes);
  *bytes = sf_session_message_serialize (&message);
  return TRUE;
}

void
sf_fake_edit_set (SfFakeEdit edit)
{
  edit_func = edit;
  sf_fake_peer_set_filter (edit != NULL ? edit_message : NULL, NULL);
}
