/* From RGB to the words that windows are drawn with. */
#pragma once

#include <stdint.h>

/* @ret_row: @length words 0xffrrggbb, in the machine's order of bytes */
void sy_pack_row (const uint8_t *restrict row, int length, uint32_t *restrict ret_row);
