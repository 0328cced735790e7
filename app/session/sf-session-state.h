/* The way of a session: its states, what can happen in them, and what follows. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  SF_SESSION_STATE_READY,      /* nothing begun */
  SF_SESSION_STATE_INVITING,   /* this person's code waits for the other */
  SF_SESSION_STATE_JOINING,    /* the other's code was entered */
  SF_SESSION_STATE_MEETING,    /* the code is confirmed, the request's picture is on its way */
  SF_SESSION_STATE_REQUEST,    /* each sees who the other is; neither has said yes */
  SF_SESSION_STATE_PERMITTED,  /* the other person said yes, this one is still asked */
  SF_SESSION_STATE_AWAITING,   /* this person said yes, the other is still asked */
  SF_SESSION_STATE_CONNECTING, /* both said yes */
  SF_SESSION_STATE_LIVE,       /* either may press the shutter */
  SF_SESSION_STATE_ASKING,     /* this person changed the mode, the other is asked */
  SF_SESSION_STATE_ASKED,      /* the other person changed the mode, this one is asked */
  SF_SESSION_STATE_COUNTDOWN,
  SF_SESSION_STATE_CAPTURING,
  SF_SESSION_STATE_EXCHANGING,
  SF_SESSION_STATE_COMPOSING,
  SF_SESSION_STATE_RESULT,  /* both hold the picture and the other's hash of it */
  SF_SESSION_STATE_WAITING, /* ready for another picture, the other person is not yet */
  SF_SESSION_STATE_CLOSING,
  SF_SESSION_STATE_ENDED,
} SfSessionState;

#define SF_SESSION_N_STATES (SF_SESSION_STATE_ENDED + 1)
/* As `from`: every state before CLOSING that does not list the event itself. */
#define SF_SESSION_STATE_ANY SF_SESSION_N_STATES
/* As `to`. */
#define SF_SESSION_STATE_SAME (SF_SESSION_N_STATES + 1)
/* As `to`: RESULT while there is a finished picture, else LIVE. */
#define SF_SESSION_STATE_BEFORE (SF_SESSION_N_STATES + 2)

typedef enum {
  /* from this person */
  SF_SESSION_EVENT_INVITE,
  SF_SESSION_EVENT_JOIN,
  SF_SESSION_EVENT_ACCEPT,
  SF_SESSION_EVENT_DECLINE,
  SF_SESSION_EVENT_CHANGE_MODE,
  SF_SESSION_EVENT_PRESS,
  SF_SESSION_EVENT_CANCEL,
  SF_SESSION_EVENT_AGAIN,
  SF_SESSION_EVENT_LEAVE,
  /* from the other side */
  SF_SESSION_EVENT_MET,        /* it proved the same code and said who it is */
  SF_SESSION_EVENT_INTRODUCED, /* the whole request is here, its picture included */
  SF_SESSION_EVENT_PEER_ACCEPTED,
  SF_SESSION_EVENT_PEER_DECLINED,
  SF_SESSION_EVENT_PEER_MODE, /* the mode is one that this person has not said yes to */
  SF_SESSION_EVENT_PEER_PRESSED,
  SF_SESSION_EVENT_PEER_CANCELLED,
  SF_SESSION_EVENT_PEER_CLOSED,
  SF_SESSION_EVENT_LOST, /* the connection, or the way to one, is gone for good */
  /* from our own work */
  SF_SESSION_EVENT_PREPARED, /* connected, and the clocks are compared */
  SF_SESSION_EVENT_BOTH_READY,
  SF_SESSION_EVENT_AGREED,      /* both have said yes to the mode that holds */
  SF_SESSION_EVENT_TIME_CAME,   /* the instant of the next photograph */
  SF_SESSION_EVENT_TAKEN,       /* one photograph, and there are more to take */
  SF_SESSION_EVENT_ALL_TAKEN,   /* by this side */
  SF_SESSION_EVENT_ALL_HERE,    /* every photograph of both, decoded */
  SF_SESSION_EVENT_COMPLETE,    /* the picture is there, and both hashes are */
  SF_SESSION_EVENT_RELAYOUT,    /* another layout holds for the finished picture */
  SF_SESSION_EVENT_SHOT_FAILED, /* camera, disk or time; the session goes on */
  SF_SESSION_EVENT_FAILED,
  SF_SESSION_EVENT_CLOSED, /* the connection is closed */
} SfSessionEvent;

#define SF_SESSION_N_EVENTS (SF_SESSION_EVENT_CLOSED + 1)

typedef enum {
  SF_SESSION_ORIGIN_PERSON,
  SF_SESSION_ORIGIN_PEER,
  SF_SESSION_ORIGIN_OWN,
} SfSessionOrigin;

/* What a transition does, carried out in this order. */
typedef enum {
  SF_SESSION_ACTION_START,          /* the network */
  SF_SESSION_ACTION_ACCEPT_REQUEST, /* bound to the request it answers */
  SF_SESSION_ACTION_DECLINE_REQUEST,
  SF_SESSION_ACTION_PERMIT,      /* addresses may be told, pictures may move */
  SF_SESSION_ACTION_ACCEPT_MODE, /* bound to the change it answers */
  SF_SESSION_ACTION_REVERT_MODE, /* back to the mode both agreed to */
  SF_SESSION_ACTION_SEND_READY,
  SF_SESSION_ACTION_PROPOSE,
  SF_SESSION_ACTION_ARM, /* the instant of the next photograph */
  SF_SESSION_ACTION_TAKE,
  SF_SESSION_ACTION_COMPOSE,
  SF_SESSION_ACTION_FINISH_SHOT,
  SF_SESSION_ACTION_SEND_CANCEL,
  SF_SESSION_ACTION_DROP_SHOT,
  SF_SESSION_ACTION_END_DECLINED, /* the session's error: one of the two said no */
  SF_SESSION_ACTION_END_LEFT,     /* ... the other person left */
  SF_SESSION_ACTION_END_LOST,     /* ... what the network said */
  SF_SESSION_ACTION_STOP,         /* all work but the writing of own photographs */
  SF_SESSION_ACTION_HURRY, /* the other side has all it wanted; what is on the way gets 2 s */
  SF_SESSION_ACTION_CLOSE, /* the connection */
} SfSessionAction;

#define SF_SESSION_N_ACTIONS (SF_SESSION_ACTION_CLOSE + 1)

typedef struct {
  SfSessionState from;
  SfSessionEvent event;
  SfSessionState to;
  guint32 actions; /* bit n: SfSessionAction n */
} SfSessionTransition;

/* Every transition there is. */
const SfSessionTransition *sf_session_transitions (gsize *ret_n);

/* Returns: (nullable): %NULL for what the table does not declare */
const SfSessionTransition *sf_session_transition_find (SfSessionState from, SfSessionEvent event);

/* How long a state may last, and what its end is. */
typedef struct {
  SfSessionState state;
  guint timeout_s;
  SfSessionEvent event; /* FAILED or SHOT_FAILED */
  int code;
  GQuark (*domain) (void);
  const char *message;
} SfSessionPatience;

/* Returns: (nullable): %NULL when @state may last for ever */
const SfSessionPatience *sf_session_patience_find (SfSessionState state);

SfSessionOrigin sf_session_event_get_origin (SfSessionEvent event);
const char *sf_session_event_get_name (SfSessionEvent event);
const char *sf_session_state_get_name (SfSessionState state);
const char *sf_session_action_get_name (SfSessionAction action);

#define SF_TYPE_SESSION_STATE (sf_session_state_get_type ())
GType sf_session_state_get_type (void);

G_END_DECLS
