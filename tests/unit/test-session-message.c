/* Messages between two sessions: one form on the wire, every field held within its bounds. */

#include "app/session/sf-request-picture.h"
#include "app/session/sf-session-message.h"
#include "app/sf-error.h"

#include <string.h>

static SfSessionMessage
make (SfMessageType type)
{
  SfSessionMessage message = {.type = type};

  switch (type) {
  case SF_MESSAGE_PICTURE:
    message.picture = g_bytes_new_static ("RIFF", 4);
    break;
  case SF_MESSAGE_ACCEPT:
  case SF_MESSAGE_AGREE:
    memset (message.sha256, 0x5a, SF_DIGEST_SIZE);
    break;
  case SF_MESSAGE_RECIPE:
    message.change.revision = 7;
    sf_recipe_init (&message.change.recipe);
    break;
  case SF_MESSAGE_PROPOSE:
    message.proposal = (SfProposal){.id = 4,
                                    .seen = 3,
                                    .at_us = 123456789,
                                    .offset_us = -42,
                                    .uncertainty_us = 77,
                                    .window_us = 50000,
                                    .interval_us = 300000};
    sf_recipe_init (&message.proposal.recipe);
    break;
  case SF_MESSAGE_CANCEL:
    message.cancel.shot = 4;
    message.cancel.reason = SF_CANCEL_LATE;
    break;
  case SF_MESSAGE_PHOTO:
    message.photo =
      (SfPhotoNote){.shot = 4, .take = 2, .kind = SF_PHOTO_FULL, .size = 70000, .taken_us = 99};
    break;
  case SF_MESSAGE_HASH:
    message.hash.shot = 4;
    sf_recipe_init (&message.hash.recipe);
    memset (message.hash.sha256, 0xa5, SF_DIGEST_SIZE);
    break;
  case SF_MESSAGE_OFFER:
    message.offer =
      (SfStillOffer){.shot = 4, .take = 1, .times = {.n = 3, .times_us = {900, 34233, 67567}}};
    break;
  case SF_MESSAGE_CAMERA:
    message.is_camera_on = TRUE;
    break;
  case SF_MESSAGE_DECLINE:
  case SF_MESSAGE_READY:
    break;
  }

  return message;
}

static const SfMessageType types[] = {SF_MESSAGE_PICTURE, SF_MESSAGE_ACCEPT, SF_MESSAGE_DECLINE,
                                      SF_MESSAGE_READY,   SF_MESSAGE_RECIPE, SF_MESSAGE_AGREE,
                                      SF_MESSAGE_PROPOSE, SF_MESSAGE_CANCEL, SF_MESSAGE_PHOTO,
                                      SF_MESSAGE_HASH,    SF_MESSAGE_OFFER,  SF_MESSAGE_CAMERA};

static void
test_round_trip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_auto (SfSessionMessage) sent = make (types[i]);
    g_auto (SfSessionMessage) got = {0};
    g_autoptr (GBytes) bytes = sf_session_message_serialize (&sent);
    g_autoptr (GBytes) again = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (sf_session_message_parse (&got, bytes, &error));
    g_assert_no_error (error);
    g_assert_cmpint (got.type, ==, types[i]);
    again = sf_session_message_serialize (&got);
    g_assert_true (g_bytes_equal (bytes, again));
  }
}

static void
test_fields (void)
{
  g_auto (SfSessionMessage) sent = make (SF_MESSAGE_PROPOSE);
  g_auto (SfSessionMessage) got = {0};
  g_autoptr (GBytes) bytes = sf_session_message_serialize (&sent);

  g_assert_true (sf_session_message_parse (&got, bytes, NULL));
  g_assert_cmpuint (got.proposal.id, ==, 4);
  g_assert_cmpuint (got.proposal.seen, ==, 3);
  g_assert_cmpint (got.proposal.at_us, ==, 123456789);
  g_assert_cmpint (got.proposal.offset_us, ==, -42);
  g_assert_cmpint (got.proposal.uncertainty_us, ==, 77);
  g_assert_cmpint (got.proposal.window_us, ==, 50000);
  g_assert_cmpint (got.proposal.interval_us, ==, 300000);
}

