// station_tokens.h - a station's token anew, and a station withdrawn. Its rows
// and its name stay.
#ifndef STORE_CENTRAL_FLOOR_STATION_TOKENS_H
#define STORE_CENTRAL_FLOOR_STATION_TOKENS_H

#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

// The old token is void from then on. A station that was withdrawn is back.
void stations_renew(struct store *st, int64_t station_id, const char *token,
                    int64_t at_ms);
void stations_withdraw(struct store *st, int64_t station_id, int64_t at_ms,
                       const char *why);

// With the reason when it is.
bool stations_is_withdrawn(struct store *st, int64_t station_id,
                           char why[FIELD_NAME_MAX + 1]);

#endif
