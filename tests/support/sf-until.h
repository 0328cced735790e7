/* Waiting in a test: for a condition, never for a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Serves the default main context until @condition holds; fails the test after a generous time. */
#define sf_until(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint sf_guard = sf_until_guard (G_STRLOC, #condition);                                        \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (sf_guard);                                                                    \
  }                                                                                                \
  G_STMT_END

/* Returns: a source that ends the test, saying what never came true */
guint sf_until_guard (const char *place, const char *condition);

G_END_DECLS