/* Without more, a proposal is for a whole picture. */
static void
test_retake (void)
{
  g_auto (SfSessionMessage) sent = make (SF_MESSAGE_PROPOSE);
  g_auto (SfSessionMessage) got = {0};
  g_auto (SfSessionMessage) whole = {0};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) shorter = NULL;
  gsize size;

  sent.proposal.retake = (SfRetake){.shot = 70000, .take = 3};
  bytes = sf_session_message_serialize (&sent);
  size = g_bytes_get_size (bytes);
  g_assert_true (sf_session_message_parse (&got, bytes, NULL));
  g_assert_cmpuint (got.proposal.retake.shot, ==, 70000);
  g_assert_cmpuint (got.proposal.retake.take, ==, 3);

  for (gsize missing = 1; missing < 5; missing++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, size - missing);

    g_assert_false (sf_session_message_parse (&whole, part, NULL));
  }
  shorter = g_bytes_new_from_bytes (bytes, 0, size - 5);
  g_assert_true (sf_session_message_parse (&whole, shorter, NULL));
  g_assert_cmpuint (whole.proposal.retake.shot, ==, 0);
}

static void
check (const SfSessionMessage *message, gboolean is_valid)
{
  g_autoptr (GBytes) bytes = sf_session_message_serialize (message);
  g_auto (SfSessionMessage) got = {0};
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (bytes);
  g_assert_cmpint (sf_session_message_parse (&got, bytes, &error), ==, is_valid);
  if (!is_valid)
    g_assert_error (error, SF_ERROR, SF_ERROR_PROTOCOL);
}

/* Sets @field of a good message to @last, which is taken, and to @beyond, which is not. */
#define CHECK_BOUND(type, field, last, beyond)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    SfSessionMessage bounded = make (type);                                                        \
    bounded.field = last;                                                                          \
    check (&bounded, TRUE);                                                                        \
    bounded.field = beyond;                                                                        \
    check (&bounded, FALSE);                                                                       \
  }                                                                                                \
  G_STMT_END

static void
test_bounds (void)
{
  CHECK_BOUND (SF_MESSAGE_RECIPE, change.revision, 1, 0);
  CHECK_BOUND (SF_MESSAGE_RECIPE, change.revision, SF_SESSION_MAX_REVISION,
               SF_SESSION_MAX_REVISION + 1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.id, 1, 0);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.at_us, 0, -1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.at_us, SF_SHUTTER_MAX_TIME_US,
               SF_SHUTTER_MAX_TIME_US + 1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.offset_us, SF_SHUTTER_MAX_TIME_US,
               SF_SHUTTER_MAX_TIME_US + 1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.offset_us, -SF_SHUTTER_MAX_TIME_US,
               -SF_SHUTTER_MAX_TIME_US - 1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.uncertainty_us, SF_CLOCK_MAX_UNCERTAINTY_US,
               SF_CLOCK_MAX_UNCERTAINTY_US + 1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.window_us, SF_SHUTTER_WINDOW_US,
               SF_SHUTTER_WINDOW_US + 1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.interval_us, SF_SHUTTER_MAX_INTERVAL_US,
               SF_SHUTTER_MAX_INTERVAL_US + 1);
  CHECK_BOUND (SF_MESSAGE_PROPOSE, proposal.retake, ((SfRetake){2, SF_RECIPE_MAX_SHOTS - 1}),
               ((SfRetake){2, SF_RECIPE_MAX_SHOTS}));
  CHECK_BOUND (SF_MESSAGE_CANCEL, cancel.reason, SF_CANCEL_TROUBLE, SF_CANCEL_TROUBLE + 1);
  CHECK_BOUND (SF_MESSAGE_PHOTO, photo.take, SF_RECIPE_MAX_SHOTS - 1, SF_RECIPE_MAX_SHOTS);
  CHECK_BOUND (SF_MESSAGE_PHOTO, photo.kind, SF_PHOTO_FULL, SF_PHOTO_FULL + 1);
  CHECK_BOUND (SF_MESSAGE_PHOTO, photo.size, 1, 0);
  CHECK_BOUND (SF_MESSAGE_PHOTO, photo.size, SF_PHOTO_MAX_BYTES, SF_PHOTO_MAX_BYTES + 1);
  CHECK_BOUND (SF_MESSAGE_PHOTO, photo.taken_us, 0, -1);
  CHECK_BOUND (SF_MESSAGE_PHOTO, photo.taken_us, SF_SHUTTER_MAX_TIME_US,
               SF_SHUTTER_MAX_TIME_US + 1);
}

