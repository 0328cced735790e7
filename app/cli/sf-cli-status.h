/* Exit statuses: the one table from errors to them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SF_CLI_STATUS_DONE = 0,
  SF_CLI_STATUS_BROKEN = 1, /* a fault of the program itself */
  SF_CLI_STATUS_USAGE = 2,
  SF_CLI_STATUS_WRONG_CODE = 3,
  SF_CLI_STATUS_DECLINED = 4,
  SF_CLI_STATUS_UNREACHABLE = 5,
  SF_CLI_STATUS_NO_PATH = 6,
  SF_CLI_STATUS_PEER_LEFT = 7,
  SF_CLI_STATUS_PICTURE = 8,
  SF_CLI_STATUS_TIMED_OUT = 9,
  SF_CLI_STATUS_STORAGE = 10,
  SF_CLI_STATUS_INCOMPATIBLE = 11,
  SF_CLI_STATUS_INTERRUPTED = 130,
} SfCliStatus;

SfCliStatus sf_cli_status_of (const GError *error);

/* A word for scripts, e.g. `wrong-code`. */
const char *sf_cli_status_get_name (SfCliStatus status);

G_END_DECLS
