/* Every sentence that `share` and `join` say to a person. */

#include "app/cli/sf-cli-text.h"

#include "app/cli/sf-cli-status.h"
#include "app/sf-error.h"
#include "app/synthesis/sy-layout.h"
#include "net/sf-net-error.h"

#include <math.h>

/* (nullable): where the error itself says it best */
static const char *
error_sentence (SfCliStatus status)
{
  switch (status) {
  case SF_CLI_STATUS_WRONG_CODE:
    return "The two codes differ, so this one is used up. Ask for a new code and try again.";
  case SF_CLI_STATUS_UNREACHABLE:
    return "The meeting point does not answer. Is there a network? --rendezvous names another.";
  case SF_CLI_STATUS_NO_PATH:
    return "The two computers find no way to each other: a network between them blocks it. "
           "A relay helps: --turn names one.";
  case SF_CLI_STATUS_PEER_LEFT:
    return "The other person left, or was lost. Photographs already taken are saved.";
  case SF_CLI_STATUS_TIMED_OUT:
    return "It took too long. Try again when both sides are ready; --timeout gives them longer.";
  case SF_CLI_STATUS_INCOMPATIBLE:
    return "The other side is not Sameframe, or a version this one does not understand. "
           "Update the older of the two.";
  case SF_CLI_STATUS_INTERRUPTED:
    return "You left.";
  case SF_CLI_STATUS_DONE:
  case SF_CLI_STATUS_BROKEN:
  case SF_CLI_STATUS_USAGE:
  case SF_CLI_STATUS_DECLINED:
  case SF_CLI_STATUS_PICTURE:
  case SF_CLI_STATUS_STORAGE:
    break;
  }

  return NULL;
}

/* What is wrong, and what to do about it. */
static const char *const camera_sentences[] = {
  [SF_ERROR_CAMERA] = "That camera, or video, gives no picture that can be used. "
                      "sameframe-cli cameras lists the cameras there are.",
  [SF_ERROR_CAMERA_NONE] = "There is no such camera here. sameframe-cli cameras lists those there "
                           "are; --image FILE takes a photograph instead.",
  [SF_ERROR_CAMERA_BUSY] = "Another program uses the camera. Close that one, or name another "
                           "camera: --camera ID",
  [SF_ERROR_CAMERA_LOST] = "The camera is gone, or gives no pictures any more. Plug it in again, "
                           "or name another: --camera ID",
  [SF_ERROR_CAMERA_DENIED] = "The system does not let this program use the camera. Allow it in "
                             "the system's privacy settings, or take a photograph: --image FILE",
  [SF_ERROR_CAMERA_UNREACHABLE] = "The service that gives cameras does not answer. Is PipeWire "
                                  "running? --image FILE works without it.",
};

/* Returns: (nullable): %NULL when it is no error of a camera */
static const char *
camera_sentence (const GError *error)
{
  if (error->domain != SF_ERROR || error->code < 0 ||
      error->code >= (int) G_N_ELEMENTS (camera_sentences))
    return NULL;

  return camera_sentences[error->code];
}

char *
sf_cli_text_error (const GError *error)
{
  const char *sentence = camera_sentence (error);

  if (g_error_matches (error, SF_NET_ERROR, SF_NET_ERROR_LAN_UNAVAILABLE))
    sentence = "The local network cannot be used: Avahi does not run on this computer. Start it, "
               "or name a meeting point: --rendezvous URL";
  if (sentence == NULL)
    sentence = error_sentence (sf_cli_status_of (error));
  return g_strdup (sentence != NULL ? sentence : error->message);
}

char *
sf_cli_text_code (const char *code, const char *rendezvous)
{
  const char *option = rendezvous != NULL ? " --rendezvous " : "";

  return g_strdup_printf ("Your code:  %s\n"
                          "Give it to the other person by whatever chat you share; it works once. "
                          "They say:\n"
                          "  sameframe-cli join %s%s%s\n"
                          "Waiting for them. Ctrl+C leaves.",
                          code, code, option, rendezvous != NULL ? rendezvous : "");
}

char *
sf_cli_text_name (const char *name)
{
  return *name != '\0' ? g_strdup_printf ("“%s”", name) : g_strdup ("Somebody");
}

static const char *
wish (SfMode mode)
{
  return mode == SF_MODE_SYNTHESIS ? "take one photo together with you" : "swap photos with you";
}

/* Who made the code knows what for, and sees who came with it; the other sees what is asked. */
static void
append_wish (GString *text, SfSession *session)
{
  const SfRecipe *recipe = sf_session_get_recipe (session);
  g_autofree char *name = sf_cli_text_name (sf_session_get_peer_introduction (session)->name);

  if (sf_session_is_creator (session)) {
    g_string_append_printf (text, "%s has your code and is here.\n", name);
    return;
  }

  g_string_append_printf (text, "%s wants to %s", name, wish (recipe->mode));
  if (recipe->mode == SF_MODE_SYNTHESIS)
    g_string_append_printf (text, " (%s)", sy_layouts[recipe->layout].title);
  if (sf_session_get_shots (session) > 1)
    g_string_append_printf (text, ", %u times", sf_session_get_shots (session));
  g_string_append (text, ".\n");
}

