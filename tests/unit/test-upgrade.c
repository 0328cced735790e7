/* The HTTP request that becomes a WebSocket, and all those that do not. */

#include "net/server/sf-upgrade.h"

#define KEY "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define FIELDS                                                                                     \
  "Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
#define REQUEST "GET /v1 HTTP/1.1\r\n" FIELDS KEY "\r\n"

static SfUpgradeRequest request;

static SfUpgradeStatus
parse (const char *text)
{
  return sf_upgrade_parse (text, strlen (text), &request);
}

/* The key and the answer are the example of RFC 6455 section 1.3. */
static void
test_accepts (void)
{
  g_autofree char *response = NULL;

  g_assert_cmpint (parse (REQUEST "\x81"), ==, SF_UPGRADE_ACCEPTED);
  g_assert_cmpuint (request.head_size, ==, strlen (REQUEST));
  g_assert_cmpstr (request.real_ip, ==, "");
  response = sf_upgrade_make_response (SF_UPGRADE_ACCEPTED, &request);
  g_assert_true (g_str_has_prefix (response, "HTTP/1.1 101 "));
  g_assert_nonnull (
    strstr (response, "\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
  g_assert_true (g_str_has_suffix (response, "\r\n\r\n"));
}

static void
test_accepts_variants (void)
{
  static const char *const requests[] = {
    "GET /v1?x=y HTTP/1.1\r\n" FIELDS KEY "\r\n",
    "GET /v1 HTTP/1.1\r\nupgrade:WebSocket\r\nCONNECTION:\tkeep-alive , upgrade \r\n"
    "sec-websocket-version:13\r\n" KEY "\r\n",
    "GET /v1 HTTP/1.1\r\n" FIELDS KEY "X-Empty:\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
    "\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_test_message ("case %u", i);
    g_assert_cmpint (parse (requests[i]), ==, SF_UPGRADE_ACCEPTED);
  }
}

static void
test_refuses (void)
{
  static const struct {
    const char *text;
    SfUpgradeStatus status;
  } cases[] = {
    {"\r\n\r\n", SF_UPGRADE_BAD_REQUEST},
    {"POST /v1 HTTP/1.1\r\n" FIELDS KEY "\r\n", SF_UPGRADE_BAD_REQUEST},
    {"get /v1 HTTP/1.1\r\n" FIELDS KEY "\r\n", SF_UPGRADE_BAD_REQUEST},
    {"GET /v1 HTTP/1.0\r\n" FIELDS KEY "\r\n", SF_UPGRADE_BAD_REQUEST},
    {"GET /v1\r\n" FIELDS KEY "\r\n", SF_UPGRADE_BAD_REQUEST},
    {"GET / HTTP/1.1\r\n" FIELDS KEY "\r\n", SF_UPGRADE_NOT_FOUND},
    {"GET /v1/ HTTP/1.1\r\n" FIELDS KEY "\r\n", SF_UPGRADE_NOT_FOUND},
    {"GET /v1 HTTP/1.1\r\nHost: a\r\n\r\n", SF_UPGRADE_REQUIRED},
    {"GET /v1 HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
     "Sec-WebSocket-Version: 8\r\n" KEY "\r\n",
     SF_UPGRADE_REQUIRED},
    {"GET /v1 HTTP/1.1\r\n" FIELDS "\r\n", SF_UPGRADE_BAD_REQUEST},
    {"GET /v1 HTTP/1.1\r\n" FIELDS "Sec-WebSocket-Key: c2hvcnQ=\r\n\r\n", SF_UPGRADE_BAD_REQUEST},
    {"GET /v1 HTTP/1.1\r\n" FIELDS "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZS4=\r\n\r\n",
     SF_UPGRADE_BAD_REQUEST},
    {"GET /v1 HTTP/1.1\r\n" FIELDS KEY " folded\r\n\r\n", SF_UPGRADE_BAD_REQUEST},
    {"GET /v1 HTTP/1.1\r\n" FIELDS KEY "Name : value\r\n\r\n", SF_UPGRADE_BAD_REQUEST},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *response = NULL;

    g_test_message ("case %u", i);
    g_assert_cmpint (parse (cases[i].text), ==, cases[i].status);
    response = sf_upgrade_make_response (cases[i].status, NULL);
    g_assert_true (g_str_has_suffix (response, "\r\n\r\n"));
  }
}

static void
test_incomplete (void)
{
  for (gsize length = 1; length < strlen (REQUEST); length++) {
    g_autofree char *prefix = g_memdup2 (REQUEST, length);

    g_assert_cmpint (sf_upgrade_parse (prefix, length, &request), ==, SF_UPGRADE_INCOMPLETE);
  }
}

static void
test_too_large (void)
{
  g_autofree char *field = g_strnfill (SF_UPGRADE_MAX_HEAD, 'x');
  g_autofree char *endless = g_strconcat ("GET /v1 HTTP/1.1\r\nX: ", field, NULL);
  g_autofree char *long_one = g_strconcat (endless, "\r\n\r\n", NULL);

  g_assert_cmpint (parse (endless), ==, SF_UPGRADE_TOO_LARGE);
  g_assert_cmpint (parse (long_one), ==, SF_UPGRADE_TOO_LARGE);
}

static void
test_real_ip (void)
{
  g_autofree char *long_one = g_strnfill (100, '1');
  g_autofree char *text =
    g_strconcat ("GET /v1 HTTP/1.1\r\n" FIELDS KEY "X-Real-IP: ", long_one, "\r\n\r\n", NULL);

  g_assert_cmpint (parse ("GET /v1 HTTP/1.1\r\n" FIELDS KEY "x-real-ip: 2001:db8::1 \r\n\r\n"), ==,
                   SF_UPGRADE_ACCEPTED);
  g_assert_cmpstr (request.real_ip, ==, "2001:db8::1");
  g_assert_cmpint (parse (text), ==, SF_UPGRADE_ACCEPTED);
  g_assert_cmpstr (request.real_ip, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/upgrade/accepts", test_accepts);
  g_test_add_func ("/net/server/upgrade/accepts-variants", test_accepts_variants);
  g_test_add_func ("/net/server/upgrade/refuses", test_refuses);
  g_test_add_func ("/net/server/upgrade/incomplete", test_incomplete);
  g_test_add_func ("/net/server/upgrade/too-large", test_too_large);
  g_test_add_func ("/net/server/upgrade/real-ip", test_real_ip);
  return g_test_run ();
}
