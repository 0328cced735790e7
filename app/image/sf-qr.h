/* A text as a QR code. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_QR_QUIET 4 /* modules that must stay light around the code: ISO/IEC 18004, 6.3.8 */

typedef struct {
  int side;        /* modules */
  guint8 *modules; /* side x side, by rows; 1 is dark */
} SfQr;

/**
 * sf_qr_new:
 * @text: UTF-8
 *
 * With the error correction that survives a reflection on a screen (level M).
 *
 * Returns: (nullable) (transfer full): %NULL when the text is empty, or too long for any code
 */
SfQr *sf_qr_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void sf_qr_free (SfQr *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfQr, sf_qr_free)

gboolean sf_qr_is_dark (const SfQr *self, int x, int y);

G_END_DECLS
