/* How many slips of the fingers lie between two words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_EDIT_DISTANCE_MAX_LENGTH 31 /* bytes of a word */

/**
 * sf_edit_distance:
 * @a: at most %SF_EDIT_DISTANCE_MAX_LENGTH bytes
 * @b: at most %SF_EDIT_DISTANCE_MAX_LENGTH bytes
 *
 * The Damerau-Levenshtein distance in bytes: the least number of insertions, deletions,
 * substitutions and swaps of two neighbours, none of them within another (optimal string
 * alignment).
 */
gsize sf_edit_distance (const char *a, const char *b);

G_END_DECLS
