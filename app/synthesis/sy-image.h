/* Views of pictures: RGB, 8 bits a channel. Nothing here owns memory. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  int width; /* pixels, at least 1 */
  int height;
} SySize;

typedef struct {
  int x; /* pixels */
  int y;
  int width;
  int height;
} SyRect;

typedef struct {
  const uint8_t *pixels;
  size_t stride; /* bytes, at least 3 x width */
  SySize size;
} SyImage;

typedef struct {
  uint8_t *pixels;
  size_t stride; /* bytes, at least 3 x width */
  SySize size;
} SyCanvas;
