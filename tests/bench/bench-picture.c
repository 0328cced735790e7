/* The way from two 12 megapixel photographs to the hash of the composite, step by step. */

#include "app/capture/sf-sample-people.h"
#include "app/session/sf-recipe.h"
#include "app/synthesis/sy-plan.h"

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beside ours: the least possible (copying the rows), Cairo, and GLib for the hash. */
#define WIDTH 4000
#define HEIGHT 3000
#define PHOTO_PIXELS ((double) WIDTH * HEIGHT)
#define MAX_RUNS 21

typedef void (*Step) (gpointer data);

static int
compare (const void *a, const void *b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return (difference > 0) - (difference < 0);
}

/* Returns: the median of @n_runs, in nanoseconds */
static double
measure (Step step, gpointer data, int n_runs)
{
  gint64 times[MAX_RUNS], median;

  step (data);
  for (int i = 0; i < n_runs; i++) {
    gint64 begin = g_get_monotonic_time ();

    step (data);
    times[i] = g_get_monotonic_time () - begin;
  }
  qsort (times, (size_t) n_runs, sizeof *times, compare);

  median = times[n_runs / 2];
  return 1000.0 * (double) median;
}

static void
report (const char *name, const char *who, double ns, double pixels)
{
  printf ("{\"bench\":\"picture\",\"step\":\"%s\",\"who\":\"%s\",\"ms\":%.2f,\"ns_per_px\":%.3f}\n",
          name, who, ns / 1e6, ns / pixels);
  fflush (stdout);
}

/* Rendering alone, on one thread, onto memory that is there. */
typedef struct {
  SyPlan *plan;
  SyImage images[2];
  SyCanvas canvas;
  int16_t *scratch;
} Render;

static Render
render_new (const char *layout, SfImage *const people[2], SySize joiner)
{
  SyParams params = {.layout = sf_recipe_find_layout (layout)};
  SySize sizes[2] = {{WIDTH, HEIGHT}, joiner};
  SySize size;
  Render self;

  self.plan = sy_plan_new (&params, sizes, &sy_photograph_limits);
  size = sy_plan_get_canvas_size (self.plan);
  self.canvas =
    (SyCanvas){g_malloc0 ((gsize) 3 * size.width * size.height), (size_t) 3 * size.width, size};
  self.scratch = g_new (int16_t, sy_plan_get_scratch_length (self.plan));
  for (int i = 0; i < 2; i++)
    self.images[i] = (SyImage){people[i]->pixels, people[i]->stride, sizes[i]};

  return self;
}

static void
render_clear (Render *self)
{
  sy_plan_free (self->plan);
  g_free (self->canvas.pixels);
  g_free (self->scratch);
}

static void
render_step (gpointer data)
{
  Render *self = data;

  sy_plan_render (self->plan, self->images, &self->canvas, 0, self->canvas.size.height,
                  self->scratch);
}

static void
copy_step (gpointer data)
{
  Render *self = data;

  for (int y = 0; y < HEIGHT; y++)
    for (int i = 0; i < 2; i++)
      memcpy (self->canvas.pixels + (gsize) y * self->canvas.stride + (gsize) 3 * WIDTH * i,
              self->images[i].pixels + (gsize) y * self->images[i].stride, (gsize) 3 * WIDTH);
}

/* Cairo keeps four bytes a pixel: a third more to move, in its favour nothing to convert. */
typedef struct {
  cairo_surface_t *people[2];
  cairo_surface_t *canvas;
} CairoScene;

static CairoScene
cairo_scene_new (int width)
{
  CairoScene self = {.canvas = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, HEIGHT)};

  for (int i = 0; i < 2; i++) {
    cairo_t *cr;

    self.people[i] = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cr = cairo_create (self.people[i]);
    sf_sample_people_draw (cr, (SfSamplePerson) i, WIDTH, HEIGHT, 0);
    cairo_destroy (cr);
  }

  return self;
}

static void
cairo_scene_clear (CairoScene *self)
{
  cairo_surface_destroy (self->people[0]);
  cairo_surface_destroy (self->people[1]);
  cairo_surface_destroy (self->canvas);
}

static void
cairo_join_step (gpointer data)
{
  CairoScene *scene = data;
  cairo_t *cr = cairo_create (scene->canvas);

  for (int i = 0; i < 2; i++) {
    cairo_set_source_surface (cr, scene->people[i], i * WIDTH, 0);
    cairo_paint (cr);
  }
  cairo_destroy (cr);
}

