// access.h - routes of who may come in: sessions, programs, stations, and the
// list of what was done to rights.
#ifndef CENTRAL_API_ACCESS_ACCESS_H
#define CENTRAL_API_ACCESS_ACCESS_H

#include "station/central/api/api_internal.h"

// What was done to somebody's rights, in the part of the transaction that does
// it: kept for the list and said in the log. kind is a fixed word; about is
// whom it was done to, note the reason or empty.
void api_changed(struct api *a, const struct api_call *k, const char *kind,
                 const char *about, const char *note);

#endif
