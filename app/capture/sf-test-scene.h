/* A drawn person who moves, with the time below: frames that tell when they were taken. */
#pragma once

#include "app/capture/sf-frame.h"
#include "app/capture/sf-sample-people.h"

G_BEGIN_DECLS

typedef struct _SfTestScene SfTestScene;

/* @width, @height: as sf_frame_new() takes them */
SfTestScene *sf_test_scene_new (SfSamplePerson person,
                                int width,
                                int height) G_GNUC_WARN_UNUSED_RESULT;
/* For people instead of measurements: without the time. Before the first frame. */
void sf_test_scene_hide_time (SfTestScene *self);
SfTestScene *sf_test_scene_ref (SfTestScene *self);
void sf_test_scene_unref (SfTestScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTestScene, sf_test_scene_unref)

/**
 * sf_test_scene_get_frame:
 * @time_us: what the scene and its strip show, and the frame's time
 *
 * From any thread.
 *
 * Returns: (transfer full) (nullable): %NULL with %SF_ERROR_PICTURE when there is no memory
 */
SfFrame *sf_test_scene_get_frame (SfTestScene *self,
                                  gint64 time_us,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
