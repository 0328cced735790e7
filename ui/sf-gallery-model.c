/* The kept photos of a folder, newest first, with as many small pictures as memory is meant for. */

#include "ui/sf-gallery-model.h"

#include "ui/sf-photo-load.h"

#include <string.h>

#define BATCH 64
#define STAMP_LENGTH 19 /* bytes */
#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE                                \
                                 "," G_FILE_ATTRIBUTE_TIME_MODIFIED

struct _SfGalleryModel {
  GObject parent_instance;

  GListStore *items;
  GPtrArray *found;   /* of SfGalleryItem: what of the folder was read */
  GQueue looked_at;   /* of SfGalleryItem, owned: those with a small picture, newest look first */
  GHashTable *hidden; /* paths */
  char *folder;
  GCancellable *cancellable; /* (nullable): of reading the folder */
};

static void sf_gallery_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfGalleryModel,
                               sf_gallery_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sf_gallery_model_list_model_init))

enum {
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
sf_gallery_model_get_item_type (GListModel *model)
{
  return SF_TYPE_GALLERY_ITEM;
}

static guint
sf_gallery_model_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SF_GALLERY_MODEL (model)->items));
}

static gpointer
sf_gallery_model_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SF_GALLERY_MODEL (model)->items), position);
}

static void
sf_gallery_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sf_gallery_model_get_item_type;
  iface->get_n_items = sf_gallery_model_get_n_items;
  iface->get_item = sf_gallery_model_get_item;
}

static void
sf_gallery_model_dispose (GObject *object)
{
  SfGalleryModel *self = SF_GALLERY_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->items);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_queue_clear_full (&self->looked_at, g_object_unref);
  g_clear_pointer (&self->hidden, g_hash_table_unref);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (sf_gallery_model_parent_class)->dispose (object);
}

static void
sf_gallery_model_class_init (SfGalleryModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sf_gallery_model_dispose;

  signals[SIGNAL_LOADED] = g_signal_new ("loaded", SF_TYPE_GALLERY_MODEL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sf_gallery_model_init (SfGalleryModel *self)
{
  self->items = g_list_store_new (SF_TYPE_GALLERY_ITEM);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->looked_at);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_swapped (self->items, "items-changed", G_CALLBACK (g_list_model_items_changed),
                            self);
}

SfGalleryModel *
sf_gallery_model_new (void)
{
  return g_object_new (SF_TYPE_GALLERY_MODEL, NULL);
}

/* The folder */

static int
compare_items (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 of_a = sf_gallery_item_get_taken_s ((SfGalleryItem *) a);
  gint64 of_b = sf_gallery_item_get_taken_s ((SfGalleryItem *) b);

  if (of_a != of_b)
    return of_a > of_b ? -1 : 1;

  return -strcmp (sf_gallery_item_get_path ((SfGalleryItem *) a),
                  sf_gallery_item_get_path ((SfGalleryItem *) b));
}

/* Of two entries of an array. */
static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_items (*(gconstpointer *) a, *(gconstpointer *) b, user_data);
}

static gboolean
is_picture (const char *name)
{
  static const char *const extensions[] = {".png", ".webp", ".jpg", ".jpeg"};

  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (name, extensions[i]))
      return TRUE;

  return FALSE;
}

/* `2026-11-22 14.05.09 mine.webp`: see app/session. Of each shot all have the same stamp. */
static char *
dup_stamp (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_strndup (name, STAMP_LENGTH);
}

static gboolean
has_suffix (const char *path, const char *suffix)
{
  g_autofree char *name = g_path_get_basename (path);

  return strlen (name) > STAMP_LENGTH && g_str_has_prefix (name + STAMP_LENGTH, suffix);
}

static void
add_file (SfGalleryModel *self, GFileInfo *info)
{
  const char *name = g_file_info_get_name (info);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GDateTime) modified = g_file_info_get_modification_date_time (info);

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || !is_picture (name) ||
      self->found->len >= SF_GALLERY_MAX_PHOTOS)
    return;

  g_ptr_array_add (
    self->found, sf_gallery_item_new (path, modified != NULL ? g_date_time_to_unix (modified) : 0));
}

/* Returns: (transfer full): by its stamp, each picture that was composed; %NULL where two have it:
 * nobody knows which originals are whose */
static GHashTable *
find_composed (SfGalleryModel *self)
{
  GHashTable *composed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->found->len; i++) {
    SfGalleryItem *item = g_ptr_array_index (self->found, i);
    const char *path = sf_gallery_item_get_path (item);
    g_autofree char *stamp = dup_stamp (path);

    if (has_suffix (path, " together")) {
      gboolean is_only = !g_hash_table_contains (composed, stamp);

      g_hash_table_insert (composed, g_steal_pointer (&stamp), is_only ? item : NULL);
    }
  }

  return composed;
}

