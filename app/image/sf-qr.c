/* A text as a QR code. Pure. */

#include "app/image/sf-qr.h"

#include <qrencode.h>

SfQr *
sf_qr_new (const char *text)
{
  QRcode *code;
  SfQr *self;

  g_return_val_if_fail (text != NULL, NULL);

  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    return NULL;

  self = g_new (SfQr, 1);
  self->side = code->width;
  self->modules = g_new (guint8, (gsize) code->width * (gsize) code->width);
  for (int i = 0; i < code->width * code->width; i++)
    self->modules[i] = code->data[i] & 1;
  QRcode_free (code);

  return self;
}

void
sf_qr_free (SfQr *self)
{
  g_free (self->modules);
  g_free (self);
}

gboolean
sf_qr_is_dark (const SfQr *self, int x, int y)
{
  g_return_val_if_fail (x >= 0 && y >= 0 && x < self->side && y < self->side, FALSE);

  return self->modules[y * self->side + x] != 0;
}
