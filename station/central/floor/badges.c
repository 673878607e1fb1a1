#include "station/central/floor/badges.h"
#include "station/base/log.h"
#include "station/store/central/people/people.h"

#include <stdio.h>
#include <string.h>

enum { PART = 64 };

void badges_salt(struct store *st, char out[BADGE_SALT_TEXT + 1])
{
    store_setting(st, "badge_salt", out, BADGE_SALT_TEXT + 1);
}

static int renew(struct store *st, int64_t person_id, const char *salt)
{
    struct person p;
    char badge[BADGE_TEXT + 1] = "";
    int rc = people_load(st, person_id, &p);
    if (rc == ERR_OK && p.badge[0] && strlen(p.badge) != BADGE_TEXT) {
        rc = badge_make(p.badge, salt, badge);
        memcpy(p.badge, badge, sizeof p.badge);
    }
    if (rc == ERR_OK)
        people_save(st, &p);
    return rc;
}

// Everybody is told anew, so that benches forget what they knew before.
static int renew_all(struct store *st, const char *salt)
{
    int64_t id[PART], last = 0;
    int count, rc = ERR_OK;
    do {
        count = people_ids(st, last, id, PART);
        for (int i = 0; i < count && rc == ERR_OK; i++)
            rc = renew(st, id[i], salt);
        last = count > 0 ? id[count - 1] : 0;
    } while (count == PART && rc == ERR_OK);
    return rc;
}

int badges_open(struct store *st)
{
    char salt[BADGE_SALT_TEXT + 1];
    badges_salt(st, salt);
    if (salt[0])
        return ERR_OK;
    badge_salt(salt);
    log_info("badges_made_anew people=%lld", (long long)people_count(st));
    store_begin(st);
    store_setting_set(st, "badge_salt", salt);
    int rc = renew_all(st, salt);
    if (rc < 0)
        store_fail(st, rc, "a badge could not be kept in the new way");
    return store_commit(st);
}

void badges_words(struct store *st, const char *code, struct badge_words *out)
{
    badges_salt(st, out->salt);
    secret_digest_text(code, out->digest);
}

int badges_make(const struct badge_words *w, char out[BADGE_TEXT + 1])
{
    return badge_make(w->digest, w->salt, out);
}

bool badges_person(struct store *st, int64_t person_id, struct feed_person *out)
{
    struct person p;
    memset(out, 0, sizeof *out);
    if (people_load(st, person_id, &p) != ERR_OK)
        return false;
    out->person_id = person_id;
    if (!p.is_active || strlen(p.badge) != BADGE_TEXT)
        return true;
    out->is_active = true;
    snprintf(out->name, sizeof out->name, "%s", p.name);
    snprintf(out->role, sizeof out->role, "%s", p.role);
    snprintf(out->badge_id, sizeof out->badge_id, "%.*s", BADGE_ID_TEXT,
             p.badge);
    badge_seal(p.badge, p.pin_hash, out->pin);
    return true;
}
