/* What two sessions say to each other after the introduction: one codec for both channels. */

#include "app/session/sf-session-message.h"

#include "app/session/sf-recipe-wire.h"
#include "app/session/sf-request-picture.h"
#include "app/sf-error.h"

#include <string.h>

#define MAX_SIZE (SF_REQUEST_PICTURE_MAX_BYTES + 1) /* the longest message is the picture */

static void
write_digest (SfWriter *writer, const guint8 sha256[SF_DIGEST_SIZE])
{
  sf_writer_bytes (writer, sha256, SF_DIGEST_SIZE);
}

static void
read_digest (SfReader *reader, guint8 ret_sha256[SF_DIGEST_SIZE])
{
  const guint8 *bytes = sf_reader_bytes (reader, SF_DIGEST_SIZE);

  if (bytes != NULL)
    memcpy (ret_sha256, bytes, SF_DIGEST_SIZE);
}

/* Within @min to @max, or the reader fails. */
static gint64
read_i64 (SfReader *reader, gint64 min, gint64 max)
{
  gint64 value = (gint64) sf_reader_u64 (reader);

  if (value < min || value > max)
    sf_reader_fail (reader);

  return value;
}

static guint32
read_u32 (SfReader *reader, guint32 min, guint32 max)
{
  guint32 value = sf_reader_u32 (reader);

  if (value < min || value > max)
    sf_reader_fail (reader);

  return value;
}

static guint8
read_u8 (SfReader *reader, guint8 max)
{
  guint8 value = sf_reader_u8 (reader);

  if (value > max)
    sf_reader_fail (reader);

  return value;
}

static void
write_picture (const SfSessionMessage *self, SfWriter *writer)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->picture, &size);

  sf_writer_bytes (writer, data, size);
}

static gboolean
read_picture (SfSessionMessage *self, SfReader *reader, GError **error)
{
  gsize size = reader->left;
  const guint8 *data;

  if (size > SF_REQUEST_PICTURE_MAX_BYTES)
    sf_reader_fail (reader);

  data = sf_reader_bytes (reader, size);
  if (data != NULL)
    self->picture = g_bytes_new (data, size);

  return TRUE;
}

static void
write_nothing (const SfSessionMessage *self, SfWriter *writer)
{
}

static gboolean
read_nothing (SfSessionMessage *self, SfReader *reader, GError **error)
{
  return TRUE;
}

static void
write_answer (const SfSessionMessage *self, SfWriter *writer)
{
  write_digest (writer, self->sha256);
}

static gboolean
read_answer (SfSessionMessage *self, SfReader *reader, GError **error)
{
  read_digest (reader, self->sha256);
  return TRUE;
}

static void
write_change (const SfSessionMessage *self, SfWriter *writer)
{
  sf_writer_u32 (writer, self->change.revision);
  sf_recipe_write (&self->change.recipe, writer);
}

static gboolean
read_change (SfSessionMessage *self, SfReader *reader, GError **error)
{
  self->change.revision = read_u32 (reader, 1, SF_SESSION_MAX_REVISION);
  return sf_recipe_read (&self->change.recipe, reader, error);
}

static void
write_proposal (const SfSessionMessage *self, SfWriter *writer)
{
  const SfProposal *proposal = &self->proposal;

  sf_writer_u32 (writer, proposal->id);
  sf_writer_u32 (writer, proposal->seen);
  sf_writer_u64 (writer, (guint64) proposal->at_us);
  sf_writer_u64 (writer, (guint64) proposal->offset_us);
  sf_writer_u32 (writer, (guint32) proposal->uncertainty_us);
  sf_writer_u32 (writer, (guint32) proposal->window_us);
  sf_writer_u32 (writer, (guint32) proposal->interval_us);
  sf_recipe_write (&proposal->recipe, writer);
  if (proposal->retake.shot != 0) {
    sf_writer_u32 (writer, proposal->retake.shot);
    sf_writer_u8 (writer, (guint8) proposal->retake.take);
  }
}

