// stations.h - rows between central and its benches; here the stations: their
// tokens and places, the journal and the run that are at work there, and the
// rival that was refused.
#ifndef STORE_CENTRAL_FLOOR_STATIONS_H
#define STORE_CENTRAL_FLOOR_STATIONS_H

#include "station/store/central/floor/journals.h"
#include "station/store/engine/store.h"

enum { STATION_PEER_MAX = 63 }; // of an address

struct station {
    int64_t station_id;
    int64_t warehouse_id;
    char name[64];
    char run[IDENTITY_MAX + 1];      // at work; empty before the first hello
    char peer[STATION_PEER_MAX + 1]; // where it was heard last
    int64_t seen_ms, skew_ms;
    char rival[STATION_PEER_MAX + 1]; // where another one was refused
    int64_t rival_ms;
    struct journal journal; // at work
};

// By token. ERR_MISSING when no station has it.
int stations_find(struct store *st, const char *token,
                  struct station *out) MUST_USE;

// With a journal without a name, which its first hello gives it.
int64_t stations_add(struct store *st, const char *name, const char *token);
void stations_seen(struct store *st, int64_t station_id, int64_t seen_ms,
                   int64_t skew_ms);
void stations_place(struct store *st, int64_t station_id, int64_t warehouse_id);

// Its run, journal, address and seen_ms are those at work from now on.
void stations_work(struct store *st, const struct station *s);
void stations_rival(struct store *st, int64_t station_id, const char *peer,
                    int64_t at_ms);

// Names of those that were heard of after since_ms and have not yet handed over
// their journal to this incarnation; as many as fit.
void stations_unheard(struct store *st, int64_t since_ms,
                      const char *incarnation, char *out, size_t cap);

// Empty when there is none.
void stations_name(struct store *st, int64_t station_id, char *out, size_t cap);

// Somebody's number stands in an event, or (is_sign_in) he has signed in.
// False the first time that a number stands there without it.
bool stations_person(struct store *st, int64_t station_id, int64_t person_id,
                     bool is_sign_in);

#endif
