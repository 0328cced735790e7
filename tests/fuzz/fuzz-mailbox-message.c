/* Fuzz target: one message of a mailbox server. */

#include "net/code/sf-share-code.h"
#include "net/rendezvous/sf-mailbox-wire.h"
#include "net/wire/sf-json.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* What goes back to the server or into a key. */
static void
check_name (const char *name, gsize max_size)
{
  if (name == NULL)
    return;

  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_cmpuint (strlen (name), <=, max_size);
  g_assert_true (g_str_is_ascii (name));
  g_assert_null (strchr (name, ' '));
}

static void
check_notice (const char *notice)
{
  if (notice == NULL)
    return;

  g_assert_true (g_utf8_validate (notice, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (notice, -1), <=, SF_MAILBOX_MAX_NOTICE);
  g_assert_null (strpbrk (notice, "\n\r\t\033"));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SfMailboxReply) reply = sf_mailbox_reply_parse ((const char *) data, size, &error);

  g_assert_true ((reply == NULL) == (error != NULL));
  if (reply == NULL)
    return 0;

  g_assert_true (reply->nameplate == NULL || sf_share_code_is_nameplate (reply->nameplate));
  check_name (reply->mailbox, SF_MAILBOX_MAX_ID);
  check_name (reply->side, SF_MAILBOX_MAX_SIDE);
  check_name (reply->phase, SF_MAILBOX_MAX_PHASE);
  check_name (reply->command, SF_MAILBOX_MAX_PHASE);
  check_notice (reply->refusal);
  check_notice (reply->motd);
  check_notice (reply->error);
  if (reply->body != NULL)
    g_assert_cmpuint (2 * g_bytes_get_size (reply->body), <=, SF_JSON_MAX_SIZE);
  return 0;
}
