/* A device that does not work, in the way a test wants, until it is cured. */
#pragma once

#include "app/capture/sf-camera-device.h"

G_BEGIN_DECLS

typedef enum {
  SF_ODD_NOTHING,
  SF_ODD_REFUSES, /* to be opened */
  SF_ODD_HANGS,   /* while it is opened */
  SF_ODD_SILENT,  /* after a few frames, and cannot be closed either */
  SF_ODD_ENDS,    /* after a few frames, without an error */
  SF_ODD_BREAKS,  /* after a few frames, with a GstResourceError */
} SfOddTrouble;

/* Outlives the device. */
typedef struct {
  SfOddTrouble trouble; /* under the lock */
  int resource_error;
  int n_good; /* frames before the trouble */

  GMutex lock;
  GCond cured;
  gboolean is_cured; /* under the lock */
  int n_opened;      /* under the lock */
} SfOdd;

void sf_odd_init (SfOdd *self, SfOddTrouble trouble);
void sf_odd_clear (SfOdd *self);

SfCameraDevice *sf_odd_make_device (SfOdd *self) G_GNUC_WARN_UNUSED_RESULT;

/* What works does no more. */
void sf_odd_break (SfOdd *self, SfOddTrouble trouble);

/* What hangs goes on; the next source works. */
void sf_odd_cure (SfOdd *self);

/* Returns: how often opening was tried */
int sf_odd_count_opened (SfOdd *self);

G_END_DECLS
