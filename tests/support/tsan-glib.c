/* What ThreadSanitizer cannot see in GLib: a source handed to another thread orders the two. */

/*
 * Linked into builds with -Db_sanitize=thread alone. GLib is not instrumented, so without this
 * everything that one thread prepares and another finds in its callback looks like a race. The two
 * functions below stand before GLib's own; whatever happened before a source was attached has
 * happened when it is dispatched. Only what the project uses to hand over is here.
 */

#include <dlfcn.h>
#include <glib.h>
#include <sanitizer/tsan_interface.h>

typedef struct {
  GSourceFunc func;
  gpointer data;
  GDestroyNotify notify;
} Callback;

static gboolean
run_callback (gpointer data)
{
  Callback *callback = data;

  __tsan_acquire (g_main_current_source ());
  __tsan_acquire (callback);

  return callback->func (callback->data);
}

static void
free_callback (gpointer data)
{
  Callback *callback = data;

  __tsan_acquire (callback);
  if (callback->notify != NULL)
    callback->notify (callback->data);
  g_free (callback);
}

void
g_source_set_callback (GSource *source, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  void (*real) (GSource *, GSourceFunc, gpointer, GDestroyNotify);
  Callback *callback;

  *(void **) &real = dlsym (RTLD_NEXT, "g_source_set_callback");
  if (source->source_funcs != &g_idle_funcs && source->source_funcs != &g_timeout_funcs) {
    real (source, func, data, notify); /* a function with other arguments */
    return;
  }

  callback = g_new (Callback, 1);
  *callback = (Callback){func, data, notify};
  __tsan_release (callback);
  real (source, run_callback, callback, free_callback);
}

guint
g_source_attach (GSource *source, GMainContext *context)
{
  guint (*real) (GSource *, GMainContext *);

  *(void **) &real = dlsym (RTLD_NEXT, "g_source_attach");
  __tsan_release (source);

  return real (source, context);
}
