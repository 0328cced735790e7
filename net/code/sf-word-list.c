/* Looking words up in the PGP word list: by byte, by name, by likeness, by beginning. */

#include "net/code/sf-word-list.h"

#include "net/code/sf-edit-distance.h"
#include "net/code/sf-word-table.h"

#include <string.h>

#define LIST_SIZE 256

static const char *const *const lists[] = {
  [SF_WORD_LIST_EVEN] = sf_word_table_even,
  [SF_WORD_LIST_ODD] = sf_word_table_odd,
};

SfWordList
sf_word_list_at_place (guint place)
{
  return place % 2 == 0 ? SF_WORD_LIST_ODD : SF_WORD_LIST_EVEN;
}

const char *
sf_word_list_get (SfWordList list, guint8 byte)
{
  return lists[list][byte];
}

gboolean
sf_word_list_contains (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists) * LIST_SIZE; i++)
    if (strcmp (word, lists[i / LIST_SIZE][i % LIST_SIZE]) == 0)
      return TRUE;

  return FALSE;
}

const char *
sf_word_list_find_nearest (const char *word, SfWordList preferred)
{
  const SfWordList order[] = {preferred,
                              preferred == SF_WORD_LIST_ODD ? SF_WORD_LIST_EVEN : SF_WORD_LIST_ODD};
  gsize length = strlen (word);
  gsize limit = MAX (1, length / 3);
  const char *nearest = NULL;

  /* Longer ones cannot be near, and the distance takes no words without a limit. */
  if (length > SF_EDIT_DISTANCE_MAX_LENGTH)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (order) * LIST_SIZE; i++) {
    const char *candidate = lists[order[i / LIST_SIZE]][i % LIST_SIZE];
    gsize distance;

    /* Each letter more or less is a slip: no need to count further. */
    if (strlen (candidate) > length + limit || strlen (candidate) + limit < length)
      continue;

    distance = sf_edit_distance (word, candidate);
    if (distance < limit || (distance == limit && nearest == NULL)) {
      nearest = candidate;
      limit = distance;
    }
  }

  return nearest;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
sf_word_list_complete (const char *prefix)
{
  GPtrArray *words = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (lists) * LIST_SIZE; i++) {
    const char *word = lists[i / LIST_SIZE][i % LIST_SIZE];

    if (g_str_has_prefix (word, prefix))
      g_ptr_array_add (words, g_strdup (word));
  }
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);

  return (GStrv) g_ptr_array_free (words, FALSE);
}
