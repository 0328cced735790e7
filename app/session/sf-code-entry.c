/* A code as a person enters it: found in any text, completed word by word, judged offline. */

#include "app/session/sf-code-entry.h"

#include "net/code/sf-share-code.h"

#include <string.h>

#define SEPARATORS "- "

void
sf_code_entry_clear (SfCodeEntry *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->suggestion, g_free);
  g_clear_pointer (&self->server, g_free);
  self->kind = SF_CODE_ENTRY_EMPTY;
}

static gboolean
begins_a_word (const char *text)
{
  g_auto (GStrv) words = sf_share_code_complete (text);

  return words[0] != NULL;
}

/* Whether typing on may make a code of it. */
static gboolean
may_go_on (const char *code)
{
  g_auto (GStrv) parts = g_strsplit (code, "-", 1 + SF_SHARE_CODE_DEFAULT_WORDS + 1);
  guint n_parts = g_strv_length (parts);
  const char *last = parts[n_parts - 1];

  if (!sf_share_code_is_nameplate (parts[0]) || n_parts > 1 + SF_SHARE_CODE_DEFAULT_WORDS)
    return FALSE;
  if (n_parts == 1)
    return TRUE;
  if (!begins_a_word (last))
    return FALSE;

  for (guint i = 1; i + 1 < n_parts; i++) {
    g_autofree char *with_word = g_strdup_printf ("1-%s-%s", parts[i], parts[i]);

    if (!sf_share_code_check (with_word, NULL, NULL))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_long_enough (const char *code)
{
  guint n_words = 0;

  for (const char *p = code; (p = strchr (p, '-')) != NULL; p++)
    n_words++;

  return n_words >= SF_SHARE_CODE_DEFAULT_WORDS;
}

void
sf_code_entry_read (const char *text, SfCodeEntry *ret_entry)
{
  g_autofree char *server = NULL;
  g_autofree char *suggestion = NULL;
  g_autofree char *code = sf_share_code_find (text, &server);
  gboolean is_valid;

  *ret_entry = (SfCodeEntry){0};
  if (code == NULL)
    code = sf_share_code_normalize (text);
  if (*code == '\0')
    return;

  is_valid = sf_share_code_check (code, &suggestion, NULL);
  if (is_valid && is_long_enough (code))
    ret_entry->kind = SF_CODE_ENTRY_VALID;
  else if (may_go_on (code))
    ret_entry->kind = SF_CODE_ENTRY_UNFINISHED;
  else
    ret_entry->kind = suggestion != NULL ? SF_CODE_ENTRY_TYPO : SF_CODE_ENTRY_NO_CODE;

  ret_entry->suggestion = g_steal_pointer (&suggestion);
  ret_entry->code = g_steal_pointer (&code);
  ret_entry->server = g_steal_pointer (&server);
}

char *
sf_code_entry_find (const char *text)
{
  g_auto (SfCodeEntry) entry = {0};

  sf_code_entry_read (text, &entry);

  if (entry.kind != SF_CODE_ENTRY_VALID)
    return NULL;

  return entry.server != NULL ? sf_share_code_to_uri (entry.code, entry.server)
                              : g_steal_pointer (&entry.code);
}

static gsize
common_length (GStrv words)
{
  gsize length = strlen (words[0]);

  for (guint i = 1; words[i] != NULL; i++) {
    gsize same = 0;

    while (same < length && words[0][same] == words[i][same])
      same++;
    length = same;
  }

  return length;
}

char *
sf_code_entry_complete (const char *text)
{
  gsize head = strlen (text);
  g_auto (GStrv) words = NULL;
  gsize length;

  while (head > 0 && strchr (SEPARATORS, text[head - 1]) == NULL)
    head--;
  if (head == 0 || text[head] == '\0')
    return NULL;

  words = sf_share_code_complete (text + head);
  length = words[0] != NULL ? common_length (words) : 0;
  if (length <= strlen (text + head))
    return NULL;

  return g_strdup_printf ("%.*s%.*s", (int) head, text, (int) length, words[0]);
}

char *
sf_code_entry_to_uri (const char *code, const char *server)
{
  return sf_share_code_to_uri (code, server);
}
