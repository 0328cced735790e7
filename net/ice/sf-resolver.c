/* Names of servers to numeric addresses: several at once, within a deadline. */

#include "net/ice/sf-resolver.h"

typedef struct {
  guint n_pending;
  GSource *deadline;     /* owned */
  GCancellable *lookups; /* owned */
  gulong cancelled_id;
  GHashTable *answers; /* owned; name to GStrv */
} Lookup;

/* One name of a lookup. */
typedef struct {
  GTask *task; /* owned */
  char *name;  /* owned */
} Question;

static void
lookup_free (Lookup *lookup)
{
  g_source_destroy (lookup->deadline);
  g_source_unref (lookup->deadline);
  g_object_unref (lookup->lookups);
  g_hash_table_unref (lookup->answers);
  g_free (lookup);
}

/* Numeric addresses as text, IPv4 first: what is behind an address translator speaks that. */
static GStrv
sort_addresses (GList *addresses)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  static const GSocketFamily families[] = {G_SOCKET_FAMILY_IPV4, G_SOCKET_FAMILY_IPV6};

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++) {
    for (GList *l = addresses; l != NULL; l = l->next) {
      g_autofree char *text = NULL;

      if (g_inet_address_get_family (l->data) != families[i])
        continue;
      text = g_inet_address_to_string (l->data);
      g_strv_builder_add (builder, text);
    }
  }

  return g_strv_builder_end (builder);
}

static void
on_lookup_by_name_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&question->task);
  g_autofree char *name = g_steal_pointer (&question->name);
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  g_free (question);
  if (addresses != NULL)
    g_hash_table_insert (lookup->answers, g_steal_pointer (&name), sort_addresses (addresses));
  else
    g_debug ("A server's name has no address: %s", error->message);
  g_resolver_free_addresses (addresses);

  if (--lookup->n_pending > 0)
    return;

  g_source_destroy (lookup->deadline);
  g_cancellable_disconnect (g_task_get_cancellable (task), lookup->cancelled_id);
  g_task_return_pointer (task, g_hash_table_ref (lookup->answers),
                         (GDestroyNotify) g_hash_table_unref);
}

static gboolean
on_deadline (gpointer user_data)
{
  Lookup *lookup = user_data;

  g_cancellable_cancel (lookup->lookups);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Lookup *lookup = user_data;

  g_cancellable_cancel (lookup->lookups);
}

static Lookup *
lookup_new (guint deadline_ms)
{
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->lookups = g_cancellable_new ();
  lookup->answers =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  lookup->deadline = g_timeout_source_new (deadline_ms);
  g_source_set_callback (lookup->deadline, on_deadline, lookup, NULL);
  g_source_attach (lookup->deadline, g_main_context_get_thread_default ());
  return lookup;
}

void
sf_resolver_lookup_async (const char *const *names,
                          guint deadline_ms,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  Lookup *lookup = lookup_new (deadline_ms);

  g_task_set_source_tag (task, sf_resolver_lookup_async);
  g_task_set_task_data (task, lookup, (GDestroyNotify) lookup_free);
  lookup->n_pending = g_strv_length ((char **) names);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (lookup->n_pending == 0) {
    g_task_return_pointer (task, g_hash_table_ref (lookup->answers),
                           (GDestroyNotify) g_hash_table_unref);
    return;
  }

  if (cancellable != NULL)
    lookup->cancelled_id =
      g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), lookup, NULL);
  for (guint i = 0; names[i] != NULL; i++) {
    Question *question = g_new0 (Question, 1);

    question->task = g_object_ref (task);
    question->name = g_strdup (names[i]);
    g_resolver_lookup_by_name_async (resolver, names[i], lookup->lookups, on_lookup_by_name_ready,
                                     question);
  }
}

GHashTable *
sf_resolver_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sf_resolver_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
