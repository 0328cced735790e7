/* A transit relay in this process, that can also misbehave. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SfTestRelay SfTestRelay;

SfTestRelay *sf_test_relay_new (void);
void sf_test_relay_free (SfTestRelay *self);

/* HOST:PORT */
const char *sf_test_relay_get_server (SfTestRelay *self);

/* (nullable): says this to whoever finished its handshake, and joins nobody */
void sf_test_relay_set_answer (SfTestRelay *self, const char *answer, gsize size);
/* Every handshake line so far. */
GPtrArray *sf_test_relay_get_handshakes (SfTestRelay *self);
void sf_test_relay_hang_up (SfTestRelay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTestRelay, sf_test_relay_free)

G_END_DECLS
