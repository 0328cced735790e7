/* Replays a folder of inputs through a fuzz target, printing TAP. */

#include <gio/gio.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static int
replay_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;
  int n = 0;

  if (dir == NULL)
    return -1;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *contents = NULL;
    gsize size;

    if (!g_file_get_contents (path, &contents, &size, error))
      return -1;
    LLVMFuzzerTestOneInput ((const guint8 *) contents, size);
    g_print ("ok %d - %s\n", ++n, name);
  }

  return n;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int n;

  if (argc != 2) {
    g_printerr ("usage: %s CORPUS-FOLDER\n", argv[0]);
    return 2;
  }

  LLVMFuzzerTestOneInput ((const guint8 *) "", 0);
  n = replay_folder (argv[1], &error);
  if (n <= 0) {
    g_printerr ("%s\n", error != NULL ? error->message : "the corpus is empty");
    return 1;
  }

  g_print ("1..%d\n", n);
  return 0;
}
