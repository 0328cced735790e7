/* The way of a session: its states, what can happen in them, and what follows. */

#include "app/session/sf-session-state.h"

#include "app/sf-error.h"
#include "net/sf-net-error.h"

#include <gio/gio.h>

#define DO(action) (1u << SF_SESSION_ACTION_##action)
#define LEAVE (DO (STOP) | DO (CLOSE))
#define END(reason) (DO (END_##reason) | LEAVE)
#define ON(from, event, to, actions)                                                               \
  {                                                                                                \
    SF_SESSION_STATE_##from, SF_SESSION_EVENT_##event, SF_SESSION_STATE_##to, actions              \
  }

/* clang-format off */
static const SfSessionTransition transitions[] = {
  ON (READY,      INVITE,         INVITING,   DO (START)),
  ON (READY,      JOIN,           JOINING,    DO (START)),
  ON (READY,      LEAVE,          ENDED,      0),

  ON (INVITING,   MET,            MEETING,    0),
  ON (JOINING,    MET,            MEETING,    0),
  ON (MEETING,    INTRODUCED,     REQUEST,    0),

  ON (REQUEST,    ACCEPT,         AWAITING,   DO (ACCEPT_REQUEST)),
  ON (REQUEST,    PEER_ACCEPTED,  PERMITTED,  0),
  ON (REQUEST,    DECLINE,        CLOSING,    DO (DECLINE_REQUEST) | END (DECLINED)),
  ON (REQUEST,    PEER_DECLINED,  CLOSING,    END (DECLINED)),
  ON (PERMITTED,  ACCEPT,         CONNECTING, DO (ACCEPT_REQUEST) | DO (PERMIT)),
  ON (PERMITTED,  DECLINE,        CLOSING,    DO (DECLINE_REQUEST) | END (DECLINED)),
  ON (AWAITING,   PEER_ACCEPTED,  CONNECTING, DO (PERMIT)),
  ON (AWAITING,   PEER_DECLINED,  CLOSING,    END (DECLINED)),

  ON (CONNECTING, PREPARED,       SAME,       DO (SEND_READY)),
  ON (CONNECTING, BOTH_READY,     LIVE,       0),

  ON (LIVE,       CHANGE_MODE,    ASKING,     0),
  ON (LIVE,       PEER_MODE,      ASKED,      0),
  ON (ASKING,     AGREED,         LIVE,       0),
  ON (ASKING,     PEER_MODE,      ASKED,      0),
  ON (ASKING,     CANCEL,         LIVE,       DO (REVERT_MODE)),
  ON (ASKED,      ACCEPT,         LIVE,       DO (ACCEPT_MODE)),
  ON (ASKED,      DECLINE,        LIVE,       DO (REVERT_MODE)),
  ON (ASKED,      AGREED,         LIVE,       0),

  ON (LIVE,       PRESS,          COUNTDOWN,  DO (PROPOSE) | DO (ARM)),
  ON (LIVE,       PEER_PRESSED,   COUNTDOWN,  DO (ARM)),
  ON (COUNTDOWN,  PEER_PRESSED,   SAME,       DO (ARM)),
  ON (COUNTDOWN,  CANCEL,         BEFORE,     DO (SEND_CANCEL) | DO (DROP_SHOT)),
  ON (COUNTDOWN,  TIME_CAME,      CAPTURING,  DO (TAKE)),
  ON (CAPTURING,  TAKEN,          COUNTDOWN,  DO (ARM)),
  ON (CAPTURING,  ALL_TAKEN,      EXCHANGING, 0),
  ON (EXCHANGING, ALL_HERE,       COMPOSING,  DO (COMPOSE)),
  ON (COMPOSING,  COMPLETE,       RESULT,     DO (FINISH_SHOT)),

  ON (COUNTDOWN,  PEER_CANCELLED, BEFORE,     DO (DROP_SHOT)),
  ON (CAPTURING,  PEER_CANCELLED, BEFORE,     DO (DROP_SHOT)),
  ON (EXCHANGING, PEER_CANCELLED, BEFORE,     DO (DROP_SHOT)),
  ON (COMPOSING,  PEER_CANCELLED, BEFORE,     DO (DROP_SHOT)),
  ON (COUNTDOWN,  SHOT_FAILED,    BEFORE,     DO (SEND_CANCEL) | DO (DROP_SHOT)),
  ON (CAPTURING,  SHOT_FAILED,    BEFORE,     DO (SEND_CANCEL) | DO (DROP_SHOT)),
  ON (EXCHANGING, SHOT_FAILED,    BEFORE,     DO (SEND_CANCEL) | DO (DROP_SHOT)),
  ON (COMPOSING,  SHOT_FAILED,    BEFORE,     DO (SEND_CANCEL) | DO (DROP_SHOT)),

  ON (RESULT,     PRESS,          COUNTDOWN,  DO (PROPOSE) | DO (ARM)),
  ON (RESULT,     PEER_PRESSED,   COUNTDOWN,  DO (ARM)),
  ON (RESULT,     RELAYOUT,       COMPOSING,  DO (COMPOSE)),
  ON (COMPOSING,  RELAYOUT,       SAME,       DO (COMPOSE)),
  ON (RESULT,     AGAIN,          WAITING,    DO (SEND_READY)),
  ON (WAITING,    BOTH_READY,     LIVE,       0),

  /* A complete session has lost nothing, whoever leaves first. */
  ON (COMPOSING,  PEER_CLOSED,    SAME,       DO (HURRY)),
  ON (RESULT,     PEER_CLOSED,    CLOSING,    LEAVE),
  ON (WAITING,    PEER_CLOSED,    CLOSING,    LEAVE),
  ON (RESULT,     LOST,           CLOSING,    LEAVE),
  ON (WAITING,    LOST,           CLOSING,    LEAVE),

  ON (ANY,        LEAVE,          CLOSING,    LEAVE),
  ON (ANY,        PEER_CLOSED,    CLOSING,    END (LEFT)),
  ON (ANY,        FAILED,         CLOSING,    LEAVE),
  ON (ANY,        LOST,           CLOSING,    END (LOST)),
  ON (CLOSING,    CLOSED,         ENDED,      0),
};

