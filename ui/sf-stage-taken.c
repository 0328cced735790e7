/* On the stage, the photos of a strip that are taken already. */

#include "ui/sf-stage-private.h"

#include "ui/sf-strip.h"

void
sf_stage_set_taken (SfStage *self, GdkTexture *strip, const guint takes[2])
{
  g_return_if_fail (SF_IS_STAGE (self));

  g_set_object (&self->taken, strip);
  for (int i = 0; i < 2; i++)
    self->taken_takes[i] = strip != NULL ? takes[i] : 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
append_part (SfStage *self, GtkSnapshot *snapshot, const graphene_rect_t *whole, guint take, int i)
{
  graphene_rect_t part = sf_strip_get_part (&self->recipe, take, i);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (part.origin.x * whole->size.width,
                                                         part.origin.y * whole->size.height,
                                                         part.size.width * whole->size.width,
                                                         part.size.height * whole->size.height));
  gtk_snapshot_append_texture (snapshot, self->taken, whole);
  gtk_snapshot_pop (snapshot);
}

void
sf_stage_snapshot_taken (SfStage *self, GtkSnapshot *snapshot, double width, double height)
{
  graphene_rect_t whole = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  for (guint take = 0; take < self->recipe.n_shots; take++)
    for (int i = 0; i < 2; i++)
      if ((self->taken_takes[i] & 1u << take) != 0)
        append_part (self, snapshot, &whole, take, i);
}
