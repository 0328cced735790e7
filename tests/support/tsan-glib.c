/* What ThreadSanitizer cannot see in GLib: that a source or a lock orders two threads. */

/*
 * Linked into builds with -Db_sanitize=thread alone. GLib is not instrumented, so without this
 * everything that one thread prepares and another finds in its callback looks like a race, and so
 * does everything that a GMutex guards. The functions below stand before GLib's own; whatever
 * happened before a source was attached has happened when it is dispatched, and whatever happened
 * under a lock when it is taken next. Only what the project uses is here.
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

void
g_mutex_lock (GMutex *mutex)
{
  void (*real) (GMutex *);

  *(void **) &real = dlsym (RTLD_NEXT, "g_mutex_lock");
  real (mutex);
  __tsan_acquire (mutex);
}

void
g_mutex_unlock (GMutex *mutex)
{
  void (*real) (GMutex *);

  *(void **) &real = dlsym (RTLD_NEXT, "g_mutex_unlock");
  __tsan_release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  void (*real) (GCond *, GMutex *);

  *(void **) &real = dlsym (RTLD_NEXT, "g_cond_wait");
  __tsan_release (mutex);
  real (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean (*real) (GCond *, GMutex *, gint64);
  gboolean is_signalled;

  *(void **) &real = dlsym (RTLD_NEXT, "g_cond_wait_until");
  __tsan_release (mutex);
  is_signalled = real (cond, mutex, end_time);
  __tsan_acquire (mutex);

  return is_signalled;
}