static gboolean
read_proposal (SfSessionMessage *self, SfReader *reader, GError **error)
{
  SfProposal *proposal = &self->proposal;

  proposal->id = read_u32 (reader, 1, G_MAXUINT32);
  proposal->seen = sf_reader_u32 (reader);
  proposal->at_us = read_i64 (reader, 0, SF_SHUTTER_MAX_TIME_US);
  proposal->offset_us = read_i64 (reader, -SF_SHUTTER_MAX_TIME_US, SF_SHUTTER_MAX_TIME_US);
  proposal->uncertainty_us = read_u32 (reader, 0, SF_CLOCK_MAX_UNCERTAINTY_US);
  proposal->window_us = read_u32 (reader, 0, SF_SHUTTER_WINDOW_US);
  proposal->interval_us = read_u32 (reader, 0, SF_SHUTTER_MAX_INTERVAL_US);
  if (!sf_recipe_read (&proposal->recipe, reader, error))
    return FALSE;

  if (reader->left > 0) {
    proposal->retake.shot = read_u32 (reader, 1, G_MAXUINT32);
    proposal->retake.take = read_u8 (reader, SF_RECIPE_MAX_SHOTS - 1);
  }
  return TRUE;
}

static void
write_cancel (const SfSessionMessage *self, SfWriter *writer)
{
  sf_writer_u32 (writer, self->cancel.shot);
  sf_writer_u8 (writer, (guint8) self->cancel.reason);
}

static gboolean
read_cancel (SfSessionMessage *self, SfReader *reader, GError **error)
{
  self->cancel.shot = sf_reader_u32 (reader);
  self->cancel.reason = read_u8 (reader, SF_CANCEL_TROUBLE);
  return TRUE;
}

static void
write_photo (const SfSessionMessage *self, SfWriter *writer)
{
  const SfPhotoNote *photo = &self->photo;

  sf_writer_u32 (writer, photo->shot);
  sf_writer_u8 (writer, (guint8) photo->take);
  sf_writer_u8 (writer, (guint8) photo->kind);
  sf_writer_varint (writer, photo->size);
  write_digest (writer, photo->sha256);
  sf_writer_u8 (writer, photo->taken_us != SF_PHOTO_TIME_UNKNOWN);
  if (photo->taken_us != SF_PHOTO_TIME_UNKNOWN)
    sf_writer_u64 (writer, (guint64) photo->taken_us);
}

static gboolean
read_photo (SfSessionMessage *self, SfReader *reader, GError **error)
{
  SfPhotoNote *photo = &self->photo;
  guint64 size;

  photo->shot = sf_reader_u32 (reader);
  photo->take = read_u8 (reader, SF_RECIPE_MAX_SHOTS - 1);
  photo->kind = read_u8 (reader, SF_PHOTO_FULL);
  size = sf_reader_varint (reader);
  if (size == 0 || size > sf_photo_get_max_bytes (photo->kind))
    sf_reader_fail (reader);
  photo->size = (gsize) size;
  read_digest (reader, photo->sha256);
  photo->taken_us = SF_PHOTO_TIME_UNKNOWN;
  if (read_u8 (reader, 1) == 1)
    photo->taken_us = read_i64 (reader, 0, SF_SHUTTER_MAX_TIME_US);

  return TRUE;
}

static void
write_hash (const SfSessionMessage *self, SfWriter *writer)
{
  sf_writer_u32 (writer, self->hash.shot);
  sf_recipe_write (&self->hash.recipe, writer);
  write_digest (writer, self->hash.sha256);
}

static gboolean
read_hash (SfSessionMessage *self, SfReader *reader, GError **error)
{
  self->hash.shot = sf_reader_u32 (reader);
  if (!sf_recipe_read (&self->hash.recipe, reader, error))
    return FALSE;

  read_digest (reader, self->hash.sha256);
  return TRUE;
}

static void
write_offer (const SfSessionMessage *self, SfWriter *writer)
{
  const SfStillTimes *times = &self->offer.times;

  sf_writer_u32 (writer, self->offer.shot);
  sf_writer_u8 (writer, (guint8) self->offer.take);
  sf_writer_u8 (writer, (guint8) times->n);
  if (times->n > 0)
    sf_writer_u64 (writer, (guint64) times->times_us[0]);
  for (guint i = 1; i < times->n; i++)
    sf_writer_varint (writer, (guint64) (times->times_us[i] - times->times_us[i - 1]));
}

