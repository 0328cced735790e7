/* While a strip is taken, its photos fill on the stage. */
#pragma once

#include "app/session/sf-session.h"
#include "ui/sf-stage.h"

G_BEGIN_DECLS

typedef struct _SfLiveStrip SfLiveStrip;

SfLiveStrip *sf_live_strip_new (SfStage *stage) G_GNUC_WARN_UNUSED_RESULT;
void sf_live_strip_free (SfLiveStrip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfLiveStrip, sf_live_strip_free)

/* Shows what is taken now. @session: (nullable): %NULL clears the stage */
void sf_live_strip_follow (SfLiveStrip *self, SfSession *session);

G_END_DECLS
