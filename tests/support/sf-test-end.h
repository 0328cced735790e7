/* One end of a way between two, in one process: an ICE path, what it told and what it got. */
#pragma once

#include "net/ice/sf-ice-path.h"
#include "tests/support/sf-until.h"

G_BEGIN_DECLS

typedef struct SfTestEnd SfTestEnd;
struct SfTestEnd {
  SfPath *path;
  SfTestEnd *other;    /* (nullable): whom its signals reach */
  GPtrArray *told;     /* of GBytes: every signal so far */
  GPtrArray *received; /* of GBytes: every datagram so far */
  gboolean close_on_receive;
  gboolean close_on_connect;
  gboolean closed;
};

/* Dispatches whatever is ready, and waits for nothing. */
void sf_test_run_ready (void);

void sf_test_end_init (SfTestEnd *self);
/* Begins to record @path, which becomes the end's. */
void sf_test_end_take_path (SfTestEnd *self, SfPath *path);
/* The receive function of the end's path; the user data is the end. */
void sf_test_end_on_receive (const guint8 *datagram, gsize size, gpointer user_data);

/* All three in one. */
void sf_test_end_open_ice (SfTestEnd *self, const SfIceConfig *config);
void sf_test_end_close (SfTestEnd *self);
/* Closes when it is not closed, waits for it, and sees that the path is gone. */
void sf_test_end_finish (SfTestEnd *self);
gboolean sf_test_end_is_connected (const SfTestEnd *self);
/* Sends until something comes; what comes must be what was sent. */
void sf_test_end_assert_reaches (SfTestEnd *self);

/* Two ends on the loopback interface, the first controlling. */
void sf_test_pair_open (SfTestEnd ends[2]);
void sf_test_pair_permit (SfTestEnd ends[2]);
void sf_test_pair_wait (SfTestEnd ends[2]);
void sf_test_pair_connect (SfTestEnd ends[2]);
void sf_test_pair_finish (SfTestEnd ends[2]);

G_END_DECLS
