/* What the result page says of a photo. */

#include "ui/sf-result-words.h"

#include <glib/gi18n.h>

#define LEFT_TO_RIGHT_ISOLATED "\u2066%s\u2069"

#define US_PER_MS 1000

static gboolean
get_largest_skew (const SfShot *shot, gint64 *ret_skew_us, gint64 *ret_uncertainty_us)
{
  *ret_skew_us = *ret_uncertainty_us = 0;
  for (guint i = 0; i < shot->n_takes; i++) {
    gint64 skew_us, uncertainty_us;

    if (!sf_shot_get_skew (shot, i, &skew_us, &uncertainty_us))
      return FALSE;
    *ret_skew_us = MAX (*ret_skew_us, skew_us);
    *ret_uncertainty_us = MAX (*ret_uncertainty_us, uncertainty_us);
  }

  return TRUE;
}

char *
sf_result_words_dup_skew (const SfShot *shot, char **ret_hint)
{
  gint64 skew_us, uncertainty_us;
  double uncertainty_ms;

  if (!get_largest_skew (shot, &skew_us, &uncertainty_us))
    return NULL;

  uncertainty_ms = (double) uncertainty_us / US_PER_MS;
  /* Translators: how exact "Taken 6 ms apart" is, in milliseconds. */
  *ret_hint = g_strdup_printf (_ ("Measured between the two cameras, ± %.1f ms"), uncertainty_ms);
  if (skew_us < US_PER_MS)
    return g_strdup (_ ("Taken less than 1 ms apart"));

  /* Translators: milliseconds between the two photos. */
  return g_strdup_printf (_ ("Taken %d ms apart"), (int) ((skew_us + US_PER_MS / 2) / US_PER_MS));
}

const char *
sf_result_words_get_proof (const SfShot *shot, const char **ret_hint)
{
  if (!sf_shot_is_complete (shot)) {
    *ret_hint = _ ("The other person has another layout. Both have the same two photos.");
    return _ ("This layout is on this computer alone");
  }
  if (!sf_shot_is_identical (shot)) {
    *ret_hint = _ ("The other computer made another picture from the same photos. Both sides need "
                   "the same version of Sameframe.");
    return _ ("The two pictures differ");
  }

  *ret_hint = _ ("Both computers compared a fingerprint of every pixel");
  return shot->recipe.mode == SF_MODE_EXCHANGE ? _ ("Same photos on both computers")
                                               : _ ("Same picture on both computers");
}

char *
sf_result_words_dup_size (const SfImage *image)
{
  /* Translators: width and height in pixels. */
  g_autofree char *size = g_strdup_printf (_ ("%1$d × %2$d"), image->width, image->height);

  /* The width comes first in every language. */
  return g_strdup_printf (LEFT_TO_RIGHT_ISOLATED, size);
}
