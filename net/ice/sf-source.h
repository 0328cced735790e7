/* A main loop source held in a slot: one at a time, in the thread-default main context. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sf_source_start:
 * @slot: (inout): what was in it before calls back no more
 * @source: (transfer full): not attached yet
 */
void sf_source_start (GSource **slot, GSource *source, GSourceFunc callback, gpointer user_data);

/* Empties the slot; it never calls back again. */
void sf_source_stop (GSource **slot);

G_END_DECLS
