/* Where the photos of a strip are on it. */

#include "ui/sf-strip.h"

#include "app/synthesis/sy-layout.h"

/* A strip has one shape: any cell of these proportions, large enough for what is rounded, does. */
#define CELL_SIDE 1024

graphene_rect_t
sf_strip_get_part (const SfRecipe *recipe, guint take, int person)
{
  const SyLayout *layout = &sy_layouts[recipe->layout];
  SySize cell = {CELL_SIDE * layout->widest.width, CELL_SIDE * layout->widest.height};
  graphene_rect_t part = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  gboolean is_empty = TRUE;
  SyPlacement placement;

  layout->place (layout, cell, &placement);
  for (int i = 0; i < placement.n_pieces; i++) {
    const SyPiece *piece = &placement.pieces[i];
    int whose = recipe->swapped ? 1 - piece->person : piece->person;
    graphene_rect_t place =
      GRAPHENE_RECT_INIT ((float) piece->place.x / (float) placement.canvas.width,
                          (float) piece->place.y / (float) placement.canvas.height,
                          (float) piece->place.width / (float) placement.canvas.width,
                          (float) piece->place.height / (float) placement.canvas.height);

    if (piece->shot != (int) take || (person != SF_STRIP_BOTH && person != whose))
      continue;
    if (is_empty)
      part = place;
    else
      graphene_rect_union (&part, &place, &part);
    is_empty = FALSE;
  }

  return part;
}
