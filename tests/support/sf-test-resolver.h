/* A resolver of names that asks nobody: answers, fails or keeps silent as the test says. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TYPE_TEST_RESOLVER (sf_test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (SfTestResolver, sf_test_resolver, SF, TEST_RESOLVER, GResolver)

/**
 * sf_test_resolver_install:
 *
 * Becomes the process's default until the test's end. A name without an entry does not exist.
 */
SfTestResolver *sf_test_resolver_install (void);

/* @addresses: numeric, parted by spaces */
void sf_test_resolver_add (SfTestResolver *self, const char *name, const char *addresses);

/* Keeps silent from now on (until a lookup is cancelled), or answers what was asked meanwhile. */
void sf_test_resolver_set_silent (SfTestResolver *self, gboolean silent);

guint sf_test_resolver_get_n_lookups (SfTestResolver *self);

G_END_DECLS
