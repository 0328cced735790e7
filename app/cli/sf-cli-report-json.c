/* What happens in a session, one JSON object a line. */

#include "app/cli/sf-cli-json.h"
#include "app/cli/sf-cli-report.h"
#include "app/cli/sf-cli-status.h"
#include "app/cli/sf-cli-text.h"
#include "app/synthesis/sy-layout.h"

static void
print_event (const char *event)
{
  JsonBuilder *json = sf_cli_json_begin (event);

  sf_cli_json_print (json);
}

static void
report_code (SfCliReport *self, const char *code, const char *uri, const char *rendezvous)
{
  JsonBuilder *json = sf_cli_json_begin ("code");

  sf_cli_json_add_string (json, "code", code);
  sf_cli_json_add_string (json, "uri", uri);
  sf_cli_json_print (json);
}

static void
report_reach (SfCliReport *self, SfReach reach)
{
  JsonBuilder *json = sf_cli_json_begin ("reach");

  sf_cli_json_add_boolean (json, "server", (reach & SF_REACH_SERVER) != 0);
  sf_cli_json_add_boolean (json, "lan", (reach & SF_REACH_LAN) != 0);
  sf_cli_json_print (json);
}

static void
report_waiting (SfCliReport *self, gboolean is_creator, gboolean present)
{
  JsonBuilder *json = sf_cli_json_begin ("waiting");

  sf_cli_json_add_boolean (json, "present", present);
  sf_cli_json_print (json);
}

static void
add_recipe (JsonBuilder *json, const SfRecipe *recipe)
{
  gboolean is_synthesis = recipe->mode == SF_MODE_SYNTHESIS;

  sf_cli_json_add_string (json, "mode", is_synthesis ? "synthesis" : "exchange");
  sf_cli_json_add_string (json, "layout", is_synthesis ? sy_layouts[recipe->layout].name : NULL);
}

static void
report_request (SfCliReport *self, SfSession *session)
{
  const SfIntroduction *other = sf_session_get_peer_introduction (session);
  g_autofree char *words = sf_session_dup_compare_words (session);
  JsonBuilder *json = sf_cli_json_begin ("request");

  sf_cli_json_add_string (json, "name", other->name);
  add_recipe (json, sf_session_get_recipe (session));
  sf_cli_json_add_int (json, "shots", sf_session_get_shots (session));
  sf_cli_json_add_boolean (json, "picture", sf_session_get_request_picture (session) != NULL);
  sf_cli_json_add_string (json, "words", words);
  sf_cli_json_print (json);
}

static void
report_mode_change (SfCliReport *self, SfSession *session)
{
  report_request (self, session);
}

static void
report_ask (SfCliReport *self)
{
  g_printerr ("%s", sf_cli_text_question ());
}

/* Between two events there is nothing that a script could act upon. */
static void
report_nothing (SfCliReport *self)
{
}

static void
report_accepted (SfCliReport *self)
{
  print_event ("accepted");
}

static void
report_connected (SfCliReport *self, SfPathKind kind, gint64 elapsed_ms)
{
  static const char *const kinds[] = {
    [SF_PATH_KIND_LAN] = "lan",
    [SF_PATH_KIND_DIRECT] = "direct",
    [SF_PATH_KIND_RELAY] = "relay",
  };
  JsonBuilder *json = sf_cli_json_begin ("connected");

  sf_cli_json_add_string (json, "path", kinds[kind]);
  sf_cli_json_add_int (json, "elapsed_ms", elapsed_ms);
  sf_cli_json_print (json);
}

static void
report_live (SfCliReport *self, gint64 first_frame_ms)
{
  JsonBuilder *json = sf_cli_json_begin ("live");

  sf_cli_json_add_int (json, "first_frame_ms", first_frame_ms);
  sf_cli_json_print (json);
}

static void
report_frozen (SfCliReport *self)
{
  print_event ("frozen");
}

static void
report_resumed (SfCliReport *self)
{
  print_event ("resumed");
}

static void
report_camera (SfCliReport *self, const GError *error)
{
  g_autofree char *message = error != NULL ? sf_cli_text_error (error) : NULL;
  JsonBuilder *json = sf_cli_json_begin ("camera");

  sf_cli_json_add_boolean (json, "running", error == NULL);
  sf_cli_json_add_string (json, "message", message);
  sf_cli_json_print (json);
}

static void
report_reconnecting (SfCliReport *self)
{
  print_event ("reconnecting");
}

static void
report_clock (SfCliReport *self, const SfClockEstimate *estimate)
{
  JsonBuilder *json = sf_cli_json_begin ("clock");

  sf_cli_json_add_int (json, "offset_us", estimate->offset_us);
  sf_cli_json_add_int (json, "uncertainty_us", estimate->uncertainty_us);
  sf_cli_json_add_int (json, "rtt_us", estimate->rtt_us);
  if (estimate->has_drift)
    sf_cli_json_add_double (json, "drift_ppm", estimate->drift_ppm);
  else
    sf_cli_json_add_null (json, "drift_ppm");
  sf_cli_json_print (json);
}

