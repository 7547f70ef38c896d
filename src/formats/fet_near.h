/* The known name nearest to a misspelled one. Layer: formats. */
#ifndef HORARIUM_FORMATS_FET_NEAR_H
#define HORARIUM_FORMATS_FET_NEAR_H

#include "base/map.h"

/* The key of m most like `name`, NULL if none is near enough. Borrowed from the map. */
const char *fet_near(const struct map *m, const char *name);

#endif
