/* The command line of `share` and `join`: what it means, and a sentence for each mistake. */

#include "app/cli/sf-cli-help.h"
#include "app/cli/sf-cli-options.h"
#include "app/cli/sf-cli-status.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define CODE "482-crossover-clockwork-adviser"

/* The words of @line, of `join` when that is the first. */
static gboolean
parse (SfCliOptions *options, const char *line, gboolean has_terminal, GError **error)
{
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);

  return sf_cli_options_parse (options, strcmp (argv[0], "join") == 0, (int) g_strv_length (argv),
                               argv, has_terminal, error);
}

static void
test_defaults (void)
{
  g_auto (SfCliOptions) options = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (parse (&options, "share --image a.jpg", TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (options.images[0], ==, "a.jpg");
  g_assert_null (options.images[1]);
  g_assert_cmpstr (options.name, ==, "");
  g_assert_cmpint (options.recipe.mode, ==, SF_MODE_SYNTHESIS);
  g_assert_cmpint (options.recipe.layout, ==, sf_recipe_find_layout ("side-by-side"));
  g_assert_cmpuint (options.shots, ==, 1);
  g_assert_cmpuint (options.countdown_ms, ==, 0);
  g_assert_cmpuint (options.timeout_s, ==, 600);
  g_assert_cmpint (options.answer, ==, SF_CLI_ANSWER_ASK);
  g_assert_cmpstr (options.servers[0], ==, "wss://relay.magic-wormhole.io:443/v1");
  g_assert_cmpstr (options.servers[1], ==, "ws://relay.magic-wormhole.io:4000/v1");
  g_assert_null (options.servers[2]);
  g_assert_true (options.is_built_in);
  g_assert_true (options.use_lan);
  g_assert_cmpstr (options.stun, ==, "stun.l.google.com:19302");
  g_assert_true (g_str_has_suffix (options.output_dir, "/Sameframe"));
  g_assert_false (options.json);
}

static void
test_all (void)
{
  g_auto (SfCliOptions) options = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (
    parse (&options,
           "share --image a.jpg --image=b.png --mode synthesis --layout strip-3 --name Creator "
           "--request-image r.png --shots 3 --countdown 5 --rendezvous wss://example.org "
           "--rendezvous lan --stun [2001:db8::1]:3478 --accept --output-dir out --timeout=60 "
           "--json",
           FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (options.images[1], ==, "b.png");
  g_assert_cmpuint (options.recipe.n_shots, ==, 3);
  g_assert_cmpstr (options.name, ==, "Creator");
  g_assert_cmpstr (options.request_image, ==, "r.png");
  g_assert_cmpuint (options.shots, ==, 3);
  g_assert_cmpuint (options.countdown_ms, ==, 5000);
  g_assert_cmpstr (options.servers[0], ==, "wss://example.org/v1");
  g_assert_null (options.servers[1]);
  g_assert_false (options.is_built_in);
  g_assert_true (options.use_lan);
  g_assert_cmpstr (options.stun, ==, "[2001:db8::1]:3478");
  g_assert_cmpint (options.answer, ==, SF_CLI_ANSWER_ACCEPT);
  g_assert_cmpstr (options.output_dir, ==, "out");
  g_assert_cmpuint (options.timeout_s, ==, 60);
  g_assert_true (options.json);
}

/* Each row: what `--rendezvous` and `--relay-only` come to. */
static void
test_rendezvous (void)
{
  static const struct {
    const char *line;
    const char *server; /* (nullable) */
    gboolean is_built_in;
    gboolean use_lan;
  } rows[] = {
    {"share --image a", "wss://relay.magic-wormhole.io:443/v1", TRUE, TRUE},
    {"share --image a --rendezvous lan", NULL, FALSE, TRUE},
    {"share --image a --rendezvous ws://127.0.0.1:4000/v1", "ws://127.0.0.1:4000/v1", FALSE, FALSE},
    {"share --image a --rendezvous lan --rendezvous ws://h:1/x", "ws://h:1/x", FALSE, TRUE},
    {"share --image a --relay-only", "wss://relay.magic-wormhole.io:443/v1", TRUE, FALSE},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (SfCliOptions) options = {0};
    g_autoptr (GError) error = NULL;

    g_assert_true (parse (&options, rows[i].line, TRUE, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (options.servers != NULL ? options.servers[0] : NULL, ==, rows[i].server);
    g_assert_cmpint (options.is_built_in, ==, rows[i].is_built_in);
    g_assert_cmpint (options.use_lan, ==, rows[i].use_lan);
  }
}

/* Each row: what `--camera` and `--image` come to. */
static void
test_cameras (void)
{
  static const struct {
    const char *line;
    const char *image; /* (nullable) */
    SfCliCameraKind kind;
    const char *name; /* (nullable) */
    guint32 seed;
  } rows[] = {
    {"share", NULL, SF_CLI_CAMERA_PREFERRED, NULL, 0},
    {"share --image a", "a", SF_CLI_CAMERA_PREFERRED, NULL, 0},
    {"share --camera test", NULL, SF_CLI_CAMERA_TEST, NULL, 0},
    {"share --camera test:7", NULL, SF_CLI_CAMERA_TEST, NULL, 7},
    {"share --camera test:4294967295", NULL, SF_CLI_CAMERA_TEST, NULL, G_MAXUINT32},
    {"share --camera=video:a:b.webm", NULL, SF_CLI_CAMERA_VIDEO, "a:b.webm", 0},
    {"share --camera v4l2:usb-046d_C920", NULL, SF_CLI_CAMERA_DEVICE, "v4l2:usb-046d_C920", 0},
    {"share --camera testing", NULL, SF_CLI_CAMERA_DEVICE, "testing", 0},
    {"share --camera first --camera second", NULL, SF_CLI_CAMERA_DEVICE, "second", 0},
    {"share --camera first --camera test", NULL, SF_CLI_CAMERA_TEST, NULL, 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (SfCliOptions) options = {0};
    g_autoptr (GError) error = NULL;

    g_assert_true (parse (&options, rows[i].line, TRUE, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (options.images != NULL ? options.images[0] : NULL, ==, rows[i].image);
    g_assert_cmpint (options.camera.kind, ==, rows[i].kind);
    g_assert_cmpstr (options.camera.name, ==, rows[i].name);
    g_assert_cmpuint (options.camera.seed, ==, rows[i].seed);
  }
}

static void
test_codes (void)
{
  static const char *const typed[] = {CODE, "482-Crossover-CLOCKWORK-adviser", "sameframe:" CODE};

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autofree char *line = g_strconcat ("join --image a ", typed[i], NULL);
    g_auto (SfCliOptions) options = {0};
    g_autoptr (GError) error = NULL;

    g_assert_true (parse (&options, line, TRUE, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (options.code, ==, CODE);
  }
}

/* Each row: wrong, and a part of the sentence that says so. Everything ends with exit status 2. */
static const struct {
  const char *line;
  const char *sentence;
} refused[] = {
  {"share --image", "--image needs a value"},
  {"share --camera", "--camera needs a value"},
  {"share --camera=", "id of a camera"},
  {"share --camera test:", "whole number"},
  {"share --camera test:x", "whole number"},
  {"share --camera test:-1", "whole number"},
  {"share --camera test:4294967296", "whole number"},
  {"share --camera video:", "video:FILE"},
  {"share --camera test --image a", "exclude each other"},
  {"share --image a --camera=usb-1", "exclude each other"},
  {"share --image a --loud", "no option --loud"},
  {"share --image a -x", "no option -x"},
  {"share --image a --json=yes", "--json takes no value"},
  {"share --image a more", "one word too many"},
  {"share --image a --mode both", "synthesis or exchange"},
  {"share --image a --layout spiral", "side-by-side"},
  {"share --image a --shots 0", "from 1 to 100"},
  {"share --image a --shots 101", "from 1 to 100"},
  {"share --image a --shots two", "from 1 to 100"},
  {"share --image a --shots -1", "from 1 to 100"},
  {"share --image a --countdown 61", "from 0 to 60"},
  {"share --image a --countdown 1.5", "from 0 to 60"},
  {"share --image a --timeout 0", "from 1 to 86400"},
  {"share --image a --timeout 86401", "from 1 to 86400"},
  {"share --image a --accept --decline", "exclude each other"},
  {"share --image a --rendezvous http://example.org", "wss://"},
  {"share --image a --rendezvous example.org", "wss://"},
  {"share --image a --rendezvous wss://", "wss://"},
  {"share --image a --rendezvous ws://me@example.org", "wss://"},
  {"share --image a --rendezvous ws://a --rendezvous ws://b", "one server"},
  {"share --image a --relay-only --rendezvous lan", "exclude each other"},
  {"share --image a --stun example.org", "HOST:PORT"},
  {"share --image a --stun example.org:0", "HOST:PORT"},
  {"share --image a --stun example.org:65536", "HOST:PORT"},
  {"share --image a --stun :3478", "HOST:PORT"},
  {"share --image a --stun a:1/x", "HOST:PORT"},
  {"share --image a --transit a:1/x", "HOST:PORT"},
  {"share --image a --turn turns:example.org:5349", "in the clear"},
  {"share --image a --turn turn:example.org", "turn:HOST:PORT"},
  {"share --image a --turn turn:example.org:3478?transport=sctp", "turn:HOST:PORT"},
  {"share --image a --turn turn:example.org:3478", "belong together"},
  {"share --image a --turn-credentials f", "belong together"},
  {"share --image a --turn turn:h:1 --turn-credentials /nonexistent/file", "/nonexistent/file"},
  {"share --image a --output-dir=", "folder"},
  {"join --image a", "Which code"},
  {"join --image a hello", "no code"},
  {"join --image a 482", "no code"},
  {"join --image a 482-crossover-clockwork-advisre", "Do you mean " CODE},
  {"join --image a " CODE " more", "one word too many"},
  {"join --image a sameframe:" CODE "?server=wss%3A%2F%2Fexample.org%2Fv1",
   "--rendezvous wss://example.org/v1"},
  {"join --image a --relay-only sameframe:" CODE "?server=wss%3A%2F%2Fexample.org%2Fv1",
   "may not name a server"},
};

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_auto (SfCliOptions) options = {0};
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", refused[i].line);
    g_assert_false (parse (&options, refused[i].line, TRUE, &error));
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, refused[i].sentence));
    g_assert_cmpint (sf_cli_status_of (error), ==, SF_CLI_STATUS_USAGE);
  }
}

static void
test_nobody_to_ask (void)
{
  g_auto (SfCliOptions) options = {0};
  g_auto (SfCliOptions) told = {0};
  g_autoptr (GError) error = NULL;

  g_assert_false (parse (&options, "share --image a", FALSE, &error));
  g_assert_cmpint (sf_cli_status_of (error), ==, SF_CLI_STATUS_USAGE);
  g_assert_true (parse (&told, "share --image a --decline", FALSE, NULL));
  g_assert_cmpint (told.answer, ==, SF_CLI_ANSWER_DECLINE);
}

/* A server that a link names is used when the person names it, too. */
static void
test_claimed_server (void)
{
  g_auto (SfCliOptions) options = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (parse (&options,
                        "join --image a sameframe:" CODE "?server=wss%3A%2F%2Fexample.org%2Fv1 "
                        "--rendezvous wss://example.org/v1",
                        TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (options.servers[0], ==, "wss://example.org/v1");
}

static void
test_credentials (void)
{
  static const struct {
    const char *contents;
    const char *user; /* (nullable): %NULL is refused */
    const char *password;
  } rows[] = {
    {"user:secret\n", "user", "secret"},
    {"1700000000:user:se:cret\r\nmore", "1700000000", "user:se:cret"},
    {"user:", "user", ""},
    {"user", NULL, NULL},
    {":secret", NULL, NULL},
    {"", NULL, NULL},
  };
  g_autofree char *folder = g_dir_make_tmp ("sameframe-options-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "credentials", NULL);
  g_autofree char *line = g_strdup_printf (
    "share --image a --turn turn:h:1 --turn turn:h:2?transport=tcp --turn-credentials %s", path);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (SfCliOptions) options = {0};

    g_assert_true (g_file_set_contents (path, rows[i].contents, -1, NULL));
    g_assert_cmpint (parse (&options, line, TRUE, NULL), ==, rows[i].user != NULL);
    if (rows[i].user == NULL)
      continue;
    g_assert_cmpuint (options.n_turn_servers, ==, 2);
    g_assert_cmpstr (options.turn_servers[1].uri, ==, "turn:h:2?transport=tcp");
    g_assert_cmpstr (options.turn_servers[1].username, ==, rows[i].user);
    g_assert_cmpstr (options.turn_servers[1].password, ==, rows[i].password);
  }
  g_unlink (path);
  g_rmdir (folder);
}

/* Errors are told as JSON when that was asked for, however wrong the rest is. */
static void
test_json_is_known_early (void)
{
  g_auto (SfCliOptions) options = {0};

  g_assert_false (parse (&options, "share --nonsense --json", TRUE, NULL));
  g_assert_true (options.json);
}

static void
test_help (void)
{
  static const char *const lines[] = {"join --help", "share -h"};
  g_autofree char *share = sf_cli_help_dup_options (FALSE);
  g_autofree char *join = sf_cli_help_dup_options (TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_auto (SfCliOptions) options = {0};

    g_assert_true (parse (&options, lines[i], FALSE, NULL));
    g_assert_true (options.help);
  }
  g_assert_nonnull (strstr (share, "sameframe-cli share --camera"));
  g_assert_nonnull (strstr (join, "sameframe-cli join"));
  g_assert_nonnull (strstr (share, "--turn-credentials FILE"));
  g_assert_nonnull (strstr (share, "diagonal"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/options/defaults", test_defaults);
  g_test_add_func ("/cli/options/all", test_all);
  g_test_add_func ("/cli/options/rendezvous", test_rendezvous);
  g_test_add_func ("/cli/options/cameras", test_cameras);
  g_test_add_func ("/cli/options/codes", test_codes);
  g_test_add_func ("/cli/options/refused", test_refused);
  g_test_add_func ("/cli/options/nobody-to-ask", test_nobody_to_ask);
  g_test_add_func ("/cli/options/claimed-server", test_claimed_server);
  g_test_add_func ("/cli/options/credentials", test_credentials);
  g_test_add_func ("/cli/options/json-is-known-early", test_json_is_known_early);
  g_test_add_func ("/cli/options/help", test_help);
  return g_test_run ();
}
