/* Two SfPaths joined in one process: no sockets, no ICE; the test opens, cuts and fails them. */
#pragma once

#include "net/ice/sf-path.h"

G_BEGIN_DECLS

#define SF_TYPE_FAKE_PATH (sf_fake_path_get_type ())
G_DECLARE_FINAL_TYPE (SfFakePath, sf_fake_path, SF, FAKE_PATH, GObject)

SfFakePath *sf_fake_path_new (SfPathReceiveFunc receive, gpointer user_data);
void sf_fake_path_join (SfFakePath *self, SfFakePath *other);

/* Emits state-changed. */
void sf_fake_path_set_state (SfFakePath *self, SfPathState state);
/* Shows each datagram to @tap when it is sent. */
void sf_fake_path_tap (SfFakePath *self, SfPathReceiveFunc tap, gpointer user_data);
/* What is sent while cut vanishes. */
void sf_fake_path_cut (SfFakePath *self, gboolean is_cut);
guint sf_fake_path_get_n_restarts (SfFakePath *self);

G_END_DECLS
