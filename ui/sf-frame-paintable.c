/* A live picture to draw: given in any thread, shown in the main one, the newest alone. */

#include "ui/sf-frame-paintable.h"

#include "ui/sf-texture.h"

#include <gtk/gtk.h>

struct _SfFramePaintable {
  GObject parent_instance;

  SfLivePicture *picture; /* (nullable): shown */
  GdkTexture *texture;    /* (nullable): of it */
  gboolean is_mirrored;
  guint64 n_shown;

  GMutex lock;
  SfLivePicture *waiting; /* (nullable): under the lock */
  gboolean is_called;     /* under the lock: the main thread will look */
};

static void sf_frame_paintable_paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SfFramePaintable,
                               sf_frame_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      sf_frame_paintable_paintable_init))

static void
sf_frame_paintable_snapshot (GdkPaintable *paintable,
                             GdkSnapshot *snapshot,
                             double width,
                             double height)
{
  SfFramePaintable *self = SF_FRAME_PAINTABLE (paintable);

  if (self->texture == NULL)
    return;

  if (!self->is_mirrored) {
    gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
    return;
  }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) width, 0));
  gtk_snapshot_scale (snapshot, -1, 1);
  gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
  gtk_snapshot_restore (snapshot);
}

static int
sf_frame_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  SfFramePaintable *self = SF_FRAME_PAINTABLE (paintable);

  return self->picture != NULL ? self->picture->size.width : 0;
}

static int
sf_frame_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  SfFramePaintable *self = SF_FRAME_PAINTABLE (paintable);

  return self->picture != NULL ? self->picture->size.height : 0;
}

static void
sf_frame_paintable_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = sf_frame_paintable_snapshot;
  iface->get_intrinsic_width = sf_frame_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = sf_frame_paintable_get_intrinsic_height;
}

static void
sf_frame_paintable_finalize (GObject *object)
{
  SfFramePaintable *self = SF_FRAME_PAINTABLE (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture, sf_live_picture_unref);
  g_clear_pointer (&self->waiting, sf_live_picture_unref);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (sf_frame_paintable_parent_class)->finalize (object);
}

static void
sf_frame_paintable_class_init (SfFramePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sf_frame_paintable_finalize;
}

static void
sf_frame_paintable_init (SfFramePaintable *self)
{
  g_mutex_init (&self->lock);
}

SfFramePaintable *
sf_frame_paintable_new (void)
{
  return g_object_new (SF_TYPE_FRAME_PAINTABLE, NULL);
}

static void
show (SfFramePaintable *self, SfLivePicture *picture)
{
  gboolean is_resized = self->picture == NULL || self->picture->size.width != picture->size.width ||
                        self->picture->size.height != picture->size.height;

  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture, sf_live_picture_unref);
  self->picture = picture;
  self->texture = sf_texture_new_for_picture (picture);
  self->n_shown++;

  if (is_resized)
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static gboolean
on_idle (gpointer user_data)
{
  SfFramePaintable *self = user_data;
  SfLivePicture *picture;

  g_mutex_lock (&self->lock);
  picture = g_steal_pointer (&self->waiting);
  self->is_called = FALSE;
  g_mutex_unlock (&self->lock);

  if (picture != NULL)
    show (self, picture);

  return G_SOURCE_REMOVE;
}

void
sf_frame_paintable_push (SfFramePaintable *self, SfLivePicture *picture)
{
  SfLivePicture *old;
  gboolean must_call;

  g_return_if_fail (SF_IS_FRAME_PAINTABLE (self));

  g_mutex_lock (&self->lock);
  old = self->waiting;
  self->waiting = sf_live_picture_ref (picture);
  must_call = !self->is_called;
  self->is_called = TRUE;
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&old, sf_live_picture_unref);
  if (must_call)
    g_idle_add_full (G_PRIORITY_DEFAULT, on_idle, g_object_ref (self), g_object_unref);
}

void
sf_frame_paintable_clear (SfFramePaintable *self)
{
  SfLivePicture *waiting;

  g_return_if_fail (SF_IS_FRAME_PAINTABLE (self));

  g_mutex_lock (&self->lock);
  waiting = g_steal_pointer (&self->waiting);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&waiting, sf_live_picture_unref);

  if (self->picture == NULL)
    return;

  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture, sf_live_picture_unref);
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

void
sf_frame_paintable_set_mirrored (SfFramePaintable *self, gboolean mirrored)
{
  g_return_if_fail (SF_IS_FRAME_PAINTABLE (self));

  if (self->is_mirrored == mirrored)
    return;

  self->is_mirrored = mirrored;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

const SfLivePicture *
sf_frame_paintable_get_picture (SfFramePaintable *self)
{
  g_return_val_if_fail (SF_IS_FRAME_PAINTABLE (self), NULL);

  return self->picture;
}

guint64
sf_frame_paintable_get_n_shown (SfFramePaintable *self)
{
  g_return_val_if_fail (SF_IS_FRAME_PAINTABLE (self), 0);

  return self->n_shown;
}
