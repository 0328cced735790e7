/* coturn on the loopback interface, for one test. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_TURN_PROGRAM_USER "user"
#define SF_TURN_PROGRAM_PASSWORD "password"

typedef struct SfTurnProgram SfTurnProgram;

/* Returns: (nullable): answering, by UDP and TCP; %NULL where there is no such program */
SfTurnProgram *sf_turn_program_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_turn_program_free (SfTurnProgram *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfTurnProgram, sf_turn_program_free)

guint16 sf_turn_program_get_port (SfTurnProgram *self);

G_END_DECLS