#define FAILED SF_SESSION_EVENT_FAILED
#define SHOT_FAILED SF_SESSION_EVENT_SHOT_FAILED

static const SfSessionPatience patience[] = {
  {SF_SESSION_STATE_MEETING, 20, FAILED, SF_ERROR_PROTOCOL, sf_error_quark,
   "The picture of the request did not come"},
  {SF_SESSION_STATE_REQUEST, 600, FAILED, G_IO_ERROR_TIMED_OUT, g_io_error_quark,
   "Nobody answered the request"},
  {SF_SESSION_STATE_PERMITTED, 600, FAILED, G_IO_ERROR_TIMED_OUT, g_io_error_quark,
   "The request was not answered here"},
  {SF_SESSION_STATE_AWAITING, 600, FAILED, G_IO_ERROR_TIMED_OUT, g_io_error_quark,
   "The other person did not answer"},
  {SF_SESSION_STATE_CONNECTING, 60, FAILED, SF_NET_ERROR_NO_PATH, sf_net_error_quark,
   "The two computers did not get ready"},
  {SF_SESSION_STATE_ASKING, 600, FAILED, G_IO_ERROR_TIMED_OUT, g_io_error_quark,
   "The other person did not answer"},
  {SF_SESSION_STATE_ASKED, 600, FAILED, G_IO_ERROR_TIMED_OUT, g_io_error_quark,
   "The change of mode was not answered here"},
  {SF_SESSION_STATE_CAPTURING, 10, SHOT_FAILED, SF_ERROR_PICTURE, sf_error_quark,
   "No photograph came from the camera"},
  {SF_SESSION_STATE_EXCHANGING, 120, FAILED, G_IO_ERROR_TIMED_OUT, g_io_error_quark,
   "The exchange of the photographs stood still"},
  {SF_SESSION_STATE_COMPOSING, 120, FAILED, G_IO_ERROR_TIMED_OUT, g_io_error_quark,
   "The other side did not finish the picture"},
};
/* clang-format on */

/* In the order of the enumerations; the diagram, the property and the debug output are made from
 * these. */
