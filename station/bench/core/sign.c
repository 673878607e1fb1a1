#include "station/bench/core/sign.h"
#include "station/base/log.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/core.h"
#include "station/domain/people/role.h"
#include "station/store/bench/bench_person.h"

#include <stdio.h>
#include <string.h>

enum {
    PIN_TRIES = 3,
    PIN_WAIT_MS = 30000, // after so many; twice as long each time
    PIN_WAIT_DOUBLES = 4,
};

bool sign_is_supervisor(const struct bench_person *p)
{
    return role_may(role_of(p->role), ROLE_SUPERVISOR);
}

static int note(struct core *c, const char *kind, const char *body,
                int64_t person_id, const struct origin *o)
{
    struct origin by = *o;
    struct row row = {.kind = kind, .verdict = "", .body = body};
    bool is_in = strcmp(kind, "sign_in") == 0;
    by.person_id = person_id;
    commit_begin(c);
    store_counter_set(&c->store, "person_id", is_in ? person_id : 0);
    return commit(c, &by, &row, 1);
}

// {"proof": ...} of who has this badge, for the journal's next row.
static void prove(const struct core *c, const char *badge,
                  char body[BADGE_PROOF_TEXT + 20])
{
    char proof[BADGE_PROOF_TEXT + 1];
    badge_prove(badge, c->tip.hash, proof);
    snprintf(body, BADGE_PROOF_TEXT + 20, "{\"proof\":\"%s\"}", proof);
}

// No PIN is asked for any more; who was signed in is.
static void drop_pin(struct sign *s)
{
    if (s->state == SIGN_PIN)
        s->state = s->person.person_id ? SIGN_IN : SIGN_OUT;
    memset(&s->asked, 0, sizeof s->asked);
    secret_wipe(s->pin_hash, sizeof s->pin_hash);
    secret_wipe(s->badge, sizeof s->badge);
}

static void sign_in(struct core *c, const struct bench_person *p,
                    const char *badge, const struct origin *o)
{
    char body[BADGE_PROOF_TEXT + 20];
    prove(c, badge, body);
    if (note(c, "sign_in", body, p->person_id, o) < 0)
        return;
    struct sign *s = &c->sign;
    drop_pin(s);
    s->state = SIGN_IN;
    s->person = *p;
    memset(&s->next, 0, sizeof s->next);
    notice_set(c, NOTICE_NONE, "", TONE_OK);
}

bool sign_vouch(struct core *c, const struct sign_who *w,
                const struct origin *o)
{
    char body[BADGE_PROOF_TEXT + 20];
    struct origin by = *o;
    struct row row = {.kind = "allow", .verdict = "", .body = body};
    by.person_id = w->person.person_id;
    by.hand = NULL; // what is allowed makes the scan whole
    prove(c, w->badge, body);
    commit_begin(c);
    return commit(c, &by, &row, 1) == ERR_OK;
}

static void sign_out(struct core *c, const struct origin *o)
{
    if (note(c, "sign_out", "{}", c->sign.person.person_id, o) < 0)
        return;
    memset(&c->sign.person, 0, sizeof c->sign.person);
    c->sign.state = SIGN_OUT;
    drop_pin(&c->sign);
    notice_set(c, NOTICE_NONE, "", TONE_OK);
}

// Central hears of many.
static void tell(struct core *c, const char *kind, const struct origin *o)
{
    struct row row = {.kind = kind,
                      .verdict = o->is_typed ? "typed" : "scanned",
                      .body = "{}"};
    commit_begin(c);
    if (commit(c, o, &row, 1) < 0)
        log_warn("%s_not_kept why=\"%s\"", kind, store_why(&c->store));
}

// Each person's own: whose are not there take those that waited longest ago.
static struct sign_pins *pins_of(struct sign *s, int64_t person_id)
{
    struct sign_pins *oldest = &s->pins[0];
    for (int i = 0; i < SIGN_PINS_MAX; i++) {
        if (s->pins[i].person_id == person_id)
            return &s->pins[i];
        if (s->pins[i].until_ms < oldest->until_ms)
            oldest = &s->pins[i];
    }
    *oldest = (struct sign_pins){.person_id = person_id};
    return oldest;
}

// A clock that was set back makes nobody wait longer.
static bool is_waiting(int64_t until_ms, int64_t most_ms, int64_t at_ms)
{
    return at_ms < until_ms && until_ms - at_ms <= most_ms;
}

