/* Which of the modes a camera offers is the best for a photograph and for the live picture. */

#include "app/capture/sf-camera-mode.h"

#include "app/capture/sf-frame.h"

#define JPEG GST_VIDEO_FORMAT_ENCODED
/* Of each dimension of one offer. Lists of cameras have some twenty entries. */
#define MAX_CHOICES 32
#define MAX_STRUCTURES 512

/* From the one that costs least to make planes of; JPEG last. Grey ones are infrared. */
static const GstVideoFormat formats[] = {
  GST_VIDEO_FORMAT_I420, GST_VIDEO_FORMAT_YV12, GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_NV21,
  GST_VIDEO_FORMAT_YUY2, GST_VIDEO_FORMAT_UYVY, GST_VIDEO_FORMAT_YVYU, GST_VIDEO_FORMAT_Y42B,
  GST_VIDEO_FORMAT_NV16, GST_VIDEO_FORMAT_BGRx, GST_VIDEO_FORMAT_RGBx, GST_VIDEO_FORMAT_xRGB,
  GST_VIDEO_FORMAT_xBGR, GST_VIDEO_FORMAT_BGRA, GST_VIDEO_FORMAT_RGBA, GST_VIDEO_FORMAT_ARGB,
  GST_VIDEO_FORMAT_ABGR, GST_VIDEO_FORMAT_RGB,  GST_VIDEO_FORMAT_BGR,  JPEG,
};

/* What is tried in a range, the largest first. */
static const int usual_widths[] = {1920, 1280, 640};
static const int usual_heights[] = {1080, 720, 480};

typedef struct {
  int items[MAX_CHOICES];
  guint n_items;
} Choices;

static void
choices_add (Choices *self, int item)
{
  if (self->n_items < MAX_CHOICES)
    self->items[self->n_items++] = item;
}

static gboolean
is_in_range (const GValue *range, int item)
{
  int least = gst_value_get_int_range_min (range);

  return item >= least && item <= gst_value_get_int_range_max (range) &&
         (item - least) % gst_value_get_int_range_step (range) == 0;
}

static void
choices_add_range (Choices *self, const GValue *range, const int *usual, guint n_usual)
{
  int least = gst_value_get_int_range_min (range);

  for (guint i = 0; i < n_usual; i++)
    if (is_in_range (range, usual[i]))
      choices_add (self, usual[i]);
  if (self->n_items == 0)
    choices_add (self, least > usual[0] ? least : gst_value_get_int_range_max (range));
}

/* The sizes that a field leaves open. */
static void
choices_read (Choices *self, const GValue *value, const int *usual, guint n_usual)
{
  if (value == NULL)
    return;

  if (G_VALUE_HOLDS_INT (value)) {
    choices_add (self, g_value_get_int (value));
  } else if (GST_VALUE_HOLDS_INT_RANGE (value)) {
    choices_add_range (self, value, usual, n_usual);
  } else if (GST_VALUE_HOLDS_LIST (value)) {
    for (guint i = 0; i < gst_value_list_get_size (value); i++)
      choices_read (self, gst_value_list_get_value (value, i), usual, n_usual);
  }
}

static double
fraction (int n, int d)
{
  return d > 0 ? (double) n / d : 0;
}

double
sf_camera_mode_get_fps (const SfCameraMode *self)
{
  return fraction (self->fps_n, self->fps_d);
}

/* The fastest up to the most that is wanted, else the slowest above. */
static gboolean
is_better_rate (double fps, double than)
{
  gboolean fits = fps <= SF_CAMERA_MODE_MOST_FPS;
  gboolean than_fits = than <= SF_CAMERA_MODE_MOST_FPS;

  if (fits != than_fits)
    return fits;

  return fits ? fps > than : fps < than;
}

static void
offer_rate (SfCameraMode *mode, int n, int d)
{
  if (n <= 0 || d <= 0)
    return;
  if (mode->fps_n > 0 && !is_better_rate (fraction (n, d), sf_camera_mode_get_fps (mode)))
    return;

  mode->fps_n = n;
  mode->fps_d = d;
}

