/* Exit statuses: the one table from errors to them. */

#include "app/cli/sf-cli-status.h"

#include "app/sf-error.h"
#include "net/sf-net-error.h"

#include <gio/gio.h>

#define ANY_CODE (-1)

static const struct {
  GQuark (*domain) (void);
  int code;
  SfCliStatus status;
} statuses[] = {
  {g_option_error_quark, ANY_CODE, SF_CLI_STATUS_USAGE},
  {sf_net_error_quark, SF_NET_ERROR_BAD_CODE, SF_CLI_STATUS_USAGE},
  {sf_net_error_quark, SF_NET_ERROR_BAD_ADDRESS, SF_CLI_STATUS_USAGE},
  {sf_net_error_quark, SF_NET_ERROR_SERVER_UNREACHABLE, SF_CLI_STATUS_UNREACHABLE},
  {sf_net_error_quark, SF_NET_ERROR_LAN_UNAVAILABLE, SF_CLI_STATUS_UNREACHABLE},
  {sf_net_error_quark, SF_NET_ERROR_SERVER_REFUSED, SF_CLI_STATUS_UNREACHABLE},
  {sf_net_error_quark, SF_NET_ERROR_WRONG_CODE, SF_CLI_STATUS_WRONG_CODE},
  {sf_net_error_quark, SF_NET_ERROR_CODE_USED, SF_CLI_STATUS_WRONG_CODE},
  {sf_net_error_quark, SF_NET_ERROR_INCOMPATIBLE, SF_CLI_STATUS_INCOMPATIBLE},
  {sf_net_error_quark, SF_NET_ERROR_NO_PATH, SF_CLI_STATUS_NO_PATH},
  {sf_net_error_quark, SF_NET_ERROR_PEER_LEFT, SF_CLI_STATUS_PEER_LEFT},
  {sf_net_error_quark, SF_NET_ERROR_PROTOCOL, SF_CLI_STATUS_INCOMPATIBLE},
  {sf_net_error_quark, SF_NET_ERROR_TOO_LARGE, SF_CLI_STATUS_INCOMPATIBLE},
  {sf_error_quark, SF_ERROR_PICTURE, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_LAYOUT, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_STORAGE, SF_CLI_STATUS_STORAGE},
  {sf_error_quark, SF_ERROR_DECLINED, SF_CLI_STATUS_DECLINED},
  {sf_error_quark, SF_ERROR_CAMERA, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_CAMERA_NONE, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_CAMERA_BUSY, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_CAMERA_LOST, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_CAMERA_DENIED, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_CAMERA_UNREACHABLE, SF_CLI_STATUS_PICTURE},
  {sf_error_quark, SF_ERROR_PROTOCOL, SF_CLI_STATUS_INCOMPATIBLE},
  {g_io_error_quark, G_IO_ERROR_TIMED_OUT, SF_CLI_STATUS_TIMED_OUT},
  {g_io_error_quark, G_IO_ERROR_CANCELLED, SF_CLI_STATUS_INTERRUPTED},
};

SfCliStatus
sf_cli_status_of (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (error->domain == statuses[i].domain () &&
        (statuses[i].code == ANY_CODE || statuses[i].code == error->code))
      return statuses[i].status;

  return SF_CLI_STATUS_BROKEN;
}

const char *
sf_cli_status_get_name (SfCliStatus status)
{
  static const char *const names[] = {
    [SF_CLI_STATUS_DONE] = "done",         [SF_CLI_STATUS_BROKEN] = "broken",
    [SF_CLI_STATUS_USAGE] = "usage",       [SF_CLI_STATUS_WRONG_CODE] = "wrong-code",
    [SF_CLI_STATUS_DECLINED] = "declined", [SF_CLI_STATUS_UNREACHABLE] = "rendezvous-unreachable",
    [SF_CLI_STATUS_NO_PATH] = "no-path",   [SF_CLI_STATUS_PEER_LEFT] = "peer-left",
    [SF_CLI_STATUS_PICTURE] = "picture",   [SF_CLI_STATUS_TIMED_OUT] = "timed-out",
    [SF_CLI_STATUS_STORAGE] = "storage",   [SF_CLI_STATUS_INCOMPATIBLE] = "incompatible",
  };

  return status < G_N_ELEMENTS (names) ? names[status] : "interrupted";
}
