/* What is shown of a shot before all of it is here. */

#include "ui/sf-shot-picture.h"
#include "ui/sf-strip.h"

#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-files.h"

#define DARKEST 0x40

static SfShot *
new_shot (SfMode mode, const char *layout)
{
  SfProposal proposal = {.id = 1};

  sf_recipe_init (&proposal.recipe);
  proposal.recipe.mode = mode;
  sf_recipe_set_layout (&proposal.recipe, (guint8) sf_recipe_find_layout (layout));
  return sf_shot_new (&proposal, TRUE, FALSE);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (g_set_object ((GAsyncResult **) user_data, result));
}

static GdkTexture *
make (const SfShot *shot, SfShotPictureKind kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture;

  sf_shot_picture_async (shot, kind, NULL, on_made, &result);
  SF_RUN_UNTIL (result != NULL);
  texture = sf_shot_picture_finish (result, &error);
  g_assert_no_error (error);
  return texture;
}

/* The mean of the green of one half of @texture, 0..255. */
static guint
measure_half (GdkTexture *texture, guint half)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * (gsize) height);
  int begin = half == 0 ? 0 : width * 3 / 4, end = half == 0 ? width / 4 : width;
  guint64 sum = 0;

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int y = 0; y < height; y++)
    for (int x = begin; x < end; x++)
      sum += pixels[y * width + x] >> 8 & 0xff;

  return (guint) (sum / ((guint64) (end - begin) * (guint64) height));
}

/* One's own part is there at once; it needs nothing of the other person. */
static void
test_own_first (gconstpointer data)
{
  g_autoptr (SfShot) shot = new_shot (GPOINTER_TO_INT (data), "side-by-side");
  g_autoptr (GdkTexture) own = NULL;
  g_autoptr (GdkTexture) both = NULL;

  g_assert_false (sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_OWN));
  shot->own[0].photos[SF_PHOTO_PREVIEW].image = sf_test_image_new (320, 180, 1);
  g_assert_true (sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_OWN));
  g_assert_false (sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_SMALL));

  own = make (shot, SF_SHOT_PICTURE_OWN);
  g_assert_cmpuint (measure_half (own, 0), >, DARKEST);
  g_assert_cmpuint (measure_half (own, 1), <, DARKEST);

  shot->theirs[0].photos[SF_PHOTO_PREVIEW].image = sf_test_image_new (320, 180, 2);
  both = make (shot, SF_SHOT_PICTURE_SMALL);
  g_assert_cmpuint (measure_half (both, 1), >, DARKEST);
}

/* The mean of the green of @part of @texture, 0..255. */
static guint
measure_part (GdkTexture *texture, const graphene_rect_t *part)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * (gsize) height);
  int left = (int) (part->origin.x * (float) width), top = (int) (part->origin.y * (float) height);
  int columns = (int) (part->size.width * (float) width);
  int rows = (int) (part->size.height * (float) height);
  guint64 sum = 0;

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int y = top + 2; y < top + rows - 2; y++)
    for (int x = left + 2; x < left + columns - 2; x++)
      sum += pixels[y * width + x] >> 8 & 0xff;

  return (guint) (sum / ((guint64) (columns - 4) * (guint64) (rows - 4)));
}

/* A strip fills as it is taken: what is there is at its place, and all the rest is dark. */
static void
test_taken (gconstpointer data)
{
  g_autoptr (SfShot) shot = new_shot (SF_MODE_SYNTHESIS, "strip-3");
  g_autoptr (GdkTexture) texture = NULL;

  shot->recipe.swapped = data != NULL;
  g_assert_false (sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_TAKEN));
  shot->own[0].photos[SF_PHOTO_PREVIEW].image = sf_test_image_new (320, 180, 1);
  shot->theirs[2].photos[SF_PHOTO_PREVIEW].image = sf_test_image_new (200, 300, 2);
  g_assert_true (sf_shot_picture_is_ready (shot, SF_SHOT_PICTURE_TAKEN));

  texture = make (shot, SF_SHOT_PICTURE_TAKEN);
  for (guint take = 0; take < 3; take++)
    for (int person = 0; person < 2; person++) {
      graphene_rect_t part = sf_strip_get_part (&shot->recipe, take, person);
      gboolean is_there = (take == 0 && person == 0) || (take == 2 && person == 1);

      g_assert_cmpint (measure_part (texture, &part) > DARKEST, ==, is_there);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);

  g_test_add_data_func ("/ui/shot-picture/own-first/synthesis", GINT_TO_POINTER (SF_MODE_SYNTHESIS),
                        test_own_first);
  g_test_add_data_func ("/ui/shot-picture/own-first/exchange", GINT_TO_POINTER (SF_MODE_EXCHANGE),
                        test_own_first);

  g_test_add_data_func ("/ui/shot-picture/taken", NULL, test_taken);
  g_test_add_data_func ("/ui/shot-picture/taken-swapped", "", test_taken);

  return g_test_run ();
}
