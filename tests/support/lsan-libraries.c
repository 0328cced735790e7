/* Leaks of libraries that no suppression can name, for LeakSanitizer sees no caller of theirs. */

/*
 * Linked into builds with -Db_sanitize=address alone. A stack is followed by frame pointers, which
 * GLib has not: all that it allocates seems to come from g_malloc(). So what is known to be left
 * behind is marked where it is allocated, by functions that take the places of GLib's own.
 */

#include <dlfcn.h>
#include <gio/gio.h>
#include <link.h>
#include <sanitizer/lsan_interface.h>
#include <string.h>

/* What libraries allocate before main() is theirs. The first is called before any library's
 * constructor, the second after all of them. */
static void
before_libraries (void)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"),
                used)) static void (*const preinit) (void) = before_libraries;

__attribute__ ((constructor)) static void
after_libraries (void)
{
  __lsan_enable ();
}

/* Quarks are for ever. GLib lets their table lie when it makes a larger one: others may still read
 * it. */
#define LASTING(type, name)                                                                        \
  type name (const char *string)                                                                   \
  {                                                                                                \
    type (*real) (const char *) = (type (*) (const char *)) dlsym (RTLD_NEXT, #name);              \
    type result;                                                                                   \
                                                                                                   \
    __lsan_disable ();                                                                             \
    result = real (string);                                                                        \
    __lsan_enable ();                                                                              \
    return result;                                                                                 \
  }

LASTING (GQuark, g_quark_from_string)
LASTING (GQuark, g_quark_from_static_string)
LASTING (const char *, g_intern_string)
LASTING (const char *, g_intern_static_string)

static gboolean
is_of (const void *code, const char *library)
{
  struct dl_find_object found;

  return _dl_find_object ((void *) code, &found) == 0 &&
         strstr (found.dlfo_link_map->l_name, library) != NULL;
}

/* What GTK 4.8 gets by this function it may lose. */
#define LOST_BY_GTK(type, name, parameters, arguments)                                             \
  type name parameters                                                                             \
  {                                                                                                \
    type (*real) parameters = (type (*) parameters) dlsym (RTLD_NEXT, #name);                      \
    type result = real arguments;                                                                  \
                                                                                                   \
    if (is_of (__builtin_return_address (0), "/libgtk-4.so"))                                      \
      __lsan_ignore_object (result);                                                               \
    return result;                                                                                 \
  }

/* In the clipboard of X11 it does not free the list of what it offers to who asks ... */
LOST_BY_GTK (GSList *, g_slist_prepend, (GSList * list, gpointer data), (list, data))

/* ... nor the stream by which it asks others for theirs. */
gpointer
g_object_new (GType type, const char *first_property, ...)
{
  va_list properties;
  gpointer result;

  va_start (properties, first_property);
  result = g_object_new_valist (type, first_property, properties);
  va_end (properties);
  if (g_str_equal (g_type_name (type), "GdkX11SelectionInputStream"))
    __lsan_ignore_object (result);

  return result;
}

/* ... nor what was asked of one that had no answer. */
GTask *
g_task_new (gpointer source, GCancellable *cancellable, GAsyncReadyCallback ready, gpointer data)
{
  GTask *(*real) (gpointer, GCancellable *, GAsyncReadyCallback, gpointer) =
    (GTask * (*) (gpointer, GCancellable *, GAsyncReadyCallback, gpointer))
      dlsym (RTLD_NEXT, "g_task_new");
  GTask *task = real (source, cancellable, ready, data);

  if (source != NULL && g_str_equal (G_OBJECT_TYPE_NAME (source), "GdkX11Clipboard"))
    __lsan_ignore_object (task);

  return task;
}

/* Its chooser of files does not free what it learns of one after it has been closed, the list of
 * where it looks for them, the time by which its list of recent files forgets the old ones ... */
LOST_BY_GTK (GFileInfo *,
             g_file_query_info_finish,
             (GFile * file, GAsyncResult *result_of, GError **error),
             (file, result_of, error))
LOST_BY_GTK (GList *, g_list_prepend, (GList * list, gpointer data), (list, data))
LOST_BY_GTK (GDateTime *, g_date_time_new_now_utc, (void), ())

/* ... nor by what it sorts the files of a folder. */
char *
g_strconcat (const char *string, ...)
{
  GString *all = g_string_new (NULL);
  va_list strings;
  char *result;

  va_start (strings, string);
  for (; string; string = va_arg (strings, const char *))
    g_string_append (all, string);
  va_end (strings);
  result = g_string_free (all, FALSE);
  if (is_of (__builtin_return_address (0), "/libgtk-4.so"))
    __lsan_ignore_object (result);

  return result;
}

/* GTK's chooser of files asks libcloudproviders for folders, which forgets half of what it reads.
 * Without a bus it reads nothing. */
void
g_bus_get (GBusType type,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  void (*real) (GBusType, GCancellable *, GAsyncReadyCallback, gpointer) =
    (void (*) (GBusType, GCancellable *, GAsyncReadyCallback, gpointer)) dlsym (RTLD_NEXT,
                                                                                "g_bus_get");

  if (!is_of (__builtin_return_address (0), "/libcloudproviders.so"))
    real (type, cancellable, callback, user_data);
}

/* Whose a leak is cannot be told of a library that is gone. */
int
dlclose (void *handle)
{
  return 0;
}
