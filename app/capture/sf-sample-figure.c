/* The two drawn sample people. */

#include "app/capture/sf-sample-paint.h"
#include "app/capture/sf-sample-scene.h"

#include <math.h>
#include <string.h>

/* Where the head turns on the neck, and the body on the hips. */
#define NECK_Y 590
#define HIPS_Y 1250

typedef struct {
  guint32 skin;
  guint32 shade; /* skin in shadow */
  guint32 blush;
  guint32 lips;
  guint32 hair;
  guint32 cloth;
  guint32 fold; /* cloth in shadow */
} Palette;

static const Palette first = {
  .skin = 0xf6c9a8,
  .shade = 0xe3a583,
  .blush = 0xf09a86,
  .lips = 0xc46a58,
  .hair = 0x5a2e2b,
  .cloth = 0x1f8a8c,
  .fold = 0x176f73,
};

static const Palette second = {
  .skin = 0xa86b48,
  .shade = 0x8b5436,
  .blush = 0xc0694a,
  .lips = 0x5d3a30,
  .hair = 0x221c22,
  .cloth = 0xf0ddc4,
  .fold = 0xd9bf9f,
};

static const SfPoint face[] = {
  {-122, 372}, {-117, 440}, {-92, 512}, {-46, 560}, {0, 572}, {46, 560},  {92, 512},
  {117, 440},  {122, 372},  {104, 296}, {56, 252},  {0, 240}, {-56, 252}, {-104, 296},
};

/* Closed for a moment, in a rhythm that does not seem one. */
static double
get_openness (double seconds, double offset)
{
  double phase = fmod (seconds + offset, 3.7);

  if (phase > 3.4 && phase < 3.56)
    return fabs (phase - 3.48) / 0.08;

  return 1;
}

static void
draw_eye (cairo_t *cr, double x, double y, double openness)
{
  if (openness < 0.3) {
    const SfPoint lid[] = {{x - 18, y - 2}, {x, y + 8}, {x + 18, y - 2}};

    SF_PAINT_LINE (cr, lid, 7, 0x2a1f26);
    return;
  }

  sf_paint_ellipse (cr, x, y, 14.5, 18.5 * openness, 0x2a1f26);
  sf_paint_ellipse (cr, x + 5, y - 7 * openness, 5, 5.5 * openness, 0xffffff);
}

/* @side: -1 left, 1 right */
static void
draw_brow (cairo_t *cr, double x, double y, double side, guint32 colour)
{
  const SfPoint brow[] = {
    {x - 24 * side, y - 4}, {x - 4 * side, y - 9}, {x + 14 * side, y - 5}, {x + 26 * side, y + 6}};

  SF_PAINT_LINE (cr, brow, 8.5, colour);
}

static void
draw_smile (cairo_t *cr, double y, double width, const Palette *palette)
{
  const SfPoint left[] = {{-width - 7, y - 5}, {-width, y}};
  const SfPoint right[] = {{width + 7, y - 5}, {width, y}};

  cairo_move_to (cr, -width, y);
  cairo_curve_to (cr, -width * 0.5, y + 7, width * 0.5, y + 7, width, y);
  cairo_curve_to (cr, width * 0.72, y + 50, -width * 0.72, y + 50, -width, y);
  cairo_close_path (cr);
  sf_paint_set_colour (cr, 0xfffaf4, 1);
  cairo_fill (cr);
  SF_PAINT_LINE (cr, left, 6, palette->lips);
  SF_PAINT_LINE (cr, right, 6, palette->lips);
}

static void
draw_blush (cairo_t *cr, const Palette *palette)
{
  cairo_save (cr);
  sf_paint_clip (cr, face, G_N_ELEMENTS (face));
  sf_paint_glow (cr, -80, 470, 50, palette->blush, 0.85);
  sf_paint_glow (cr, 80, 470, 50, palette->blush, 0.85);
  cairo_restore (cr);
}

static void
draw_features (cairo_t *cr, const Palette *palette, double openness)
{
  const SfPoint nose[] = {{-1, 430}, {-12, 458}, {5, 464}};

  draw_eye (cr, -53, 418, openness);
  draw_eye (cr, 53, 418, openness);
  draw_brow (cr, -53, 374, -1, palette->hair);
  draw_brow (cr, 53, 374, 1, palette->hair);
  SF_PAINT_LINE (cr, nose, 6, palette->shade);
  draw_smile (cr, 494, 48, palette);
}

static void
draw_ear (cairo_t *cr, double x, const Palette *palette)
{
  sf_paint_ellipse (cr, x, 432, 24, 32, palette->skin);
  sf_paint_ellipse (cr, x, 434, 11, 17, palette->shade);
}

