/* One object of ours at the Avahi daemon, made anew whenever the daemon appears. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SF_AVAHI_SERVER_INTERFACE "org.freedesktop.Avahi.Server"

typedef struct _SfAvahiObject SfAvahiObject;

/**
 * SfAvahiKind:
 * @interface: of the object
 * @method: of the server, which makes the object and returns its path
 * @made: (nullable): the object is there, without any state
 * @lost: (nullable): there is no daemon, or it makes no such object; calls under way are not
 *   answered. At first, too, and again each time
 * @received: a signal of the object, or once it is made, of the server. As long as it is not, its
 *   path is not known, and the signal may be for another object of @interface in this process
 */
typedef struct {
  const char *interface;
  const char *method;
  void (*made) (gpointer user_data);
  void (*lost) (gpointer user_data);
  void (*received) (const char *interface,
                    const char *member,
                    GVariant *parameters,
                    gpointer user_data);
} SfAvahiKind;

/* @reply is of the type asked for, or %NULL with @error set. */
typedef void (*SfAvahiReplyFunc) (GVariant *reply, const GError *error, gpointer user_data);

/**
 * sf_avahi_object_new:
 * @kind: must live as long
 * @parameters: (nullable): of the method; floating ones are taken
 *
 * Waits for the daemon, without end and without an error. All calls back come in the thread-default
 * main context of the caller.
 */
SfAvahiObject *sf_avahi_object_new (const SfAvahiKind *kind,
                                    GVariant *parameters,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* Frees the object at the daemon too. Nothing is called back any more. */
void sf_avahi_object_free (SfAvahiObject *self);

/**
 * sf_avahi_object_call:
 * @interface: the server's or the object's own
 * @reply_type: (nullable): what the reply must be; only with @callback
 * @callback: (nullable): not called when the daemon vanishes meanwhile
 *
 * Calls a method, once the object is made. Calls are carried out in order.
 */
void sf_avahi_object_call (SfAvahiObject *self,
                           const char *interface,
                           const char *method,
                           GVariant *parameters,
                           const GVariantType *reply_type,
                           SfAvahiReplyFunc callback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfAvahiObject, sf_avahi_object_free)

G_END_DECLS
