// supervisor.h - a person who looks after orders that are on hold because a
// bench lost its file: is its parcel at the bench?
#ifndef TOOLS_SUPERVISOR_H
#define TOOLS_SUPERVISOR_H

#include "tools/day/site.h"

// Looks at each shipment on hold. One whose label came out and stands in no
// book stays there, since its parcel lies somewhere; each other is released.
// Returns how many were released, or -1 when central does not answer.
int64_t supervisor_look(struct site *s);

#endif
