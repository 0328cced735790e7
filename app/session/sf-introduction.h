/* What one side says of itself and asks for, sealed, before anything else. */
#pragma once

#include "app/session/sf-digest.h"
#include "app/session/sf-recipe.h"

G_BEGIN_DECLS

#define SF_INTRODUCTION_VERSION 1
#define SF_INTRODUCTION_MAX_BYTES 4096
#define SF_INTRODUCTION_MAX_COUNTDOWN_MS 60000
#define SF_INTRODUCTION_MAX_SHOTS 100

/*
 *   u16     version, 1
 *   string  name, at most 255 bytes
 *   block   recipe, at most 64 bytes
 *   u32     countdown, ms
 *   u16     shots
 *   varint  size of the request's picture in bytes, 0 for none; then, when there is one,
 *   32      its SHA-256
 *
 * The creator's recipe and shots hold; of the two countdowns the longer.
 */
typedef struct {
  char *name; /* cleaned by sf_person_name_clean(); maybe empty */
  SfRecipe recipe;
  guint countdown_ms; /* the least this side wants before a photograph */
  guint shots;        /* how many pictures are meant to be taken, from 1 */
  gsize picture_size; /* bytes; 0: no picture comes with the request */
  guint8 picture_sha256[SF_DIGEST_SIZE];
} SfIntroduction;

void sf_introduction_clear (SfIntroduction *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SfIntroduction, sf_introduction_clear)

GBytes *sf_introduction_serialize (const SfIntroduction *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * sf_introduction_parse:
 * @self: (out caller-allocates): untouched on failure
 *
 * Returns: %FALSE with %SF_NET_ERROR_INCOMPATIBLE for another version, %SF_ERROR_PROTOCOL for what
 * makes no sense
 */
gboolean sf_introduction_parse (SfIntroduction *self, GBytes *bytes, GError **error);

G_END_DECLS
