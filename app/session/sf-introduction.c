/* What one side says of itself and asks for, sealed, before anything else. */

#include "app/session/sf-introduction.h"

#include "app/session/sf-person-name.h"
#include "app/session/sf-recipe-wire.h"
#include "app/session/sf-request-picture.h"
#include "app/sf-error.h"
#include "net/sf-net-error.h"
#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

#include <string.h>

void
sf_introduction_clear (SfIntroduction *self)
{
  g_clear_pointer (&self->name, g_free);
}

GBytes *
sf_introduction_serialize (const SfIntroduction *self)
{
  SfWriter writer;

  sf_writer_init_alloc (&writer, SF_INTRODUCTION_MAX_BYTES);
  sf_writer_u16 (&writer, SF_INTRODUCTION_VERSION);
  sf_writer_string (&writer, self->name);
  sf_recipe_write (&self->recipe, &writer);
  sf_writer_u32 (&writer, self->countdown_ms);
  sf_writer_u16 (&writer, (guint16) self->shots);
  sf_writer_varint (&writer, self->picture_size);
  if (self->picture_size > 0)
    sf_writer_bytes (&writer, self->picture_sha256, SF_DIGEST_SIZE);

  return sf_writer_free_to_bytes (&writer);
}

static void
read_picture (SfIntroduction *self, SfReader *reader)
{
  guint64 size = sf_reader_varint (reader);
  const guint8 *sha256;

  if (size > SF_REQUEST_PICTURE_MAX_BYTES)
    sf_reader_fail (reader);
  if (size == 0 || sf_reader_has_failed (reader))
    return;

  self->picture_size = (gsize) size;
  sha256 = sf_reader_bytes (reader, SF_DIGEST_SIZE);
  if (sha256 != NULL)
    memcpy (self->picture_sha256, sha256, SF_DIGEST_SIZE);
}

/* A layout this side does not know, or another engine, is a later version's. */
static gboolean
read_recipe (SfRecipe *recipe, SfReader *reader, GError **error)
{
  GError *recipe_error = NULL;

  if (sf_recipe_read (recipe, reader, &recipe_error))
    return TRUE;

  if (g_error_matches (recipe_error, SF_ERROR, SF_ERROR_LAYOUT)) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_INCOMPATIBLE, recipe_error->message);
    g_error_free (recipe_error);
  } else {
    g_propagate_error (error, recipe_error);
  }
  return FALSE;
}

static gboolean
read_fields (SfIntroduction *self, SfReader *reader, GError **error)
{
  g_autofree char *name = sf_reader_dup_string (reader, SF_PERSON_NAME_MAX_BYTES);

  if (!read_recipe (&self->recipe, reader, error))
    return FALSE;
  self->countdown_ms = sf_reader_u32 (reader);
  self->shots = sf_reader_u16 (reader);
  read_picture (self, reader);

  if (!sf_reader_finish (reader) || self->countdown_ms > SF_INTRODUCTION_MAX_COUNTDOWN_MS ||
      self->shots == 0 || self->shots > SF_INTRODUCTION_MAX_SHOTS) {
    g_set_error_literal (error, SF_ERROR, SF_ERROR_PROTOCOL, "The introduction makes no sense");
    return FALSE;
  }

  self->name = sf_person_name_clean (name);
  return TRUE;
}

gboolean
sf_introduction_parse (SfIntroduction *self, GBytes *bytes, GError **error)
{
  SfIntroduction read = {0};
  SfReader reader;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint16 version;

  sf_reader_init (&reader, data, size);
  version = sf_reader_u16 (&reader);
  if (!sf_reader_has_failed (&reader) && version != SF_INTRODUCTION_VERSION) {
    g_set_error (error, SF_NET_ERROR, SF_NET_ERROR_INCOMPATIBLE,
                 "The other side speaks version %u, this one version %u", version,
                 SF_INTRODUCTION_VERSION);
    return FALSE;
  }

  if (!read_fields (&read, &reader, error))
    return FALSE;

  *self = read;
  return TRUE;
}
