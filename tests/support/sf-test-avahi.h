/* A stand-in for the Avahi daemon, on a system bus of its own, that does what it is told. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Returns: (nullable): why there can be no such bus here */
const char *sf_test_avahi_skip_reason (void);

/* Makes a private bus the process's system bus, without a daemon on it. To be called first. */
void sf_test_avahi_start_bus (void);
void sf_test_avahi_stop_bus (void);

typedef struct {
  gint32 state;       /* of the server; SF_TEST_AVAHI_RUNNING at first */
  guint n_collisions; /* so many more services are refused for their name */
  gboolean resolves_not;
  GPtrArray *held; /* (nullable) (element-type GDBusMethodInvocation): ResolveService, unanswered */
  gboolean is_hasty;  /* tells of its items before it answers ServiceBrowserNew, as Avahi does */
  GString *log;       /* the methods called so far, each with a `;` behind it */
  char *service_name; /* of the last AddService */
  GPtrArray *items;   /* (element-type GVariant): what names resolve to */
  guint n_objects;    /* made so far; the last one is "/N" */
  GDBusConnection *connection;
  GArray *registrations; /* (element-type guint): of objects */
  guint name;            /* owned on the bus */
} SfTestAvahi;

enum {
  SF_TEST_AVAHI_REGISTERING = 1,
  SF_TEST_AVAHI_RUNNING = 2,
  SF_TEST_AVAHI_COLLISION = 3, /* of the server and of a group */
  SF_TEST_AVAHI_FAILURE = 4,
};

/* A daemon that appears on the bus. Its methods run in the main context of the caller's thread. */
SfTestAvahi *sf_test_avahi_new (void);

/* It disappears, as if it had crashed. */
void sf_test_avahi_free (SfTestAvahi *self);

/**
 * sf_test_avahi_add_item:
 * @txt: strings separated by `,`
 * @flags: of the result; 8 is one of this computer
 *
 * What the daemon resolves the next name to. The first item is called "0", the next "1".
 */
void sf_test_avahi_add_item (
  SfTestAvahi *self, const char *address, guint16 port, const char *txt, guint32 flags);

/* Answers no ResolveService any more, until it answers all of them. */
void sf_test_avahi_hold (SfTestAvahi *self);
void sf_test_avahi_release (SfTestAvahi *self);

/* Tells the last browser of all items, as services of @type. */
void sf_test_avahi_tell_items (SfTestAvahi *self, const char *type);

/* Says that the server, or the last group, changed its state. */
void sf_test_avahi_tell_server_state (SfTestAvahi *self, gint32 state);
void sf_test_avahi_tell_group_state (SfTestAvahi *self, gint32 state);

/* Waits until @log is what was logged since the last call. */
void sf_test_avahi_expect (SfTestAvahi *self, const char *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTestAvahi, sf_test_avahi_free)

G_END_DECLS
