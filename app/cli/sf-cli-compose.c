/* `sameframe-cli compose`: synthesis alone, offline. */

#include "app/cli/sf-cli-compose.h"

#include "app/cli/sf-cli-json.h"
#include "app/cli/sf-cli-status.h"
#include "app/session/sf-digest.h"
#include "app/session/sf-recipe.h"
#include "app/sf-error.h"
#include "app/synthesis/sy-layout.h"

#include <stdio.h>
#include <string.h>

static const char summary[] =
  "Composes one picture from LEFT and RIGHT, as the creator and the joiner of a session would.\n"
  "For a strip, give a pair for each of its shots: LEFT RIGHT LEFT RIGHT …; one pair alone is\n"
  "used for all. OUT is a WebP or PNG picture, by its name; an older one is replaced.";

static const char description[] =
  "Photographs that a session saved give the same pixels here as they gave there.\n\n"
  "Examples:\n"
  "  sameframe-cli compose left.jpg right.png -o together.webp\n"
  "  sameframe-cli compose left.jpg right.png -o together.png --layout diagonal\n"
  "  sameframe-cli compose --list-layouts\n";

typedef struct {
  GStrv pictures;
  char *output;
  char *layout;
  gboolean list_layouts;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_strfreev (self->pictures);
  g_free (self->output);
  g_free (self->layout);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, "The picture to write", "OUT"},
    {"layout", 0, 0, G_OPTION_ARG_STRING, &self->layout, "One of --list-layouts", "NAME"},
    {"list-layouts", 0, 0, G_OPTION_ARG_NONE, &self->list_layouts, "Name all layouts", NULL},
    {"json", 0, 0, G_OPTION_ARG_NONE, &self->json, "Print JSON, one object a line", NULL},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->pictures, NULL, NULL},
    {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("LEFT RIGHT -o OUT");
  g_auto (GStrv) copy = g_new0 (char *, argc + 1);

  /* The first is what --help calls the program. */
  copy[0] = g_strdup ("sameframe-cli compose");
  for (int i = 1; i < argc; i++)
    copy[i] = g_strdup (argv[i]);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse_strv (context, &copy, error);
}

static void
list_layouts (const Options *options)
{
  for (int i = 0; i < sy_n_layouts; i++)
    if (options->json) {
      JsonBuilder *json = sf_cli_json_begin ("layout");

      sf_cli_json_add_string (json, "name", sy_layouts[i].name);
      sf_cli_json_add_string (json, "title", sy_layouts[i].title);
      sf_cli_json_add_int (json, "shots", sy_layouts[i].n_shots);
      sf_cli_json_print (json);
    } else {
      printf ("%-14s %s\n", sy_layouts[i].name, sy_layouts[i].title);
    }
}

static const char *
get_extension (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? dot + 1 : "";
}

static gboolean
is_png (const char *path)
{
  return g_ascii_strcasecmp (get_extension (path), "png") == 0;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);
  return FALSE;
}

/* Checks what needs no file to be opened. */
static gboolean
check_options (const Options *options, int layout, GError **error)
{
  guint n_pictures = options->pictures != NULL ? g_strv_length (options->pictures) : 0;

  if (layout < 0)
    return refuse (error, "There is no such layout. See --list-layouts.");
  if (options->output == NULL)
    return refuse (error, "Say where the picture goes, with -o OUT.");
  if (!is_png (options->output) &&
      g_ascii_strcasecmp (get_extension (options->output), "webp") != 0)
    return refuse (error, "OUT should end in .webp or .png.");
  if (n_pictures == 2 || n_pictures == 2 * (guint) sy_layouts[layout].n_shots)
    return TRUE;
  if (sy_layouts[layout].n_shots == 1)
    return refuse (error, "Give two pictures: LEFT RIGHT.");

  return refuse (error, "Give two pictures, or LEFT RIGHT for each shot of the strip.");
}

