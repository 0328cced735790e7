/* A string hash for tables whose keys strangers choose: they cannot make them collide. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SipHash-2-4 with a random key of this process. For g_hash_table_new(). */
guint sf_keyed_hash (gconstpointer string);

G_END_DECLS
