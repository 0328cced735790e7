/* Makes live pictures for a window, in a thread of its own: the newest frames, 30 a second. */
#pragma once

#include "app/capture/sf-frame.h"
#include "app/stage/sf-live-canvas.h"

G_BEGIN_DECLS

/* In the composer's thread; must return within milliseconds. */
typedef void (*SfLivePictureFunc) (SfLivePicture *picture, gpointer user_data);

typedef struct {
  guint64 n_pictures;
  guint64 n_frames; /* that were given */
  gint64 cpu_us;    /* of the composer's thread */
} SfLiveComposerStats;

typedef struct _SfLiveComposer SfLiveComposer;

/* Draws nothing before sf_live_composer_set_limit(). */
SfLiveComposer *sf_live_composer_new (SfLiveView view,
                                      SfLivePictureFunc func,
                                      gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
/* Waits for a picture that is being drawn; the function is not called any more afterwards. */
void sf_live_composer_free (SfLiveComposer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLiveComposer, sf_live_composer_free)

/**
 * sf_live_composer_put:
 * @person: 0 the creator, 1 the joiner
 * @frame: (nullable): %NULL: nothing is seen of them; somebody alone is not drawn then
 *
 * From any thread. Only the newest frame of each is kept. Returns at once.
 */
void sf_live_composer_put (SfLiveComposer *self, int person, SfFrame *frame);

/* The last frame that was given. Returns: (nullable) (transfer full) */
SfFrame *sf_live_composer_dup_frame (SfLiveComposer *self, int person);

void sf_live_composer_set_recipe (SfLiveComposer *self, const SfRecipe *recipe);
/* In pixels of the screen, not of the toolkit. */
void sf_live_composer_set_limit (SfLiveComposer *self, int width, int height);

void sf_live_composer_get_stats (SfLiveComposer *self, SfLiveComposerStats *ret_stats);

G_END_DECLS