static const GEnumValue states[] = {
  {SF_SESSION_STATE_READY, "SF_SESSION_STATE_READY", "ready"},
  {SF_SESSION_STATE_INVITING, "SF_SESSION_STATE_INVITING", "inviting"},
  {SF_SESSION_STATE_JOINING, "SF_SESSION_STATE_JOINING", "joining"},
  {SF_SESSION_STATE_MEETING, "SF_SESSION_STATE_MEETING", "meeting"},
  {SF_SESSION_STATE_REQUEST, "SF_SESSION_STATE_REQUEST", "request"},
  {SF_SESSION_STATE_PERMITTED, "SF_SESSION_STATE_PERMITTED", "permitted"},
  {SF_SESSION_STATE_AWAITING, "SF_SESSION_STATE_AWAITING", "awaiting"},
  {SF_SESSION_STATE_CONNECTING, "SF_SESSION_STATE_CONNECTING", "connecting"},
  {SF_SESSION_STATE_LIVE, "SF_SESSION_STATE_LIVE", "live"},
  {SF_SESSION_STATE_ASKING, "SF_SESSION_STATE_ASKING", "asking"},
  {SF_SESSION_STATE_ASKED, "SF_SESSION_STATE_ASKED", "asked"},
  {SF_SESSION_STATE_COUNTDOWN, "SF_SESSION_STATE_COUNTDOWN", "countdown"},
  {SF_SESSION_STATE_CAPTURING, "SF_SESSION_STATE_CAPTURING", "capturing"},
  {SF_SESSION_STATE_EXCHANGING, "SF_SESSION_STATE_EXCHANGING", "exchanging"},
  {SF_SESSION_STATE_COMPOSING, "SF_SESSION_STATE_COMPOSING", "composing"},
  {SF_SESSION_STATE_RESULT, "SF_SESSION_STATE_RESULT", "result"},
  {SF_SESSION_STATE_WAITING, "SF_SESSION_STATE_WAITING", "waiting"},
  {SF_SESSION_STATE_CLOSING, "SF_SESSION_STATE_CLOSING", "closing"},
  {SF_SESSION_STATE_ENDED, "SF_SESSION_STATE_ENDED", "ended"},
  {0, NULL, NULL},
};

static const struct {
  SfSessionOrigin origin;
  const char *name;
} events[] = {
  [SF_SESSION_EVENT_INVITE] = {SF_SESSION_ORIGIN_PERSON, "invite"},
  [SF_SESSION_EVENT_JOIN] = {SF_SESSION_ORIGIN_PERSON, "join"},
  [SF_SESSION_EVENT_ACCEPT] = {SF_SESSION_ORIGIN_PERSON, "accept"},
  [SF_SESSION_EVENT_DECLINE] = {SF_SESSION_ORIGIN_PERSON, "decline"},
  [SF_SESSION_EVENT_CHANGE_MODE] = {SF_SESSION_ORIGIN_PERSON, "change mode"},
  [SF_SESSION_EVENT_PRESS] = {SF_SESSION_ORIGIN_PERSON, "press"},
  [SF_SESSION_EVENT_CANCEL] = {SF_SESSION_ORIGIN_PERSON, "cancel"},
  [SF_SESSION_EVENT_AGAIN] = {SF_SESSION_ORIGIN_PERSON, "again"},
  [SF_SESSION_EVENT_LEAVE] = {SF_SESSION_ORIGIN_PERSON, "leave"},
  [SF_SESSION_EVENT_MET] = {SF_SESSION_ORIGIN_PEER, "met"},
  [SF_SESSION_EVENT_INTRODUCED] = {SF_SESSION_ORIGIN_PEER, "introduced"},
  [SF_SESSION_EVENT_PEER_ACCEPTED] = {SF_SESSION_ORIGIN_PEER, "peer accepted"},
  [SF_SESSION_EVENT_PEER_DECLINED] = {SF_SESSION_ORIGIN_PEER, "peer declined"},
  [SF_SESSION_EVENT_PEER_MODE] = {SF_SESSION_ORIGIN_PEER, "peer mode"},
  [SF_SESSION_EVENT_PEER_PRESSED] = {SF_SESSION_ORIGIN_PEER, "peer pressed"},
  [SF_SESSION_EVENT_PEER_CANCELLED] = {SF_SESSION_ORIGIN_PEER, "peer cancelled"},
  [SF_SESSION_EVENT_PEER_CLOSED] = {SF_SESSION_ORIGIN_PEER, "peer closed"},
  [SF_SESSION_EVENT_LOST] = {SF_SESSION_ORIGIN_PEER, "lost"},
  [SF_SESSION_EVENT_PREPARED] = {SF_SESSION_ORIGIN_OWN, "prepared"},
  [SF_SESSION_EVENT_BOTH_READY] = {SF_SESSION_ORIGIN_OWN, "both ready"},
  [SF_SESSION_EVENT_AGREED] = {SF_SESSION_ORIGIN_OWN, "agreed"},
  [SF_SESSION_EVENT_TIME_CAME] = {SF_SESSION_ORIGIN_OWN, "time came"},
  [SF_SESSION_EVENT_TAKEN] = {SF_SESSION_ORIGIN_OWN, "taken"},
  [SF_SESSION_EVENT_ALL_TAKEN] = {SF_SESSION_ORIGIN_OWN, "all taken"},
  [SF_SESSION_EVENT_ALL_HERE] = {SF_SESSION_ORIGIN_OWN, "all here"},
  [SF_SESSION_EVENT_COMPLETE] = {SF_SESSION_ORIGIN_OWN, "complete"},
  [SF_SESSION_EVENT_RELAYOUT] = {SF_SESSION_ORIGIN_OWN, "another layout"},
  [SF_SESSION_EVENT_SHOT_FAILED] = {SF_SESSION_ORIGIN_OWN, "shot failed"},
  [SF_SESSION_EVENT_FAILED] = {SF_SESSION_ORIGIN_OWN, "failed"},
  [SF_SESSION_EVENT_CLOSED] = {SF_SESSION_ORIGIN_OWN, "closed"},
};

