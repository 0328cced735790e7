/* A kept photo, with a small picture of it while somebody looks. */

#include "ui/sf-gallery-item.h"

struct _SfGalleryItem {
  GObject parent_instance;

  GPtrArray *files; /* itself first */
  gint64 taken_s;
  GdkTexture *thumbnail; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SfGalleryItem, sf_gallery_item, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_THUMBNAIL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sf_gallery_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_THUMBNAIL:
    g_value_set_object (value, SF_GALLERY_ITEM (object)->thumbnail);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sf_gallery_item_finalize (GObject *object)
{
  SfGalleryItem *self = SF_GALLERY_ITEM (object);

  g_ptr_array_unref (self->files);
  g_clear_object (&self->thumbnail);

  G_OBJECT_CLASS (sf_gallery_item_parent_class)->finalize (object);
}

static void
sf_gallery_item_class_init (SfGalleryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sf_gallery_item_get_property;
  object_class->finalize = sf_gallery_item_finalize;

  properties[PROP_THUMBNAIL] =
    g_param_spec_object ("thumbnail", NULL, NULL, GDK_TYPE_TEXTURE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sf_gallery_item_init (SfGalleryItem *self)
{
  self->files = g_ptr_array_new_with_free_func (g_free);
}

SfGalleryItem *
sf_gallery_item_new (const char *path, gint64 taken_s)
{
  SfGalleryItem *self = g_object_new (SF_TYPE_GALLERY_ITEM, NULL);

  g_ptr_array_add (self->files, g_strdup (path));
  self->taken_s = taken_s;
  return self;
}

const char *
sf_gallery_item_get_path (SfGalleryItem *self)
{
  g_return_val_if_fail (SF_IS_GALLERY_ITEM (self), NULL);

  return g_ptr_array_index (self->files, 0);
}

gint64
sf_gallery_item_get_taken_s (SfGalleryItem *self)
{
  g_return_val_if_fail (SF_IS_GALLERY_ITEM (self), 0);

  return self->taken_s;
}

char *
sf_gallery_item_dup_date (SfGalleryItem *self)
{
  g_autoptr (GDateTime) taken = g_date_time_new_from_unix_local (self->taken_s);

  return taken != NULL ? g_date_time_format (taken, "%x %H:%M") : g_strdup ("");
}

void
sf_gallery_item_add_original (SfGalleryItem *self, const char *path)
{
  g_return_if_fail (SF_IS_GALLERY_ITEM (self));

  g_ptr_array_add (self->files, g_strdup (path));
}

GPtrArray *
sf_gallery_item_get_files (SfGalleryItem *self)
{
  g_return_val_if_fail (SF_IS_GALLERY_ITEM (self), NULL);

  return self->files;
}

GdkTexture *
sf_gallery_item_get_thumbnail (SfGalleryItem *self)
{
  g_return_val_if_fail (SF_IS_GALLERY_ITEM (self), NULL);

  return self->thumbnail;
}

void
sf_gallery_item_set_thumbnail (SfGalleryItem *self, GdkTexture *thumbnail)
{
  g_return_if_fail (SF_IS_GALLERY_ITEM (self));

  if (g_set_object (&self->thumbnail, thumbnail))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THUMBNAIL]);
}
