/* Somebody drawn, to try everything with on one computer. */
#pragma once

#include "app/session/sf-session.h"

G_BEGIN_DECLS

#define SF_TYPE_DEMO_PARTNER (sf_demo_partner_get_type ())
G_DECLARE_FINAL_TYPE (SfDemoPartner, sf_demo_partner, SF, DEMO_PARTNER, GObject)

/*
 * A session of its own with a drawn camera, and the server where the two meet, all on the loopback
 * interface: the network is as real as between two computers. It says yes to everything, is ready
 * for another picture at once, and never presses the shutter. What it photographs goes to a folder
 * that is removed with it.
 */

/**
 * sf_demo_partner_new:
 * @name: what the person is called
 *
 * Returns: (transfer full) (nullable): %NULL with a %G_IO_ERROR when there can be no server, or
 *   with %G_FILE_ERROR no folder
 */
SfDemoPartner *sf_demo_partner_new (const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The one server that the person's own session is to use; no LAN, no other servers. */
const char *sf_demo_partner_get_server (SfDemoPartner *self);

/* Joins. Once. */
void sf_demo_partner_join (SfDemoPartner *self, const char *code);

/* Returns: (nullable) (transfer none): its session, once it joined */
SfSession *sf_demo_partner_get_session (SfDemoPartner *self);

G_END_DECLS
