// requests.h - answers already given: a repeated request gets its first one.
#ifndef STORE_CENTRAL_PEOPLE_REQUESTS_H
#define STORE_CENTRAL_PEOPLE_REQUESTS_H

#include "station/base/json.h"
#include "station/store/engine/store.h"

enum { REQUESTS_KEEP_MS = 7 * 24 * 3600 * 1000 };

// The status of the answer, which is the caller's. 0 when the id is new.
int requests_find(struct store *st, const char *request_id, json_t **answer);
void requests_keep(struct store *st, const char *request_id, int64_t at_ms,
                   int status, const char *answer);

#endif
