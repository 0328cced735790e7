/* Text that may hold a code, reduced to letters, digits and what stands between them. */

#include "net/code/sf-code-text.h"

#include <string.h>

/* Dashes by use, though not by category. */
#define MINUS_SIGN 0x2212
#define HYPHEN_BULLET 0x2043
#define PROLONGED_SOUND_MARK 0x30FC /* what the hyphen key of a Japanese keyboard gives */

static gunichar
fold_character (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_DASH_PUNCTUATION:
  case G_UNICODE_FORMAT: /* zero-width ones, the soft hyphen, marks of direction */
    return '-';
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_CONTROL:
    return ' ';
  case G_UNICODE_DECIMAL_NUMBER:
    return '0' + g_unichar_digit_value (c);
  default:
    break;
  }

  if (c == MINUS_SIGN || c == HYPHEN_BULLET || c == PROLONGED_SOUND_MARK)
    return '-';

  /* Not g_utf8_strdown(), which follows the locale: Turkish makes I a dotless i. */
  return g_unichar_tolower (c);
}

char *
sf_code_text_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  g_autoptr (GString) folded = g_string_new (NULL);

  if (strnlen (text, SF_CODE_TEXT_MAX_SIZE + 1) > SF_CODE_TEXT_MAX_SIZE)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (folded, fold_character (g_utf8_get_char (p)));

  /* A small letter may compose with a mark that its capital did not. */
  return g_utf8_normalize (folded->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

static gboolean
is_gap (char c)
{
  return c == '-' || c == ' ';
}

char *
sf_code_text_join (const char *folded)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  gsize end = 0; /* behind the last letter or digit */

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalnum (c)) {
      g_string_append_unichar (joined, c);
      end = joined->len;
    } else if (end > 0 && !is_gap (*p)) {
      g_string_append_unichar (joined, c);
    } else if (end > 0 && joined->str[joined->len - 1] != '-') {
      g_string_append_c (joined, '-');
    }
  }
  g_string_truncate (joined, end);

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static SfCodeGap
classify_gap (const char *gap, gsize size)
{
  gsize spaces = 0;

  for (gsize i = 0; i < size; i++) {
    if (!is_gap (gap[i]))
      return SF_CODE_GAP_BREAK;
    spaces += gap[i] == ' ';
  }

  return spaces > 0 ? SF_CODE_GAP_SPACE : SF_CODE_GAP_DASH;
}

static void
clear_token (gpointer token)
{
  g_free (((SfCodeToken *) token)->word);
}

GArray *
sf_code_text_split (const char *folded)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (SfCodeToken));
  const char *p = folded;

  g_array_set_clear_func (tokens, clear_token);

  while (*p != '\0') {
    const char *gap = p;
    const char *word;

    while (*p != '\0' && !g_unichar_isalnum (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    word = p;
    while (*p != '\0' && g_unichar_isalnum (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);

    if (p > word) {
      SfCodeToken token = {
        .word = g_strndup (word, p - word),
        .gap = tokens->len == 0 ? SF_CODE_GAP_BREAK : classify_gap (gap, word - gap),
      };

      g_array_append_val (tokens, token);
    }
  }

  return tokens;
}
