/* The composer's thread: pictures of what is newest, of who is there, of the recipe that holds. */

#include "app/stage/sf-live-composer.h"
#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-files.h"

#include <string.h>

typedef struct {
  SfLiveComposer *composer;
  SfFrame *frames[2];

  GMutex lock;
  SfLivePicture *picture; /* (nullable): under the lock; the newest */
  guint n_pictures;       /* under the lock */
} Fixture;

/* In the composer's thread. */
static void
on_picture (SfLivePicture *picture, gpointer user_data)
{
  Fixture *self = user_data;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->picture, sf_live_picture_unref);
  self->picture = sf_live_picture_ref (picture);
  self->n_pictures++;
  g_mutex_unlock (&self->lock);
  g_main_context_wakeup (NULL);
}

static SfFrame *
make_frame (int width, int height, guint32 seed)
{
  g_autoptr (SfImage) image = sf_test_image_new (width, height, seed);
  SfFrame *frame = sf_frame_new_from_image (image, 0, NULL);

  g_assert_nonnull (frame);
  return frame;
}

static void
set_up (Fixture *self, gconstpointer view)
{
  g_mutex_init (&self->lock);
  self->frames[0] = make_frame (64, 48, 1);
  self->frames[1] = make_frame (32, 48, 2);
  self->composer = sf_live_composer_new ((SfLiveView) GPOINTER_TO_INT (view), on_picture, self);
}

static void
tear_down (Fixture *self, gconstpointer view)
{
  g_clear_pointer (&self->composer, sf_live_composer_free);
  g_clear_pointer (&self->picture, sf_live_picture_unref);
  sf_frame_unref (self->frames[0]);
  sf_frame_unref (self->frames[1]);
  g_mutex_clear (&self->lock);
}

static gboolean
has_size (Fixture *self, int width, int height)
{
  gboolean is_it;

  g_mutex_lock (&self->lock);
  is_it = self->picture != NULL && self->picture->size.width == width &&
          self->picture->size.height == height;
  g_mutex_unlock (&self->lock);

  return is_it;
}

static void
test_composes (Fixture *self, gconstpointer view)
{
  SfRecipe recipe;

  sf_recipe_init (&recipe);
  sf_recipe_set_layout (&recipe, (guint8) sf_recipe_find_layout ("stacked"));
  sf_live_composer_put (self->composer, 0, self->frames[0]);
  sf_live_composer_set_limit (self->composer, 1000, 1000);
  /* the other stands for nobody, in the first one's size, side by side */
  SF_RUN_UNTIL (has_size (self, 128, 48));

  sf_live_composer_put (self->composer, 1, self->frames[0]);
  sf_live_composer_set_recipe (self->composer, &recipe);
  SF_RUN_UNTIL (has_size (self, 64, 96));

  recipe.mode = SF_MODE_EXCHANGE;
  sf_live_composer_set_recipe (self->composer, &recipe);
  sf_live_composer_put (self->composer, 1, self->frames[1]);
  SF_RUN_UNTIL (has_size (self, 64 + 16 + 32, 48));
}

static void
test_tells_how_bright_it_is (Fixture *self, gconstpointer view)
{
  SfFrame *dark = sf_frame_new (64, 48, NULL);

  for (guint i = 0; i < 3; i++)
    memset (sf_frame_get_plane (dark, i), i == 0 ? 20 : 128,
            dark->strides[i] * (gsize) (i == 0 ? 48 : 24));
  sf_live_composer_set_limit (self->composer, 32, 24);
  sf_live_composer_put (self->composer, 0, dark);
  SF_RUN_UNTIL (has_size (self, 32, 24));
  g_assert_cmpint (self->picture->luma, ==, 20);
  sf_frame_unref (dark);
}

/* Given many frames at once, it draws few pictures and keeps no frame but the newest. */
static void
test_newest_wins (Fixture *self, gconstpointer view)
{
  SfLiveComposerStats stats;
  SfFrame *frame;

  sf_live_composer_set_limit (self->composer, 64, 48);
  for (int i = 0; i < 100; i++)
    sf_live_composer_put (self->composer, 0, self->frames[0]);
  sf_live_composer_put (self->composer, 0, self->frames[1]);
  SF_RUN_UNTIL (has_size (self, 32, 48));

  sf_live_composer_get_stats (self->composer, &stats);
  g_assert_cmpuint (stats.n_frames, ==, 101);
  g_assert_cmpuint (self->n_pictures, <, 20);
  frame = sf_live_composer_dup_frame (self->composer, 0);
  g_assert_true (frame == self->frames[1]);
  sf_frame_unref (frame);
}

int
main (int argc, char **argv)
{
  gconstpointer recipe = GINT_TO_POINTER (SF_LIVE_VIEW_RECIPE);
  gconstpointer alone = GINT_TO_POINTER (SF_LIVE_VIEW_ALONE);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/app/live-composer/composes", Fixture, recipe, set_up, test_composes, tear_down);
  g_test_add ("/app/live-composer/tells-how-bright-it-is", Fixture, alone, set_up,
              test_tells_how_bright_it_is, tear_down);
  g_test_add ("/app/live-composer/newest-wins", Fixture, alone, set_up, test_newest_wins,
              tear_down);

  return g_test_run ();
}