static void
offer_rate_range (SfCameraMode *mode, const GValue *range)
{
  const GValue *least = gst_value_get_fraction_range_min (range);
  const GValue *most = gst_value_get_fraction_range_max (range);
  double least_fps =
    fraction (gst_value_get_fraction_numerator (least), gst_value_get_fraction_denominator (least));
  double most_fps =
    fraction (gst_value_get_fraction_numerator (most), gst_value_get_fraction_denominator (most));

  if (least_fps <= SF_CAMERA_MODE_MOST_FPS && most_fps >= SF_CAMERA_MODE_MOST_FPS)
    offer_rate (mode, SF_CAMERA_MODE_MOST_FPS, 1);
  offer_rate (mode, gst_value_get_fraction_numerator (least),
              gst_value_get_fraction_denominator (least));
  offer_rate (mode, gst_value_get_fraction_numerator (most),
              gst_value_get_fraction_denominator (most));
}

static void
read_rate (SfCameraMode *mode, const GValue *value)
{
  if (value == NULL)
    return;

  if (GST_VALUE_HOLDS_FRACTION (value)) {
    offer_rate (mode, gst_value_get_fraction_numerator (value),
                gst_value_get_fraction_denominator (value));
  } else if (GST_VALUE_HOLDS_FRACTION_RANGE (value)) {
    offer_rate_range (mode, value);
  } else if (GST_VALUE_HOLDS_LIST (value)) {
    for (guint i = 0; i < gst_value_list_get_size (value); i++)
      read_rate (mode, gst_value_list_get_value (value, i));
  }
}

/* Returns: the place in `formats`, or their number for one that cannot be used */
static guint
get_cost (GstVideoFormat format)
{
  guint cost = 0;

  while (cost < G_N_ELEMENTS (formats) && formats[cost] != format)
    cost++;

  return cost;
}

static void
offer_format (GstVideoFormat *best, const GValue *value)
{
  GstVideoFormat format;

  if (!G_VALUE_HOLDS_STRING (value) || g_value_get_string (value) == NULL)
    return;

  format = gst_video_format_from_string (g_value_get_string (value));
  if (format != JPEG && get_cost (format) < get_cost (*best))
    *best = format;
}

/* Returns: the cheapest, or GST_VIDEO_FORMAT_UNKNOWN */
static GstVideoFormat
read_format (const GstStructure *structure)
{
  const GValue *value = gst_structure_get_value (structure, "format");
  GstVideoFormat best = GST_VIDEO_FORMAT_UNKNOWN;

  if (gst_structure_has_name (structure, "image/jpeg"))
    return JPEG;
  if (!gst_structure_has_name (structure, "video/x-raw") || value == NULL)
    return GST_VIDEO_FORMAT_UNKNOWN;

  if (GST_VALUE_HOLDS_LIST (value))
    for (guint i = 0; i < gst_value_list_get_size (value); i++)
      offer_format (&best, gst_value_list_get_value (value, i));
  else
    offer_format (&best, value);

  return best;
}

static void
read_structure (GArray *modes, const GstStructure *structure)
{
  SfCameraMode mode = {read_format (structure), 0, 0, 0, 1};
  Choices widths = {0};
  Choices heights = {0};

  if (mode.format == GST_VIDEO_FORMAT_UNKNOWN)
    return;

  read_rate (&mode, gst_structure_get_value (structure, "framerate"));
  choices_read (&widths, gst_structure_get_value (structure, "width"), usual_widths,
                G_N_ELEMENTS (usual_widths));
  choices_read (&heights, gst_structure_get_value (structure, "height"), usual_heights,
                G_N_ELEMENTS (usual_heights));
  for (guint w = 0; w < widths.n_items; w++)
    for (guint h = 0; h < heights.n_items; h++) {
      mode.width = widths.items[w];
      mode.height = heights.items[h];
      if (MIN (mode.width, mode.height) >= 2 && MAX (mode.width, mode.height) <= SF_FRAME_MAX_SIDE)
        g_array_append_val (modes, mode);
    }
}

