/* The seconds to the photo, over the live picture: both see the same instant. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SF_TYPE_COUNTDOWN (sf_countdown_get_type ())
G_DECLARE_FINAL_TYPE (SfCountdown, sf_countdown, SF, COUNTDOWN, GtkWidget)

/*
 * Not visible while nothing is counted. Its button activates "page.cancel".
 *
 * Signals:
 *   second (guint left)   a new number is shown; 0: the instant has come
 */
GtkWidget *sf_countdown_new (void);

/**
 * sf_countdown_start:
 * @at_us: the instant, on the monotonic clock
 * @who: whose doing it is, a whole sentence
 * @has_flash: lights the face with a white screen in the last second, unless the person wants
 *   little motion
 */
void sf_countdown_start (SfCountdown *self, gint64 at_us, const char *who, gboolean has_flash);
void sf_countdown_stop (SfCountdown *self);

/* Returns: what is shown @us before the instant: whole seconds, rounded up; 0 from it on */
guint sf_countdown_number (gint64 us);

G_END_DECLS
