/* The mailbox client against scripted servers: one row for each hazard it must live with. */

#include "tests/support/sf-script.h"

/* How the rows begin: a joiner that has just sent its `pake`; a creator with its number. */
#define CLAIMED                                                                                    \
  "start; > dial; add pake p; connected; > bind; > claim 7; < {'type':'welcome','welcome':{}}; "   \
  "< {'type':'ack'}; < {'type':'claimed','mailbox':'m1'}; > open m1; > add pake; > ping 1"
#define OPEN CLAIMED "; peer me pake p; < {'type':'pong','pong':1}"
#define MET OPEN "; peer b pake q; > waiting +; > phase pake q"
#define CONFIRMED MET "; add version v; > add version; release; > release 7"
#define RELEASED CONFIRMED "; peer me version v; < {'type':'released'}"

typedef struct {
  const char *name;
  const char *nameplate;
  const char *lines;
} Row;

static const Row rows[] = {
  /* Nothing is waited for that is not needed. */
  {"joiner-claims-at-once", "7", CLAIMED},
  {"creator-allocates-at-once", NULL,
   "start; > dial; connected; > bind; > allocate; < {'type':'welcome','welcome':{}}; "
   "< {'type':'allocated','nameplate':'42'}; > nameplate 42; > claim 42; add pake p; "
   "< {'type':'claimed','mailbox':'m1'}; > open m1; > add pake; > ping 1"},
  {"adds-while-the-replay-is-new", "7",
   CLAIMED
   "; peer b pake q; > waiting +; > phase pake q; add version v; > add version; peer me pake p; "
   "peer me version v; < {'type':'pong','pong':1}"},

  /* First contact. */
  {"unreachable-at-once", "7", "start; > dial; lost; > failed unreachable; > done"},
  {"unreachable-in-10-s", "7",
   "start; > dial; wait 9999; wait 1; > hang-up; > failed unreachable; > done"},
  {"silent-for-10-s", "7",
   "start; > dial; wait 4000; connected; > bind; > claim 7; wait 5999; wait 1; > hang-up; "
   "> failed unreachable; > done"},
  {"no-mailbox-server", "7",
   "start; > dial; connected; > bind; > claim 7; < hello; > hang-up; > failed unreachable; > done"},

  /* What a welcome may say. */
  {"refused-by-welcome", "7",
   "start; > dial; connected; > bind; > claim 7; "
   "< {'type':'welcome','welcome':{'error':'closed for ever'}}; > failed refused; > release 7; "
   "< {'type':'released'}; > done"},
  {"asks-for-permission", NULL,
   "start; > dial; connected; > bind; > allocate; "
   "< {'type':'welcome','welcome':{'permission-required':{'hashcash':{'bits':20}}}}; "
   "> failed refused; > done"},
  {"motd", "7",
   "start; > dial; connected; > bind; > claim 7; < {'type':'welcome','welcome':{'motd':'Hello'}}; "
   "> motd Hello"},

  /* Whether somebody is there. */
  {"nobody-in-5-s", "7", OPEN "; wait 4999; wait 1; > waiting -"},
  {"nobody-at-once-from-our-server", "7",
   "start; > dial; connected; > bind; > claim 7; "
   "< {'type':'claimed','mailbox':'m1','waiting':false}; > waiting -; > open m1; > ping 1; "
   "wait 6000"},
  {"somebody-at-once-from-our-server", "7",
   "start; > dial; connected; > bind; > claim 7; "
   "< {'type':'claimed','mailbox':'m1','waiting':true}; > waiting +; > open m1; > ping 1"},
  {"somebody-after-all", "7",
   OPEN "; wait 5000; > waiting -; peer b pake q; > waiting +; > phase pake q"},

  {"goes-on-waiting", NULL,
   "start; > dial; connected; > bind; > allocate; < {'type':'allocated','nameplate':'42'}; "
   "> nameplate 42; > claim 42; < {'type':'claimed','mailbox':'m1'}; > open m1; > ping 1; "
   "< {'type':'pong','pong':1}; wait 30000; > waiting -; > ping 2; < {'type':'pong','pong':2}; "
   "wait 30000; > ping 3; < {'type':'pong','pong':3}; wait 30000; > ping 4"},

  /* Order, copies, strangers. */
  {"phases-in-order-and-once", "7",
   OPEN "; peer b 1 one; > waiting +; peer b version v; peer b pake q; > phase pake q; "
        "> phase version v; peer b pake x; peer b version x; peer b 0 zero; > phase 0 zero; "
        "> phase 1 one"},
  {"pins-the-first-pake", "7",
   MET "; peer c pake x; peer c version x; peer b version v; > phase version v"},
  {"somebody-under-our-side", "7",
   OPEN "; peer me pake other; > failed protocol; > release 7; > close m1 errory; lost; > done"},
  {"body-not-hexadecimal", "7",
   MET "; < {'type':'message','side':'b','phase':'version','body':'xyz'}; > failed protocol; "
       "> release 7; > close m1 errory; lost; > done"},
  {"phase-far-ahead", "7",
   MET "; peer b 1000 x; > failed too-large; > release 7; > close m1 errory; lost; > done"},
  {"messages-before-open-are-not-ours", "7",
   "start; > dial; connected; > bind; > claim 7; peer b pake q"},

  /* The end. */
  {"release-before-close", "7",
   MET "; close happy; > release 7; > close m1 happy; < {'type':'released'}; < {'type':'closed'}; "
       "> done"},
  {"released-once", "7", RELEASED "; close happy; > close m1 happy; < {'type':'closed'}; > done"},
  {"close-does-not-wait-for-a-pending-release", "7",
   CONFIRMED "; close happy; > close m1 happy; < {'type':'released'}; < {'type':'closed'}; > done"},
  {"close-answered-by-errors", "7",
   MET "; close lonely; > release 7; > close m1 lonely; "
       "< {'type':'error','error':'x','orig':{'type':'release'}}; "
       "< {'type':'error','error':'crowded','orig':{'type':'close'}}; > done"},
  {"close-not-answered", "7",
   MET "; close lonely; > release 7; > close m1 lonely; wait 1999; wait 1; > done"},
  {"close-while-claiming", "7",
   "start; > dial; add pake p; connected; > bind; > claim 7; close lonely; "
   "< {'type':'claimed','mailbox':'m1'}; > release 7; > close m1 lonely; "
   "< {'type':'released'}; < {'type':'closed'}; > done"},
  {"close-while-allocating", NULL,
   "start; > dial; connected; > bind; > allocate; close lonely; "
   "< {'type':'allocated','nameplate':'42'}; > release 42; < {'type':'released'}; > done"},
  {"close-before-start", "7", "close lonely; > done"},
  {"close-with-nothing-to-undo", "7", "start; > dial; close lonely; > done"},
  {"close-while-offline", "7",
   MET
   "; lost; > online -; add 0 bye; close happy; > dial; connected; > bind; > open m1; > add pake; "
   "> add 0; > release 7; > close m1 happy; < {'type':'released'}; < {'type':'closed'}; > done"},
  {"close-while-offline-in-vain", "7",
   MET "; lost; > online -; close happy; > dial; wait 2000; > done"},
  {"wrong-code-is-scary", "7",
   MET "; fail scary; > failed wrong-code; > release 7; > close m1 scary; < {'type':'released'}; "
       "< {'type':'closed'}; > done"},
  {"failure-before-start", "7", "fail errory; > failed wrong-code; > done"},
  {"nothing-after-close", "7",
   MET "; close happy; > release 7; > close m1 happy; peer b version v; "
       "< {'type':'error','error':'x','orig':{'type':'add'}}; close scary"},

  /* Crowded: for a third side at once, for the rightful two when they come back. */
  {"crowded-claim", "7",
   "start; > dial; connected; > bind; > claim 7; "
   "< {'type':'error','error':'crowded','orig':{'type':'claim'}}; > failed code-used; > release 7; "
   "< {'type':'released'}; > done"},
  {"crowded-open", "7",
   CLAIMED "; < {'type':'error','error':'crowded','orig':{'type':'open'}}; > failed code-used; "
           "> release 7; > close m1 errory; wait 2000; > done"},
  {"crowded-on-return", "7",
   MET
   "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
   "< {'type':'error','error':'crowded','orig':{'type':'claim'}}; > failed code-used; > open m1; "
   "> add pake; > release 7; > close m1 errory; wait 2000; > done"},
  {"error-of-the-server", "7",
   OPEN "; < {'type':'error','error':'mailbox is full','orig':{}}; > failed refused; > release 7; "
        "> close m1 errory; lost; > done"},

  /* Back after a loss. */
  {"returns-and-claims-again", "7",
   OPEN "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
        "< {'type':'claimed','mailbox':'m1'}; > open m1; > ping 2; peer me pake p; "
        "< {'type':'pong','pong':2}; > online +"},
  {"says-again-what-was-not-kept", "7",
   MET
   "; add version v; > add version; lost; > online -; add 0 zero; wait 1250; > dial; connected; "
   "> bind; > claim 7; < {'type':'claimed','mailbox':'m1'}; > open m1; > ping 2; add 1 one; "
   "peer me pake p; peer b pake q; < {'type':'pong','pong':2}; > add version; > add 0; > add 1; "
   "> online +"},
  {"only-its-own-pong-ends-the-replay", "7",
   MET "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
       "< {'type':'claimed','mailbox':'m1'}; > open m1; > ping 2; < {'type':'pong','pong':1}; "
       "< {'type':'pong','pong':2}; > add pake; > online +"},
  {"claimed-unasked", "7",
   MET "; < {'type':'claimed','mailbox':'m9'}; close happy; > release 7; > close m1 happy"},
  {"server-forgot-everything", "7",
   OPEN "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
        "< {'type':'claimed','mailbox':'m2'}; > open m2; > add pake; > ping 2; peer me pake p; "
        "< {'type':'pong','pong':2}; > online +"},
  {"server-forgot-everything-after-release", "7",
   RELEASED "; lost; > online -; wait 1250; > dial; connected; > bind; > open m1; > ping 2; "
            "< {'type':'pong','pong':2}; > add pake; > add version; > online +; wait 20000"},
  {"release-was-not-answered", "7",
   CONFIRMED
   "; lost; > online -; wait 1250; > dial; connected; > bind; > open m1; > ping 2; > release 7; "
   "peer me pake p; peer me version v; < {'type':'pong','pong':2}; > online +; "
   "< {'type':'released'}"},
  {"reclaimed", "7",
   MET "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
       "< {'type':'error','error':'reclaimed','orig':{'type':'claim'}}; > open m1; > ping 2; "
       "peer me pake p; < {'type':'pong','pong':2}; > online +; close happy; > close m1 happy; "
       "< {'type':'closed'}; > done"},
  {"reclaimed-without-a-mailbox", "7",
   "start; > dial; connected; > bind; > claim 7; "
   "< {'type':'error','error':'reclaimed','orig':{'type':'claim'}}; > failed refused; > release 7; "
   "< {'type':'released'}; > done"},
  {"looks-where-the-other-was-met", "7",
   MET
   "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
   "< {'type':'claimed','mailbox':'m2'}; > open m2; > add pake; > ping 2; peer me pake p; "
   "< {'type':'pong','pong':2}; > online +; wait 5000; > waiting -; > hang-up; > dial; connected; "
   "> bind; > open m1; > ping 3; < {'type':'pong','pong':3}; > add pake; wait 5000; > hang-up; "
   "> dial; connected; > bind; > open m2; > ping 4; peer me pake p; < {'type':'pong','pong':4}; "
   "wait 5000; > hang-up; > dial; connected; > bind; > claim 7"},
  {"looks-around-when-confirmed-too", "7",
   MET "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
       "< {'type':'claimed','mailbox':'m2'}; > open m2; > add pake; > ping 2; peer b version v; "
       "> phase version v; release; > release 7; peer me pake p; < {'type':'pong','pong':2}; "
       "> online +; lost; > online -; wait 1250; > dial; connected; > bind; > open m2; > ping 3; "
       "> release 7; peer me pake p; < {'type':'pong','pong':3}; > online +; wait 5000; > hang-up; "
       "> dial; connected; > bind; > open m1; > ping 4; > release 7; peer me pake p; "
       "< {'type':'pong','pong':4}; wait 5000; > hang-up; > dial; connected; > bind; > open m2; "
       "> ping 5; > release 7; peer me pake p; < {'type':'pong','pong':5}; wait 5000; > hang-up; "
       "> dial; connected; > bind; > open m1; > ping 6; > release 7"},
  {"forgets-mailboxes-from-before-the-meeting", "7",
   OPEN
   "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
   "< {'type':'claimed','mailbox':'m2'}; > open m2; > add pake; > ping 2; peer b pake q; "
   "> waiting +; > phase pake q; peer me pake p; < {'type':'pong','pong':2}; > online +; lost; "
   "> online -; wait 1250; > dial; connected; > bind; > claim 7; "
   "< {'type':'claimed','mailbox':'m2'}; > open m2; > ping 3; peer me pake p; "
   "< {'type':'pong','pong':3}; > online +; wait 5000; > waiting -; wait 20000"},
  {"stays-where-the-other-is", "7",
   MET "; lost; > online -; wait 1250; > dial; connected; > bind; > claim 7; "
       "< {'type':'claimed','mailbox':'m2'}; > open m2; > add pake; > ping 2; peer b pake q; "
       "peer me pake p; < {'type':'pong','pong':2}; > online +; wait 20000"},
  {"allocates-again-when-it-learned-nothing", NULL,
   "start; > dial; connected; > bind; > allocate; < {'type':'ack'}; lost; > online -; wait 1250; "
   "> dial; connected; > bind; > allocate"},
  {"keeps-its-number", NULL,
   "start; > dial; connected; > bind; > allocate; < {'type':'allocated','nameplate':'42'}; "
   "> nameplate 42; > claim 42; lost; > online -; wait 1250; > dial; connected; > bind; "
   "> claim 42; < {'type':'allocated','nameplate':'43'}"},

  /* Dead and broken connections. */
  {"pings-after-30-s", "7", OPEN "; wait 5000; > waiting -; wait 24999; wait 1; > ping 2"},
  {"any-word-is-a-sign-of-life", "7",
   MET
   "; wait 29000; < {'type':'ack'}; wait 29999; wait 1; > ping 2; wait 19999; < {'type':'ack'}; "
   "wait 29999"},
  {"no-pong-in-20-s", "7", MET "; wait 30000; > ping 2; wait 19999; wait 1; > hang-up; > online -"},
  {"probe-is-a-ping-with-3-s", "7",
   MET "; probe; > ping 2; wait 2999; wait 1; > hang-up; > online -; wait 1250; > dial"},
  {"probe-is-answered", "7",
   MET "; probe; > ping 2; < {'type':'pong','pong':2}; wait 29999; wait 1; > ping 3"},
  {"probe-cuts-a-pause-short", "7", MET "; lost; > online -; probe; wait 0; > dial; probe"},
  {"no-answer-in-20-s", "7",
   CLAIMED "; wait 5000; > waiting -; wait 14999; wait 1; > hang-up; > online -"},
  {"no-json", "7", OPEN "; < {; > hang-up; > online -; wait 1250; > dial"},
  {"no-text", "7", OPEN "; < ; > hang-up; > online -; wait 1250; > dial"},
  {"lost-while-claiming", "7",
   "start; > dial; connected; > bind; > claim 7; < {'type':'ack'}; lost; > online -; wait 1250; "
   "> dial; connected; > bind; > claim 7"},

  /* What only our server says. */
  {"peer-connection", "7",
   MET "; < {'type':'peer-connection','side':'b','connected':false}; > peer-connection -; "
       "< {'type':'peer-connection','side':'c','connected':false}; "
       "< {'type':'peer-connection','side':'b','connected':true}; > peer-connection +"},
  {"ice-servers", "7", MET "; < {'type':'ice-servers','x':1}; > ice-servers"},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  sf_script_run (row->nameplate, row->lines);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/net/mailbox-client/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