static void
test_preview_bound (void)
{
  SfSessionMessage preview = make (SF_MESSAGE_PHOTO);

  preview.photo.kind = SF_PHOTO_PREVIEW;
  preview.photo.size = SF_PHOTO_PREVIEW_MAX_BYTES;
  check (&preview, TRUE);
  preview.photo.size++;
  check (&preview, FALSE);
}

static void
test_offer_bounds (void)
{
  SfSessionMessage last = make (SF_MESSAGE_OFFER);

  CHECK_BOUND (SF_MESSAGE_OFFER, offer.take, SF_RECIPE_MAX_SHOTS - 1, SF_RECIPE_MAX_SHOTS);
  CHECK_BOUND (SF_MESSAGE_OFFER, offer.times.times_us[0], 0, -1);
  CHECK_BOUND (SF_MESSAGE_OFFER, offer.times.times_us[1], 901, 900);
  CHECK_BOUND (SF_MESSAGE_OFFER, offer.times.times_us[2], 34233 + 2 * SF_SHUTTER_WINDOW_US,
               34233 + 2 * SF_SHUTTER_WINDOW_US + 1);

  last.offer.times = (SfStillTimes){.n = 1, .times_us = {SF_SHUTTER_MAX_TIME_US}};
  check (&last, TRUE);
  last.offer.times.times_us[0]++;
  check (&last, FALSE);
  last.offer.times.n = 0;
  check (&last, TRUE);
}

/* The number of times, and as many as it says. */
static void
test_offer_count (void)
{
  for (guint8 n = 0; n <= SF_STILLS_MAX + 1; n++) {
    guint8 data[64] = {SF_MESSAGE_OFFER, 0, 0, 0, 4, 0, n};
    gsize size = 7 + (n > 0 ? 8 : 0);
    g_autoptr (GBytes) bytes = NULL;
    g_auto (SfSessionMessage) got = {0};

    for (guint8 i = 1; i < n; i++)
      data[size++] = 5;
    bytes = g_bytes_new (data, size);
    g_assert_cmpint (sf_session_message_parse (&got, bytes, NULL), ==, n <= SF_STILLS_MAX);
    if (n > 0 && n <= SF_STILLS_MAX)
      g_assert_cmpint (got.offer.times.times_us[n - 1], ==, 5 * (n - 1));
  }
}

static void
test_photo_without_time (void)
{
  g_auto (SfSessionMessage) sent = make (SF_MESSAGE_PHOTO);
  g_auto (SfSessionMessage) got = {0};
  g_autoptr (GBytes) bytes = NULL;

  sent.photo.taken_us = SF_PHOTO_TIME_UNKNOWN;
  bytes = sf_session_message_serialize (&sent);
  g_assert_true (sf_session_message_parse (&got, bytes, NULL));
  g_assert_cmpint (got.photo.taken_us, ==, SF_PHOTO_TIME_UNKNOWN);
}