/* The originals of a picture are to be found in the folder; here they would only be in the way. */
static void
show_found (SfGalleryModel *self)
{
  g_autoptr (GHashTable) composed = find_composed (self);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; i < self->found->len; i++) {
    SfGalleryItem *item = g_ptr_array_index (self->found, i);
    const char *path = sf_gallery_item_get_path (item);
    g_autofree char *stamp = dup_stamp (path);
    gboolean is_original = has_suffix (path, " mine") || has_suffix (path, " theirs");
    gpointer whole = NULL;

    if (is_original && g_hash_table_lookup_extended (composed, stamp, NULL, &whole)) {
      if (whole != NULL)
        sf_gallery_item_add_original (whole, path);
    } else if (!g_hash_table_contains (self->hidden, path)) {
      g_ptr_array_add (kept, item);
    }
  }
  g_ptr_array_sort_with_data (kept, compare_entries, NULL);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       kept->pdata, kept->len);
  g_ptr_array_set_size (self->found, 0);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
on_files_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfGalleryModel) self = user_data;
  GFileEnumerator *files = G_FILE_ENUMERATOR (source);
  g_autoptr (GError) error = NULL;
  GList *infos = g_file_enumerator_next_files_finish (files, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (GList *info = infos; info != NULL; info = info->next)
    add_file (self, info->data);
  if (infos != NULL)
    g_file_enumerator_next_files_async (files, BATCH, G_PRIORITY_DEFAULT, self->cancellable,
                                        on_files_ready, g_object_ref (self));
  else
    show_found (self);
  g_list_free_full (infos, g_object_unref);
}

static void
on_folder_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SfGalleryModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileEnumerator) files =
    g_file_enumerate_children_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (files == NULL) {
    show_found (self);
    return;
  }

  g_file_enumerator_next_files_async (files, BATCH, G_PRIORITY_DEFAULT, self->cancellable,
                                      on_files_ready, g_object_ref (self));
}

void
sf_gallery_model_load (SfGalleryModel *self, const char *folder)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (SF_IS_GALLERY_MODEL (self));
  g_return_if_fail (folder != NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_free (self->folder);
  self->folder = g_strdup (folder);
  g_ptr_array_set_size (self->found, 0);
  g_queue_clear_full (&self->looked_at, g_object_unref);

  file = g_file_new_for_path (folder);
  g_file_enumerate_children_async (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                                   self->cancellable, on_folder_ready, g_object_ref (self));
}

/* Small pictures */

typedef struct {
  SfGalleryModel *model;
  SfGalleryItem *item;
} Look;

/* One that was let go meanwhile is not wanted any more. */
static void
on_thumbnail_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Look *look = user_data;
  g_autoptr (SfGalleryModel) model = look->model;
  g_autoptr (SfGalleryItem) item = look->item;
  g_autoptr (GdkTexture) texture = sf_photo_load_finish (result, NULL);

  if (texture != NULL && g_queue_find (&model->looked_at, item) != NULL)
    sf_gallery_item_set_thumbnail (item, texture);
}

static void
let_go_of_oldest (SfGalleryModel *self)
{
  while (g_queue_get_length (&self->looked_at) > SF_GALLERY_MAX_THUMBNAILS) {
    g_autoptr (SfGalleryItem) oldest = g_queue_pop_tail (&self->looked_at);

    sf_gallery_item_set_thumbnail (oldest, NULL);
  }
}

void
sf_gallery_model_look_at (SfGalleryModel *self, SfGalleryItem *item)
{
  gboolean is_known;
  Look *look;

  g_return_if_fail (SF_IS_GALLERY_MODEL (self));

  is_known = g_queue_remove (&self->looked_at, item);
  g_queue_push_head (&self->looked_at, is_known ? item : g_object_ref (item));
  if (is_known)
    return;

  look = g_new (Look, 1);
  *look = (Look){g_object_ref (self), g_object_ref (item)};
  sf_photo_load_async (sf_gallery_item_get_path (item), SF_GALLERY_THUMBNAIL_SIDE, NULL,
                       on_thumbnail_ready, look);
  let_go_of_oldest (self);
}

void
sf_gallery_model_hide (SfGalleryModel *self, SfGalleryItem *item)
{
  guint position;

  g_return_if_fail (SF_IS_GALLERY_MODEL (self));

  g_hash_table_add (self->hidden, g_strdup (sf_gallery_item_get_path (item)));
  if (g_list_store_find (self->items, item, &position))
    g_list_store_remove (self->items, position);
}

void
sf_gallery_model_restore (SfGalleryModel *self, SfGalleryItem *item)
{
  g_return_if_fail (SF_IS_GALLERY_MODEL (self));

  sf_gallery_model_forget (self, item);
  g_list_store_insert_sorted (self->items, item, compare_items, NULL);
}

void
sf_gallery_model_forget (SfGalleryModel *self, SfGalleryItem *item)
{
  g_return_if_fail (SF_IS_GALLERY_MODEL (self));

  g_hash_table_remove (self->hidden, sf_gallery_item_get_path (item));
}
