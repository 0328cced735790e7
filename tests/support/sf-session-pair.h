/* Two sessions in one main loop, each with folders and behaviour of its own. */
#pragma once

#include "app/session/sf-session.h"

typedef struct SfTestPair SfTestPair;

/* What one side is made with, does by itself, and has seen. */
typedef struct {
  SfTestPair *pair;
  SfSessionConfig config;
  SfSession *session; /* (nullable): the joiner's is made when there is a code */
  char *folder;
  gboolean accepts; /* whatever it is asked */
  guint n_presses;  /* how often it presses the shutter yet */
  guint n_again;    /* how often it wants another picture yet */
  gboolean leaves;  /* after the last picture */

  gboolean has_ended;
  GError *error; /* (nullable) */
  guint n_dropped;
  gboolean dropped_by_other;
  SfCancelReason drop_reason;
  GError *drop_error; /* (nullable) */
  guint n_saved;
  char *file;            /* (nullable): of the last picture */
  char *hash;            /* (nullable): of its pixels, in hexadecimal */
  gboolean is_identical; /* the last picture */
} SfTestSide;

struct SfTestPair {
  SfTestSide creator;
  SfTestSide joiner;
  char *root;        /* a folder of its own, removed at the end */
  gboolean mistypes; /* the joiner takes another last word than the code's */
  /* (nullable): called at every change of state, before the side does anything by itself */
  void (*on_state) (SfTestSide *side, SfSessionState state);
  int user_number; /* for on_state */
};

/* Both accept, the creator presses once, both leave after the picture: pictures of 96 x 64 and
 * 64 x 80. */
void sf_test_pair_init (SfTestPair *pair);
void sf_test_pair_clear (SfTestPair *pair);

/* Replaces a side's photographs. Takes @source. */
void sf_test_side_set_source (SfTestSide *side, SfStillSource *source);

void sf_test_pair_start (SfTestPair *pair);

typedef gboolean (*SfTestCondition) (SfTestPair *pair);

/* Runs the main loop until @holds; a minute without it ends the test. */
void sf_test_pair_run_until (SfTestPair *pair, SfTestCondition holds);
void sf_test_pair_run_to_end (SfTestPair *pair);
gboolean sf_test_pair_are_live (SfTestPair *pair);
gboolean sf_test_pair_has_creator_ended (SfTestPair *pair);

SfTestSide *sf_test_side_get_other (SfTestSide *side);
gboolean sf_test_side_is_in (SfTestSide *side, SfSessionState state);
/* How many files of the side's folder have @part in their name. */
guint sf_test_side_count_files (SfTestSide *side, const char *part);
