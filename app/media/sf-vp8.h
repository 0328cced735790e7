/* What a packet says of its piece of a VP8 frame (RFC 7741), and a frame of itself (RFC 6386). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The payload descriptor of ours (RFC 7741, section 4.2):
 *
 *   | X | I | 1, picture number, 15 bits |      X: 0x80, with 0x10 in the first piece of a frame
 */
#define SF_VP8_DESCRIPTOR_SIZE 4 /* bytes */

void sf_vp8_descriptor_write (guint8 out[SF_VP8_DESCRIPTOR_SIZE],
                              gboolean begins_frame,
                              guint16 picture);

typedef struct {
  gboolean begins_frame;
  const guint8 *data; /* within the payload */
  gsize size;         /* bytes, at least 1 */
} SfVp8Piece;

/* Any descriptor RFC 7741 allows. Returns: %FALSE when it is none, or nothing follows it */
gboolean sf_vp8_piece_parse (SfVp8Piece *ret_piece, const guint8 *payload, gsize size);

typedef struct {
  gboolean is_key;
  int width; /* pixels; of key frames only */
  int height;
} SfVp8Header;

#define SF_VP8_KEY_HEADER_SIZE 10 /* bytes */

/**
 * sf_vp8_header_parse:
 * @size: of the beginning of a frame, %SF_VP8_KEY_HEADER_SIZE bytes are enough
 *
 * RFC 6386, section 9.1.
 *
 * Returns: %FALSE when no frame begins like this, or one larger than
 *   %SF_ENCODED_FRAME_MAX_WIDTH x %SF_ENCODED_FRAME_MAX_HEIGHT
 */
gboolean sf_vp8_header_parse (SfVp8Header *ret_header, const guint8 *frame, gsize size);

G_END_DECLS
