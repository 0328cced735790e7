/* A thread with a main context of its own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SfWorker SfWorker;

/**
 * sf_worker_new:
 * @name: of the thread, at most 15 bytes
 *
 * Returns: (transfer full): a running thread whose thread-default context is
 * sf_worker_get_context()
 */
SfWorker *sf_worker_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Lets what was invoked before run, then ends the thread and waits for it. Not from the thread
 * itself. */
void sf_worker_free (SfWorker *self);

GMainContext *sf_worker_get_context (SfWorker *self);

/* Runs @func once in the thread, in the order of the calls. @destroy runs there too. */
void sf_worker_invoke (SfWorker *self, GSourceFunc func, gpointer data, GDestroyNotify destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfWorker, sf_worker_free)

G_END_DECLS
