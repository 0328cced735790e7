/* Text that may hold a code, reduced to letters, digits and what stands between them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_CODE_TEXT_MAX_SIZE 8192 /* bytes of pasted text; more is taken for no code at all */

/**
 * sf_code_text_fold:
 * @text: anything, UTF-8 or not
 *
 * Composes (NFKC: as NFC for what codes are made of, and full-width letters of East Asian keyboards
 * become plain ones), lowers case, and makes every digit of any script one of 0-9. A dash or an
 * invisible character becomes `-`, a space or control character a space.
 *
 * Returns: (transfer full): the folded text, valid UTF-8; empty when @text is too long
 */
char *sf_code_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_code_text_join:
 * @folded: folded text
 *
 * Makes every run of dashes and spaces one `-` and takes everything off both ends that is neither
 * a letter nor a digit.
 *
 * Returns: (transfer full): the joined text, maybe empty
 */
char *sf_code_text_join (const char *folded) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  SF_CODE_GAP_DASH,  /* nothing but dashes: part of one code, if it is one */
  SF_CODE_GAP_SPACE, /* spaces, maybe with dashes */
  SF_CODE_GAP_BREAK, /* the beginning of the text, or something that no code contains */
} SfCodeGap;

typedef struct {
  char *word;    /* letters and digits */
  SfCodeGap gap; /* before the word */
} SfCodeToken;

/**
 * sf_code_text_split:
 * @folded: folded text
 *
 * Returns: (transfer full) (element-type SfCodeToken): every run of letters and digits
 */
GArray *sf_code_text_split (const char *folded) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
