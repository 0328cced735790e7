/* A TCP proxy on the loopback interface that can break what goes through it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SfProxy SfProxy;

/* Leads to @port of this computer. */
SfProxy *sf_proxy_new (guint16 port) G_GNUC_WARN_UNUSED_RESULT;
void sf_proxy_free (SfProxy *self);

guint16 sf_proxy_get_port (SfProxy *self);

/* Breaks every connection there is. */
void sf_proxy_cut (SfProxy *self);

/* The next thing that the server says is no JSON any more. */
void sf_proxy_corrupt (SfProxy *self);

/* What the server says from now on is withheld, until the next cut. */
void sf_proxy_hold (SfProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfProxy, sf_proxy_free)

G_END_DECLS
