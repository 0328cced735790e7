/* What two sides, and a third, experience on the rendezvous server. */

#include "tests/support/sf-talk.h"

static char *
claim (SfTalker *talker, const char *nameplate, gboolean waiting)
{
  const char *message;

  sf_talker_say (talker, "{'type':'claim','nameplate':'%s'}", nameplate);
  message =
    sf_talker_expect (talker, waiting ? "{'type':'claimed','mailbox':'*','waiting':true,*"
                                      : "{'type':'claimed','mailbox':'*','waiting':false,*");

  return sf_talk_dup_member (message, "mailbox");
}

static void
open_mailbox (SfTalker *talker, const char *mailbox)
{
  sf_talker_say (talker, "{'type':'open','mailbox':'%s'}", mailbox);
}

/* A whole session as the protocol describes it. */
static void
test_session (void)
{
  g_autoptr (SfTalk) talk = sf_talk_new (NULL);
  g_autoptr (SfTalker) a = sf_talker_new_bound (talk, 1, "aa");
  g_autoptr (SfTalker) b = sf_talker_new_bound (talk, 2, "bb");
  g_autofree char *nameplate = NULL, *mailbox = NULL, *same_mailbox = NULL;

  sf_talker_say (a, "{'type':'allocate','id':'1'}");
  nameplate =
    sf_talk_dup_member (sf_talker_expect (a, "{'type':'allocated','nameplate':'*',*"), "nameplate");
  mailbox = claim (a, nameplate, FALSE);
  open_mailbox (a, mailbox);
  sf_talker_say (a, "{'type':'add','phase':'pake','body':'aabb','id':'x1'}");
  sf_talker_expect (a, "{'type':'message','side':'aa','phase':'pake','body':'aabb','id':'x1',*");

  same_mailbox = claim (b, nameplate, TRUE);
  g_assert_cmpstr (mailbox, ==, same_mailbox);
  open_mailbox (b, mailbox);
  sf_talker_expect (b, "{'type':'message','side':'aa','phase':'pake','body':'aabb','id':'x1',*");
  sf_talker_say (b, "{'type':'add','phase':'pake','body':'ccdd'}");
  sf_talker_expect (a, "{'type':'message','side':'bb','phase':'pake','body':'ccdd','id':null,*");
  sf_talker_expect (b, "{'type':'message','side':'bb','phase':'pake','body':'ccdd','id':null,*");

  sf_talker_say (a, "{'type':'release'}");
  sf_talker_expect (a, "{'type':'released',*");
  sf_talker_say (b, "{'type':'release','nameplate':'%s'}", nameplate);
  sf_talker_expect (b, "{'type':'released',*");
  sf_talker_say (a, "{'type':'close','mailbox':'%s','mood':'happy'}", mailbox);
  sf_talker_expect (a, "{'type':'closed',*");
  sf_talker_expect (b, "{'type':'peer-connection','side':'aa','connected':false,*");
  sf_talker_say (b, "{'type':'close','mood':'happy'}");
  sf_talker_expect (b, "{'type':'closed',*");

  g_assert_cmpuint (sf_mailboxes_get_size (talk->core->mailboxes), ==, 0);
  g_assert_cmpuint (sf_mailboxes_get_stored_bytes (talk->core->mailboxes), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/pairing/session", test_session);
  return g_test_run ();
}
