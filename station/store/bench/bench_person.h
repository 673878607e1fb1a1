// bench_person.h - a bench's copy of central's people who may work.
#ifndef STORE_BENCH_BENCH_PERSON_H
#define STORE_BENCH_BENCH_PERSON_H

#include "station/record/feed.h"
#include "station/store/engine/store.h"

struct bench_person {
    int64_t person_id;
    char name[FEED_NAME_MAX + 1];
    char role[16];
    char pin[BADGE_SEALED_MAX + 1]; // sealed with the badge (base/badge.h);
                            // empty when no PIN is asked for
};

// ERR_MISSING when there is nobody, or nobody any more.
int bench_person_load(struct store *st, int64_t person_id,
                      struct bench_person *out) MUST_USE;
int bench_person_by_badge(struct store *st, const char *badge_id,
                          struct bench_person *out) MUST_USE;

#endif
