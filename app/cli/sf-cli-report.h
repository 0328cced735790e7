/* What happens in a session, told: in sentences on a terminal, or in JSON to a script. */
#pragma once

#include "app/session/sf-session.h"

G_BEGIN_DECLS

typedef struct _SfCliReport SfCliReport;

typedef struct {
  /* @rendezvous: (nullable): what the other person must say, when it is not the built-in one */
  void (*code) (SfCliReport *self, const char *code, const char *uri, const char *rendezvous);
  void (*reach) (SfCliReport *self, SfReach reach);
  void (*waiting) (SfCliReport *self, gboolean is_creator, gboolean present);
  void (*request) (SfCliReport *self, SfSession *session);
  void (*mode_change) (SfCliReport *self, SfSession *session);
  void (*ask) (SfCliReport *self);
  void (*awaiting) (SfCliReport *self); /* the other person's answer */
  void (*accepted) (SfCliReport *self); /* by both */
  void (*connected) (SfCliReport *self, SfPathKind kind, gint64 elapsed_ms);
  /* @first_frame_ms: since `connected` */
  void (*live) (SfCliReport *self, gint64 first_frame_ms);
  void (*frozen) (SfCliReport *self);
  void (*resumed) (SfCliReport *self);
  /* @error: (nullable): why this side's own camera is gone; %NULL when it is back */
  void (*camera) (SfCliReport *self, const GError *error);
  void (*reconnecting) (SfCliReport *self);
  void (*clock) (SfCliReport *self, const SfClockEstimate *estimate);
  void (*countdown) (SfCliReport *self, const SfShot *shot, gint64 in_ms);
  /* @is_known: %FALSE for picture files, which were not taken now */
  void (*shot) (SfCliReport *self, gboolean is_known, gint64 skew_us, gint64 uncertainty_us);
  /* The other's photograph is here in small. */
  void (*preview) (SfCliReport *self, guint take, int width, int height);
  void (*progress) (SfCliReport *self, gboolean incoming, guint64 done, guint64 size);
  void (*moved) (SfCliReport *self, gboolean incoming, guint64 size, gint64 elapsed_ms);
  void (*saved) (SfCliReport *self, const char *path);
  void (*cancelled) (SfCliReport *self, gboolean by_other, SfCancelReason reason);
  void (*composite) (SfCliReport *self, const SfShot *shot);
  void (*leaving) (SfCliReport *self);
  void (*error) (SfCliReport *self, const GError *error);
  void (*closed) (SfCliReport *self);
  void (*free) (SfCliReport *self);
} SfCliReportFuncs;

struct _SfCliReport {
  const SfCliReportFuncs *funcs;
};

SfCliReport *sf_cli_report_new_text (void) G_GNUC_WARN_UNUSED_RESULT;
SfCliReport *sf_cli_report_new_json (void) G_GNUC_WARN_UNUSED_RESULT;
void sf_cli_report_free (SfCliReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SfCliReport, sf_cli_report_free)

G_END_DECLS
