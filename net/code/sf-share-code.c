/* The share code: making, checking and taking apart NNN-word-word-word. */

#include "net/code/sf-share-code.h"

#include "net/code/sf-code-text.h"
#include "net/code/sf-share-code-private.h"
#include "net/code/sf-word-list.h"
#include "net/crypto/sf-sodium.h"
#include "net/sf-net-error.h"

#include <sodium.h>
#include <string.h>

gboolean
sf_share_code_is_nameplate (const char *text)
{
  gsize n_digits = strspn (text, "0123456789");

  return n_digits > 0 && n_digits <= SF_SHARE_CODE_MAX_DIGITS && text[n_digits] == '\0';
}

char *
sf_share_code_generate (const char *nameplate, guint n_words)
{
  g_autoptr (GString) code = NULL;

  g_return_val_if_fail (nameplate != NULL && sf_share_code_is_nameplate (nameplate), NULL);
  g_return_val_if_fail (n_words >= SF_SHARE_CODE_MIN_WORDS, NULL);
  g_return_val_if_fail (n_words <= SF_SHARE_CODE_MAX_WORDS, NULL);

  sf_sodium_init ();

  code = g_string_new (nameplate);
  for (guint i = 0; i < n_words; i++) {
    guint8 byte = randombytes_uniform (256);

    g_string_append_printf (code, "-%s", sf_word_list_get (sf_word_list_at_place (i), byte));
  }

  return g_string_free (g_steal_pointer (&code), FALSE);
}

char *
sf_share_code_normalize (const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  folded = sf_code_text_fold (text);
  return sf_code_text_join (folded);
}

static gboolean
is_word (const char *text)
{
  const char *p = text;

  while (*p != '\0' && g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p > text && *p == '\0';
}

GStrv
sf_share_code_split (const char *code)
{
  g_auto (GStrv) parts = NULL;
  guint n_parts;

  if (!g_utf8_validate (code, -1, NULL))
    return NULL;

  /* One part more than a code may have is enough to see that there are too many. */
  parts = g_strsplit (code, "-", SF_SHARE_CODE_MAX_WORDS + 2);
  n_parts = g_strv_length (parts);
  if (n_parts < 1 + SF_SHARE_CODE_MIN_WORDS || n_parts > 1 + SF_SHARE_CODE_MAX_WORDS ||
      !sf_share_code_is_nameplate (parts[0]))
    return NULL;

  for (guint i = 1; i < n_parts; i++)
    if (!is_word (parts[i]))
      return NULL;

  return g_steal_pointer (&parts);
}

/* Replaces every unknown word by the nearest one. Returns: FALSE when one has none. */
static gboolean
mend (GStrv parts)
{
  for (guint i = 1; parts[i] != NULL; i++) {
    const char *nearest = sf_word_list_find_nearest (parts[i], sf_word_list_at_place (i - 1));

    if (nearest == NULL)
      return FALSE;
    g_free (parts[i]);
    parts[i] = g_strdup (nearest);
  }

  return TRUE;
}

gboolean
sf_share_code_check (const char *code, char **ret_suggestion, GError **error)
{
  g_auto (GStrv) parts = NULL;
  guint place = 1;

  g_return_val_if_fail (code != NULL, FALSE);

  if (ret_suggestion != NULL)
    *ret_suggestion = NULL;

  parts = sf_share_code_split (code);
  if (parts == NULL) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_BAD_CODE,
                         "a code is a number and two to eight words");
    return FALSE;
  }

  while (parts[place] != NULL && sf_word_list_contains (parts[place]))
    place++;
  if (parts[place] == NULL)
    return TRUE;

  /* The place, never the word: messages may be logged, and the other words are secret. */
  g_set_error (error, SF_NET_ERROR, SF_NET_ERROR_BAD_CODE,
               "word %u of the code is not a word of codes", place);
  if (ret_suggestion != NULL && mend (parts))
    *ret_suggestion = g_strjoinv ("-", parts);
  return FALSE;
}

char *
sf_share_code_dup_nameplate (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  return g_strndup (code, strcspn (code, "-"));
}

char *
sf_share_code_to_uri (const char *code, const char *server)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  if (server == NULL)
    return g_strconcat (SF_SHARE_CODE_URI_SCHEME ":", code, NULL);

  escaped = g_uri_escape_string (server, ":/", FALSE);
  return g_strconcat (SF_SHARE_CODE_URI_SCHEME ":", code, "?server=", escaped, NULL);
}

GStrv
sf_share_code_complete (const char *prefix)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (prefix != NULL, NULL);

  folded = sf_code_text_fold (prefix);
  return sf_word_list_complete (folded);
}
