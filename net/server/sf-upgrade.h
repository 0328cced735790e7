/* The HTTP request that becomes a WebSocket: RFC 6455 section 4.2, and nothing else of HTTP. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_UPGRADE_PATH "/v1"
#define SF_UPGRADE_MAX_HEAD (8 * 1024)

/* A base64 of 20 bytes, or a key of 16, with the final NUL. */
#define SF_UPGRADE_ACCEPT_SIZE 29
#define SF_UPGRADE_KEY_SIZE 25

/* As text, the longest IPv6 address has 45 characters. */
#define SF_UPGRADE_REAL_IP_SIZE 46

/* Statuses of HTTP, and one before them. */
typedef enum {
  SF_UPGRADE_INCOMPLETE = 0,
  SF_UPGRADE_ACCEPTED = 101,
  SF_UPGRADE_BAD_REQUEST = 400,
  SF_UPGRADE_NOT_FOUND = 404,
  SF_UPGRADE_REQUIRED = 426,
  SF_UPGRADE_TOO_LARGE = 431,
  SF_UPGRADE_UNAVAILABLE = 503,
} SfUpgradeStatus;

typedef struct {
  char key[SF_UPGRADE_KEY_SIZE];
  char real_ip[SF_UPGRADE_REAL_IP_SIZE]; /* X-Real-IP, or empty */
  gsize head_size;                       /* what follows is the WebSocket's */
} SfUpgradeRequest;

/**
 * sf_upgrade_parse:
 * @bytes: what has come so far, not terminated
 * @ret_request: (out caller-allocates): complete when %SF_UPGRADE_ACCEPTED is returned
 *
 * Returns: %SF_UPGRADE_INCOMPLETE: ask again when more has come
 */
SfUpgradeStatus sf_upgrade_parse (const char *bytes, gsize length, SfUpgradeRequest *ret_request);

/**
 * sf_upgrade_make_response:
 * @request: read only when @status is %SF_UPGRADE_ACCEPTED
 *
 * Returns: (transfer full): the whole answer
 */
char *sf_upgrade_make_response (SfUpgradeStatus status,
                                const SfUpgradeRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
