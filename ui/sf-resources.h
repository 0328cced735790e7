/* Where the program finds its templates. */
#pragma once

#define SF_RESOURCES "/io/github/sameframe/Sameframe/"
