/* Every sentence that says to a person what went wrong, and the one thing to do about it. */

#include "ui/sf-error-text.h"

#include "ui/sf-about.h"

#include <glib/gi18n.h>

#define AGAIN NC_ ("button", "Start Again"), "win.home"
#define CAMERA_AGAIN NC_ ("button", "Try Again"), "win.retry-camera"
#define JOIN NC_ ("button", "Enter a Code"), "win.join"
#define SETTINGS NC_ ("button", "Open Preferences"), "app.preferences"

static const SfErrorText texts[SF_N_TROUBLES] = {
  [SF_TROUBLE_OTHER] = {N_ ("Something Went Wrong"),
                        N_ ("Photos that were taken are kept. Try it again."), AGAIN},
  [SF_TROUBLE_BAD_CODE] = {N_ ("This Is Not a Code"),
                           N_ ("A code is a number and three words. Ask the other person to send "
                               "it again."),
                           JOIN},
  [SF_TROUBLE_WRONG_CODE] = {N_ ("The Codes Differ"),
                             N_ ("It was mistyped, or somebody was guessing. For safety this code "
                                 "is used up now: make a new one and send it."),
                             AGAIN},
  [SF_TROUBLE_CODE_USED] = {N_ ("This Code Is Used Up"),
                            N_ ("Two others hold it already; a code works once. Ask for a new "
                                "one."),
                            AGAIN},
  [SF_TROUBLE_BAD_ADDRESS] = {N_ ("A Server Address Cannot Be Used"),
                              N_ ("Check the addresses under Network in the preferences."),
                              SETTINGS},
  [SF_TROUBLE_SERVER_UNREACHABLE] = {N_ ("No Connection"),
                                     N_ ("The server where codes meet does not answer. Check "
                                         "whether this computer is online."),
                                     AGAIN},
  [SF_TROUBLE_LAN_UNAVAILABLE] = {N_ ("The Local Network Cannot Be Used"),
                                  N_ ("The service Avahi, which finds other computers, does not "
                                      "run here. Start it, or allow other ways in the "
                                      "preferences."),
                                  SETTINGS},
  [SF_TROUBLE_SERVER_REFUSED] = {N_ ("The Server Is Busy"),
                                 N_ ("The server where codes meet said no. Wait a minute, then try "
                                     "it again."),
                                 AGAIN},
  [SF_TROUBLE_NO_PATH] = {N_ ("No Way to the Other Computer"),
                          N_ ("A network between you blocks it. Another network, such as that of a "
                              "phone, or a relay in the preferences may help."),
                          SETTINGS},
  [SF_TROUBLE_LEFT] = {N_ ("The Other Person Left"), N_ ("Photos that were taken are kept."),
                       AGAIN},
  [SF_TROUBLE_DECLINED] = {N_ ("The Other Person Said No"),
                           N_ ("Nothing of your camera was shown, and no photo was taken."), AGAIN},
  [SF_TROUBLE_INCOMPATIBLE] = {N_ ("The Two Versions Do Not Fit"),
                               N_ ("One of you has an older Sameframe. Update it on both "
                                   "computers."),
                               AGAIN},
  [SF_TROUBLE_NONSENSE] = {N_ ("The Connection Went Wrong"),
                           N_ ("The other computer said something that makes no sense. Update "
                               "Sameframe on both computers."),
                           AGAIN},
  [SF_TROUBLE_TOO_LARGE] = {N_ ("Too Much Data"),
                            N_ ("The other computer sent more than is allowed. Update Sameframe on "
                                "both computers."),
                            AGAIN},
  [SF_TROUBLE_TIMED_OUT] = {N_ ("It Took Too Long"),
                            N_ ("Nobody answered in time. Agree on a moment, then try it again."),
                            AGAIN},
  [SF_TROUBLE_LIVE] = {N_ ("No Live Picture"),
                       N_ ("Something for video is missing on this computer. Install the good "
                           "plugins of GStreamer."),
                       AGAIN},
  [SF_TROUBLE_PICTURE] = {N_ ("This Picture Cannot Be Used"),
                          N_ ("It is damaged, too large, or of an unknown kind. JPEG, PNG and WebP "
                              "can be used."),
                          AGAIN},
  [SF_TROUBLE_LAYOUT] = {N_ ("This Layout Does Not Fit"),
                         N_ ("These two photos cannot be composed like that. Choose another "
                             "layout."),
                         AGAIN},
  [SF_TROUBLE_STORAGE] = {N_ ("The Photo Cannot Be Saved"),
                          N_ ("The disk is full, or the folder cannot be written. Choose another "
                              "folder in the preferences."),
                          SETTINGS},
  [SF_TROUBLE_CAMERA] = {N_ ("The Camera Cannot Start"),
                         N_ ("Unplug it and plug it in again, or use another one."), CAMERA_AGAIN},
  [SF_TROUBLE_CAMERA_NONE] = {N_ ("No Camera Found"),
                              N_ ("Connect a camera: it is used as soon as it is there."),
                              CAMERA_AGAIN},
  [SF_TROUBLE_CAMERA_BUSY] = {N_ ("The Camera Is in Use"),
                              N_ ("Another program has it. Close that program."), CAMERA_AGAIN},
  [SF_TROUBLE_CAMERA_LOST] = {N_ ("The Camera Is Gone"),
                              N_ ("It was unplugged, or stopped giving pictures. Plug it in "
                                  "again."),
                              CAMERA_AGAIN},
  [SF_TROUBLE_CAMERA_DENIED] = {N_ ("No Access to the Camera"),
                                N_ ("Allow it in the system's settings, under Privacy and "
                                    "Camera."),
                                CAMERA_AGAIN},
  [SF_TROUBLE_CAMERA_UNREACHABLE] = {N_ ("The Camera Cannot Be Reached"),
                                     N_ ("The service that gives cameras to programs is missing, "
                                         "or does not answer. Install PipeWire, or log in again."),
                                     CAMERA_AGAIN},
};

SfErrorText
sf_error_text_get (SfTrouble trouble)
{
  const SfErrorText *text;

  g_return_val_if_fail (trouble < SF_N_TROUBLES, texts[SF_TROUBLE_OTHER]);

  text = &texts[trouble];
  return (SfErrorText){
    .title = _ (text->title),
    .sentence = _ (text->sentence),
    .label = g_dpgettext2 (NULL, "button", text->label),
    .action = text->action,
  };
}

SfErrorText
sf_error_text_of (const GError *error)
{
  return sf_error_text_get (sf_trouble_of (error));
}

char *
sf_error_text_dup_details (const GError *error)
{
  g_autofree char *versions = sf_about_dup_versions ();

  return g_strdup_printf ("%s\nReason: %s", versions, sf_trouble_get_word (sf_trouble_of (error)));
}
