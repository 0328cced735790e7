/* What a person calls themselves, made safe to show. */

#include "app/session/sf-person-name.h"

/* A base with more marks than any script needs draws over the lines above and below it. */
#define MAX_CHARACTERS_PER_GRAPHEME 12

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

static gboolean
is_skin_tone (gunichar c)
{
  return c >= 0x1f3fb && c <= 0x1f3ff;
}

/* The joiners shape Persian and Indic words and emoji; every other format character is hidden or
 * turns text round. */
static gboolean
is_shown (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_UNASSIGNED:
    return FALSE;
  case G_UNICODE_FORMAT:
    return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
  default:
    return TRUE;
  }
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR ||
         g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR;
}

/* Unicode TR 29, section 3.1.1, as far as names need it: does @c belong to the grapheme that
 * ends in @before? */
static gboolean
continues_grapheme (gunichar before, gunichar c, guint n_indicators)
{
  if (g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER)
    return TRUE;
  if (is_skin_tone (c) || before == ZERO_WIDTH_JOINER)
    return TRUE;

  return is_regional_indicator (c) && n_indicators % 2 == 1;
}

static char *
strip (const char *text)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  gboolean after_space = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean space = is_space (c);

    if (!space && !is_shown (c))
      continue;
    /* A name that begins with a mark would draw on what stands before it. */
    if (after_space && (space || g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT))
      continue;
    g_string_append_unichar (kept, space ? ' ' : c);
    after_space = space;
  }

  return g_strchomp (g_string_free (g_steal_pointer (&kept), FALSE));
}

/* Returns: how many bytes of @text are within the limits */
static gsize
measure (const char *text)
{
  guint n_graphemes = 0;
  guint n_characters = 0; /* of this grapheme */
  guint n_indicators = 0;
  gunichar before = 0;
  const char *p;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (n_graphemes == 0 || !continues_grapheme (before, c, n_indicators)) {
      n_graphemes++;
      n_characters = 0;
    }
    if (n_graphemes > SF_PERSON_NAME_MAX_GRAPHEMES ||
        ++n_characters > MAX_CHARACTERS_PER_GRAPHEME ||
        g_utf8_next_char (p) - text > SF_PERSON_NAME_MAX_BYTES)
      break;
    n_indicators = is_regional_indicator (c) ? n_indicators + 1 : 0;
    before = c;
  }

  return (gsize) (p - text);
}

char *
sf_person_name_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *stripped = NULL;
  g_autofree char *composed = NULL;

  stripped = strip (valid);
  composed = g_utf8_normalize (stripped, -1, G_NORMALIZE_NFC);

  return g_strchomp (g_strndup (composed, measure (composed)));
}
