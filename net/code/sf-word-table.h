/* The PGP word list, a word for each byte. */
#pragma once

/* Words of two syllables, words of three. All 512 differ and have 4 to 11 letters from a to z. */
extern const char *const sf_word_table_even[256];
extern const char *const sf_word_table_odd[256];
