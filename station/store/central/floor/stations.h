// stations.h - rows between central and its benches; here the stations: their
// tokens, places, journals' tips and the parcel numbers lent to them.
#ifndef STORE_CENTRAL_FLOOR_STATIONS_H
#define STORE_CENTRAL_FLOOR_STATIONS_H

#include "station/record/journal.h"
#include "station/store/engine/store.h"

enum { STATION_SSCC_LEND = 1000 };  // parcel serials lent at a time

struct station {
    int64_t station_id;
    int64_t warehouse_id;
    char name[64];
    struct journal_tip tip;
    int64_t sscc_next, sscc_end;
};

// By token. ERR_MISSING when no station has it.
int stations_find(struct store *st, const char *token,
                  struct station *out) MUST_USE;
int64_t stations_add(struct store *st, const char *name, const char *token);
void stations_seen(struct store *st, int64_t station_id, int64_t seen_ms,
                   int64_t skew_ms);
void stations_place(struct store *st, int64_t station_id,
                    int64_t warehouse_id);

// Lends the next range of parcel serials when the station has asked for it.
void stations_sscc_lend(struct store *st, struct station *s);

// Keeps an event of its journal as it is.
void stations_event_add(struct store *st, int64_t station_id,
                        const struct journal_row *row);

// Empty when there is none.
void stations_name(struct store *st, int64_t station_id, char *out,
                   size_t cap);

// After a batch of events: keeps the tip.
void stations_tip(struct store *st, const struct station *s);

#endif
