/* Wormholes and a server without sockets, in virtual time, on lines that may be cut or garble. */
#pragma once

#include "net/rendezvous/sf-wormhole-core.h"
#include "net/server/sf-server-client.h"

G_BEGIN_DECLS

typedef struct _SfStage SfStage;
typedef struct _SfStageLine SfStageLine;

/* One wormhole, and what it told. */
typedef struct {
  SfStage *stage;
  SfWormholeCore *core;
  SfStageLine *line; /* (nullable): its connection, or the attempt */
  char *code;        /* (nullable) */
  char *peer_hello;  /* (nullable) */
  GString *heard;    /* messages, each with a full stop */
  GString *waiting;  /* + somebody, - nobody */
  GError *error;     /* (nullable) */
  guint n_frames;    /* that it received */
  gboolean is_done;
} SfActor;

struct _SfStage {
  SfServerCore *server;
  SfServerTime now;
  GRand *random;
  GPtrArray *actors;
  GPtrArray *lines;
  GQueue events; /* what is on its way, earliest first */
  guint n_steps; /* of them that arrived */

  gint64 delay_us;     /* from an actor to the server; 5 ms */
  gint64 down_us;      /* until then nobody reaches the server */
  guint copy_percent;  /* of the server's messages that come twice */
  guint mixed_percent; /* ... that come late, behind later ones */
};

SfStage *sf_stage_new (guint32 seed) G_GNUC_WARN_UNUSED_RESULT;
void sf_stage_free (SfStage *self);

/* @code: (nullable): %NULL creates one. Started; the stage owns it. */
SfActor *sf_stage_enter (SfStage *self, const char *side, const char *code, const char *hello);

/* The next thing happens. Returns: FALSE when nothing will, or 10 minutes are over */
gboolean sf_stage_step (SfStage *self);

void sf_actor_say (SfActor *self, const char *text);
void sf_actor_close (SfActor *self, const char *mood);

/* Its connection breaks; both ends learn of it. */
void sf_actor_cut (SfActor *self);

/* The server starts anew after @down_us, having forgotten everything. */
void sf_stage_forget (SfStage *self, gint64 down_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfStage, sf_stage_free)

G_END_DECLS
