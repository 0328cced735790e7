/* Test vectors from tests/unit/data, with their bytes in hex. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): tests/unit/data/@name; a test without its vectors is aborted */
GKeyFile *sf_test_vectors_load (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the bytes under @key of @group, which must be there */
GBytes *sf_test_vectors_get (GKeyFile *vectors,
                             const char *group,
                             const char *key) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the bytes written in @hex, which must be valid */
GBytes *sf_test_unhex (const char *hex) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
