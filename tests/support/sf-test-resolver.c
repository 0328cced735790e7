/* A resolver of names that asks nobody: answers, fails or keeps silent as the test says. */

#include "tests/support/sf-test-resolver.h"

struct _SfTestResolver {
  GResolver parent_instance;

  GHashTable *entries; /* name to addresses */
  GPtrArray *pending;  /* of GTask, while silent */
  gboolean silent;
  guint n_lookups;
};

G_DEFINE_FINAL_TYPE (SfTestResolver, sf_test_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
answer (SfTestResolver *self, GTask *task)
{
  const char *text = g_hash_table_lookup (self->entries, g_task_get_task_data (task));
  g_auto (GStrv) addresses = g_strsplit (text != NULL ? text : "", " ", -1);
  GList *list = NULL;

  for (gsize i = 0; addresses[i] != NULL; i++) {
    if (addresses[i][0] != '\0')
      list = g_list_append (list, g_inet_address_new_from_string (addresses[i]));
  }

  if (list != NULL)
    g_task_return_pointer (task, list, free_addresses);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name");
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  SfTestResolver *self = g_task_get_source_object (task);
  g_autoptr (GTask) guard = g_object_ref (task);

  if (g_ptr_array_remove (self->pending, task))
    g_task_return_error_if_cancelled (task);
}

static void
sf_test_resolver_lookup_by_name_async (GResolver *resolver,
                                       const char *name,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  SfTestResolver *self = SF_TEST_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_lookups++;
  g_task_set_task_data (task, g_strdup (name), g_free);
  if (!self->silent) {
    answer (self, task);
    return;
  }

  g_ptr_array_add (self->pending, g_object_ref (task));
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled), task, 0);
}

static GList *
sf_test_resolver_lookup_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sf_test_resolver_finalize (GObject *object)
{
  SfTestResolver *self = SF_TEST_RESOLVER (object);

  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->pending);

  G_OBJECT_CLASS (sf_test_resolver_parent_class)->finalize (object);
}

static void
sf_test_resolver_class_init (SfTestResolverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  object_class->finalize = sf_test_resolver_finalize;
  resolver_class->lookup_by_name_async = sf_test_resolver_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = sf_test_resolver_lookup_by_name_finish;
}

static void
sf_test_resolver_init (SfTestResolver *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
}

SfTestResolver *
sf_test_resolver_install (void)
{
  SfTestResolver *self = g_object_new (SF_TYPE_TEST_RESOLVER, NULL);

  g_resolver_set_default (G_RESOLVER (self));
  return self;
}

void
sf_test_resolver_add (SfTestResolver *self, const char *name, const char *addresses)
{
  g_hash_table_insert (self->entries, g_strdup (name), g_strdup (addresses));
}

void
sf_test_resolver_set_silent (SfTestResolver *self, gboolean silent)
{
  self->silent = silent;
  while (!silent && self->pending->len > 0) {
    g_autoptr (GTask) task = g_ptr_array_steal_index (self->pending, 0);

    answer (self, task);
  }
}

guint
sf_test_resolver_get_n_lookups (SfTestResolver *self)
{
  return self->n_lookups;
}
