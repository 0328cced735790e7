/* Reads a bounded run of bytes: every value checked against what is left, failure remembered. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Plain data on the stack. After the first value that is not there whole, or that breaks its rule,
 * every further read gives 0, an empty run or %NULL, so a parser reads all its fields and asks
 * once, at the end:
 *
 *   sf_reader_init (&reader, data, size);
 *   id = sf_reader_varint (&reader);
 *   name = sf_reader_dup_string (&reader, MAX_NAME);
 *   if (!sf_reader_finish (&reader))
 *     ...
 */
typedef struct {
  const guint8 *data;
  gsize left; /* bytes */
  gboolean failed;
} SfReader;

void sf_reader_init (SfReader *self, const guint8 *data, gsize size);

/* Big-endian. */
guint8 sf_reader_u8 (SfReader *self);
guint16 sf_reader_u16 (SfReader *self);
guint32 sf_reader_u32 (SfReader *self);
guint64 sf_reader_u64 (SfReader *self);

/**
 * sf_reader_varint:
 *
 * Reads a variable-length integer (RFC 9000, section 16). A longer form than the value needs is
 * refused, so that one value has one encoding.
 *
 * Returns: 0 to %SF_VARINT_MAX
 */
guint64 sf_reader_varint (SfReader *self);

/**
 * sf_reader_bytes:
 *
 * Returns: (transfer none) (nullable): exactly @size bytes within the input; %NULL on failure
 */
const guint8 *sf_reader_bytes (SfReader *self, gsize size);

/**
 * sf_reader_block:
 * @max_size: the limit, in bytes
 * @ret_size: how many bytes there are; 0 on failure
 *
 * Reads a varint length, then that many bytes.
 *
 * Returns: (transfer none) (nullable): the bytes within the input; %NULL on failure
 */
const guint8 *sf_reader_block (SfReader *self, gsize max_size, gsize *ret_size);

/**
 * sf_reader_dup_string:
 * @max_size: the limit, in bytes
 *
 * Reads a block that must be UTF-8 without NUL.
 *
 * Returns: (transfer full) (nullable): the string; %NULL on failure
 */
char *sf_reader_dup_string (SfReader *self, gsize max_size) G_GNUC_WARN_UNUSED_RESULT;

/* Fails the reader, for rules that only its user knows. */
void sf_reader_fail (SfReader *self);
gboolean sf_reader_has_failed (const SfReader *self);

/* Returns: TRUE when nothing failed and nothing is left over */
gboolean sf_reader_finish (const SfReader *self);

G_END_DECLS
