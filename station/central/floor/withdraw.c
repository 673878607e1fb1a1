#include "station/central/floor/withdraw.h"
#include "station/central/floor/hello_internal.h"
#include "station/store/central/floor/station_tokens.h"

#include <stdio.h>

void withdraw_station(struct office *o, int64_t station_id, const char *name,
                      const char *why)
{
    char was[FIELD_NAME_MAX + 1], note[240];
    if (stations_is_withdrawn(o->st, station_id, was)) {
        store_fail(o->st, ERR_CONFLICT, "the station is withdrawn already");
        return;
    }
    stations_withdraw(o->st, station_id, o->at_ms, why);
    snprintf(note, sizeof note,
             "%s was withdrawn while it had this order: look for its parcel "
             "at the bench; release the hold when there is none",
             name);
    hello_hold_claims(o, station_id, 0, note);
}
