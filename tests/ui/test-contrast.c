/* What is small or pale can be read, and the tones of both be seen: WCAG 2.1, 1.4.3 and 1.4.11. */

#include "tests/ui/sf-ui-screen.h"

#include <adwaita.h>
#include <math.h>

#define TEXT 4.5
#define LARGE_TEXT_OR_SIGN 3.0
#define FULL_BLOCK "█" /* a letter that is nothing but its colour */
#define MARGIN 12

static const struct {
  const char *name;
  AdwColorScheme scheme;
} schemes[] = {
  {"light", ADW_COLOR_SCHEME_FORCE_LIGHT},
  {"dark", ADW_COLOR_SCHEME_FORCE_DARK},
};

/* Relative luminance of sRGB, from 0 to 1. */
static double
luminance (const double rgb[3])
{
  static const double weights[3] = {0.2126, 0.7152, 0.0722};
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += weights[i] * (rgb[i] <= 0.03928 ? rgb[i] / 12.92 : pow ((rgb[i] + 0.055) / 1.055, 2.4));

  return sum;
}

static double
contrast (const double a[3], const double b[3])
{
  double one = luminance (a) + 0.05;
  double other = luminance (b) + 0.05;

  return MAX (one, other) / MIN (one, other);
}

static void
read_pixel (GdkTexture *texture, int x, int y, double ret_rgb[3])
{
  int width = gdk_texture_get_width (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * gdk_texture_get_height (texture));
  guint32 pixel;

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  pixel = pixels[y * width + x];
  for (int i = 0; i < 3; i++)
    ret_rgb[i] = (double) (pixel >> (16 - 8 * i) & 0xff) / 255;
}

/* From the middle of @widget to what is left of it, or to its own ground inside its left edge. */
static double
measure (GtkWidget *window, GtkWidget *widget, gboolean has_own_ground)
{
  g_autoptr (GdkTexture) texture = sf_ui_render (window);
  graphene_rect_t bounds;
  double text[3], ground[3];
  int x, y;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  x = (int) bounds.origin.x;
  y = (int) (bounds.origin.y + bounds.size.height / 2);
  read_pixel (texture, (int) (bounds.origin.x + bounds.size.width / 2), y, text);
  read_pixel (texture, has_own_ground ? x + 4 : x - 4, y, ground);
  return contrast (text, ground);
}

/* A row lives in a list only. */
static GtkWidget *
add_ground (GtkWidget *window, gboolean is_row)
{
  GtkWidget *ground = is_row ? gtk_list_box_row_new () : adw_bin_new ();
  GtkWidget *list = is_row ? gtk_list_box_new () : NULL;

  if (is_row)
    gtk_list_box_append (GTK_LIST_BOX (list), ground);
  gtk_window_set_child (GTK_WINDOW (window), is_row ? list : ground);
  return ground;
}

static void
test_text (void)
{
  static const struct {
    gboolean is_row;
    const char *ground_class;
    const char *classes[3];
    gboolean has_own_ground;
  } kinds[] = {
    {FALSE, "background", {"dim-label", "caption"}, FALSE},
    {FALSE, "card", {"dim-label", "caption"}, FALSE},
    {TRUE, "card", {"subtitle"}, FALSE},
    {FALSE, "background", {"stage-note"}, TRUE}, /* over the palest picture */
    {FALSE, "stage", {"stage-note"}, TRUE},
    {FALSE, "stage", {NULL}, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) * G_N_ELEMENTS (schemes); i++) {
    gsize kind = i / G_N_ELEMENTS (schemes), scheme = i % G_N_ELEMENTS (schemes);
    GtkWidget *window = gtk_window_new ();
    GtkWidget *ground = add_ground (window, kinds[kind].is_row);
    GtkWidget *label = gtk_label_new (FULL_BLOCK FULL_BLOCK FULL_BLOCK);

    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[scheme].scheme);
    gtk_widget_add_css_class (ground, kinds[kind].ground_class);
    for (int j = 0; kinds[kind].classes[j] != NULL; j++)
      gtk_widget_add_css_class (label, kinds[kind].classes[j]);
    gtk_widget_set_margin_start (label, MARGIN);
    g_object_set (ground, "child", label, NULL);
    sf_ui_present (window);
    g_test_message ("text %d on %s, %s", (int) kind, kinds[kind].ground_class,
                    schemes[scheme].name);
    g_assert_cmpfloat (measure (window, label, kinds[kind].has_own_ground), >=, TEXT);
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

static void
look_up (GtkWidget *widget, const char *name, double ret_rgb[3])
{
  GdkRGBA color;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_assert_true (
    gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color));
  G_GNUC_END_IGNORE_DEPRECATIONS
  ret_rgb[0] = (double) color.red;
  ret_rgb[1] = (double) color.green;
  ret_rgb[2] = (double) color.blue;
}

static void
test_tones (void)
{
  static const char *const tones[] = {"creator_color", "joiner_color"};
  static const double white[3] = {1, 1, 1};
  GtkWidget *window = gtk_window_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (tones) * G_N_ELEMENTS (schemes); i++) {
    double tone[3], ground[3];

    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        schemes[i % G_N_ELEMENTS (schemes)].scheme);
    look_up (window, tones[i / G_N_ELEMENTS (schemes)], tone);
    look_up (window, "window_bg_color", ground);
    g_assert_cmpfloat (contrast (tone, white), >=, LARGE_TEXT_OR_SIGN);
    g_assert_cmpfloat (contrast (tone, ground), >=, LARGE_TEXT_OR_SIGN);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sf_ui_load_style ();
  g_test_add_func ("/ui/contrast/text", test_text);
  g_test_add_func ("/ui/contrast/tones", test_tones);
  return g_test_run ();
}
