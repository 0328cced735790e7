/* Who wants to be told of each frame, from any thread. */
#pragma once

#include "app/capture/sf-frame.h"

G_BEGIN_DECLS

/* In a thread of whoever makes the frames; must return within milliseconds. It may add and remove
 * no function. */
typedef void (*SfFrameFunc) (SfFrame *frame, gpointer user_data);

typedef struct {
  GMutex lock;
  GArray *entries; /* under the lock */
  guint last_id;   /* under the lock */
} SfFrameFuncs;

void sf_frame_funcs_init (SfFrameFuncs *self);
void sf_frame_funcs_clear (SfFrameFuncs *self);

/* Returns: never 0 */
guint sf_frame_funcs_add (SfFrameFuncs *self, SfFrameFunc func, gpointer user_data);
/* Waits for a call that is under way: it is not called any more once this has returned. */
void sf_frame_funcs_remove (SfFrameFuncs *self, guint id);

/* Calls all of them, in the order in which they were added. */
void sf_frame_funcs_call (SfFrameFuncs *self, SfFrame *frame);

G_END_DECLS