static gboolean
read_offer (SfSessionMessage *self, SfReader *reader, GError **error)
{
  SfStillTimes *times = &self->offer.times;

  self->offer.shot = sf_reader_u32 (reader);
  self->offer.take = read_u8 (reader, SF_RECIPE_MAX_SHOTS - 1);
  times->n = read_u8 (reader, SF_STILLS_MAX);
  if (sf_reader_has_failed (reader))
    times->n = 0;
  if (times->n > 0)
    times->times_us[0] = read_i64 (reader, 0, SF_SHUTTER_MAX_TIME_US);
  for (guint i = 1; i < times->n; i++) {
    guint64 step_us = sf_reader_varint (reader);

    if (step_us == 0 || step_us > 2 * SF_SHUTTER_WINDOW_US)
      sf_reader_fail (reader);
    times->times_us[i] = times->times_us[i - 1] + (gint64) step_us;
  }

  return TRUE;
}

static void
write_camera (const SfSessionMessage *self, SfWriter *writer)
{
  sf_writer_u8 (writer, self->is_camera_on ? 1 : 0);
}

static gboolean
read_camera (SfSessionMessage *self, SfReader *reader, GError **error)
{
  self->is_camera_on = read_u8 (reader, 1) == 1;
  return TRUE;
}

static const struct {
  void (*write) (const SfSessionMessage *self, SfWriter *writer);
  gboolean (*read) (SfSessionMessage *self, SfReader *reader, GError **error);
} codecs[] = {
  [SF_MESSAGE_PICTURE] = {write_picture, read_picture},
  [SF_MESSAGE_ACCEPT] = {write_answer, read_answer},
  [SF_MESSAGE_DECLINE] = {write_nothing, read_nothing},
  [SF_MESSAGE_READY] = {write_nothing, read_nothing},
  [SF_MESSAGE_RECIPE] = {write_change, read_change},
  [SF_MESSAGE_AGREE] = {write_answer, read_answer},
  [SF_MESSAGE_PROPOSE] = {write_proposal, read_proposal},
  [SF_MESSAGE_CANCEL] = {write_cancel, read_cancel},
  [SF_MESSAGE_PHOTO] = {write_photo, read_photo},
  [SF_MESSAGE_HASH] = {write_hash, read_hash},
  [SF_MESSAGE_OFFER] = {write_offer, read_offer},
  [SF_MESSAGE_CAMERA] = {write_camera, read_camera},
};

void
sf_session_message_clear (SfSessionMessage *self)
{
  if (self->type == SF_MESSAGE_PICTURE)
    g_clear_pointer (&self->picture, g_bytes_unref);
  self->type = 0;
}

GBytes *
sf_session_message_serialize (const SfSessionMessage *self)
{
  SfWriter writer;

  g_return_val_if_fail (self->type < G_N_ELEMENTS (codecs), NULL);
  g_return_val_if_fail (codecs[self->type].write != NULL, NULL);

  sf_writer_init_alloc (&writer, MAX_SIZE);
  sf_writer_u8 (&writer, (guint8) self->type);
  codecs[self->type].write (self, &writer);

  return sf_writer_free_to_bytes (&writer);
}

gboolean
sf_session_message_parse (SfSessionMessage *self, GBytes *bytes, GError **error)
{
  g_auto (SfSessionMessage) read = {0};
  SfReader reader;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  sf_reader_init (&reader, data, size);
  read.type = sf_reader_u8 (&reader);

  if (read.type < G_N_ELEMENTS (codecs) && codecs[read.type].read != NULL) {
    if (!codecs[read.type].read (&read, &reader, error))
      return FALSE;
  } else {
    sf_reader_bytes (&reader, reader.left);
  }

  if (!sf_reader_finish (&reader)) {
    g_set_error (error, SF_ERROR, SF_ERROR_PROTOCOL, "A message of type %u makes no sense",
                 read.type);
    return FALSE;
  }

  *self = read;
  read.type = 0;
  return TRUE;
}

gsize
sf_photo_get_max_bytes (SfPhotoKind kind)
{
  return kind == SF_PHOTO_PREVIEW ? SF_PHOTO_PREVIEW_MAX_BYTES : SF_PHOTO_MAX_BYTES;
}

guint64
sf_photo_note_get_blob_id (const SfPhotoNote *self)
{
  return (guint64) self->shot << 8 | self->take << 1 | self->kind;
}