typedef struct {
  SfImage *people[2][SF_RECIPE_MAX_SHOTS];
} Pictures;

static void
pictures_clear (Pictures *self)
{
  for (int person = 0; person < 2; person++)
    for (int shot = 0; shot < SF_RECIPE_MAX_SHOTS; shot++)
      g_clear_pointer (&self->people[person][shot], sf_image_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pictures, pictures_clear)

static gboolean
pictures_load (Pictures *self, GStrv paths, int n_shots, GError **error)
{
  int n_pairs = (int) g_strv_length (paths) / 2;

  for (int shot = 0; shot < n_shots; shot++)
    for (int person = 0; person < 2; person++) {
      SfImage **image = &self->people[person][shot];

      *image = shot < n_pairs ? sf_image_load_file (paths[2 * shot + person], error)
                              : sf_image_ref (self->people[person][0]);
      if (*image == NULL) {
        g_prefix_error (error, "%s: ", paths[2 * shot + person]);
        return FALSE;
      }
    }

  return TRUE;
}

static void
print_composite (const Options *options, SfImage *composite)
{
  g_autofree char *hex = NULL;
  guint8 hash[SF_DIGEST_SIZE];
  JsonBuilder *json;

  if (!options->json) {
    printf ("%s: %d × %d pixels\n", options->output, composite->width, composite->height);
    return;
  }

  sf_image_hash (&composite, 1, hash);
  hex = sf_digest_to_hex (hash);
  json = sf_cli_json_begin ("composite");
  sf_cli_json_add_string (json, "file", options->output);
  sf_cli_json_add_int (json, "width", composite->width);
  sf_cli_json_add_int (json, "height", composite->height);
  sf_cli_json_add_string (json, "pixels_sha256", hex);
  sf_cli_json_print (json);
}

static gboolean
save (const Options *options, SfImage *composite, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = is_png (options->output)
                               ? sf_image_encode_png (composite, error)
                               : sf_image_encode_webp (composite, SF_IMAGE_WEBP_QUALITY, error);

  if (bytes == NULL)
    return FALSE;
  if (!g_file_set_contents_full (
        options->output, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
        G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &failure)) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_STORAGE, failure->message);
    return FALSE;
  }

  return TRUE;
}

static gboolean
compose (const Options *options, int layout, GError **error)
{
  g_auto (Pictures) pictures = {0};
  g_autoptr (SfImage) composite = NULL;
  SfRecipe recipe;

  sf_recipe_init (&recipe);
  sf_recipe_set_layout (&recipe, (guint8) layout);
  if (!pictures_load (&pictures, options->pictures, recipe.n_shots, error))
    return FALSE;

  composite = sf_recipe_compose (&recipe, pictures.people[0], pictures.people[1], error);
  if (composite == NULL || !save (options, composite, error))
    return FALSE;

  print_composite (options, composite);
  return TRUE;
}

static gboolean
run (Options *options, int argc, char **argv, GError **error)
{
  int layout;

  if (!parse_options (options, argc, argv, error))
    return FALSE;
  if (options->list_layouts) {
    list_layouts (options);
    return TRUE;
  }

  layout = options->layout != NULL ? sf_recipe_find_layout (options->layout) : 0;
  return check_options (options, layout, error) && compose (options, layout, error);
}

int
sf_cli_compose (int argc, char **argv)
{
  g_auto (Options) options = {0};
  g_autoptr (GError) error = NULL;
  SfCliStatus status;

  if (run (&options, argc, argv, &error))
    return SF_CLI_STATUS_DONE;

  status = sf_cli_status_of (error);
  if (options.json) {
    JsonBuilder *json = sf_cli_json_begin ("error");

    sf_cli_json_add_string (json, "code", sf_cli_status_get_name (status));
    sf_cli_json_add_string (json, "message", error->message);
    sf_cli_json_print (json);
  } else {
    g_printerr ("sameframe-cli compose: %s\n", error->message);
  }

  return (int) status;
}