char *
sf_cli_text_request (SfSession *session)
{
  SfImage *picture = sf_session_get_request_picture (session);
  g_autofree char *words = sf_session_dup_compare_words (session);
  GString *text = g_string_new (NULL);

  append_wish (text, session);
  if (picture != NULL)
    g_string_append_printf (text, "They sent a picture with it, %d × %d pixels.\n", picture->width,
                            picture->height);
  g_string_append_printf (text,
                          "Both of you see the same three words when nobody is between you: %s\n"
                          "Your photograph is not shown yet.",
                          words);

  return g_string_free (text, FALSE);
}

char *
sf_cli_text_mode_change (SfSession *session)
{
  const SfIntroduction *other = sf_session_get_peer_introduction (session);
  g_autofree char *name = sf_cli_text_name (other->name);

  return g_strdup_printf ("%s now wants to %s.", name,
                          wish (sf_session_get_recipe (session)->mode));
}

char *
sf_cli_text_countdown (const SfShot *shot, gint64 in_ms)
{
  g_autofree char *what = NULL;

  if (sf_shot_get_next (shot) > 0)
    what = g_strdup_printf ("Photograph %u of %u", sf_shot_get_next (shot) + 1, shot->n_takes);
  else
    what =
      g_strdup (shot->by_other ? "The other person pressed the shutter" : "The shutter is pressed");
  if (in_ms < 1000)
    return g_strdup_printf ("%s: now.", what);

  return g_strdup_printf ("%s: in %.1f seconds.", what, (double) in_ms / 1000);
}

char *
sf_cli_text_taken (gint64 skew_us, gint64 uncertainty_us)
{
  return g_strdup_printf ("Taken %.0f ms apart (give or take %.0f).", (double) skew_us / 1000,
                          ceil ((double) uncertainty_us / 1000));
}

const char *
sf_cli_text_question (void)
{
  return "Accept? [y/N] ";
}

const char *
sf_cli_text_awaiting (void)
{
  return "Waiting for their answer…";
}

const char *
sf_cli_text_accepted (void)
{
  return "Both of you said yes. Connecting…";
}

const char *
sf_cli_text_live (void)
{
  return "Their live picture is here.";
}

const char *
sf_cli_text_frozen (void)
{
  return "Their picture stands still…";
}

const char *
sf_cli_text_resumed (void)
{
  return "Their picture moves again.";
}

const char *
sf_cli_text_camera_back (void)
{
  return "Your camera is back.";
}

const char *
sf_cli_text_reconnecting (void)
{
  return "The connection is interrupted. Looking for another way…";
}

const char *
sf_cli_text_leaving (void)
{
  return "Saying goodbye… Ctrl+C again leaves at once.";
}

const char *
sf_cli_text_reach (SfReach reach)
{
  if (reach == SF_REACH_LAN)
    return "Only people on your network can join: there is no meeting point that answers.";
  if (reach == SF_REACH_NONE)
    return "Nobody can join just now: the meeting point is lost. Trying again…";

  return NULL;
}

const char *
sf_cli_text_waiting (gboolean present)
{
  return present ? "Somebody is there. Checking the code…"
                 : "Nobody is waiting under this number yet. Is it the right one? Still looking…";
}

char *
sf_cli_text_saved (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  return g_strdup_printf ("Saved %s", shown);
}

const char *
sf_cli_text_connected (SfPathKind kind)
{
  switch (kind) {
  case SF_PATH_KIND_LAN:
    return "Connected over your local network.";
  case SF_PATH_KIND_DIRECT:
    return "Connected directly.";
  case SF_PATH_KIND_RELAY:
    return "Connected through a relay.";
  }

  return "Connected.";
}

const char *
sf_cli_text_cancelled (gboolean by_other, SfCancelReason reason)
{
  if (reason == SF_CANCEL_TROUBLE)
    return by_other ? "Something went wrong on the other side." : "Something went wrong here.";
  if (reason == SF_CANCEL_PERSON)
    return by_other ? "The other person cancelled." : "Cancelled.";

  if (reason == SF_CANCEL_CLOCK)
    return "The clocks of the two computers are not compared well enough yet.";

  return by_other ? "The other side was not ready." : "This side was not ready.";
}

const char *
sf_cli_text_identical (gboolean is_identical)
{
  return is_identical ? "The same picture on both computers."
                      : "The two computers hold different pictures.";
}