static void pin_wrong(struct core *c, struct sign_pins *t, int64_t at_ms)
{
    struct origin o = {.at_ms = at_ms, .is_typed = true};
    notice_set(c, NOTICE_PIN_WRONG, "", TONE_WRONG);
    if (++t->failures % PIN_TRIES != 0)
        return;
    int32_t doubles = t->failures / PIN_TRIES - 1;
    if (doubles > PIN_WAIT_DOUBLES)
        doubles = PIN_WAIT_DOUBLES;
    t->until_ms = at_ms + (PIN_WAIT_MS << doubles);
    tell(c, "pin_misses", &o);
}

void sign_pin(struct core *c, const char *pin, int64_t at_ms)
{
    struct sign *s = &c->sign;
    struct origin o = {.at_ms = at_ms};
    if (s->state != SIGN_PIN)
        return;
    struct sign_pins *t = pins_of(s, s->asked.person_id);
    if (is_waiting(t->until_ms, PIN_WAIT_MS << PIN_WAIT_DOUBLES, at_ms)) {
        notice_set(c, NOTICE_PIN_WAIT, "", TONE_WRONG);
    } else if (secret_matches(s->pin_hash, pin)) {
        struct bench_person p = s->asked;
        char badge[BADGE_TEXT + 1];
        memcpy(badge, s->badge, sizeof badge);
        *t = (struct sign_pins){.person_id = 0};
        sign_in(c, &p, badge, &o);
        secret_wipe(badge, sizeof badge);
    } else {
        pin_wrong(c, t, at_ms);
    }
}

// What is kept of a badge; NULL for one that was not right here before.
static const char *known(const struct sign *s, const char *digest)
{
    for (int i = 0; i < SIGN_KNOWN_MAX; i++)
        if (secret_same(s->known[i].digest, digest))
            return s->known[i].badge;
    return NULL;
}

static void remember(struct sign *s, const char *digest, const char *badge)
{
    struct sign_known *k = &s->known[s->known_next];
    s->known_next = (s->known_next + 1) % SIGN_KNOWN_MAX;
    memcpy(k->digest, digest, sizeof k->digest);
    memcpy(k->badge, badge, sizeof k->badge);
}

static bool load(struct core *c, const char *badge, struct sign_who *out)
{
    char id[BADGE_ID_TEXT + 1];
    memset(out, 0, sizeof *out);
    snprintf(id, sizeof id, "%.*s", BADGE_ID_TEXT, badge);
    snprintf(out->badge, sizeof out->badge, "%s", badge);
    return bench_person_by_badge(&c->store, id, &out->person) == ERR_OK &&
           badge_unseal(badge, out->person.pin, out->pin_hash);
}

static bool must_wait(struct core *c, const struct origin *o)
{
    return is_waiting(c->sign.misses[o->is_typed].until_ms, SIGN_WAIT_MS,
                      o->at_ms);
}

static void miss(struct core *c, const struct origin *o)
{
    struct sign_misses *m = &c->sign.misses[o->is_typed];
    if (m->count == 0 || o->at_ms - m->first_ms > SIGN_WAIT_MS)
        *m = (struct sign_misses){.first_ms = o->at_ms};
    notice_set(c, NOTICE_BADGE_UNKNOWN, "", TONE_WRONG);
    if (++m->count < SIGN_MISSES_MAX)
        return;
    *m = (struct sign_misses){.until_ms = o->at_ms + SIGN_WAIT_MS};
    notice_set(c, NOTICE_BADGE_WAIT, "", TONE_WRONG);
    tell(c, "badge_misses", o);
}

bool sign_find(struct core *c, const char *badge, const struct origin *o,
               struct sign_who *out)
{
    char digest[SECRET_DIGEST_TEXT + 1], salt[BADGE_SALT_TEXT + 1];
    char made[BADGE_TEXT + 1];
    secret_digest_text(badge, digest);
    const char *had = known(&c->sign, digest);
    if (had && load(c, had, out))
        return true;
    if (must_wait(c, o)) {
        notice_set(c, NOTICE_BADGE_WAIT, "", TONE_WRONG);
        return false;
    }
    store_setting(&c->store, "badge_salt", salt, sizeof salt);
    if (!salt[0]) {
        notice_set(c, NOTICE_NO_PEOPLE, "", TONE_WRONG);
        return false;
    }
    if (badge_make(digest, salt, made) == ERR_OK && load(c, made, out)) {
        remember(&c->sign, digest, made);
        return true;
    }
    miss(c, o);
    return false;
}

