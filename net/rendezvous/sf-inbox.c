/* The phases of one other side, in order and each once, whatever order a mailbox delivers. */

#include "net/rendezvous/sf-inbox.h"

#include "net/sf-net-error.h"

#include <string.h>

/* `pake` and `version` come first, then the numbers. */
#define PAKE_POSITION 0
#define VERSION_POSITION 1
#define FIRST_NUMBER_POSITION 2
#define MAX_DIGITS 6

typedef struct {
  char *side;
  char *phase;
  GBytes *body; /* (nullable) */
} Held;

struct _SfInbox {
  char *peer_side;                /* (nullable) */
  GPtrArray *held;                /* of Held, until somebody is pinned */
  GBytes *slots[SF_INBOX_WINDOW]; /* position modulo the window */
  guint next;                     /* the position that is due */
};

static void
held_free (gpointer data)
{
  Held *held = data;

  g_free (held->side);
  g_free (held->phase);
  g_clear_pointer (&held->body, g_bytes_unref);
  g_free (held);
}

SfInbox *
sf_inbox_new (void)
{
  SfInbox *self = g_new0 (SfInbox, 1);

  self->held = g_ptr_array_new_with_free_func (held_free);
  return self;
}

void
sf_inbox_free (SfInbox *self)
{
  g_free (self->peer_side);
  g_ptr_array_unref (self->held);
  for (guint i = 0; i < SF_INBOX_WINDOW; i++)
    g_clear_pointer (&self->slots[i], g_bytes_unref);
  g_free (self);
}

static gboolean
parse_phase (const char *phase, guint *ret_position)
{
  gsize size = strlen (phase);

  if (g_str_equal (phase, "pake")) {
    *ret_position = PAKE_POSITION;
    return TRUE;
  }
  if (g_str_equal (phase, "version")) {
    *ret_position = VERSION_POSITION;
    return TRUE;
  }
  if (size == 0 || size > MAX_DIGITS || strspn (phase, "0123456789") != size)
    return FALSE;
  if (phase[0] == '0' && size > 1)
    return FALSE;

  *ret_position = FIRST_NUMBER_POSITION + (guint) g_ascii_strtoull (phase, NULL, 10);
  return TRUE;
}

static char *
format_phase (guint position)
{
  if (position == PAKE_POSITION)
    return g_strdup ("pake");
  if (position == VERSION_POSITION)
    return g_strdup ("version");
  return g_strdup_printf ("%u", position - FIRST_NUMBER_POSITION);
}

static gboolean
put_pinned (SfInbox *self, const char *phase, GBytes *body, GError **error)
{
  GBytes **slot;
  guint position;

  if (!parse_phase (phase, &position) || position < self->next)
    return TRUE;

  if (body == NULL) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_PROTOCOL, "A phase is not hexadecimal");
    return FALSE;
  }
  if (position - self->next >= SF_INBOX_WINDOW) {
    g_set_error_literal (error, SF_NET_ERROR, SF_NET_ERROR_TOO_LARGE, "A phase is too far ahead");
    return FALSE;
  }

  slot = &self->slots[position % SF_INBOX_WINDOW];
  if (*slot == NULL)
    *slot = g_bytes_ref (body);
  return TRUE;
}

static void
hold (SfInbox *self, const char *side, const char *phase, GBytes *body)
{
  Held *held;

  if (self->held->len >= SF_INBOX_MAX_HELD)
    return;

  held = g_new0 (Held, 1);
  held->side = g_strdup (side);
  held->phase = g_strdup (phase);
  held->body = body != NULL ? g_bytes_ref (body) : NULL;
  g_ptr_array_add (self->held, held);
}

static gboolean
pin (SfInbox *self, const char *side, GError **error)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (held_free);
  self->peer_side = g_strdup (side);
  for (guint i = 0; i < held->len; i++) {
    Held *message = g_ptr_array_index (held, i);

    if (g_str_equal (message->side, side) &&
        !put_pinned (self, message->phase, message->body, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
sf_inbox_put (SfInbox *self, const char *side, const char *phase, GBytes *body, GError **error)
{
  if (self->peer_side == NULL && !g_str_equal (phase, "pake")) {
    hold (self, side, phase, body);
    return TRUE;
  }
  if (self->peer_side == NULL && !pin (self, side, error))
    return FALSE;
  if (!g_str_equal (side, self->peer_side))
    return TRUE;

  return put_pinned (self, phase, body, error);
}

gboolean
sf_inbox_take (SfInbox *self, char **ret_phase, GBytes **ret_body)
{
  GBytes **slot = &self->slots[self->next % SF_INBOX_WINDOW];

  if (*slot == NULL)
    return FALSE;

  *ret_phase = format_phase (self->next++);
  *ret_body = g_steal_pointer (slot);
  return TRUE;
}

const char *
sf_inbox_get_peer_side (SfInbox *self)
{
  return self->peer_side;
}
