/* A strict reader for one JSON object from a stranger: no tree, no allocation, bounded depth. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Values may hold this many arrays and objects in each other. */
#define SF_JSON_READER_MAX_DEPTH 16

/* A valid JSON value, as it stands in the text. */
typedef struct {
  const char *text;
  gsize length;
} SfJsonSpan;

typedef struct {
  const char *at;
  const char *end;
  gboolean is_started;  /* a member was read */
  gboolean is_ended;    /* no further member */
  gboolean is_complete; /* ... because the object was closed */
} SfJsonReader;

/**
 * sf_json_reader_init:
 * @text: not necessarily terminated; must outlive the reader and its spans
 *
 * Returns: %FALSE when @text is not UTF-8 or does not begin like an object
 */
gboolean sf_json_reader_init (SfJsonReader *self, const char *text, gsize length);

/**
 * sf_json_reader_next:
 * @ret_name: (out): the name with its quotes
 * @ret_value: (out)
 *
 * The next member, in the order of the text; a name may come twice. Accepts what RFC 8259 does,
 * except strings with NUL or half a surrogate pair, and more than %SF_JSON_READER_MAX_DEPTH.
 *
 * Returns: %FALSE at the end, and where the text is no JSON; then @is_complete tells which
 */
gboolean sf_json_reader_next (SfJsonReader *self, SfJsonSpan *ret_name, SfJsonSpan *ret_value);

gboolean sf_json_span_is_string (SfJsonSpan span);

/**
 * sf_json_span_copy_string:
 * @span: a string
 * @ret_string: (out caller-allocates): at least @size bytes
 *
 * Undoes the escapes.
 *
 * Returns: %FALSE when the string with its final NUL does not fit into @size
 */
gboolean sf_json_span_copy_string (SfJsonSpan span, char *ret_string, gsize size);

/* Appends @string as a JSON string, with its quotes. @string: UTF-8 */
void sf_json_append_string (GString *json, const char *string);

G_END_DECLS
