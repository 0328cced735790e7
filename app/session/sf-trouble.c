/* What went wrong, in as many kinds as a person can do something about. */

#include "app/session/sf-trouble.h"

#include "app/sf-error.h"
#include "net/sf-net-error.h"

#include <gio/gio.h>

static const struct {
  GQuark (*domain) (void);
  int code;
  SfTrouble trouble;
} troubles[] = {
  {sf_net_error_quark, SF_NET_ERROR_BAD_CODE, SF_TROUBLE_BAD_CODE},
  {sf_net_error_quark, SF_NET_ERROR_BAD_ADDRESS, SF_TROUBLE_BAD_ADDRESS},
  {sf_net_error_quark, SF_NET_ERROR_SERVER_UNREACHABLE, SF_TROUBLE_SERVER_UNREACHABLE},
  {sf_net_error_quark, SF_NET_ERROR_LAN_UNAVAILABLE, SF_TROUBLE_LAN_UNAVAILABLE},
  {sf_net_error_quark, SF_NET_ERROR_SERVER_REFUSED, SF_TROUBLE_SERVER_REFUSED},
  {sf_net_error_quark, SF_NET_ERROR_WRONG_CODE, SF_TROUBLE_WRONG_CODE},
  {sf_net_error_quark, SF_NET_ERROR_CODE_USED, SF_TROUBLE_CODE_USED},
  {sf_net_error_quark, SF_NET_ERROR_INCOMPATIBLE, SF_TROUBLE_INCOMPATIBLE},
  {sf_net_error_quark, SF_NET_ERROR_NO_PATH, SF_TROUBLE_NO_PATH},
  {sf_net_error_quark, SF_NET_ERROR_PEER_LEFT, SF_TROUBLE_LEFT},
  {sf_net_error_quark, SF_NET_ERROR_PROTOCOL, SF_TROUBLE_NONSENSE},
  {sf_net_error_quark, SF_NET_ERROR_TOO_LARGE, SF_TROUBLE_TOO_LARGE},
  {sf_error_quark, SF_ERROR_PICTURE, SF_TROUBLE_PICTURE},
  {sf_error_quark, SF_ERROR_STORAGE, SF_TROUBLE_STORAGE},
  {sf_error_quark, SF_ERROR_DECLINED, SF_TROUBLE_DECLINED},
  {sf_error_quark, SF_ERROR_LAYOUT, SF_TROUBLE_LAYOUT},
  {sf_error_quark, SF_ERROR_PROTOCOL, SF_TROUBLE_NONSENSE},
  {sf_error_quark, SF_ERROR_LIVE, SF_TROUBLE_LIVE},
  {sf_error_quark, SF_ERROR_CAMERA, SF_TROUBLE_CAMERA},
  {sf_error_quark, SF_ERROR_CAMERA_NONE, SF_TROUBLE_CAMERA_NONE},
  {sf_error_quark, SF_ERROR_CAMERA_BUSY, SF_TROUBLE_CAMERA_BUSY},
  {sf_error_quark, SF_ERROR_CAMERA_LOST, SF_TROUBLE_CAMERA_LOST},
  {sf_error_quark, SF_ERROR_CAMERA_DENIED, SF_TROUBLE_CAMERA_DENIED},
  {sf_error_quark, SF_ERROR_CAMERA_UNREACHABLE, SF_TROUBLE_CAMERA_UNREACHABLE},
  {g_io_error_quark, G_IO_ERROR_TIMED_OUT, SF_TROUBLE_TIMED_OUT},
};

SfTrouble
sf_trouble_of (const GError *error)
{
  g_return_val_if_fail (error != NULL, SF_TROUBLE_OTHER);

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    if (g_error_matches (error, troubles[i].domain (), troubles[i].code))
      return troubles[i].trouble;

  return SF_TROUBLE_OTHER;
}

const char *
sf_trouble_get_word (SfTrouble trouble)
{
  static const char *const words[SF_N_TROUBLES] = {
    [SF_TROUBLE_OTHER] = "other",
    [SF_TROUBLE_BAD_CODE] = "bad-code",
    [SF_TROUBLE_WRONG_CODE] = "wrong-code",
    [SF_TROUBLE_CODE_USED] = "code-used",
    [SF_TROUBLE_BAD_ADDRESS] = "bad-address",
    [SF_TROUBLE_SERVER_UNREACHABLE] = "server-unreachable",
    [SF_TROUBLE_LAN_UNAVAILABLE] = "lan-unavailable",
    [SF_TROUBLE_SERVER_REFUSED] = "server-refused",
    [SF_TROUBLE_NO_PATH] = "no-path",
    [SF_TROUBLE_LEFT] = "other-left",
    [SF_TROUBLE_DECLINED] = "declined",
    [SF_TROUBLE_INCOMPATIBLE] = "incompatible",
    [SF_TROUBLE_NONSENSE] = "broken-protocol",
    [SF_TROUBLE_TOO_LARGE] = "too-large",
    [SF_TROUBLE_TIMED_OUT] = "timed-out",
    [SF_TROUBLE_LIVE] = "no-live-video",
    [SF_TROUBLE_PICTURE] = "picture",
    [SF_TROUBLE_LAYOUT] = "layout",
    [SF_TROUBLE_STORAGE] = "storage",
    [SF_TROUBLE_CAMERA] = "camera",
    [SF_TROUBLE_CAMERA_NONE] = "camera-none",
    [SF_TROUBLE_CAMERA_BUSY] = "camera-busy",
    [SF_TROUBLE_CAMERA_LOST] = "camera-lost",
    [SF_TROUBLE_CAMERA_DENIED] = "camera-denied",
    [SF_TROUBLE_CAMERA_UNREACHABLE] = "camera-unreachable",
  };

  g_return_val_if_fail (trouble < SF_N_TROUBLES, words[SF_TROUBLE_OTHER]);

  return words[trouble];
}
