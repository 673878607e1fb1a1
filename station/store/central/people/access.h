// access.h - what is kept of who changed rights, and who was refused.
//
// Changes are kept for good. Of refusals the newest ACCESS_REFUSALS_MAX are: a
// guesser writes for as long as he likes, and must not fill the disk.
#ifndef STORE_CENTRAL_PEOPLE_ACCESS_H
#define STORE_CENTRAL_PEOPLE_ACCESS_H

#include "station/store/engine/store.h"

enum { ACCESS_REFUSALS_MAX = 50000 };

struct access_event {
    int64_t at_ms;
    const char *kind;
    bool is_refusal;
    int64_t person_id; // who did it; 0 for a program, or nobody known
    const char *who;   // login or token's name; of a refusal, as typed
    const char *peer;  // the address it came from
    const char *about; // whom or what it was done to
    const char *note;  // the reason
};

int64_t access_add(struct store *st, const struct access_event *e);

// How often it happened in its minute; 1 to begin with.
void access_count(struct store *st, int64_t access_event_id, int64_t count);

#endif