static void
draw_neck (cairo_t *cr, const Palette *palette)
{
  const SfPoint neck[] = {{-54, 500}, {-55, 630}, {-74, 730}, {74, 730}, {55, 630}, {54, 500}};
  const SfPoint shadow[] = {{-55, 520}, {-55, 590}, {0, 626}, {55, 590}, {55, 520}};

  SF_PAINT_BLOB (cr, neck, palette->skin);
  SF_PAINT_BLOB (cr, shadow, palette->shade);
}

#define TORSO_POINTS 15

/* @neckline: how deep the neck is seen */
static void
get_torso (double neckline, SfPoint ret_points[TORSO_POINTS])
{
  const SfPoint torso[TORSO_POINTS] = {
    {-66, 660 + neckline * 0.8},
    {-84, 654},
    {-190, 690},
    {-268, 752},
    {-306, 860},
    {-330, 1050},
    {-340, 1320},
    {340, 1320},
    {330, 1050},
    {306, 860},
    {268, 752},
    {190, 690},
    {84, 654},
    {66, 660 + neckline * 0.8},
    {0, 660 + neckline},
  };

  memcpy (ret_points, torso, sizeof torso);
}

static void
draw_sleeves (cairo_t *cr, const Palette *palette)
{
  static const SfPoint left[] = {{-204, 884}, {-222, 970}, {-220, 1100}};
  static const SfPoint right[] = {{204, 884}, {222, 970}, {220, 1100}};

  SF_PAINT_LINE (cr, left, 9, palette->fold);
  SF_PAINT_LINE (cr, right, 9, palette->fold);
}

/* Long hair behind the shoulders. */
static void
draw_first_back (cairo_t *cr, const Palette *palette)
{
  static const SfPoint hair[] = {
    {-120, 280}, {-168, 380}, {-176, 500}, {-204, 620}, {-196, 760}, {-120, 806}, {0, 780},
    {120, 806},  {196, 760},  {204, 620},  {176, 500},  {168, 380},  {120, 280},  {0, 214},
  };

  SF_PAINT_BLOB (cr, hair, palette->hair);
}

static void
draw_first_head (cairo_t *cr, const Palette *palette, double openness)
{
  static const SfPoint left[] = {
    {34, 214},   {-60, 208},  {-136, 270}, {-160, 380}, {-150, 470},
    {-126, 452}, {-116, 380}, {-62, 318},  {30, 282},
  };
  static const SfPoint strand[] = {{22, 232}, {-60, 256}, {-120, 330}, {-138, 400}};
  static const SfPoint other[] = {{48, 240}, {102, 276}, {134, 350}, {140, 404}};
  static const SfPoint right[] = {
    {28, 214},  {104, 230}, {154, 310}, {160, 400}, {150, 470},
    {126, 450}, {118, 372}, {84, 316},  {30, 276},
  };

  SF_PAINT_BLOB (cr, face, palette->skin);
  draw_blush (cr, palette);
  draw_features (cr, palette, openness);
  SF_PAINT_BLOB (cr, right, palette->hair);
  SF_PAINT_BLOB (cr, left, palette->hair);
  SF_PAINT_LINE (cr, strand, 5, 0x7a433c);
  SF_PAINT_LINE (cr, other, 5, 0x7a433c);
  sf_paint_ellipse (cr, -128, 500, 10, 10, 0xf6c177);
  sf_paint_ellipse (cr, 128, 500, 10, 10, 0xf6c177);
}

/* A jumper with a high collar. */
static void
draw_first_cloth (cairo_t *cr, const Palette *palette)
{
  static const SfPoint collar[] = {{-74, 602}, {0, 622}, {74, 602},  {92, 668},
                                   {60, 712},  {0, 722}, {-60, 712}, {-92, 668}};
  static const SfPoint edge[] = {{-84, 668}, {-50, 698}, {0, 706}, {50, 698}, {84, 668}};
  SfPoint torso[TORSO_POINTS];

  get_torso (0, torso);
  SF_PAINT_BLOB (cr, torso, palette->cloth);
  draw_sleeves (cr, palette);
  SF_PAINT_BLOB (cr, collar, palette->cloth);
  SF_PAINT_LINE (cr, edge, 8, palette->fold);
}

