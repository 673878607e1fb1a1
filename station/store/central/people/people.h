// people.h - people: their roles, logins, badges and PINs.
#ifndef STORE_CENTRAL_PEOPLE_PEOPLE_H
#define STORE_CENTRAL_PEOPLE_PEOPLE_H

#include "station/base/badge.h"
#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

struct person {
    int64_t person_id; // 0 for a new one
    char name[FIELD_NAME_MAX + 1];
    char role[16]; // packer, receiver, supervisor, manager
    char login[64];
    char password_hash[128]; // empty: no access to the office
    char badge[BADGE_TEXT + 1]; // empty: none; base/badge.h
    char pin_hash[128];
    bool is_active;
};

int64_t people_save(struct store *st, const struct person *p);
int people_load(struct store *st, int64_t person_id,
                struct person *out) MUST_USE;
int people_by_login(struct store *st, const char *login,
                    struct person *out) MUST_USE;
int64_t people_count(struct store *st);

// Up to cap people after one of them, by number.
int people_ids(struct store *st, int64_t after_id, int64_t *out, int32_t cap);

// True when nobody but this person is an active manager with a password, so
// that without him nobody could get into the office.
bool people_is_last_manager(struct store *st, int64_t person_id);

bool people_badge_is_free(struct store *st, const char *badge,
                          int64_t but_person_id);

#endif
