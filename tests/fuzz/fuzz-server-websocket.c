/* Fuzz target: a stranger's bytes on a connection of the rendezvous server, cut anywhere. */

#include "net/server/sf-upgrade.h"
#include "net/server/sf-ws-reader.h"

#define MAX_MESSAGE 300

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Writes down all events, so that two readings can be compared. */
static void
write_down (GString *out, const SfWsEvent *event)
{
  g_string_append_printf (out, "%d %d %" G_GSIZE_FORMAT " ", event->type, event->close_code,
                          event->length);
  if (event->length > 0)
    g_string_append_len (out, (const char *) event->payload, (gssize) event->length);
}

static GString *
read_frames (const guint8 *data, gsize size, gsize piece)
{
  GString *out = g_string_new (NULL);
  SfWsReader reader;
  SfWsEvent event = {0};

  sf_ws_reader_init (&reader, MAX_MESSAGE);
  for (gsize at = 0; at < size && event.type != SF_WS_EVENT_ERROR; at += piece) {
    gsize length = MIN (piece, size - at);
    g_autofree guint8 *copy = g_memdup2 (data + at, length);

    sf_ws_reader_feed (&reader, copy, length);
    while (sf_ws_reader_next (&reader, &event) != SF_WS_EVENT_NONE) {
      write_down (out, &event);
      if (event.type == SF_WS_EVENT_ERROR)
        break;
    }
    g_assert_cmpuint (sf_ws_reader_get_size (&reader), <=, 2 * (MAX_MESSAGE + 14) + piece);
  }
  sf_ws_reader_clear (&reader);

  return out;
}

static void
read_frames_twice (const guint8 *data, gsize size, gsize piece)
{
  g_autoptr (GString) whole = read_frames (data, size, MAX (size, 1));
  g_autoptr (GString) cut = read_frames (data, size, piece);

  g_assert_true (g_string_equal (whole, cut));
}

/* The first byte is the size of the pieces; the others are frames, maybe after an upgrade request.
 * */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  SfUpgradeRequest request;
  SfUpgradeStatus status;
  gsize piece;

  if (size < 2)
    return 0;
  piece = MAX (data[0], 1);
  data++;
  size--;

  status = sf_upgrade_parse ((const char *) data, size, &request);
  if (status == SF_UPGRADE_ACCEPTED) {
    g_autofree char *response = sf_upgrade_make_response (status, &request);

    g_assert_true (g_str_has_prefix (response, "HTTP/1.1 101 "));
    g_assert_cmpuint (request.head_size, <=, size);
    data += request.head_size;
    size -= request.head_size;
  }
  read_frames_twice (data, size, piece);

  return 0;
}
