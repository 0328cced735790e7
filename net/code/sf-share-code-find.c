/* Finding a share code in a sentence or a `sameframe:` URI. */

#include "net/code/sf-code-text.h"
#include "net/code/sf-code-uri.h"
#include "net/code/sf-share-code-private.h"
#include "net/code/sf-share-code.h"
#include "net/code/sf-word-list.h"

#include <string.h>

static const SfCodeToken *
token_at (GArray *tokens, guint i)
{
  return i < tokens->len ? &g_array_index (tokens, SfCodeToken, i) : NULL;
}

/* The number of tokens from @start on that dashes hold together. */
static guint
measure_run (GArray *tokens, guint start)
{
  guint end = start + 1;

  while (end < tokens->len && token_at (tokens, end)->gap == SF_CODE_GAP_DASH)
    end++;

  return end - start;
}

static gboolean
all_listed (GArray *tokens, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    if (!sf_word_list_contains (token_at (tokens, i)->word))
      return FALSE;

  return TRUE;
}

static char *
join_tokens (GArray *tokens, guint start, guint end)
{
  GString *code = g_string_new (token_at (tokens, start)->word);

  for (guint i = start + 1; i < end; i++)
    g_string_append_printf (code, "-%s", token_at (tokens, i)->word);

  return g_string_free (code, FALSE);
}

/*
 * A number and listed words. Words behind a space count only up to the usual number, since an
 * ordinary word of the sentence may be a listed one too.
 */
static char *
read_listed (GArray *tokens, guint start)
{
  guint enough = start + 1 + SF_SHARE_CODE_DEFAULT_WORDS;
  guint most = start + 1 + SF_SHARE_CODE_MAX_WORDS;
  guint end = start + measure_run (tokens, start);

  if (!all_listed (tokens, start + 1, end))
    return NULL;

  while (end < enough && end < tokens->len && token_at (tokens, end)->gap == SF_CODE_GAP_SPACE) {
    guint run_end = end + measure_run (tokens, end);

    if (!all_listed (tokens, end, run_end))
      return NULL;
    end = run_end;
  }

  return end < enough || end > most ? NULL : join_tokens (tokens, start, end);
}

/* Has the form of a code and a word that is a listed one, or nearly. */
static gboolean
resembles_code (const char *code)
{
  g_auto (GStrv) parts = sf_share_code_split (code);

  for (guint i = 1; parts != NULL && parts[i] != NULL; i++)
    if (sf_word_list_find_nearest (parts[i], SF_WORD_LIST_ODD) != NULL)
      return TRUE;

  return FALSE;
}

/* What dashes hold together; a misspelt word in it is for sf_share_code_check() to tell. */
static char *
read_dashed (GArray *tokens, guint start)
{
  g_autofree char *code = join_tokens (tokens, start, start + measure_run (tokens, start));

  return resembles_code (code) ? g_steal_pointer (&code) : NULL;
}

static char *
find_first (GArray *tokens, char *(*read) (GArray *tokens, guint start))
{
  for (guint i = 0; i < tokens->len; i++) {
    const SfCodeToken *token = token_at (tokens, i);
    char *code;

    if (token->gap == SF_CODE_GAP_DASH || !sf_share_code_is_nameplate (token->word))
      continue;
    code = read (tokens, i);
    if (code != NULL)
      return code;
  }

  return NULL;
}

/* The surest reading first: listed words, then the text as a whole, then words held by dashes. */
static char *
find_in_sentence (const char *text)
{
  g_autofree char *folded = sf_code_text_fold (text);
  g_autofree char *whole = sf_code_text_join (folded);
  g_autoptr (GArray) tokens = sf_code_text_split (folded);
  char *code = find_first (tokens, read_listed);

  if (code == NULL && resembles_code (whole))
    code = g_steal_pointer (&whole);
  if (code == NULL)
    code = find_first (tokens, read_dashed);

  return code;
}

char *
sf_share_code_find (const char *text, char **ret_server)
{
  char *code;

  g_return_val_if_fail (text != NULL, NULL);

  if (ret_server != NULL)
    *ret_server = NULL;
  if (strnlen (text, SF_CODE_TEXT_MAX_SIZE + 1) > SF_CODE_TEXT_MAX_SIZE)
    return NULL;

  code = sf_code_uri_find (text, ret_server);
  return code != NULL ? code : find_in_sentence (text);
}
