#include "station/bench/core/sign.h"
#include "station/base/secret.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/core.h"
#include "station/domain/people/role.h"
#include "station/store/bench/bench_person.h"

#include <string.h>

enum { PIN_TRIES = 3, PIN_WAIT_MS = 30000 };

bool sign_is_supervisor(const struct bench_person *p)
{
    return role_may(role_of(p->role), ROLE_SUPERVISOR);
}

static int note(struct core *c, const char *kind, int64_t person_id,
                const struct origin *o)
{
    struct origin by = *o;
    struct row row = {.kind = kind, .verdict = "", .body = "{}"};
    bool is_in = strcmp(kind, "sign_in") == 0;
    by.person_id = person_id;
    commit_begin(c);
    store_counter_set(&c->store, "person_id", is_in ? person_id : 0);
    return commit(c, &by, &row, 1);
}

static void sign_in(struct core *c, const struct bench_person *p,
                    const struct origin *o)
{
    if (note(c, "sign_in", p->person_id, o) < 0)
        return;
    c->sign = (struct sign){.state = SIGN_IN,
                            .person = *p,
                            .pin_until_ms = c->sign.pin_until_ms};
    notice_set(c, NOTICE_NONE, "", TONE_OK);
}

static void sign_out(struct core *c, const struct origin *o)
{
    if (note(c, "sign_out", c->sign.person.person_id, o) < 0)
        return;
    memset(&c->sign.person, 0, sizeof c->sign.person);
    c->sign.state = SIGN_OUT;
    notice_set(c, NOTICE_NONE, "", TONE_OK);
}

void sign_pin(struct core *c, const char *pin, int64_t at_ms)
{
    struct sign *s = &c->sign;
    struct origin o = {.at_ms = at_ms};
    if (s->state != SIGN_PIN)
        return;
    if (at_ms < s->pin_until_ms) {
        notice_set(c, NOTICE_PIN_WAIT, "", TONE_WRONG);
    } else if (secret_matches(s->person.pin_hash, pin)) {
        struct bench_person p = s->person;
        sign_in(c, &p, &o);
    } else {
        s->pin_failures++;
        if (s->pin_failures % PIN_TRIES == 0)
            s->pin_until_ms = at_ms + PIN_WAIT_MS;
        notice_set(c, NOTICE_PIN_WRONG, "", TONE_WRONG);
    }
}

bool sign_find(struct core *c, const char *badge, struct bench_person *out)
{
    memset(out, 0, sizeof *out);
    if (bench_person_by_badge(&c->store, badge, out) == ERR_OK)
        return true;
    notice_set(c, NOTICE_BADGE_UNKNOWN, "", TONE_WRONG);
    return false;
}

void sign_badge(struct core *c, const struct bench_person *p,
                const struct origin *o)
{
    struct sign *s = &c->sign;
    bool is_in = s->state == SIGN_IN;
    if (is_in && p->person_id == s->person.person_id) {
        if (!c->busy_desk)
            sign_out(c, o);
        return;
    }
    if (is_in && c->busy_desk && s->next.person_id != p->person_id) {
        s->next = *p;
        notice_set(c, NOTICE_HANDOVER, p->name, TONE_LOOK);
        return;
    }
    if (p->pin_hash[0]) {
        s->person = *p;
        s->state = SIGN_PIN;
        notice_set(c, NOTICE_NONE, "", TONE_OK);
        return;
    }
    sign_in(c, p, o);
}

void sign_restore(struct core *c)
{
    int64_t person_id = store_counter(&c->store, "person_id", 0);
    if (person_id && bench_person_load(&c->store, person_id,
                                       &c->sign.person) == ERR_OK)
        c->sign.state = SIGN_IN;
}
