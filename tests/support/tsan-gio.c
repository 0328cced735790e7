/* What ThreadSanitizer cannot see in GIO: that a task orders its worker and who asked. */

/*
 * As tsan-glib.c, for the tasks whose work is done in GIO's pool of threads. What happened before
 * the task was handed over has happened when its function runs, and what the function did has
 * happened when its answer is taken.
 */

#include <dlfcn.h>
#include <gio/gio.h>
#include <sanitizer/tsan_interface.h>

#define KEY "tsan-gio"

typedef struct {
  GTaskThreadFunc func;
} Work;

static void
run_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work;

  __tsan_acquire (task);
  work = g_object_get_data (G_OBJECT (task), KEY);
  work->func (task, source, task_data, cancellable);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  void (*real) (GTask *, GTaskThreadFunc);
  Work *work = g_new (Work, 1);

  *(void **) &real = dlsym (RTLD_NEXT, "g_task_run_in_thread");
  work->func = func;
  g_object_set_data_full (G_OBJECT (task), KEY, work, g_free);
  __tsan_release (task);
  real (task, run_work);
}

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify free_result)
{
  void (*real) (GTask *, gpointer, GDestroyNotify);

  *(void **) &real = dlsym (RTLD_NEXT, "g_task_return_pointer");
  __tsan_release (task);
  real (task, result, free_result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  void (*real) (GTask *, GError *);

  *(void **) &real = dlsym (RTLD_NEXT, "g_task_return_error");
  __tsan_release (task);
  real (task, error);
}

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  gpointer (*real) (GTask *, GError **);

  *(void **) &real = dlsym (RTLD_NEXT, "g_task_propagate_pointer");
  __tsan_acquire (task);

  return real (task, error);
}
