/* The inside of SfResultPage: what is shown, and what the person does with the photo. */
#pragma once

#include "ui/sf-layout-chooser.h"
#include "ui/sf-result-page.h"
#include "ui/sf-result-view.h"
#include "ui/sf-shot-picture.h"
#include "ui/sf-strip-cells.h"

G_BEGIN_DECLS

struct _SfResultPage {
  SfPage parent_instance;

  SfResultView *view;
  GtkSpinner *spinner;
  GtkWidget *tools;
  GtkStack *foot;
  GtkProgressBar *sending;
  GtkProgressBar *receiving;
  GtkImage *proof_icon;
  GtkLabel *proof_label;
  GtkWidget *skew_child;
  GtkLabel *skew_label;
  GtkLabel *size_label;
  GtkLabel *waiting_label;
  GtkWidget *keep_button;
  GtkWidget *retake_button;
  GtkWidget *originals_button;
  SfLayoutChooser *chooser;
  SfStripCells *cells;

  SfSession *session;     /* (nullable): that the photo is of; it may be over */
  SfShotPictureKind kind; /* what of it is shown */
  char *path;             /* (nullable): of the photo, once it is complete */
  GPtrArray *files;       /* all that was written for it */
  gboolean is_complete;   /* the photo, in the layout it has */
  gboolean has_own;       /* asked for: one's own part */
  gboolean has_small;     /* asked for: both */
  gboolean has_slid;      /* both were shown */
  gboolean is_decided;    /* kept or thrown away */
  GCancellable *cancellable;
};

/* sf-result-page.c */
/* Whether the other person is still there. */
gboolean sf_result_page_is_together (SfResultPage *self);
void sf_result_page_show (SfResultPage *self, SfShotPictureKind kind);
void sf_result_page_update_actions (SfResultPage *self);
void sf_result_page_forget_session (SfResultPage *self);

/* sf-result-actions.c */
void sf_result_page_add_actions (SfResultPage *self);
GSimpleAction *sf_result_page_get_action (SfResultPage *self, const char *name);

G_END_DECLS
