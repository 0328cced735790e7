/* Every sentence that `share` and `join` say to a person. */
#pragma once

#include "app/session/sf-session.h"

G_BEGIN_DECLS

/* All are (transfer full) without a newline. */

char *sf_cli_text_error (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/* @rendezvous: (nullable): a URL or `lan`, when the other person must name it, too */
char *sf_cli_text_code (const char *code, const char *rendezvous) G_GNUC_WARN_UNUSED_RESULT;
/* What the other person asks for, in lines. */
char *sf_cli_text_request (SfSession *session) G_GNUC_WARN_UNUSED_RESULT;
char *sf_cli_text_mode_change (SfSession *session) G_GNUC_WARN_UNUSED_RESULT;
/* @in_ms: until the next photograph of @shot, which may have several */
char *sf_cli_text_countdown (const SfShot *shot, gint64 in_ms) G_GNUC_WARN_UNUSED_RESULT;
char *sf_cli_text_taken (gint64 skew_us, gint64 uncertainty_us) G_GNUC_WARN_UNUSED_RESULT;

char *sf_cli_text_saved (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* These are static. */
const char *sf_cli_text_question (void);
const char *sf_cli_text_awaiting (void);
const char *sf_cli_text_accepted (void);
const char *sf_cli_text_live (void);
const char *sf_cli_text_frozen (void);
const char *sf_cli_text_resumed (void);
const char *sf_cli_text_camera_back (void);
const char *sf_cli_text_reconnecting (void);
const char *sf_cli_text_leaving (void);
/* Returns: (nullable): %NULL when everybody can come */
const char *sf_cli_text_reach (SfReach reach);
const char *sf_cli_text_waiting (gboolean present);
const char *sf_cli_text_connected (SfPathKind kind);
const char *sf_cli_text_cancelled (gboolean by_other, SfCancelReason reason);
const char *sf_cli_text_identical (gboolean is_identical);

/* The name to show: in quotes, for it is the other's own choice. */
char *sf_cli_text_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
