/* The store: whole files, none overwritten, nothing left behind, a sentence for what goes wrong. */

#include "app/export/sf-publish.h"
#include "app/export/sf-store.h"
#include "app/sf-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("sf-store-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}

/* Removes a folder of files; returns how many there were. */
static int
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int n = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
    n++;
  }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  return n;
}

static char *
write_text (const char *folder, const char *stem, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  char *path = sf_store_write (folder, stem, "webp", bytes, &error);

  g_assert_no_error (error);
  return path;
}

static void
assert_holds (const char *path, const char *text)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, text);
}

static void
test_numbers (void)
{
  static const char *const names[] = {"a.webp", "a (2).webp", "a (3).webp"};
  g_autofree char *parent = make_folder ();
  g_autofree char *folder = g_build_filename (parent, "Pictures", "Sameframe", NULL);
  g_autofree char *pictures = g_path_get_dirname (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *expected = g_build_filename (folder, names[i], NULL);
    g_autofree char *path = write_text (folder, "a", names[i]);

    g_assert_cmpstr (path, ==, expected);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);

    assert_holds (path, names[i]);
  }

  g_assert_cmpint (remove_folder (folder), ==, 3);
  g_rmdir (pictures);
  g_rmdir (parent);
}

static void
test_names (void)
{
  static const struct {
    const char *stem;
    const char *name;
  } cases[] = {
    {"../../etc/passwd", "_.._etc_passwd.webp"},
    {"", "Photo.webp"},
    {"...", "Photo.webp"},
    {" .hidden ", "hidden.webp"},
    {"a\nb\tc", "a_b_c.webp"},
    {"Noël & co: 3/4", "Noël & co_ 3_4.webp"},
    {"x\xe2\x80\x8by", "x_y.webp"},
  };
  g_autofree char *folder = make_folder ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = write_text (folder, cases[i].stem, "x");
    g_autofree char *name = g_path_get_basename (path);

    g_assert_cmpstr (name, ==, cases[i].name);
    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (remove_folder (folder), ==, 0);
}

static void
test_long_name (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *stem = g_strnfill (2000, 'x');
  g_autofree char *path = write_text (folder, stem, "x");

  g_assert_cmpint (remove_folder (folder), ==, 1);
}

#define N_THREADS 8

static gpointer
write_in_thread (gpointer folder)
{
  return write_text (folder, "same", "whole");
}

static void
test_threads (void)
{
  g_autofree char *folder = make_folder ();
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("store", write_in_thread, folder);
  for (int i = 0; i < N_THREADS; i++) {
    g_autofree char *path = g_thread_join (threads[i]);

    assert_holds (path, "whole");
  }
  g_assert_cmpint (remove_folder (folder), ==, N_THREADS);
}

static void
test_every_way (void)
{
  for (guint i = 0; i < sf_n_publish_ways; i++) {
    g_autofree char *folder = make_folder ();
    g_autofree char *other = write_text (folder, "taken", "other");
    g_autofree char *temporary = write_text (folder, "temporary", "mine");
    g_autofree char *path = g_build_filename (folder, "free.webp", NULL);
    int fd = open (folder, O_RDONLY | O_DIRECTORY);

    g_assert_cmpint (sf_publish_ways[i](fd, "temporary.webp", "taken.webp"), ==, EEXIST);
    assert_holds (other, "other");
    assert_holds (temporary, "mine");
    g_assert_cmpint (sf_publish_ways[i](fd, "temporary.webp", "free.webp"), ==, 0);
    assert_holds (path, "mine");
    g_assert_cmpint (sf_publish_ways[i](fd, "nothing.webp", "new.webp"), ==, ENOENT);

    close (fd);
    g_assert_cmpint (remove_folder (folder), ==, 2);
  }
}

static void
assert_refused (const char *folder, gsize size, const char *sentence)
{
  g_autofree guint8 *data = g_malloc0 (size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (sf_store_write (folder, "a", "webp", bytes, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, sentence));
}

static void
test_not_a_folder (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = write_text (folder, "file", "x");
  g_autofree char *below = g_build_filename (file, "deeper", NULL);

  assert_refused (file, 10, "is not a folder");
  assert_refused (below, 10, "is not a folder");
  g_assert_cmpint (remove_folder (folder), ==, 1);
}

static void
test_not_writable (void)
{
  g_autofree char *folder = make_folder ();
  uid_t user = geteuid ();

  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  /* Root may write anywhere; for the moment it is nobody. */
  if (user == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  assert_refused (folder, 10, "Nothing may be saved");
  if (user == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (remove_folder (folder), ==, 0);
}

/* The write ends in the middle: no half of a file may stay. */
static void
test_cut_off (void)
{
  g_autofree char *folder = make_folder ();
  struct rlimit before, limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_refused (folder, 10000, "could not be saved");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpint (remove_folder (folder), ==, 0);
}

/* Exit statuses of the process that fills a file system of its own. */
enum {
  FULL_TOLD,
  NO_MOUNT = 77
};

static void
fill_and_write (const char *folder)
{
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("none", folder, "tmpfs", 0, "size=64k") != 0)
    _exit (NO_MOUNT);

  assert_refused (folder, 200000, "no room left");
  g_assert_cmpint (umount (folder), ==, 0);
  _exit (FULL_TOLD);
}

static void
test_disk_full (void)
{
  g_autofree char *folder = make_folder ();
  int status;
  pid_t child = fork ();

  if (child == 0)
    fill_and_write (folder);

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (remove_folder (folder), ==, 0);
  if (WIFEXITED (status) && WEXITSTATUS (status) == NO_MOUNT) {
    g_test_skip ("a small file system of its own needs root");
    return;
  }
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, FULL_TOLD);
}

static void
test_stem (void)
{
  g_autoptr (GDateTime) when = g_date_time_new_utc (2026, 3, 9, 4, 5, 6.9);
  g_autofree char *plain = sf_store_stem (when, NULL);
  g_autofree char *named = sf_store_stem (when, "together");

  g_assert_cmpstr (plain, ==, "2026-03-09 04.05.06");
  g_assert_cmpstr (named, ==, "2026-03-09 04.05.06 together");
}

/* The picture that was there, or the new one: never both, never a part. */
static void
test_replace (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = write_text (folder, "a", "first");
  g_autofree char *other = write_text (folder, "b", "other");
  g_autoptr (GBytes) second = g_bytes_new_static ("second", 6);
  g_autoptr (GError) error = NULL;

  g_assert_true (sf_store_replace (path, second, &error));
  assert_holds (path, "second");
  assert_holds (other, "other");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (sf_store_replace (path, second, &error));
  assert_holds (path, "second");
  g_assert_false (sf_store_replace ("/dev/null/a.webp", second, &error));
  g_assert_error (error, SF_ERROR, SF_ERROR_STORAGE);
  g_assert_cmpint (remove_folder (folder), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/store/numbers", test_numbers);
  g_test_add_func ("/export/store/names", test_names);
  g_test_add_func ("/export/store/long-name", test_long_name);
  g_test_add_func ("/export/store/threads", test_threads);
  g_test_add_func ("/export/store/every-way", test_every_way);
  g_test_add_func ("/export/store/not-a-folder", test_not_a_folder);
  g_test_add_func ("/export/store/not-writable", test_not_writable);
  g_test_add_func ("/export/store/cut-off", test_cut_off);
  g_test_add_func ("/export/store/disk-full", test_disk_full);
  g_test_add_func ("/export/store/replace", test_replace);
  g_test_add_func ("/export/store/stem", test_stem);
  return g_test_run ();
}
