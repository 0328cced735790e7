/* A code that another camera reads: dark on white, in every theme. */

#include "ui/sf-qr-code.h"

#include "app/image/sf-qr.h"

#include <glib/gi18n.h>

#define NATURAL_MODULE 4 /* pixels */
#define MINIMUM_MODULE 2

static const GdkRGBA paper = {1, 1, 1, 1};
static const GdkRGBA ink = {0, 0, 0, 1};

struct _SfQrCode {
  GtkWidget parent_instance;

  char *text; /* (nullable) */
  SfQr *qr;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SfQrCode, sf_qr_code, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static int
get_side (SfQrCode *self)
{
  return self->qr != NULL ? self->qr->side + 2 * SF_QR_QUIET : 0;
}

static GtkSizeRequestMode
sf_qr_code_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
sf_qr_code_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  int side = get_side (SF_QR_CODE (widget));

  *minimum = side * MINIMUM_MODULE;
  *natural = side * NATURAL_MODULE;
}

static void
append_run (GtkSnapshot *snapshot, double left, double top, double module, int x, int y, int length)
{
  gtk_snapshot_append_color (snapshot, &ink,
                             &GRAPHENE_RECT_INIT ((float) (left + x * module),
                                                  (float) (top + y * module),
                                                  (float) (length * module), (float) module));
}

static void
draw_modules (const SfQr *qr, GtkSnapshot *snapshot, double left, double top, double module)
{
  for (int y = 0; y < qr->side; y++)
    for (int x = 0, end; x < qr->side; x = end + 1) {
      for (end = x; end < qr->side && sf_qr_is_dark (qr, end, y);)
        end++;
      if (end > x)
        append_run (snapshot, left, top, module, x, y, end - x);
    }
}

static void
sf_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SfQrCode *self = SF_QR_CODE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int device = gtk_widget_get_scale_factor (widget);
  int side = get_side (self);
  int pixels;
  double module, left, top;

  if (self->qr == NULL)
    return;

  pixels = MIN (width, height) * device / side;
  module = (double) pixels / device;
  left = (int) ((width - side * module) / 2);
  top = (int) ((height - side * module) / 2);
  gtk_snapshot_append_color (snapshot, &paper,
                             &GRAPHENE_RECT_INIT ((float) left, (float) top,
                                                  (float) (side * module),
                                                  (float) (side * module)));
  draw_modules (self->qr, snapshot, left + SF_QR_QUIET * module, top + SF_QR_QUIET * module,
                module);
}

static void
sf_qr_code_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SfQrCode *self = SF_QR_CODE (object);

  switch (prop_id) {
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_qr_code_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_TEXT:
    sf_qr_code_set_text (SF_QR_CODE (object), g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_qr_code_finalize (GObject *object)
{
  SfQrCode *self = SF_QR_CODE (object);

  g_free (self->text);
  g_clear_pointer (&self->qr, sf_qr_free);

  G_OBJECT_CLASS (sf_qr_code_parent_class)->finalize (object);
}

static void
sf_qr_code_class_init (SfQrCodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sf_qr_code_get_property;
  object_class->set_property = sf_qr_code_set_property;
  object_class->finalize = sf_qr_code_finalize;

  widget_class->get_request_mode = sf_qr_code_get_request_mode;
  widget_class->measure = sf_qr_code_measure;
  widget_class->snapshot = sf_qr_code_snapshot;

  properties[PROP_TEXT] = g_param_spec_string (
    "text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "qrcode");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sf_qr_code_init (SfQrCode *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The code as a picture for another camera"), -1);
}

GtkWidget *
sf_qr_code_new (void)
{
  return g_object_new (SF_TYPE_QR_CODE, NULL);
}

void
sf_qr_code_set_text (SfQrCode *self, const char *text)
{
  g_return_if_fail (SF_IS_QR_CODE (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_pointer (&self->qr, sf_qr_free);
  if (text != NULL)
    self->qr = sf_qr_new (text);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}
