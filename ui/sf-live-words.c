/* What the live page says. */

#include "ui/sf-live-words.h"

#include "ui/sf-layout-chooser.h"

#include <glib/gi18n.h>

#define LEFT_TO_RIGHT_MARK "\u200e"
#define RIGHT_TO_LEFT_MARK "\u200f"
#define ISOLATED "%s\u2068%s\u2069" /* behind a mark, in the direction of its first letter */

const char *
sf_live_words_get_name (const SfIntroduction *introduction)
{
  if (introduction == NULL || introduction->name == NULL || *introduction->name == '\0')
    return _ ("The other person");

  return introduction->name;
}

char *
sf_live_words_isolate (const char *name)
{
  gboolean is_ltr = gtk_widget_get_default_direction () == GTK_TEXT_DIR_LTR;

  if (is_ltr && g_str_is_ascii (name))
    return g_strdup (name);

  /* Pango takes the direction of a sentence from its first letter, isolated or not. */
  return g_strdup_printf (ISOLATED, is_ltr ? LEFT_TO_RIGHT_MARK : RIGHT_TO_LEFT_MARK, name);
}

char *
sf_live_words_dup_started (const SfShot *shot, const char *name)
{
  g_autofree char *isolated = sf_live_words_isolate (name);

  if (shot->proposal.retake.shot != 0 && shot->by_other)
    /* Translators: the other person's name, then which photo of a strip, and of how many. */
    return g_strdup_printf (_ ("%1$s retakes photo %2$u of %3$u"), isolated,
                            sf_shot_get_next (shot) + 1, shot->n_takes);
  if (shot->proposal.retake.shot != 0)
    /* Translators: which photo of a strip, and of how many. */
    return g_strdup_printf (_ ("You retake photo %u of %u"), sf_shot_get_next (shot) + 1,
                            shot->n_takes);
  if (shot->n_takes > 1)
    /* Translators: of a strip, e.g. "Photo 2 of 4". */
    return g_strdup_printf (_ ("Photo %u of %u"), sf_shot_get_next (shot) + 1, shot->n_takes);
  if (!shot->by_other)
    return g_strdup (_ ("You started"));

  /* Translators: %s is the other person's name. */
  return g_strdup_printf (_ ("%s started"), isolated);
}

const char *
sf_live_words_get_clocks (void)
{
  return _ ("The two clocks are being compared. Try again in a moment.");
}

const char *
sf_live_words_get_path (gboolean is_connected, SfPathKind kind)
{
  if (!is_connected)
    return _ ("Reconnecting…");

  switch (kind) {
  case SF_PATH_KIND_LAN:
    return C_ ("connection", "Local Network");
  case SF_PATH_KIND_RELAY:
    return C_ ("connection", "Relay");
  case SF_PATH_KIND_DIRECT:
  default:
    return C_ ("connection", "Direct");
  }
}

const char *
sf_live_words_get_path_hint (gboolean is_connected, SfPathKind kind)
{
  if (!is_connected)
    return _ ("The connection was lost. Another way is being sought.");

  switch (kind) {
  case SF_PATH_KIND_LAN:
    return _ ("Straight to the other computer, within your local network");
  case SF_PATH_KIND_RELAY:
    return _ ("Through a relay, which sees sealed data only");
  case SF_PATH_KIND_DIRECT:
  default:
    return _ ("Straight to the other computer, over the internet");
  }
}

const char *
sf_live_words_get_quality (SfLiveQuality quality)
{
  switch (quality) {
  case SF_LIVE_QUALITY_SLOW:
    return _ ("Slow connection");
  case SF_LIVE_QUALITY_VERY_SLOW:
    return _ ("Very slow connection: the photo will take a moment");
  case SF_LIVE_QUALITY_GOOD:
  default:
    return NULL;
  }
}

char *
sf_live_words_dup_stopped (gint64 us)
{
  guint seconds = (guint) MAX (1, us / G_USEC_PER_SEC);

  return g_strdup_printf (ngettext ("Their picture stopped %u second ago",
                                    "Their picture stopped %u seconds ago", seconds),
                          seconds);
}

char *
sf_live_words_dup_camera_off (const char *name)
{
  g_autofree char *isolated = sf_live_words_isolate (name);

  /* Translators: %s is the other person's name. */
  return g_strdup_printf (_ ("%s’s camera is off"), isolated);
}

char *
sf_live_words_dup_layout (const char *name, int layout)
{
  g_autofree char *isolated = sf_live_words_isolate (name);

  /* Translators: the other person's name, then the name of a layout. */
  return g_strdup_printf (_ ("%1$s chose %2$s"), isolated, sf_layout_get_title (layout));
}

char *
sf_live_words_dup_dropped (gboolean by_other, SfCancelReason reason, const char *name)
{
  g_autofree char *isolated = sf_live_words_isolate (name);

  switch (reason) {
  case SF_CANCEL_PERSON:
    /* Translators: %s is the other person's name. */
    return by_other ? g_strdup_printf (_ ("%s cancelled"), isolated) : NULL;
  case SF_CANCEL_CLOCK:
    return g_strdup (_ ("No photo: the two clocks could not be compared well enough"));
  case SF_CANCEL_TROUBLE:
    return g_strdup (by_other ? _ ("No photo: the other computer could not take its part")
                              : _ ("No photo: this computer could not take its part"));
  case SF_CANCEL_BUSY:
  case SF_CANCEL_LATE:
  case SF_CANCEL_FAR:
  case SF_CANCEL_OFTEN:
  default:
    return g_strdup (_ ("No photo: the other computer was not ready. Try again."));
  }
}