/* A camera that does not say how fast it is gets the benefit of the doubt. */
static gboolean
is_fast (const SfCameraMode *mode)
{
  return mode->fps_n == 0 || sf_camera_mode_get_fps (mode) >= SF_CAMERA_MODE_LEAST_FPS;
}

static gboolean
fits (const SfCameraMode *mode)
{
  return mode->width <= SF_CAMERA_MODE_MAX_WIDTH && mode->height <= SF_CAMERA_MODE_MAX_HEIGHT;
}

/* Below HD the wide modes of a camera are mostly cut out of the others. */
static gboolean
is_wide_hd (const SfCameraMode *mode)
{
  return mode->width >= 1280 && mode->width * 9 == mode->height * 16;
}

static int
compare_modes (gconstpointer a, gconstpointer b)
{
  const SfCameraMode *one = a;
  const SfCameraMode *other = b;
  int one_area = one->width * one->height;
  int other_area = other->width * other->height;
  double one_fps = sf_camera_mode_get_fps (one);
  double other_fps = sf_camera_mode_get_fps (other);

  if (is_fast (one) != is_fast (other))
    return is_fast (one) ? -1 : 1;
  if (fits (one) != fits (other))
    return fits (one) ? -1 : 1;
  if (fits (one) && is_wide_hd (one) != is_wide_hd (other))
    return is_wide_hd (one) ? -1 : 1;
  if (one_area != other_area)
    return (one_area > other_area) == fits (one) ? -1 : 1;
  if (get_cost (one->format) != get_cost (other->format))
    return get_cost (one->format) < get_cost (other->format) ? -1 : 1;
  if (is_better_rate (one_fps, other_fps))
    return -1;

  return is_better_rate (other_fps, one_fps);
}

GArray *
sf_camera_mode_rank (const GstCaps *caps)
{
  GArray *modes = g_array_new (FALSE, FALSE, sizeof (SfCameraMode));
  guint n_structures = MIN (gst_caps_get_size (caps), MAX_STRUCTURES);

  for (guint i = 0; i < n_structures; i++)
    if (gst_caps_features_is_equal (gst_caps_get_features (caps, i),
                                    GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY))
      read_structure (modes, gst_caps_get_structure (caps, i));

  g_array_sort (modes, compare_modes);
  if (modes->len > SF_CAMERA_MODE_MAX_RANKED)
    g_array_set_size (modes, SF_CAMERA_MODE_MAX_RANKED);

  return modes;
}

static GstStructure *
make_structure (const SfCameraMode *mode)
{
  GstStructure *structure =
    gst_structure_new (mode->format == JPEG ? "image/jpeg" : "video/x-raw", "width", G_TYPE_INT,
                       mode->width, "height", G_TYPE_INT, mode->height, NULL);

  if (mode->format != JPEG)
    gst_structure_set (structure, "format", G_TYPE_STRING,
                       gst_video_format_to_string (mode->format), NULL);
  if (mode->fps_n > 0)
    gst_structure_set (structure, "framerate", GST_TYPE_FRACTION, mode->fps_n, mode->fps_d, NULL);

  return structure;
}

GstCaps *
sf_camera_mode_make_filter (const GArray *modes)
{
  GstCaps *caps = gst_caps_new_empty ();
  gboolean is_jpeg = g_array_index (modes, SfCameraMode, 0).format == JPEG;

  for (guint i = 0; i < modes->len; i++) {
    const SfCameraMode *mode = &g_array_index (modes, SfCameraMode, i);

    if ((mode->format == JPEG) == is_jpeg)
      gst_caps_append_structure (caps, make_structure (mode));
  }

  return caps;
}

char *
sf_camera_mode_to_string (const SfCameraMode *self)
{
  const char *format = self->format == JPEG ? "JPEG" : gst_video_format_to_string (self->format);

  if (self->fps_n == 0)
    return g_strdup_printf ("%dx%d %s", self->width, self->height, format);

  return g_strdup_printf ("%dx%d %.4g fps %s", self->width, self->height,
                          sf_camera_mode_get_fps (self), format);
}