void
sf_sample_figure_draw_first (cairo_t *cr, double seconds)
{
  cairo_save (cr);
  sf_paint_turn (cr, -10, HIPS_Y, 3.4 + 0.5 * sin (seconds * 0.9));
  cairo_translate (cr, 0, 3 * sin (seconds * 1.5));
  cairo_save (cr);
  sf_paint_turn (cr, 0, NECK_Y, 2.5 + 1.2 * sin (seconds * 0.7));
  draw_first_back (cr, &first);
  cairo_restore (cr);
  draw_neck (cr, &first);
  draw_first_cloth (cr, &first);
  sf_paint_turn (cr, 0, NECK_Y, 5 + 1.4 * sin (seconds * 0.7));
  draw_first_head (cr, &first, get_openness (seconds, 0.9));
  cairo_restore (cr);
}

/* Curls all around the upper head. */
static void
draw_curls (cairo_t *cr, const Palette *palette)
{
  static const struct {
    double x;
    double y;
    double radius;
  } curls[] = {
    {-120, 352, 40}, {-132, 300, 46}, {-112, 244, 52}, {-68, 204, 56}, {-8, 188, 60},
    {54, 200, 57},   {104, 240, 52},  {130, 298, 46},  {120, 352, 40}, {-52, 258, 50},
    {10, 248, 56},   {68, 264, 48},   {-92, 292, 44},  {96, 296, 44},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (curls); i++)
    sf_paint_ellipse (cr, curls[i].x, curls[i].y, curls[i].radius, curls[i].radius, palette->hair);
}

static void
draw_glasses (cairo_t *cr)
{
  const SfPoint bridge[] = {{-12, 416}, {0, 410}, {12, 416}};
  const SfPoint left[] = {{-92, 412}, {-124, 404}};
  const SfPoint right[] = {{92, 412}, {124, 404}};

  cairo_set_line_width (cr, 7);
  sf_paint_set_colour (cr, 0xf0b45c, 1);
  for (int side = -1; side <= 1; side += 2) {
    cairo_new_path (cr);
    cairo_arc (cr, 52 * side, 420, 40, 0, 2 * G_PI);
    cairo_stroke (cr);
  }
  SF_PAINT_LINE (cr, bridge, 7, 0xf0b45c);
  SF_PAINT_LINE (cr, left, 7, 0xf0b45c);
  SF_PAINT_LINE (cr, right, 7, 0xf0b45c);
}

static void
draw_beard (cairo_t *cr, const Palette *palette)
{
  static const SfPoint beard[] = {
    {-122, 410}, {-118, 470}, {-96, 536}, {-50, 584}, {0, 596}, {50, 584},  {96, 536},  {118, 470},
    {122, 410},  {104, 462},  {76, 478},  {40, 470},  {0, 476}, {-40, 470}, {-76, 478}, {-104, 462},
  };

  SF_PAINT_BLOB (cr, beard, palette->hair);
}

static void
draw_second_head (cairo_t *cr, const Palette *palette, double openness)
{
  draw_ear (cr, -124, palette);
  draw_ear (cr, 124, palette);
  SF_PAINT_BLOB (cr, face, palette->skin);
  draw_blush (cr, palette);
  draw_beard (cr, palette);
  draw_features (cr, palette, openness);
  draw_curls (cr, palette);
  draw_glasses (cr);
}

/* A round collar and stripes. */
static void
draw_second_cloth (cairo_t *cr, const Palette *palette)
{
  static const SfPoint collar[] = {{-80, 656}, {-62, 712}, {0, 738}, {62, 712}, {80, 656}};
  SfPoint torso[TORSO_POINTS];

  get_torso (70, torso);
  SF_PAINT_BLOB (cr, torso, palette->cloth);
  cairo_save (cr);
  sf_paint_clip (cr, torso, TORSO_POINTS);
  for (int i = 0; i < 4; i++) {
    const SfPoint stripe[] = {
      {-360, 850 + 84 * i}, {-120, 884 + 84 * i}, {120, 884 + 84 * i}, {360, 850 + 84 * i}};

    SF_PAINT_LINE (cr, stripe, 30, 0xe66a5c);
  }
  cairo_restore (cr);
  draw_sleeves (cr, palette);
  SF_PAINT_LINE (cr, collar, 20, palette->fold);
}

void
sf_sample_figure_draw_second (cairo_t *cr, double seconds)
{
  cairo_save (cr);
  sf_paint_turn (cr, 10, HIPS_Y, -3.4 + 0.5 * sin (seconds * 0.8 + 1));
  cairo_translate (cr, 0, 3 * sin (seconds * 1.4 + 2));
  draw_neck (cr, &second);
  draw_second_cloth (cr, &second);
  sf_paint_turn (cr, 0, NECK_Y, -5 + 1.4 * sin (seconds * 0.6 + 1));
  draw_second_head (cr, &second, get_openness (seconds, 2.2));
  cairo_restore (cr);
}
