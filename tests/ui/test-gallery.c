/* The gallery's model: which files are photos, in which order, and what of them is in memory. */

#include "ui/sf-gallery-model.h"

#include "tests/support/sf-run-until.h"
#include "tests/support/sf-test-files.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

typedef struct {
  char *folder;
  SfGalleryModel *model;
  gboolean is_loaded;
} Fixture;

static void
on_loaded (Fixture *self)
{
  self->is_loaded = TRUE;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->folder = g_dir_make_tmp ("sf-gallery-XXXXXX", NULL);
  self->model = sf_gallery_model_new ();
  g_signal_connect_swapped (self->model, "loaded", G_CALLBACK (on_loaded), self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_object_unref (self->model);
}

/* @taken_s: when it was written last */
static void
add_photo (Fixture *self, const char *name, gint64 taken_s)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (SfImage) image = sf_test_image_new (32, 24, 1);
  g_autoptr (GBytes) webp = sf_image_encode_webp (image, 50, NULL);
  struct utimbuf times = {taken_s, taken_s};

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (webp, NULL),
                                      (gssize) g_bytes_get_size (webp), NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
load (Fixture *self)
{
  self->is_loaded = FALSE;
  sf_gallery_model_load (self->model, self->folder);
  SF_RUN_UNTIL (self->is_loaded);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static void
assert_shows (Fixture *self, const char *const *names)
{
  g_assert_cmpuint (count (self), ==, g_strv_length ((GStrv) names));
  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (SfGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);
    g_autofree char *name = g_path_get_basename (sf_gallery_item_get_path (item));

    g_assert_cmpstr (name, ==, names[i]);
  }
}

/* The newest first; originals only where nothing was composed of them. */
static void
test_files (Fixture *self, gconstpointer unused)
{
  static const char *const shown[] = {
    "2026-11-22 15.00.00 theirs.webp",
    "2026-11-22 15.00.00 mine.webp",
    "2026-11-22 14.00.00 together.webp",
    "holiday.png",
    NULL,
  };

  load (self);
  g_assert_cmpuint (count (self), ==, 0);

  add_photo (self, "2026-11-22 14.00.00 mine.webp", 3000);
  add_photo (self, "2026-11-22 14.00.00 theirs 2.webp", 3000);
  add_photo (self, "2026-11-22 14.00.00 together.webp", 3000);
  add_photo (self, "2026-11-22 15.00.00 mine.webp", 4000);
  add_photo (self, "2026-11-22 15.00.00 theirs.webp", 4000);
  add_photo (self, "holiday.png", 1000);
  add_photo (self, "notes.txt", 5000);
  load (self);
  assert_shows (self, shown);
  load (self);
  assert_shows (self, shown);
}

static void
test_hide_and_restore (Fixture *self, gconstpointer unused)
{
  static const char *const all[] = {"b.png", "a.png", NULL};
  static const char *const rest[] = {"a.png", NULL};
  g_autoptr (SfGalleryItem) item = NULL;

  add_photo (self, "a.png", 1000);
  add_photo (self, "b.png", 2000);
  load (self);
  item = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  sf_gallery_model_hide (self->model, item);
  assert_shows (self, rest);
  load (self);
  assert_shows (self, rest);
  sf_gallery_model_restore (self->model, item);
  assert_shows (self, all);
  load (self);
  assert_shows (self, all);
}

/* It could not be thrown away. */
static void
test_hide_in_vain (Fixture *self, gconstpointer unused)
{
  static const char *const all[] = {"a.png", NULL};
  g_autoptr (SfGalleryItem) item = NULL;

  add_photo (self, "a.png", 1000);
  load (self);
  item = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  sf_gallery_model_hide (self->model, item);
  sf_gallery_model_forget (self->model, item);
  load (self);
  assert_shows (self, all);
}

static guint
count_files (Fixture *self, guint position)
{
  g_autoptr (SfGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return sf_gallery_item_get_files (item)->len;
}

/* What is thrown away takes what it was made from along, but nothing that may be of another. */
static void
test_originals (Fixture *self, gconstpointer unused)
{
  add_photo (self, "2026-11-22 14.00.00 mine.webp", 3000);
  add_photo (self, "2026-11-22 14.00.00 theirs.webp", 3000);
  add_photo (self, "2026-11-22 14.00.00 together.webp", 3000);
  add_photo (self, "2026-11-22 15.00.00 mine.webp", 4000);
  load (self);
  g_assert_cmpuint (count_files (self, 0), ==, 1);
  g_assert_cmpuint (count_files (self, 1), ==, 3);

  add_photo (self, "2026-11-22 14.00.00 together (2).webp", 3000);
  load (self);
  g_assert_cmpuint (count (self), ==, 3);
  g_assert_cmpuint (count_files (self, 1), ==, 1);
  g_assert_cmpuint (count_files (self, 2), ==, 1);
}

/* However many photos are looked at, few small pictures are kept. */
static void
test_memory (Fixture *self, gconstpointer unused)
{
  guint n_photos = SF_GALLERY_MAX_THUMBNAILS + 5;
  g_autoptr (SfGalleryItem) first = NULL;

  for (guint i = 0; i < n_photos; i++) {
    g_autofree char *name = g_strdup_printf ("%03u.png", i);

    add_photo (self, name, 10000 - i);
  }
  load (self);
  first = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  sf_gallery_model_look_at (self->model, first);
  SF_RUN_UNTIL (sf_gallery_item_get_thumbnail (first) != NULL);

  for (guint i = 1; i < n_photos; i++) {
    g_autoptr (SfGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    sf_gallery_model_look_at (self->model, item);
  }
  g_assert_null (sf_gallery_item_get_thumbnail (first));
  sf_gallery_model_look_at (self->model, first);
  SF_RUN_UNTIL (sf_gallery_item_get_thumbnail (first) != NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ui/gallery/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/ui/gallery/hide-and-restore", Fixture, NULL, set_up, test_hide_and_restore,
              tear_down);
  g_test_add ("/ui/gallery/hide-in-vain", Fixture, NULL, set_up, test_hide_in_vain, tear_down);
  g_test_add ("/ui/gallery/originals", Fixture, NULL, set_up, test_originals, tear_down);
  g_test_add ("/ui/gallery/memory", Fixture, NULL, set_up, test_memory, tear_down);

  return g_test_run ();
}
