/* What went wrong, in as many kinds as a person can do something about. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SF_TROUBLE_OTHER,
  SF_TROUBLE_BAD_CODE,
  SF_TROUBLE_WRONG_CODE,
  SF_TROUBLE_CODE_USED,
  SF_TROUBLE_BAD_ADDRESS,
  SF_TROUBLE_SERVER_UNREACHABLE,
  SF_TROUBLE_LAN_UNAVAILABLE,
  SF_TROUBLE_SERVER_REFUSED,
  SF_TROUBLE_NO_PATH,
  SF_TROUBLE_LEFT,
  SF_TROUBLE_DECLINED,
  SF_TROUBLE_INCOMPATIBLE,
  SF_TROUBLE_NONSENSE, /* from the other side */
  SF_TROUBLE_TOO_LARGE,
  SF_TROUBLE_TIMED_OUT,
  SF_TROUBLE_LIVE,
  SF_TROUBLE_PICTURE,
  SF_TROUBLE_LAYOUT,
  SF_TROUBLE_STORAGE,
  SF_TROUBLE_CAMERA,
  SF_TROUBLE_CAMERA_NONE,
  SF_TROUBLE_CAMERA_BUSY,
  SF_TROUBLE_CAMERA_LOST,
  SF_TROUBLE_CAMERA_DENIED,
  SF_TROUBLE_CAMERA_UNREACHABLE,
} SfTrouble;

#define SF_N_TROUBLES (SF_TROUBLE_CAMERA_UNREACHABLE + 1)

/* Returns: a word for reports, the same in every language and version: `server-unreachable` */
const char *sf_trouble_get_word (SfTrouble trouble);

/* Of the domains SF_ERROR, SF_NET_ERROR and G_IO_ERROR; OTHER for what is unknown. */
SfTrouble sf_trouble_of (const GError *error);

G_END_DECLS
