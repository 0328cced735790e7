/* `sameframe-cli compose`: synthesis alone, offline. */

#include "app/cli/sf-cli-compose.h"

#include "app/session/sf-recipe.h"
#include "app/sf-error.h"
#include "app/synthesis/sy-layout.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define STATUS_USAGE 2
#define STATUS_PICTURE 8
#define STATUS_STORAGE 10

static const char summary[] =
  "Composes one picture from LEFT and RIGHT, as the creator and the joiner of a session would.\n"
  "For a strip, give a pair for each of its shots: LEFT RIGHT LEFT RIGHT …; one pair alone is\n"
  "used for all. OUT is a WebP or PNG picture, by its name; an older one is replaced.";

static const char description[] =
  "Photographs that a session saved give the same pixels here as they gave there.\n\n"
  "Examples:\n"
  "  sameframe-cli compose anna.jpg ben.png -o together.webp\n"
  "  sameframe-cli compose anna.jpg ben.png -o together.png --layout diagonal\n"
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
  g_autoptr (GOptionContext) context = g_option_context_new ("compose LEFT RIGHT -o OUT");
  g_auto (GStrv) copy = g_new0 (char *, argc + 1);

  for (int i = 0; i < argc; i++)
    copy[i] = g_strdup (argv[i]);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse_strv (context, &copy, error);
}

/* Takes @builder, whose object is open. */
static void
print_json (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  line = json_generator_to_data (generator, NULL);
  g_print ("%s\n", line);
  g_object_unref (builder);
}

static JsonBuilder *
begin_json (const char *event)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "event");
  json_builder_add_string_value (builder, event);
  return builder;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static int
fail (const Options *options, int status, const char *code, const char *message)
{
  if (options->json) {
    JsonBuilder *builder = begin_json ("error");

    add_string (builder, "code", code);
    add_string (builder, "message", message);
    print_json (builder);
  }
  g_printerr ("sameframe-cli compose: %s\n", message);

  return status;
}

static int
list_layouts (const Options *options)
{
  for (int i = 0; i < sy_n_layouts; i++)
    if (options->json) {
      JsonBuilder *builder = begin_json ("layout");

      add_string (builder, "name", sy_layouts[i].name);
      add_string (builder, "title", sy_layouts[i].title);
      add_int (builder, "shots", sy_layouts[i].n_shots);
      print_json (builder);
    } else {
      g_print ("%-14s %s\n", sy_layouts[i].name, sy_layouts[i].title);
    }

  return 0;
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

/* Returns: (transfer full) (nullable): what is wrong with the command */
static char *
find_mistake (const Options *options, int layout)
{
  guint n_pictures = options->pictures != NULL ? g_strv_length (options->pictures) : 0;

  if (layout < 0)
    return g_strdup_printf ("There is no layout “%s”. See --list-layouts.", options->layout);
  if (options->output == NULL)
    return g_strdup ("Say where the picture goes, with -o OUT.");
  if (!is_png (options->output) &&
      g_ascii_strcasecmp (get_extension (options->output), "webp") != 0)
    return g_strdup_printf ("“%s” should end in .webp or .png.", options->output);
  if (n_pictures != 2 && n_pictures != 2 * (guint) sy_layouts[layout].n_shots)
    return sy_layouts[layout].n_shots == 1
             ? g_strdup ("Give two pictures: LEFT RIGHT.")
             : g_strdup_printf ("Give two pictures, or %d: LEFT RIGHT for each shot.",
                                2 * sy_layouts[layout].n_shots);

  return NULL;
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
  guint8 hash[32];
  GString *hex = g_string_new (NULL);

  sf_image_hash (&composite, 1, hash);
  for (gsize i = 0; i < sizeof hash; i++)
    g_string_append_printf (hex, "%02x", hash[i]);

  if (options->json) {
    JsonBuilder *builder = begin_json ("composite");

    add_string (builder, "file", options->output);
    add_int (builder, "width", composite->width);
    add_int (builder, "height", composite->height);
    add_string (builder, "pixels_sha256", hex->str);
    print_json (builder);
  } else {
    g_print ("%s: %d × %d pixels\n", options->output, composite->width, composite->height);
  }
  g_string_free (hex, TRUE);
}

static int
save (const Options *options, SfImage *composite)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = is_png (options->output)
                               ? sf_image_encode_png (composite, &error)
                               : sf_image_encode_webp (composite, SF_IMAGE_WEBP_QUALITY, &error);

  if (bytes == NULL)
    return fail (options, STATUS_PICTURE, "picture", error->message);
  if (!g_file_set_contents_full (
        options->output, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
        G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &error))
    return fail (options, STATUS_STORAGE, "storage", error->message);

  print_composite (options, composite);
  return 0;
}

static int
compose (const Options *options, int layout)
{
  g_auto (Pictures) pictures = {0};
  g_autoptr (SfImage) composite = NULL;
  g_autoptr (GError) error = NULL;
  SfRecipe recipe;

  sf_recipe_init (&recipe);
  sf_recipe_set_layout (&recipe, (guint8) layout);
  if (!pictures_load (&pictures, options->pictures, recipe.n_shots, &error))
    return fail (options, STATUS_PICTURE, "picture", error->message);

  composite = sf_recipe_compose (&recipe, pictures.people[0], pictures.people[1], &error);
  if (composite == NULL)
    return fail (options, STATUS_PICTURE, "picture", error->message);

  return save (options, composite);
}

int
sf_cli_compose (int argc, char **argv)
{
  g_auto (Options) options = {0};
  g_autoptr (GError) error = NULL;
  g_autofree char *mistake = NULL;
  int layout;

  if (!parse_options (&options, argc, argv, &error))
    return fail (&options, STATUS_USAGE, "usage", error->message);
  if (options.list_layouts)
    return list_layouts (&options);

  layout = options.layout != NULL ? sf_recipe_find_layout (options.layout) : 0;
  mistake = find_mistake (&options, layout);
  if (mistake != NULL)
    return fail (&options, STATUS_USAGE, "usage", mistake);

  return compose (&options, layout);
}
