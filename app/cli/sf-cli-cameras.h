/* `sameframe-cli cameras`: what there is to photograph with. */
#pragma once

/**
 * sf_cli_cameras:
 * @argv: what stands behind the program's name: `cameras` and its arguments
 *
 * Returns: the exit status: 0, 2 usage, 8 no camera, or none that may be used
 */
int sf_cli_cameras (int argc, char **argv);
