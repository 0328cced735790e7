/* `sameframe-cli compose`: its contract of arguments, files, output and exit statuses. */

#include "app/cli/sf-cli-compose.h"
#include "app/synthesis/sy-layout.h"
#include "tests/support/sf-test-files.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What the last run wrote to the standard streams. */
static char *printed, *complained;

/* Sends stream @fd into a file without a name. Returns: what it was, to be put back */
static int
divert (int fd, FILE **ret_file)
{
  int before = dup (fd);

  *ret_file = tmpfile ();
  g_assert_cmpint (dup2 (fileno (*ret_file), fd), ==, fd);
  return before;
}

static void
restore (int fd, int before, FILE *file, char **ret_text)
{
  long size = lseek (fileno (file), 0, SEEK_END);

  g_assert_cmpint (dup2 (before, fd), ==, fd);
  close (before);
  g_free (*ret_text);
  *ret_text = g_malloc0 ((gsize) size + 1);
  g_assert_cmpint (pread (fileno (file), *ret_text, (size_t) size, 0), ==, size);
  fclose (file);
}

/* Runs the command in @folder with the words of @line as its arguments. */
static int
run (const char *folder, const char *line)
{
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  FILE *out, *err;
  int before_out, before_err, status;

  g_assert_cmpint (g_chdir (folder), ==, 0);
  fflush (stdout);
  before_out = divert (STDOUT_FILENO, &out);
  before_err = divert (STDERR_FILENO, &err);
  status = sf_cli_compose ((int) g_strv_length (argv), argv);
  fflush (stdout);
  restore (STDERR_FILENO, before_err, err, &complained);
  restore (STDOUT_FILENO, before_out, out, &printed);

  return status;
}

