/* Looking words up in the PGP word list: by byte, by name, by likeness, by beginning. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_WORD_MAX_LETTERS 11

typedef enum {
  SF_WORD_LIST_EVEN, /* two syllables */
  SF_WORD_LIST_ODD,  /* three syllables */
} SfWordList;

/* The list that the word at @place (0 is the first) of a code is drawn from: odd, even, odd, ... */
SfWordList sf_word_list_at_place (guint place);

/* The word for @byte in @list. */
const char *sf_word_list_get (SfWordList list, guint8 byte);

/* Whether @word, in lower case, is in either list. */
gboolean sf_word_list_contains (const char *word);

/**
 * sf_word_list_find_nearest:
 * @word: what was typed, in lower case
 * @preferred: the list to take the word from when both have one as near
 *
 * Near is at most one slip for every three letters typed, and one in shorter words. A slip is a
 * letter too many, too few or wrong, or two neighbours swapped.
 *
 * Returns: (nullable): the listed word with the fewest slips, or %NULL when none is near
 */
const char *sf_word_list_find_nearest (const char *word, SfWordList preferred);

/**
 * sf_word_list_complete:
 * @prefix: the beginning of a word, in lower case
 *
 * Returns: (transfer full) (array zero-terminated=1): the words of both lists that begin so, sorted
 */
GStrv sf_word_list_complete (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