static void
report_countdown (SfCliReport *self, const SfShot *shot, gint64 in_ms)
{
  JsonBuilder *json = sf_cli_json_begin ("countdown");

  sf_cli_json_add_int (json, "in_ms", in_ms);
  sf_cli_json_add_boolean (json, "by_other", shot->by_other);
  sf_cli_json_print (json);
}

static void
report_shot (SfCliReport *self, gboolean is_known, gint64 skew_us, gint64 uncertainty_us)
{
  JsonBuilder *json = sf_cli_json_begin ("shot");

  if (is_known) {
    sf_cli_json_add_int (json, "skew_us", skew_us);
    sf_cli_json_add_int (json, "uncertainty_us", uncertainty_us);
  } else {
    sf_cli_json_add_null (json, "skew_us");
    sf_cli_json_add_null (json, "uncertainty_us");
  }
  sf_cli_json_print (json);
}

static void
report_preview (SfCliReport *self, guint take, int width, int height)
{
  JsonBuilder *json = sf_cli_json_begin ("preview");

  sf_cli_json_add_int (json, "take", take);
  sf_cli_json_add_int (json, "width", width);
  sf_cli_json_add_int (json, "height", height);
  sf_cli_json_print (json);
}

static void
report_progress (SfCliReport *self, gboolean incoming, guint64 done, guint64 size)
{
}

static void
report_moved (SfCliReport *self, gboolean incoming, guint64 size, gint64 elapsed_ms)
{
  JsonBuilder *json = sf_cli_json_begin (incoming ? "received" : "sent");

  sf_cli_json_add_int (json, "bytes", (gint64) size);
  sf_cli_json_add_int (json, "elapsed_ms", elapsed_ms);
  sf_cli_json_print (json);
}

static void
report_saved (SfCliReport *self, const char *path)
{
  JsonBuilder *json = sf_cli_json_begin ("saved");

  sf_cli_json_add_string (json, "file", path);
  sf_cli_json_print (json);
}

static void
report_cancelled (SfCliReport *self, gboolean by_other, SfCancelReason reason)
{
  static const char *const reasons[] = {
    [SF_CANCEL_PERSON] = "person",   [SF_CANCEL_BUSY] = "busy",   [SF_CANCEL_LATE] = "late",
    [SF_CANCEL_FAR] = "far",         [SF_CANCEL_CLOCK] = "clock", [SF_CANCEL_OFTEN] = "often",
    [SF_CANCEL_TROUBLE] = "trouble",
  };
  JsonBuilder *json = sf_cli_json_begin ("cancelled");

  sf_cli_json_add_boolean (json, "by_other", by_other);
  sf_cli_json_add_string (json, "reason", reasons[reason]);
  sf_cli_json_print (json);
}

static void
report_composite (SfCliReport *self, const SfShot *shot)
{
  g_autofree char *own = sf_digest_to_hex (shot->own_hash);
  g_autofree char *theirs = sf_digest_to_hex (shot->peer_hash);
  JsonBuilder *json = sf_cli_json_begin ("composite");

  sf_cli_json_add_string (json, "file", shot->path);
  sf_cli_json_add_int (json, "width", shot->picture->width);
  sf_cli_json_add_int (json, "height", shot->picture->height);
  sf_cli_json_add_string (json, "pixels_sha256", own);
  sf_cli_json_add_string (json, "peer_pixels_sha256", theirs);
  sf_cli_json_add_boolean (json, "identical", sf_shot_is_identical (shot));
  sf_cli_json_print (json);
}

static void
report_error (SfCliReport *self, const GError *error)
{
  g_autofree char *message = sf_cli_text_error (error);
  JsonBuilder *json = sf_cli_json_begin ("error");

  sf_cli_json_add_string (json, "code", sf_cli_status_get_name (sf_cli_status_of (error)));
  sf_cli_json_add_string (json, "message", message);
  sf_cli_json_print (json);
}

static void
report_closed (SfCliReport *self)
{
  print_event ("closed");
}

static void
report_free (SfCliReport *self)
{
  g_free (self);
}

static const SfCliReportFuncs funcs = {
  .code = report_code,
  .reach = report_reach,
  .waiting = report_waiting,
  .request = report_request,
  .mode_change = report_mode_change,
  .ask = report_ask,
  .awaiting = report_nothing,
  .accepted = report_accepted,
  .connected = report_connected,
  .live = report_live,
  .frozen = report_frozen,
  .resumed = report_resumed,
  .camera = report_camera,
  .reconnecting = report_reconnecting,
  .clock = report_clock,
  .countdown = report_countdown,
  .shot = report_shot,
  .preview = report_preview,
  .progress = report_progress,
  .moved = report_moved,
  .saved = report_saved,
  .cancelled = report_cancelled,
  .composite = report_composite,
  .leaving = report_nothing,
  .error = report_error,
  .closed = report_closed,
  .free = report_free,
};

SfCliReport *
sf_cli_report_new_json (void)
{
  SfCliReport *self = g_new (SfCliReport, 1);

  self->funcs = &funcs;
  return self;
}

void
sf_cli_report_free (SfCliReport *self)
{
  self->funcs->free (self);
}
