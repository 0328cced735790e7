/* A strict reader for one JSON object from a stranger: no tree, no allocation, bounded depth. */

#include "net/server/sf-json-reader.h"

#include <string.h>

static gboolean skip_value (SfJsonReader *self, guint depth);

static char
peek (const SfJsonReader *self)
{
  if (self->at == self->end)
    return '\0';

  return *self->at;
}

static gboolean
skip_char (SfJsonReader *self, char wanted)
{
  if (peek (self) != wanted)
    return FALSE;
  self->at++;
  return TRUE;
}

static void
skip_space (SfJsonReader *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
read_hex4 (const char *at, const char *end, gunichar *ret_unit)
{
  gunichar unit = 0;

  if (end - at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit (at[i]))
      return FALSE;
    unit = unit << 4 | (gunichar) g_ascii_xdigit_value (at[i]);
  }
  *ret_unit = unit;

  return TRUE;
}

/**
 * read_unicode_escape:
 * @at: behind the `\u`
 *
 * RFC 8259 section 7: characters beyond U+FFFF are a pair of surrogates.
 *
 * Returns: how many bytes were read; 0 when they are no character
 */
static gsize
read_unicode_escape (const char *at, const char *end, gunichar *ret_char)
{
  gunichar high, low;

  if (!read_hex4 (at, end, &high) || high == 0 || (high >= 0xdc00 && high <= 0xdfff))
    return 0;
  if (high < 0xd800 || high > 0xdbff) {
    *ret_char = high;
    return 4;
  }

  if (end - at < 10 || at[4] != '\\' || at[5] != 'u' || !read_hex4 (at + 6, end, &low))
    return 0;
  if (low < 0xdc00 || low > 0xdfff)
    return 0;
  *ret_char = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);

  return 10;
}

/* Returns: how many bytes the escape sequence at @at has, its backslash included; 0: it is none. */
static gsize
read_escape (const char *at, const char *end, gunichar *ret_char)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  gsize length;

  if (end - at < 2)
    return 0;
  if (at[1] == 'u') {
    length = read_unicode_escape (at + 2, end, ret_char);
    return length > 0 ? length + 2 : 0;
  }

  letter = at[1] != '\0' ? strchr (letters, at[1]) : NULL;
  if (letter == NULL)
    return 0;
  *ret_char = (guchar) meanings[letter - letters];

  return 2;
}

static gboolean
skip_string (SfJsonReader *self)
{
  if (!skip_char (self, '"'))
    return FALSE;

  while (self->at < self->end && *self->at != '"') {
    gunichar unused;
    gsize length = 1;

    if ((guchar) *self->at < 0x20)
      return FALSE;
    if (*self->at == '\\')
      length = read_escape (self->at, self->end, &unused);
    if (length == 0)
      return FALSE;
    self->at += length;
  }

  return skip_char (self, '"');
}

static gboolean
skip_digits (SfJsonReader *self)
{
  const char *start = self->at;

  while (g_ascii_isdigit (peek (self)))
    self->at++;

  return self->at > start;
}

static gboolean
skip_number (SfJsonReader *self)
{
  skip_char (self, '-');
  if (!skip_char (self, '0') && !skip_digits (self))
    return FALSE;
  if (skip_char (self, '.') && !skip_digits (self))
    return FALSE;
  if (skip_char (self, 'e') || skip_char (self, 'E')) {
    if (!skip_char (self, '-'))
      skip_char (self, '+');
    return skip_digits (self);
  }

  return TRUE;
}

static gboolean
skip_word (SfJsonReader *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;

  return TRUE;
}

static gboolean
skip_member (SfJsonReader *self, guint depth)
{
  if (!skip_string (self))
    return FALSE;
  skip_space (self);
  if (!skip_char (self, ':'))
    return FALSE;
  skip_space (self);

  return skip_value (self, depth);
}

/* An array or an object. */
static gboolean
skip_container (SfJsonReader *self, char close, guint depth)
{
  if (depth == 0)
    return FALSE;
  self->at++;
  skip_space (self);
  if (skip_char (self, close))
    return TRUE;

  do {
    skip_space (self);
    if (close == '}' ? !skip_member (self, depth - 1) : !skip_value (self, depth - 1))
      return FALSE;
    skip_space (self);
  } while (skip_char (self, ','));

  return skip_char (self, close);
}

static gboolean
skip_value (SfJsonReader *self, guint depth)
{
  switch (peek (self)) {
  case '"':
    return skip_string (self);
  case '{':
    return skip_container (self, '}', depth);
  case '[':
    return skip_container (self, ']', depth);
  case 't':
    return skip_word (self, "true");
  case 'f':
    return skip_word (self, "false");
  case 'n':
    return skip_word (self, "null");
  default:
    return skip_number (self);
  }
}

gboolean
sf_json_reader_init (SfJsonReader *self, const char *text, gsize length)
{
  *self = (SfJsonReader){.at = text, .end = text + length};

  self->is_ended = !g_utf8_validate_len (text, length, NULL);
  skip_space (self);
  self->is_ended |= !skip_char (self, '{');

  return !self->is_ended;
}

/* The end of the object, where a member could stand as well. */
static gboolean
skip_end (SfJsonReader *self)
{
  skip_space (self);
  if (!skip_char (self, '}'))
    return FALSE;

  skip_space (self);
  self->is_complete = self->at == self->end;

  return TRUE;
}

gboolean
sf_json_reader_next (SfJsonReader *self, SfJsonSpan *ret_name, SfJsonSpan *ret_value)
{
  const char *name, *name_end, *value;

  if (self->is_ended)
    return FALSE;

  self->is_ended = TRUE;
  if (skip_end (self) || (self->is_started && !skip_char (self, ',')))
    return FALSE;

  skip_space (self);
  name = self->at;
  if (!skip_string (self))
    return FALSE;
  name_end = self->at;
  skip_space (self);
  if (!skip_char (self, ':'))
    return FALSE;
  skip_space (self);
  value = self->at;
  if (!skip_value (self, SF_JSON_READER_MAX_DEPTH))
    return FALSE;

  *ret_name = (SfJsonSpan){name, (gsize) (name_end - name)};
  *ret_value = (SfJsonSpan){value, (gsize) (self->at - value)};
  self->is_started = TRUE;
  self->is_ended = FALSE;

  return TRUE;
}

gboolean
sf_json_span_is_string (SfJsonSpan span)
{
  return span.length >= 2 && span.text[0] == '"';
}

gboolean
sf_json_span_copy_string (SfJsonSpan span, char *ret_string, gsize size)
{
  const char *at = span.text + 1, *end = span.text + span.length - 1;
  gsize used = 0;

  while (at < end) {
    char utf8[6] = {*at};
    gsize n_read = 1, n_written = 1;
    gunichar character = 0;

    if (*at == '\\') {
      n_read = read_escape (at, end, &character);
      n_written = (gsize) g_unichar_to_utf8 (character, utf8);
    }
    if (used + n_written >= size)
      return FALSE;
    memcpy (ret_string + used, utf8, n_written);
    used += n_written;
    at += n_read;
  }
  ret_string[used] = '\0';

  return TRUE;
}

void
sf_json_append_string (GString *json, const char *string)
{
  g_string_append_c (json, '"');
  for (const char *at = string; *at != '\0'; at++) {
    if ((guchar) *at < 0x20) {
      g_string_append_printf (json, "\\u%04x", *at);
    } else {
      if (*at == '"' || *at == '\\')
        g_string_append_c (json, '\\');
      g_string_append_c (json, *at);
    }
  }
  g_string_append_c (json, '"');
}
