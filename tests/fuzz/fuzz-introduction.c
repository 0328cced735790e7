/* Introductions from a stranger: what is accepted is within bounds, its name safe to show. */

#include "app/session/sf-introduction.h"
#include "app/session/sf-person-name.h"
#include "app/session/sf-request-picture.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_auto (SfIntroduction) introduction = {0};
  g_auto (SfIntroduction) second = {0};
  g_autoptr (GBytes) again = NULL;
  g_autofree char *cleaned = NULL;

  if (!sf_introduction_parse (&introduction, bytes, NULL))
    return 0;

  cleaned = sf_person_name_clean (introduction.name);
  if (strcmp (cleaned, introduction.name) != 0 ||
      strlen (introduction.name) > SF_PERSON_NAME_MAX_BYTES || introduction.shots == 0 ||
      introduction.shots > SF_INTRODUCTION_MAX_SHOTS ||
      introduction.countdown_ms > SF_INTRODUCTION_MAX_COUNTDOWN_MS ||
      introduction.picture_size > SF_REQUEST_PICTURE_MAX_BYTES)
    abort ();

  again = sf_introduction_serialize (&introduction);
  if (again == NULL || !sf_introduction_parse (&second, again, NULL))
    abort ();

  return 0;
}
