/* The table of layouts: where each picture goes on the canvas. */
#pragma once

#include "app/synthesis/sy-image.h"
#include "app/synthesis/sy-mask.h"

#define SY_MAX_SHOTS 4
#define SY_MAX_PIECES (2 * SY_MAX_SHOTS)

/* One picture's part of the canvas. */
typedef struct {
  int person;   /* 0 stands first (left, above, behind), 1 second */
  int shot;     /* 0 to n_shots - 1 */
  SyRect place; /* on the canvas; the picture is cropped to its proportions and fills it */
  SyMask mask;
  int border; /* pixels of white around the mask */
} SyPiece;

typedef struct {
  SySize canvas;
  bool has_paper; /* the pieces leave some of the canvas white */
  int n_pieces;
  SyPiece pieces[SY_MAX_PIECES]; /* from the lowest to the topmost */
} SyPlacement;

/* width to height */
typedef struct {
  int width;
  int height;
} SyRatio;

typedef struct SyLayout SyLayout;

struct SyLayout {
  const char *name;  /* for commands and settings; never changes, never translated */
  const char *title; /* English, for a person; translated where it is shown */
  int n_shots;
  SyRatio narrowest; /* what a cell's proportions are kept within */
  SyRatio widest;
  bool first_leads; /* the first person's picture alone decides the cell's proportions and size */

  /* Places everything for cells of @cell pixels, at least 1 x 1. A cell is what one picture fills
   * at its full resolution. */
  void (*place) (const SyLayout *self, SySize cell, SyPlacement *ret_placement);
};

/* Two computers tell each other an index: entries are only ever added at the end. */
extern const SyLayout sy_layouts[];
extern const int sy_n_layouts;