static const char *const actions[] = {
  [SF_SESSION_ACTION_START] = "start",
  [SF_SESSION_ACTION_ACCEPT_REQUEST] = "accept request",
  [SF_SESSION_ACTION_DECLINE_REQUEST] = "decline request",
  [SF_SESSION_ACTION_PERMIT] = "permit",
  [SF_SESSION_ACTION_ACCEPT_MODE] = "accept mode",
  [SF_SESSION_ACTION_REVERT_MODE] = "revert mode",
  [SF_SESSION_ACTION_SEND_READY] = "send ready",
  [SF_SESSION_ACTION_PROPOSE] = "propose",
  [SF_SESSION_ACTION_ARM] = "arm",
  [SF_SESSION_ACTION_TAKE] = "take",
  [SF_SESSION_ACTION_COMPOSE] = "compose",
  [SF_SESSION_ACTION_FINISH_SHOT] = "finish",
  [SF_SESSION_ACTION_SEND_CANCEL] = "send cancel",
  [SF_SESSION_ACTION_DROP_SHOT] = "drop",
  [SF_SESSION_ACTION_END_DECLINED] = "end declined",
  [SF_SESSION_ACTION_END_LEFT] = "end left",
  [SF_SESSION_ACTION_END_LOST] = "end lost",
  [SF_SESSION_ACTION_STOP] = "stop",
  [SF_SESSION_ACTION_HURRY] = "hurry",
  [SF_SESSION_ACTION_CLOSE] = "close",
};

G_STATIC_ASSERT (G_N_ELEMENTS (states) == SF_SESSION_N_STATES + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (events) == SF_SESSION_N_EVENTS);
G_STATIC_ASSERT (G_N_ELEMENTS (actions) == SF_SESSION_N_ACTIONS);

const SfSessionTransition *
sf_session_transitions (gsize *ret_n)
{
  *ret_n = G_N_ELEMENTS (transitions);
  return transitions;
}

static const SfSessionTransition *
find_exactly (SfSessionState from, SfSessionEvent event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (transitions[i].from == from && transitions[i].event == event)
      return &transitions[i];

  return NULL;
}

const SfSessionTransition *
sf_session_transition_find (SfSessionState from, SfSessionEvent event)
{
  const SfSessionTransition *found = find_exactly (from, event);

  if (found == NULL && from < SF_SESSION_STATE_CLOSING)
    found = find_exactly (SF_SESSION_STATE_ANY, event);

  return found;
}

const SfSessionPatience *
sf_session_patience_find (SfSessionState state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (patience); i++)
    if (patience[i].state == state)
      return &patience[i];

  return NULL;
}

SfSessionOrigin
sf_session_event_get_origin (SfSessionEvent event)
{
  return events[event].origin;
}

const char *
sf_session_event_get_name (SfSessionEvent event)
{
  return events[event].name;
}

const char *
sf_session_state_get_name (SfSessionState state)
{
  return states[state].value_nick;
}

const char *
sf_session_action_get_name (SfSessionAction action)
{
  return actions[action];
}

GType
sf_session_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("SfSessionState", states));

  return type;
}
