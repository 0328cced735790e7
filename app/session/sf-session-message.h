/* What two sessions say to each other after the introduction: one codec for both channels. */
#pragma once

#include "app/session/sf-digest.h"
#include "app/session/sf-shutter.h"
#include "app/session/sf-stills.h"

G_BEGIN_DECLS

#define SF_SESSION_MAX_REVISION 1000000
#define SF_PHOTO_MAX_BYTES (32 * 1024 * 1024)
#define SF_PHOTO_PREVIEW_MAX_BYTES (256 * 1024)
#define SF_PHOTO_PREVIEW_SIDE 640 /* pixels, the longer one */

/*
 * A message is a byte for its type, then:
 *
 *   sealed, through the rendezvous
 *   1   PICTURE  the rest is the WebP of the request
 *   2   ACCEPT   32 SHA-256 of the introduction that is accepted
 *   3   DECLINE  nothing
 *
 *   over the path
 *   16  READY    nothing
 *   17  RECIPE   u32 revision, block recipe
 *   18  AGREE    32 SHA-256 of the RECIPE message that is agreed to
 *   19  PROPOSE  u32 id, u32 seen, u64 at, u64 offset, u32 uncertainty, u32 window, u32 interval,
 *                block recipe; then, when but one photograph is taken anew, u32 the shot that
 *                the others stay of, u8 which
 *   20  CANCEL   u32 shot, u8 reason
 *   21  PHOTO    u32 shot, u8 take, u8 kind, varint size, 32 SHA-256, u8 has a time (0 or 1), then
 *                u64 time
 *   22  HASH     u32 shot, block recipe, 32 SHA-256 of the pixels of the picture made by it
 *   23  OFFER    u32 shot, u8 take, u8 how many times (0: unknown), then u64 the first time and
 *                varint the microseconds from each to the next
 *   24  CAMERA   u8 the sender's camera gives pictures (0 or 1); 1 until told
 *
 * Times and offsets are microseconds, two's complement. A shot is named by the id of its proposal.
 */
typedef enum {
  SF_MESSAGE_PICTURE = 1,
  SF_MESSAGE_ACCEPT = 2,
  SF_MESSAGE_DECLINE = 3,
  SF_MESSAGE_READY = 16,
  SF_MESSAGE_RECIPE = 17,
  SF_MESSAGE_AGREE = 18,
  SF_MESSAGE_PROPOSE = 19,
  SF_MESSAGE_CANCEL = 20,
  SF_MESSAGE_PHOTO = 21,
  SF_MESSAGE_HASH = 22,
  SF_MESSAGE_OFFER = 23,
  SF_MESSAGE_CAMERA = 24,
} SfMessageType;

typedef enum {
  SF_CANCEL_PERSON, /* somebody pressed cancel */
  SF_CANCEL_BUSY,   /* not ready, or another mode holds */
  SF_CANCEL_LATE,   /* as the verdicts of the shutter */
  SF_CANCEL_FAR,
  SF_CANCEL_CLOCK,
  SF_CANCEL_OFTEN,
  SF_CANCEL_TROUBLE, /* camera, disk or time */
} SfCancelReason;

typedef enum {
  SF_PHOTO_PREVIEW, /* small, so that the result appears at once */
  SF_PHOTO_FULL,
} SfPhotoKind;

#define SF_PHOTO_N_KINDS (SF_PHOTO_FULL + 1)

/* Announces a photograph that goes as a blob. */
typedef struct {
  guint32 shot;
  guint take; /* which of the picture's photographs, from 0 */
  SfPhotoKind kind;
  gsize size; /* bytes of the WebP */
  guint8 sha256[SF_DIGEST_SIZE];
  gint64 taken_us; /* by the sender's monotonic clock, or SF_PHOTO_TIME_UNKNOWN */
} SfPhotoNote;

/* The candidates of one side for one photograph of the picture. */
typedef struct {
  guint32 shot;
  guint take;
  SfStillTimes times; /* by the sender's monotonic clock */
} SfStillOffer;

typedef struct {
  SfMessageType type;
  union {
    GBytes *picture;
    guint8 sha256[SF_DIGEST_SIZE]; /* ACCEPT, AGREE */
    struct {
      guint32 revision;
      SfRecipe recipe;
    } change;
    SfProposal proposal;
    struct {
      guint32 shot;
      SfCancelReason reason;
    } cancel;
    SfPhotoNote photo;
    struct {
      guint32 shot;
      SfRecipe recipe;
      guint8 sha256[SF_DIGEST_SIZE];
    } hash;
    SfStillOffer offer;
    gboolean is_camera_on;
  };
} SfSessionMessage;

void sf_session_message_clear (SfSessionMessage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfSessionMessage, sf_session_message_clear)

GBytes *sf_session_message_serialize (const SfSessionMessage *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_session_message_parse:
 * @self: (out caller-allocates): untouched on failure
 *
 * A type from a later version is no error: its @self has that type and nothing else, to be skipped.
 *
 * Returns: %FALSE with %SF_ERROR_PROTOCOL or an error of sf_recipe_parse()
 */
gboolean sf_session_message_parse (SfSessionMessage *self, GBytes *bytes, GError **error);

/* The most bytes that a photograph may have. */
gsize sf_photo_get_max_bytes (SfPhotoKind kind);
/* The blob that carries a photograph; a 64-bit number made of what it is. */
guint64 sf_photo_note_get_blob_id (const SfPhotoNote *self);

G_END_DECLS
