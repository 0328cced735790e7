/* The frames of a camera, or of the other side, led into a composer while somebody looks. */

#include "ui/sf-live-feed.h"

/* In a thread of the camera or the decoder. */
static void
on_frame (SfFrame *frame, gpointer user_data)
{
  SfLiveFeed *self = user_data;

  sf_live_composer_put (self->composer, self->person, frame);
}

void
sf_live_feed_init (
  SfLiveFeed *self, SfLiveComposer *composer, int person, SfCamera *camera, SfLive *live)
{
  g_return_if_fail (camera == NULL || live == NULL);

  sf_live_feed_clear (self);
  self->composer = composer;
  self->person = person;
  g_set_object (&self->camera, camera);
  g_set_object (&self->live, live);
}

void
sf_live_feed_clear (SfLiveFeed *self)
{
  sf_live_feed_stop (self);
  g_clear_object (&self->camera);
  g_clear_object (&self->live);
}

/* The newest frame goes first, so that nobody waits for a camera that gives one a second. */
void
sf_live_feed_start (SfLiveFeed *self)
{
  SfFrame *newest = NULL;

  if (self->id != 0)
    return;

  if (self->camera != NULL) {
    newest = sf_frame_ring_dup_newest (sf_camera_get_ring (self->camera));
    self->id = sf_camera_add_frame_func (self->camera, on_frame, self);
  } else if (self->live != NULL) {
    newest = sf_live_dup_remote_frame (self->live);
    self->id = sf_live_add_frame_func (self->live, on_frame, self);
  }
  if (newest != NULL)
    sf_live_composer_put (self->composer, self->person, newest);
  g_clear_pointer (&newest, sf_frame_unref);
}

void
sf_live_feed_stop (SfLiveFeed *self)
{
  guint id = self->id;

  if (id == 0)
    return;

  self->id = 0;
  if (self->camera != NULL)
    sf_camera_remove_frame_func (self->camera, id);
  else
    sf_live_remove_frame_func (self->live, id);
  sf_live_composer_put (self->composer, self->person, NULL);
}
