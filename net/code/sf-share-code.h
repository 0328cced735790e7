/* The share code a person pastes into a chat: NNN-word-word-word. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_SHARE_CODE_DEFAULT_WORDS 3
#define SF_SHARE_CODE_MIN_WORDS 2
#define SF_SHARE_CODE_MAX_WORDS 8
#define SF_SHARE_CODE_MAX_DIGITS 40 /* of the nameplate, as mailbox servers limit it */
#define SF_SHARE_CODE_URI_SCHEME "sameframe"

/**
 * sf_share_code_is_nameplate:
 *
 * Returns: whether @text is one to %SF_SHARE_CODE_MAX_DIGITS digits, which a server's nameplate
 *   must be
 */
gboolean sf_share_code_is_nameplate (const char *text);

/**
 * sf_share_code_generate:
 * @nameplate: the number the server allocated
 * @n_words: %SF_SHARE_CODE_MIN_WORDS to %SF_SHARE_CODE_MAX_WORDS; each word carries 8 bits of the
 *   system's randomness
 *
 * Returns: (transfer full): `nameplate-word-word…`, the first word from the odd (three-syllable)
 *   list
 */
char *sf_share_code_generate (const char *nameplate, guint n_words) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_share_code_normalize:
 * @text: what was typed or pasted as a code
 *
 * Trims, composes (NFC, and full-width letters and digits become plain ones), lowers case, turns
 * every run of dashes, spaces, no-break spaces and zero-width characters into one `-`, strips
 * quotes, brackets and punctuation from both ends. Judges nothing.
 *
 * Returns: (transfer full): the normalized text, maybe empty
 */
char *sf_share_code_normalize (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_share_code_find:
 * @text: anything that may hold a code: a code, a sentence around one, a `sameframe:` URI
 * @ret_server: (out) (optional) (nullable) (transfer full): the server a URI names, `wss:` or on
 *   this computer `ws:`; any other is ignored. It is somebody's claim: show it and ask before using
 *   it
 *
 * Returns: (transfer full) (nullable): the normalized code, or %NULL when @text holds none; one
 *   with a misspelt word is a code too, see sf_share_code_check()
 */
char *sf_share_code_find (const char *text, char **ret_server) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_share_code_check:
 * @code: a normalized code
 * @ret_suggestion: (out) (optional) (nullable) (transfer full): @code with each unknown word
 *   replaced by the nearest listed one, when each has a near one
 *
 * Tells a typo without asking anybody: every word must be in one of the two lists (any place, any
 * list).
 *
 * Returns: %FALSE with %SF_NET_ERROR_BAD_CODE when @code has the wrong form or an unknown word
 */
gboolean sf_share_code_check (const char *code, char **ret_suggestion, GError **error);

/**
 * sf_share_code_dup_nameplate:
 * @code: a normalized code that passed sf_share_code_check()
 *
 * Returns: (transfer full): the digits before the first dash
 */
char *sf_share_code_dup_nameplate (const char *code) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_share_code_to_uri:
 * @code: a normalized code
 * @server: (nullable): the rendezvous URL, when it is not the built-in one
 *
 * Returns: (transfer full): `sameframe:CODE` or `sameframe:CODE?server=…`
 */
char *sf_share_code_to_uri (const char *code, const char *server) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_share_code_complete:
 * @prefix: the beginning of a word, any case
 *
 * Returns: (transfer full) (array zero-terminated=1): the words of both lists that begin so, sorted
 */
GStrv sf_share_code_complete (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
