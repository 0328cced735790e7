/* The table of layouts: where each picture goes on the canvas. */

#include "app/synthesis/sy-layout.h"

#include "app/synthesis/sy-kernel.h"

static void
add_piece (SyPlacement *placement, int person, int shot, SyRect place)
{
  placement->pieces[placement->n_pieces++] =
    (SyPiece){.person = person, .shot = shot, .place = place};
}

static void
place_side_by_side (const SyLayout *self, SySize cell, SyPlacement *ret_placement)
{
  *ret_placement = (SyPlacement){.canvas = {2 * cell.width, cell.height}};
  add_piece (ret_placement, 0, 0, (SyRect){0, 0, cell.width, cell.height});
  add_piece (ret_placement, 1, 0, (SyRect){cell.width, 0, cell.width, cell.height});
}

static void
place_stacked (const SyLayout *self, SySize cell, SyPlacement *ret_placement)
{
  *ret_placement = (SyPlacement){.canvas = {cell.width, 2 * cell.height}};
  add_piece (ret_placement, 0, 0, (SyRect){0, 0, cell.width, cell.height});
  add_piece (ret_placement, 1, 0, (SyRect){0, cell.height, cell.width, cell.height});
}

/* The cells overlap by the slant, so that each person is in the middle of what is seen of them. */
static void
place_diagonal (const SyLayout *self, SySize cell, SyPlacement *ret_placement)
{
  int slant = sy_min (cell.height / 4, cell.width / 2);
  int left = cell.width - slant;

  *ret_placement = (SyPlacement){.canvas = {left + cell.width, cell.height}};
  add_piece (ret_placement, 0, 0, (SyRect){0, 0, cell.width, cell.height});
  add_piece (ret_placement, 1, 0, (SyRect){left, 0, cell.width, cell.height});
  ret_placement->pieces[1].mask =
    (SyMask){.kind = SY_MASK_SLANT, .rect = {left, 0, slant, cell.height}};
  ret_placement->pieces[1].border = cell.height / 120;
}

/* The second person in a circle at the lower right. */
static void
place_inset (const SyLayout *self, SySize cell, SyPlacement *ret_placement)
{
  int side = sy_min (cell.width, cell.height);
  int diameter = sy_max (1, side * 2 / 5);
  int margin = side / 20;
  SyRect circle = {cell.width - margin - diameter, cell.height - margin - diameter, diameter,
                   diameter};

  *ret_placement = (SyPlacement){.canvas = cell};
  add_piece (ret_placement, 0, 0, (SyRect){0, 0, cell.width, cell.height});
  add_piece (ret_placement, 1, 0, circle);
  ret_placement->pieces[1].mask =
    (SyMask){.kind = SY_MASK_ROUND, .rect = circle, .radius = diameter / 2};
  ret_placement->pieces[1].border = side / 80;
}

/* As a photo booth prints it: the shots below each other on white paper, more of it at the foot. */
static void
place_strip (const SyLayout *self, SySize cell, SyPlacement *ret_placement)
{
  int margin = sy_max (1, cell.width / 8);
  int gap = sy_max (1, margin / 2);
  int step = cell.height + gap;

  *ret_placement = (SyPlacement){
    .canvas = {2 * (margin + cell.width), 3 * margin + self->n_shots * step},
    .has_paper = true,
  };
  for (int shot = 0; shot < self->n_shots; shot++)
    for (int person = 0; person < 2; person++)
      add_piece (
        ret_placement, person, shot,
        (SyRect){margin + person * cell.width, margin + shot * step, cell.width, cell.height});
}

const SyLayout sy_layouts[] = {
  {
    .name = "side-by-side",
    .title = "Side by side",
    .n_shots = 1,
    .narrowest = {1, 2},
    .widest = {4, 3},
    .place = place_side_by_side,
  },
  {
    .name = "stacked",
    .title = "Stacked",
    .n_shots = 1,
    .narrowest = {3, 4},
    .widest = {2, 1},
    .place = place_stacked,
  },
  {
    .name = "diagonal",
    .title = "Diagonal",
    .n_shots = 1,
    .narrowest = {3, 4},
    .widest = {1, 1},
    .place = place_diagonal,
  },
  {
    .name = "inset",
    .title = "Inset",
    .n_shots = 1,
    .narrowest = {1, 2},
    .widest = {2, 1},
    .first_leads = true,
    .place = place_inset,
  },
  {
    .name = "strip-3",
    .title = "Strip of three",
    .n_shots = 3,
    .narrowest = {2, 3},
    .widest = {2, 3},
    .place = place_strip,
  },
  {
    .name = "strip-4",
    .title = "Strip of four",
    .n_shots = 4,
    .narrowest = {2, 3},
    .widest = {2, 3},
    .place = place_strip,
  },
};

const int sy_n_layouts = (int) (sizeof sy_layouts / sizeof *sy_layouts);
