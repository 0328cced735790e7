/* What the two engines say to each other, as messages: the user's own, and all about blobs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SF_SHA256_SIZE 32

/*
 *   USER      | 0 | body
 *   OFFER     | 1 | id | size | sha-256, 32 bytes     sender: may I?
 *   RESUME    | 2 | id                                sender: what do you hold of it?
 *   WITHDRAW  | 3 | id                                sender: never mind
 *   ACCEPT    | 4 | id | map                          receiver: send what is not in the map
 *   REFUSE    | 5 | id                                receiver: no, or no more
 *   DONE      | 6 | id                                receiver: I have it, the hash is right
 *
 * The type is a byte; id and size are varints; a map has a bit for each chunk
 * (net/transfer/sf-bitmap.h) and takes the rest, as does the body. Every OFFER is answered by
 * ACCEPT or REFUSE; every RESUME by ACCEPT, unless the blob is done, refused or withdrawn, in which
 * case the letter that says so is on its way or came.
 */
typedef enum {
  SF_LETTER_USER,
  SF_LETTER_OFFER,
  SF_LETTER_RESUME,
  SF_LETTER_WITHDRAW,
  SF_LETTER_ACCEPT,
  SF_LETTER_REFUSE,
  SF_LETTER_DONE,
  SF_LETTER_UNKNOWN, /* of a later version: to be skipped */
} SfLetterType;

typedef struct {
  SfLetterType type;
  guint64 id;
  guint64 size;
  const guint8 *sha256; /* SF_SHA256_SIZE bytes */
  const guint8 *rest;   /* the map or the body */
  gsize rest_size;
} SfLetter;

/* Returns: (transfer full): at most SF_MESSAGE_MAX_SIZE bytes */
GBytes *sf_letter_compose (const SfLetter *letter) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: FALSE when @message is no letter; otherwise @ret_letter points into @message */
gboolean sf_letter_parse (GBytes *message, SfLetter *ret_letter);

G_END_DECLS