static void
cairo_inset_step (gpointer data)
{
  CairoScene *scene = data;
  cairo_t *cr = cairo_create (scene->canvas);

  cairo_set_source_surface (cr, scene->people[0], 0, 0);
  cairo_paint (cr);
  cairo_arc (cr, 3250, 2250, 600, 0, 2 * G_PI);
  cairo_clip (cr);
  cairo_translate (cr, 2650, 1650);
  cairo_scale (cr, 1200.0 / HEIGHT, 1200.0 / HEIGHT);
  cairo_set_source_surface (cr, scene->people[1], 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
bench_layouts (SfImage *const people[2])
{
  static const char *const names[] = {"side-by-side", "diagonal", "inset"};
  CairoScene wide = cairo_scene_new (2 * WIDTH);
  CairoScene single = cairo_scene_new (WIDTH);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    Render render = render_new (names[i], people, (SySize){WIDTH, HEIGHT});
    double pixels = (double) render.canvas.size.width * render.canvas.size.height;

    report (names[i], "sameframe", measure (render_step, &render, 15), pixels);
    if (i == 0) {
      report (names[i], "memcpy", measure (copy_step, &render, 15), pixels);
      report (names[i], "cairo", measure (cairo_join_step, &wide, 15), pixels);
    }
    if (i == 2)
      report (names[i], "cairo", measure (cairo_inset_step, &single, 7), pixels);
    render_clear (&render);
  }
  cairo_scene_clear (&wide);
  cairo_scene_clear (&single);
}

/* The joiner's photograph has half the size and is enlarged. */
static void
bench_enlarge (SfImage *const people[2])
{
  Render render = render_new ("side-by-side", people, (SySize){WIDTH / 2, HEIGHT / 2});

  report ("side-by-side, one enlarged", "sameframe", measure (render_step, &render, 7),
          2 * PHOTO_PIXELS);
  render_clear (&render);
}

static void
shrink_step (gpointer data)
{
  g_autoptr (SfImage) image = sf_image_shrink (data, WIDTH / 4, HEIGHT / 4, NULL);
}

static void
encode_step (gpointer data)
{
  g_autoptr (GBytes) bytes = sf_image_encode_webp (data, SF_IMAGE_WEBP_QUALITY, NULL);
}

static void
decode_step (gpointer data)
{
  g_autoptr (SfImage) image = sf_image_decode_exact (data, NULL);
}

static void
hash_step (gpointer data)
{
  SfImage *image = data;
  guint8 hash[32];

  sf_image_hash (&image, 1, hash);
}

static void
checksum_step (gpointer data)
{
  SfImage *image = data;

  g_free (g_compute_checksum_for_data (G_CHECKSUM_SHA256, image->pixels,
                                       image->stride * (gsize) image->height));
}

static void
compose_step (gpointer data)
{
  SfImage *const *people = data;
  SfRecipe recipe;

  sf_recipe_init (&recipe);
  sf_image_unref (sf_recipe_compose (&recipe, people, people + 1, NULL));
}

static void
bench_steps (SfImage *people[2])
{
  g_autoptr (GBytes) webp = sf_image_encode_webp (people[0], SF_IMAGE_WEBP_QUALITY, NULL);

  report ("shrink to a quarter", "sameframe", measure (shrink_step, people[0], 15), PHOTO_PIXELS);
  report ("encode", "sameframe", measure (encode_step, people[0], 3), PHOTO_PIXELS);
  report ("decode exact", "sameframe", measure (decode_step, webp, 5), PHOTO_PIXELS);
  report ("compose, all threads, new memory", "sameframe", measure (compose_step, people, 9),
          2 * PHOTO_PIXELS);
  report ("hash", "sameframe", measure (hash_step, people[0], 5), PHOTO_PIXELS);
  report ("hash", "glib", measure (checksum_step, people[0], 3), PHOTO_PIXELS);
}

int
main (void)
{
  SfImage *people[2];

  for (int i = 0; i < 2; i++)
    people[i] = sf_sample_people_new_image ((SfSamplePerson) i, WIDTH, HEIGHT, 0, NULL);

  bench_layouts (people);
  bench_enlarge (people);
  bench_steps (people);
  for (int i = 0; i < 2; i++)
    sf_image_unref (people[i]);

  return 0;
}
