/* The program: one instance, one window, links, and what it says to the desktop. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_APPLICATION_ID "io.github.sameframe.Sameframe"

#define SF_TYPE_APPLICATION (sf_application_get_type ())
G_DECLARE_FINAL_TYPE (SfApplication, sf_application, SF, APPLICATION, AdwApplication)

SfApplication *sf_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