static char *
make_folder (void)
{
  g_autoptr (SfImage) image = sf_test_image_new (200, 150, 1);
  g_autoptr (GBytes) png = sf_image_encode_png (image, NULL);
  g_autoptr (GBytes) webp = sf_image_encode_webp (image, SF_IMAGE_WEBP_QUALITY, NULL);
  char *folder = g_dir_make_tmp ("sf-compose-XXXXXX", NULL);

  g_assert_cmpint (g_chdir (folder), ==, 0);
  g_assert_true (g_file_set_contents ("left.png", g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
  g_assert_true (g_file_set_contents ("right.webp", g_bytes_get_data (webp, NULL),
                                      (gssize) g_bytes_get_size (webp), NULL));
  g_assert_true (g_file_set_contents ("text.jpg", "no picture", -1, NULL));
  return folder;
}

static void
remove_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (g_chdir ("/"), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

static JsonObject *
parse_printed (JsonParser *parser)
{
  g_assert_true (json_parser_load_from_data (parser, printed, -1, NULL));
  g_assert_true (strchr (printed, '\n') == printed + strlen (printed) - 1);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_writes (void)
{
  static const char *const outputs[] = {"out.png", "out.webp", "out.PNG"};
  char *folder = make_folder ();

  for (gsize i = 0; i < G_N_ELEMENTS (outputs); i++) {
    g_autofree char *line = g_strconcat ("compose left.png right.webp -o ", outputs[i], NULL);
    g_autoptr (SfImage) image = NULL;

    g_assert_cmpint (run (folder, line), ==, 0);
    g_assert_cmpstr (complained, ==, "");
    image = sf_image_load_file (outputs[i], NULL);
    g_assert_nonnull (image);
    g_assert_cmpint (image->width, ==, 400);
    g_assert_cmpint (image->height, ==, 150);
  }
  remove_folder (folder);
}

static void
test_json (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (SfImage) image = NULL;
  char *folder = make_folder ();
  JsonObject *event;
  GString *hex = g_string_new (NULL);
  guint8 hash[32];

  g_assert_cmpint (run (folder, "compose left.png right.webp -o out.png --layout inset --json"), ==,
                   0);
  event = parse_printed (parser);
  g_assert_cmpstr (json_object_get_string_member (event, "event"), ==, "composite");
  g_assert_cmpstr (json_object_get_string_member (event, "file"), ==, "out.png");
  g_assert_cmpint (json_object_get_int_member (event, "width"), ==, 200);

  image = sf_image_load_file ("out.png", NULL);
  sf_image_hash (&image, 1, hash);
  for (int i = 0; i < 32; i++)
    g_string_append_printf (hex, "%02x", hash[i]);
  g_assert_cmpstr (json_object_get_string_member (event, "pixels_sha256"), ==, hex->str);
  g_string_free (hex, TRUE);
  remove_folder (folder);
}

static void
test_every_layout (void)
{
  char *folder = make_folder ();

  for (int i = 0; i < sy_n_layouts; i++) {
    g_autofree char *pair =
      g_strconcat ("compose left.png right.webp -o out.png --layout ", sy_layouts[i].name, NULL);
    GString *all = g_string_new (pair);

    g_assert_cmpint (run (folder, pair), ==, 0);
    for (int shot = 1; shot < sy_layouts[i].n_shots; shot++)
      g_string_append (all, " right.webp left.png");
    g_assert_cmpint (run (folder, all->str), ==, 0);
    g_string_append (all, " left.png right.webp");
    g_assert_cmpint (run (folder, all->str), ==, 2);
    g_string_free (all, TRUE);
  }
  remove_folder (folder);
}

static void
test_list_layouts (void)
{
  g_assert_cmpint (run ("/", "compose --list-layouts"), ==, 0);
  for (int i = 0; i < sy_n_layouts; i++)
    g_assert_nonnull (strstr (printed, sy_layouts[i].name));
}

static void
test_mistakes (void)
{
  static const struct {
    const char *line;
    int status;
    const char *sentence;
  } cases[] = {
    {"compose", 2, "-o OUT"},
    {"compose left.png right.webp", 2, "-o OUT"},
    {"compose left.png -o out.png", 2, "two pictures"},
    {"compose left.png right.webp left.png -o out.png", 2, "two pictures"},
    {"compose left.png right.webp -o out.gif", 2, ".webp or .png"},
    {"compose left.png right.webp -o out.png --layout round", 2, "no such layout"},
    {"compose left.png right.webp -o out.png --sideways", 2, "--sideways"},
    {"compose left.png nothing.png -o out.png", 8, "nothing.png: "},
    {"compose left.png text.jpg -o out.png", 8, "not a WebP, JPEG or PNG"},
    {"compose left.png right.webp -o nowhere/out.png", 10, "nowhere/out.png"},
  };
  char *folder = make_folder ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (run (folder, cases[i].line), ==, cases[i].status);
    g_assert_nonnull (strstr (complained, cases[i].sentence));
    g_assert_cmpstr (printed, ==, "");
    g_assert_false (g_file_test ("out.png", G_FILE_TEST_EXISTS));
  }
  remove_folder (folder);
}

static void
test_json_mistake (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  char *folder = make_folder ();
  JsonObject *event;

  g_assert_cmpint (run (folder, "compose left.png text.jpg -o out.png --json"), ==, 8);
  event = parse_printed (parser);
  g_assert_cmpstr (json_object_get_string_member (event, "event"), ==, "error");
  g_assert_cmpstr (json_object_get_string_member (event, "code"), ==, "picture");
  g_assert_cmpstr (complained, ==, "");
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/compose/writes", test_writes);
  g_test_add_func ("/cli/compose/json", test_json);
  g_test_add_func ("/cli/compose/every-layout", test_every_layout);
  g_test_add_func ("/cli/compose/list-layouts", test_list_layouts);
  g_test_add_func ("/cli/compose/mistakes", test_mistakes);
  g_test_add_func ("/cli/compose/json-mistake", test_json_mistake);
  return g_test_run ();
}
