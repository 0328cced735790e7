/* Runs one session for somebody who is not there to press buttons, and tells what happens. */
#pragma once

#include "app/cli/sf-cli-options.h"
#include "app/cli/sf-cli-report.h"
#include "app/cli/sf-cli-status.h"

G_BEGIN_DECLS

/**
 * sf_cli_run:
 * @camera: what the other side is shown of this one, started by now or once both said yes; tried
 *   again when it is lost
 * @started_us: when the program started, on the monotonic clock
 *
 * Runs the default main context until the session has ended.
 */
SfCliStatus sf_cli_run (SfSession *session,
                        SfCamera *camera,
                        const SfCliOptions *options,
                        SfCliReport *report,
                        gint64 started_us);

G_END_DECLS
