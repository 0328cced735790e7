/* SfLinkEvents carried from the link's thread into another main context. */
#pragma once

#include "net/peer/sf-link-core.h"

G_BEGIN_DECLS

/* Bytes that may wait to be taken: all that may come in at once of photographs, and then some. More
 * ends the connection, so that a receiving context that is busy does not fill memory. */
#define SF_LINK_POST_MAX_WAITING (192 * 1024 * 1024)

typedef struct _SfLinkPost SfLinkPost;

/* What a link's events become in the other context: there `blob_offered` is told after the fact. */
extern const SfLinkEvents sf_link_post_events; /* its user data is an SfLinkPost */

/**
 * sf_link_post_new:
 * @events: called in the thread-default main context of the caller
 * @refuse_blob: called there too, when `blob_offered` of @events says no
 */
SfLinkPost *sf_link_post_new (const SfLinkEvents *events,
                              void (*refuse_blob) (guint64 id, gpointer link),
                              gpointer link,
                              gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* From the receiving context: nothing is called any more, not even what is already on its way. */
void sf_link_post_stop (SfLinkPost *self);
void sf_link_post_unref (SfLinkPost *self);

G_END_DECLS
