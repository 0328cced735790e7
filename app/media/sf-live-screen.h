/* The other side's newest picture, between the decoder's thread and whoever looks. */
#pragma once

#include "app/capture/sf-frame-funcs.h"

G_BEGIN_DECLS

/* Counted atomically. */
typedef struct _SfLiveScreen SfLiveScreen;

/**
 * sf_live_screen_new:
 * @news: called in the main context that is the thread's default now, soon after a picture that
 *   was awaited (see sf_live_screen_await())
 */
SfLiveScreen *sf_live_screen_new (void (*news) (gpointer user_data),
                                  gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
SfLiveScreen *sf_live_screen_ref (SfLiveScreen *self);
void sf_live_screen_unref (SfLiveScreen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLiveScreen, sf_live_screen_unref)

/* From any thread. Nothing is shown while it is closed, as it is at first. */
void sf_live_screen_show (SfLiveScreen *self, SfFrame *frame);

/* All of these from the thread it was made in. */

void sf_live_screen_open (SfLiveScreen *self);
/* The picture is let go; no frame function is called once this has returned. */
void sf_live_screen_close (SfLiveScreen *self);
/* There is nobody any more who wants news. Closes it. */
void sf_live_screen_detach (SfLiveScreen *self);

/* The next picture is news. */
void sf_live_screen_await (SfLiveScreen *self);

/* Returns: (nullable) (transfer full) */
SfFrame *sf_live_screen_dup_newest (SfLiveScreen *self);
/* When the newest picture came, by the monotonic clock; 0: none since it was opened. */
gint64 sf_live_screen_get_shown_us (SfLiveScreen *self);
guint64 sf_live_screen_get_n_shown (SfLiveScreen *self);

/* From any thread. */
SfFrameFuncs *sf_live_screen_get_funcs (SfLiveScreen *self);

G_END_DECLS
