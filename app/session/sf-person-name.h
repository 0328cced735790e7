/* What a person calls themselves, made safe to show. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_PERSON_NAME_MAX_GRAPHEMES 24
#define SF_PERSON_NAME_MAX_BYTES 255

/**
 * sf_person_name_clean:
 * @text: anything that was typed or received; need not be valid UTF-8
 *
 * Strips control, bidi, private and unassigned characters, makes every run of white space one
 * space, trims, composes (NFC) and cuts to %SF_PERSON_NAME_MAX_GRAPHEMES user-perceived characters
 * and %SF_PERSON_NAME_MAX_BYTES bytes, never within a character.
 *
 * Returns: (transfer full): the name, maybe empty; cleaning it again changes nothing
 */
char *sf_person_name_clean (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
