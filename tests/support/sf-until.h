/* Waiting in a test: for a condition, never for a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Serves the thread's main context until @condition holds; fails the test after a generous time. */
#define sf_until(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    GSource *sf_guard = sf_until_guard_new (G_STRLOC, #condition);                                 \
    while (!(condition))                                                                           \
      g_main_context_iteration (g_main_context_get_thread_default (), TRUE);                       \
    sf_until_guard_free (sf_guard);                                                                \
  }                                                                                                \
  G_STMT_END

/* Returns: a source that ends the test, saying what never came true */
GSource *sf_until_guard_new (const char *place, const char *condition);
void sf_until_guard_free (GSource *guard);

G_END_DECLS
