/* `share` and `join`: a session from the arguments to the exit status. */
#pragma once

/* @argv: the command's own name first. Returns: an exit status */
int sf_cli_share (int argc, char **argv);
int sf_cli_join (int argc, char **argv);
