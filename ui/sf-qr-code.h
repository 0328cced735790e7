/* A code that another camera reads: dark on white, in every theme. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_QR_CODE (sf_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (SfQrCode, sf_qr_code, SF, QR_CODE, GtkWidget)

/*
 * As large as it gets, with whole pixels for each module.
 *
 * Properties:
 *   text (string)   (nullable): what it says; nothing is drawn without
 */
GtkWidget *sf_qr_code_new (void);

void sf_qr_code_set_text (SfQrCode *self, const char *text);

G_END_DECLS
