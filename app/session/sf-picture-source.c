/* Picture files instead of a camera. */

#include "app/session/sf-picture-source.h"

struct _SfPictureSource {
  GObject parent_instance;

  GPtrArray *images;
  guint next;
};

static void sf_picture_source_still_source_init (SfStillSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfPictureSource,
                               sf_picture_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SF_TYPE_STILL_SOURCE,
                                                      sf_picture_source_still_source_init))

static void
sf_picture_source_collect_async (SfStillSource *source,
                                 gint64 at_us,
                                 gint64 window_us,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  SfPictureSource *self = SF_PICTURE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SfStills *stills = sf_stills_new ();

  g_task_set_source_tag (task, sf_picture_source_collect_async);
  sf_stills_add_image (stills, g_ptr_array_index (self->images, self->next), SF_PHOTO_TIME_UNKNOWN);
  self->next = (self->next + 1) % self->images->len;
  g_task_return_pointer (task, stills, (GDestroyNotify) sf_stills_unref);
}

static SfStills *
sf_picture_source_collect_finish (SfStillSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sf_picture_source_still_source_init (SfStillSourceInterface *iface)
{
  iface->collect_async = sf_picture_source_collect_async;
  iface->collect_finish = sf_picture_source_collect_finish;
}

static void
sf_picture_source_finalize (GObject *object)
{
  SfPictureSource *self = SF_PICTURE_SOURCE (object);

  g_ptr_array_unref (self->images);

  G_OBJECT_CLASS (sf_picture_source_parent_class)->finalize (object);
}

static void
sf_picture_source_class_init (SfPictureSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_picture_source_finalize;
}

static void
sf_picture_source_init (SfPictureSource *self)
{
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_image_unref);
}

SfPictureSource *
sf_picture_source_new (SfImage *const *images, gsize n_images)
{
  SfPictureSource *self;

  g_return_val_if_fail (n_images > 0, NULL);

  self = g_object_new (SF_TYPE_PICTURE_SOURCE, NULL);
  for (gsize i = 0; i < n_images; i++)
    g_ptr_array_add (self->images, sf_image_ref (images[i]));

  return self;
}
