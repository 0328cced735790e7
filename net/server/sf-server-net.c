/* What the connections and listeners of a server share: epoll set, deadlines, buffers. */

#include "net/server/sf-server-net.h"

#include "net/server/sf-server-connection.h"

#define MAX_EVENTS 256

gboolean
sf_server_net_poll (SfServerNet *self, SfServerPollable *pollable, int operation, guint32 events)
{
  struct epoll_event event = {.events = events, .data.ptr = pollable};

  return epoll_ctl (self->epoll_fd, operation, pollable->fd, &event) == 0;
}

static void
settle_all (SfServerNet *self)
{
  SfServerConnection *connection;

  while ((connection = g_queue_peek_head (&self->unsettled)) != NULL)
    sf_server_connection_settle (connection);
}

/* Returns: the next deadline */
static gint64
run_deadlines (SfServerNet *self)
{
  gint64 next_us = sf_server_core_expire (self->core, self->now.monotonic_us);

  for (guint i = 0; i < SF_SERVER_N_WAITS; i++) {
    SfServerConnection *first;

    while ((first = g_queue_peek_head (&self->waits[i])) != NULL &&
           sf_server_connection_get_deadline (first) <= self->now.monotonic_us) {
      sf_server_connection_on_deadline (first);
      settle_all (self);
    }
    if (first != NULL)
      next_us = MIN (next_us, sf_server_connection_get_deadline (first));
  }

  return next_us;
}

gint64
sf_server_net_turn (SfServerNet *self, const SfServerTime *now)
{
  struct epoll_event events[MAX_EVENTS];
  int n_events = epoll_wait (self->epoll_fd, events, MAX_EVENTS, 0);
  gint64 next_us;

  self->now = *now;
  for (int i = 0; i < n_events; i++) {
    SfServerPollable *pollable = events[i].data.ptr;
    pollable->ready (pollable, events[i].events);
  }
  settle_all (self);
  next_us = run_deadlines (self);

  return next_us < G_MAXINT64 ? next_us : -1;
}

void
sf_server_net_close_all (SfServerNet *self, const SfServerTime *now)
{
  self->now = *now;
  for (guint i = 0; i < SF_SERVER_N_WAITS; i++)
    for (GList *l = self->waits[i].head; l != NULL; l = l->next)
      sf_server_connection_close (l->data, SF_WS_CLOSE_GOING_AWAY);
  settle_all (self);

  for (guint i = 0; i < SF_SERVER_N_WAITS; i++)
    for (GList *l = self->waits[i].head; l != NULL; l = l->next)
      sf_server_connection_lose (l->data);
  settle_all (self);
}