static void
test_picture_bound (void)
{
  for (gsize i = 0; i < 2; i++) {
    gsize size = SF_REQUEST_PICTURE_MAX_BYTES + 1 + i;
    g_autofree guint8 *data = g_malloc0 (size);
    g_autoptr (GBytes) bytes = NULL;
    g_auto (SfSessionMessage) got = {0};

    data[0] = SF_MESSAGE_PICTURE;
    bytes = g_bytes_new_take (g_steal_pointer (&data), size);
    g_assert_cmpint (sf_session_message_parse (&got, bytes, NULL), ==, i == 0);
  }
}

static void
test_truncated (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_auto (SfSessionMessage) sent = make (types[i]);
    g_autoptr (GBytes) bytes = sf_session_message_serialize (&sent);
    gsize full = g_bytes_get_size (bytes);

    /* A picture may have any length. */
    for (gsize size = 0; types[i] != SF_MESSAGE_PICTURE && size < full; size++) {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, size);
      g_auto (SfSessionMessage) got = {0};

      g_assert_false (sf_session_message_parse (&got, part, NULL));
      g_assert_cmpint (got.type, ==, 0);
    }
  }
}

static void
test_trailing (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_auto (SfSessionMessage) sent = make (types[i]);
    g_autoptr (GBytes) bytes = sf_session_message_serialize (&sent);
    gsize size = g_bytes_get_size (bytes);
    g_autofree guint8 *longer = g_malloc0 (size + 1);
    g_autoptr (GBytes) longer_bytes = NULL;
    g_auto (SfSessionMessage) got = {0};

    memcpy (longer, g_bytes_get_data (bytes, NULL), size);
    longer_bytes = g_bytes_new_take (g_steal_pointer (&longer), size + 1);
    g_assert_cmpint (sf_session_message_parse (&got, longer_bytes, NULL), ==,
                     types[i] == SF_MESSAGE_PICTURE);
  }
}

/* It is on or off. */
static void
test_camera (void)
{
  for (guint8 byte = 0; byte <= 2; byte++) {
    const guint8 data[] = {SF_MESSAGE_CAMERA, byte};
    g_autoptr (GBytes) bytes = g_bytes_new (data, sizeof data);
    g_auto (SfSessionMessage) got = {0};

    g_assert_true (sf_session_message_parse (&got, bytes, NULL) == (byte <= 1));
    g_assert_cmpint (got.is_camera_on, ==, byte == 1);
  }
}

static void
test_later_type (void)
{
  static const guint8 later[] = {200, 1, 2, 3};
  g_autoptr (GBytes) bytes = g_bytes_new_static (later, sizeof later);
  g_auto (SfSessionMessage) got = {0};

  g_assert_true (sf_session_message_parse (&got, bytes, NULL));
  g_assert_cmpint (got.type, ==, 200);
}

static void
test_blob_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint32 shot = 1; shot < 8; shot++)
    for (guint take = 0; take < SF_RECIPE_MAX_SHOTS; take++)
      for (guint kind = 0; kind < SF_PHOTO_N_KINDS; kind++) {
        SfPhotoNote note = {.shot = shot, .take = take, .kind = kind};
        guint64 id = sf_photo_note_get_blob_id (&note);

        g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/session-message/round-trip", test_round_trip);
  g_test_add_func ("/app/session-message/fields", test_fields);
  g_test_add_func ("/app/session-message/retake", test_retake);
  g_test_add_func ("/app/session-message/bounds", test_bounds);
  g_test_add_func ("/app/session-message/preview-bound", test_preview_bound);
  g_test_add_func ("/app/session-message/offer-bounds", test_offer_bounds);
  g_test_add_func ("/app/session-message/offer-count", test_offer_count);
  g_test_add_func ("/app/session-message/photo-without-time", test_photo_without_time);
  g_test_add_func ("/app/session-message/picture-bound", test_picture_bound);
  g_test_add_func ("/app/session-message/truncated", test_truncated);
  g_test_add_func ("/app/session-message/trailing", test_trailing);
  g_test_add_func ("/app/session-message/camera", test_camera);
  g_test_add_func ("/app/session-message/later-type", test_later_type);
  g_test_add_func ("/app/session-message/blob-ids", test_blob_ids);
  return g_test_run ();
}
