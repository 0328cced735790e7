/* `sameframe-cli compose`: synthesis alone, offline. */
#pragma once

/**
 * sf_cli_compose:
 * @argv: what stands behind the program's name: `compose` and its arguments
 *
 * Returns: the exit status: 0, 2 usage, 8 unusable picture, 10 storage
 */
int sf_cli_compose (int argc, char **argv);
