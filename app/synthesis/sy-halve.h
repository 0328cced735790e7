/* Half the size, quickly, for pictures that are only looked at. */
#pragma once

#include <stdint.h>

/* The mean of each two by two samples, a half rounded up. @upper and @lower: 2 x @length samples */
void sy_halve_rows (const uint8_t *restrict upper,
                    const uint8_t *restrict lower,
                    int length,
                    uint8_t *restrict ret_row);
