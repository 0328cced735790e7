/* What the live page says. */
#pragma once

#include "app/media/sf-live-quality.h"
#include "app/session/sf-session.h"

G_BEGIN_DECLS

/* Returns: how the other person is called; never empty. @introduction: (nullable) */
const char *sf_live_words_get_name (const SfIntroduction *introduction);

/* Returns: @name for within a sentence: it keeps its own direction, and the sentence its. Plain
 *   letters need no help with that in a language that is written like them. */
char *sf_live_words_isolate (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Who began a countdown, and for which photo of a strip. */
char *sf_live_words_dup_started (const SfShot *shot, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Why it cannot be begun now. */
const char *sf_live_words_get_clocks (void);

const char *sf_live_words_get_path (gboolean is_connected, SfPathKind kind);
const char *sf_live_words_get_path_hint (gboolean is_connected, SfPathKind kind);

/* Returns: (nullable): %NULL while all is well */
const char *sf_live_words_get_quality (SfLiveQuality quality);

/* @us: since when the other's picture does not move */
char *sf_live_words_dup_stopped (gint64 us) G_GNUC_WARN_UNUSED_RESULT;

char *sf_live_words_dup_camera_off (const char *name) G_GNUC_WARN_UNUSED_RESULT;

char *sf_live_words_dup_layout (const char *name, int layout) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (nullable): %NULL where the person knows it anyway */
char *sf_live_words_dup_dropped (gboolean by_other,
                                 SfCancelReason reason,
                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
