/* The inside of SfBooth. Private to this folder's sf-booth files. */
#pragma once

#include "app/demo/sf-demo-partner.h"
#include "ui/sf-booth.h"

#include "app/capture/sf-camera-list.h"

struct _SfBooth {
  GObject parent_instance;

  GSettings *settings;

  /* own picture */
  SfCameraList *cameras;
  SfCameraStatus camera_status;
  GError *camera_error;
  SfCamera *camera; /* (nullable) */
  SfImage *photo;   /* (nullable): stands in for the camera */
  gboolean wants_camera;
  gboolean is_stand_in; /* a drawn person, until the session ends */

  /* session */
  SfSession *session; /* (nullable) */
  GPtrArray *leaving; /* sessions that this person left, until they have ended */
  char *code;
  SfDemoPartner *partner; /* (nullable): of a session alone, until the next one */
};

typedef enum {
  SF_BOOTH_PROP_0,
  SF_BOOTH_PROP_CAMERA,
  SF_BOOTH_PROP_CAMERA_STATUS,
  SF_BOOTH_PROP_MIRRORED,
  SF_BOOTH_PROP_SESSION,
  SF_BOOTH_PROP_SESSION_STATE,
  SF_BOOTH_PROP_CODE,
  SF_BOOTH_PROP_BUSY,
  SF_BOOTH_N_PROPS
} SfBoothProp;

void sf_booth_notify (SfBooth *self, SfBoothProp prop);
void sf_booth_emit_ended (SfBooth *self, const GError *error);

void sf_booth_init_camera (SfBooth *self);
void sf_booth_dispose_camera (SfBooth *self);
/* The camera goes on while there is a session, and may go off after it. */
void sf_booth_update_camera (SfBooth *self);
/* A drawn person in place of a camera that does not run, for the session that begins now. */
void sf_booth_stand_in (SfBooth *self);
/* Returns: (transfer full): what photographs are taken from */
SfStillSource *sf_booth_make_source (SfBooth *self);

/* Begins what was just made; takes @session. */
void sf_booth_take_session (SfBooth *self, SfSession *session);
void sf_booth_fill_recipe (SfBooth *self, SfMode mode, const char *layout, SfRecipe *ret_recipe);

void sf_booth_init_session (SfBooth *self);
void sf_booth_dispose_session (SfBooth *self);
