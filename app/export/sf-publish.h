/* Giving a finished file its name, never taking the name from another. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One way of doing it. Returns: 0 or an errno value; EEXIST when the name is taken */
typedef int (*SfPublishFunc) (int folder, const char *temporary, const char *name);

/* From the best to the one that every file system knows. The last leaves an empty file when the
 * power fails between its two steps. */
extern const SfPublishFunc sf_publish_ways[];
extern const guint sf_n_publish_ways;

/**
 * sf_publish:
 * @folder: an open folder
 * @temporary: a file in it; afterwards there is none of this name
 * @name: the name it gets
 *
 * Returns: 0, or an errno value: EEXIST when the name is taken
 */
int sf_publish (int folder, const char *temporary, const char *name);

G_END_DECLS
