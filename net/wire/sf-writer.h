/* Writes values into a bounded run of bytes; what does not fit is remembered as failure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Plain data on the stack. After the first value that does not fit nothing more is written. */
typedef struct {
  guint8 *data;
  gsize capacity; /* bytes */
  gsize size;     /* bytes written */
  gboolean failed;
} SfWriter;

/* Writes to @out, which has room for @capacity bytes and stays the caller's. */
void sf_writer_init (SfWriter *self, guint8 *out, gsize capacity);
/* Writes to memory of its own, to be ended by sf_writer_free_to_bytes(). */
void sf_writer_init_alloc (SfWriter *self, gsize capacity);

/* Big-endian. */
void sf_writer_u8 (SfWriter *self, guint8 value);
void sf_writer_u16 (SfWriter *self, guint16 value);
void sf_writer_u32 (SfWriter *self, guint32 value);
void sf_writer_u64 (SfWriter *self, guint64 value);
/* In the shortest form; at most SF_VARINT_MAX (net/wire/sf-varint.h). */
void sf_writer_varint (SfWriter *self, guint64 value);

void sf_writer_bytes (SfWriter *self, const guint8 *bytes, gsize size);
/* A varint length, then the bytes: what sf_reader_block() reads. */
void sf_writer_block (SfWriter *self, const guint8 *bytes, gsize size);
/* What sf_reader_dup_string() reads. */
void sf_writer_string (SfWriter *self, const char *text);

gboolean sf_writer_has_failed (const SfWriter *self);
/* Returns: how many bytes more there is room for; 0 after a failure */
gsize sf_writer_get_room (const SfWriter *self);

/**
 * sf_writer_free_to_bytes:
 *
 * Ends a writer made by sf_writer_init_alloc().
 *
 * Returns: (transfer full) (nullable): what was written; %NULL when not everything fitted
 */
GBytes *sf_writer_free_to_bytes (SfWriter *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