void sign_leave(struct core *c, const struct origin *o)
{
    if (c->sign.state == SIGN_OUT)
        return;
    if (c->sign.state == SIGN_PIN) {
        drop_pin(&c->sign);
        notice_set(c, NOTICE_NONE, "", TONE_OK);
    } else if (c->busy_desk) {
        notice_set(c, NOTICE_BUSY, "", TONE_LOOK);
    } else {
        sign_out(c, o);
    }
}

void sign_badge(struct core *c, const struct sign_who *w,
                const struct origin *o)
{
    struct sign *s = &c->sign;
    const struct bench_person *p = &w->person;
    bool was_asked = s->state == SIGN_PIN;
    drop_pin(s);
    bool is_in = s->state == SIGN_IN;
    sign_tick(c, o->at_ms);
    if (was_asked && is_in && p->person_id == s->person.person_id) {
        notice_set(c, NOTICE_NONE, "", TONE_OK); // goes on working
        return;
    }
    if (is_in && p->person_id == s->person.person_id) {
        sign_leave(c, o);
        return;
    }
    if (is_in && c->busy_desk && s->next.person_id != p->person_id) {
        s->next = *p;
        s->next_ms = o->at_ms;
        notice_set(c, NOTICE_HANDOVER, p->name, TONE_LOOK);
        return;
    }
    if (w->pin_hash[0]) {
        s->asked = *p;
        s->asked_ms = o->at_ms;
        memcpy(s->pin_hash, w->pin_hash, sizeof s->pin_hash);
        memcpy(s->badge, w->badge, sizeof s->badge);
        s->state = SIGN_PIN;
        notice_set(c, NOTICE_NONE, "", TONE_OK);
        return;
    }
    sign_in(c, p, w->badge, o);
}

void sign_withdraw(struct core *c)
{
    struct sign *s = &c->sign;
    if (s->next.person_id == 0)
        return;
    memset(&s->next, 0, sizeof s->next);
    if (c->notices.now == NOTICE_HANDOVER)
        notice_set(c, NOTICE_NONE, "", TONE_NONE);
    c->is_changed = true;
}

void sign_tick(struct core *c, int64_t at_ms)
{
    struct sign *s = &c->sign;
    if (at_ms - s->next_ms >= SIGN_HANDOVER_MS)
        sign_withdraw(c);
    if (s->state == SIGN_PIN && at_ms - s->asked_ms >= SIGN_PIN_MS) {
        drop_pin(s);
        notice_set(c, NOTICE_NONE, "", TONE_NONE);
    }
}

void sign_forget(struct core *c)
{
    struct sign *s = &c->sign;
    drop_pin(s);
    s->state = SIGN_OUT;
    s->is_unsure = false;
    memset(&s->person, 0, sizeof s->person);
    memset(&s->next, 0, sizeof s->next);
}

static bool is_known(struct core *c, const struct bench_person *p,
                     struct bench_person *now)
{
    struct bench_person got;
    int rc = bench_person_load(&c->store, p->person_id, &got);
    if (rc == ERR_OK)
        *now = got;
    return rc != ERR_MISSING; // a disk that fails signs nobody out
}

// Who is at work is signed out when what is under way is over: looked at again
// then.
static bool check_person(struct core *c, const struct origin *o)
{
    struct sign *s = &c->sign;
    struct bench_person now = s->person;
    char name[sizeof s->person.name];
    if (s->person.person_id == 0 || is_known(c, &s->person, &now)) {
        s->person = now;
        return true;
    }
    if (c->busy_desk)
        return false;
    memcpy(name, s->person.name, sizeof name);
    sign_out(c, o);
    if (s->state == SIGN_OUT)
        notice_set(c, NOTICE_NOT_ALLOWED, name, TONE_LOOK);
    return true;
}

void sign_check(struct core *c, const struct origin *o)
{
    struct sign *s = &c->sign;
    struct bench_person now = s->asked;
    if (s->state == SIGN_PIN && !is_known(c, &s->asked, &now)) {
        drop_pin(s);
        notice_set(c, NOTICE_NOT_ALLOWED, now.name, TONE_LOOK);
    }
    if (!check_person(c, o))
        return;
    s->is_unsure = false;
    memset(&s->next, 0, sizeof s->next);
}

int64_t sign_named(const struct sign *s)
{
    return s->state == SIGN_PIN ? s->asked.person_id : s->person.person_id;
}

void sign_restore(struct core *c)
{
    int64_t person_id = store_counter(&c->store, "person_id", 0);
    if (person_id &&
        bench_person_load(&c->store, person_id, &c->sign.person) == ERR_OK)
        c->sign.state = SIGN_IN;
}
