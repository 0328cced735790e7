/* Changes what the creator says over the path of a fake SfPeer. */
#pragma once

#include "app/session/sf-session-message.h"

/* Returns: %FALSE to lose it */
typedef gboolean (*SfFakeEdit) (SfSessionMessage *message);

/* For every message to the joiner, until it is set again; %NULL changes nothing. In the place of a
 * filter. */
void sf_fake_edit_set (SfFakeEdit edit);
