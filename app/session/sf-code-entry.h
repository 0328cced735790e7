/* A code as a person enters it: found in any text, completed word by word, judged offline. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SF_CODE_ENTRY_EMPTY,
  SF_CODE_ENTRY_UNFINISHED, /* too short, or the last word is the beginning of one */
  SF_CODE_ENTRY_NO_CODE,    /* not what a code looks like */
  SF_CODE_ENTRY_TYPO,       /* a word that is in neither list */
  SF_CODE_ENTRY_VALID,
} SfCodeEntryKind;

/* What was read of a text. */
typedef struct {
  SfCodeEntryKind kind;
  char *code;       /* (nullable): normalized; when VALID, or a TYPO */
  char *suggestion; /* (nullable): what was meant, perhaps; when a TYPO */
  char *server;     /* (nullable): one that the text names: somebody's claim, ask before using it */
} SfCodeEntry;

void sf_code_entry_clear (SfCodeEntry *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfCodeEntry, sf_code_entry_clear)

/* @text: what was typed or pasted into the field for a code. @ret_entry: overwritten */
void sf_code_entry_read (const char *text, SfCodeEntry *ret_entry);

/**
 * sf_code_entry_find:
 * @text: anything, such as what the clipboard holds
 *
 * Returns: (transfer full) (nullable): @text reduced to the code in it, or to the link where that
 *   names a server; %NULL when there is no valid one
 */
char *sf_code_entry_find (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_code_entry_complete:
 *
 * Returns: (transfer full) (nullable): @text with its last word completed, as far as there is only
 *   one way; %NULL when there is nothing to add
 */
char *sf_code_entry_complete (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_code_entry_to_uri:
 * @server: (nullable): when it is not the built-in one
 */
char *sf_code_entry_to_uri (const char *code, const char *server) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
