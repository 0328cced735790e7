/* Two people with a window each, in one program, and the server where their codes meet. */
#pragma once

#include "net/server/sf-rendezvous-server.h"
#include "ui/sf-window.h"

typedef struct {
  GSettings *settings;
  SfBooth *booth;
  SfWindow *window;
} SfUiSide;

typedef struct {
  char *folder;
  SfRendezvousServer *server;
  GtkApplication *application;
  SfUiSide creator;
  SfUiSide joiner;
} SfUiPair;

/* Both have a photo in place of a camera, and a window that is shown. */
void sf_ui_pair_init (SfUiPair *self);
/* Both are out of any session, or their sessions are left. */
void sf_ui_pair_clear (SfUiPair *self);

/* One invites, the other joins, both accept and see each other live. */
void sf_ui_pair_go_live (SfUiPair *self);
/* A photo, from live to the result that both hold. */
void sf_ui_pair_take (SfUiPair *self);
gboolean sf_ui_pair_is_in (SfUiPair *self, SfSessionState state);

/* The action as a person has it: what the page or the window offers now. */
void sf_ui_side_act (SfUiSide *self, const char *action);
gboolean sf_ui_side_can (SfUiSide *self, const char *page_action);
/* Which page is shown. */
gboolean sf_ui_side_is_at (SfUiSide *self, const char *page);
void sf_ui_side_invite (SfUiSide *self);

/* @alert: (nullable): from sf_compat_alert_new() */
gboolean sf_ui_alert_says (GtkWidget *alert, const char *title);
/* As by the button of @response. */
void sf_ui_alert_answer (GtkWidget *alert, const char *response);
