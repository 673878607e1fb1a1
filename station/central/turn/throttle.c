#include "station/central/turn/throttle.h"
#include "station/base/secret.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_WAIT_MS = 1000, SHIFT_MAX = 16 };

// One address may be a whole house behind its proxy, and one login that of
// somebody who sits elsewhere: more is free of these.
static const struct {
    int32_t free;
    int64_t most_ms;
} PACE[THROTTLE_KIND_COUNT] = {
    [THROTTLE_TOKEN] = {5, 60000},
    [THROTTLE_PUSH] = {5, 60000},
    [THROTTLE_SETUP] = {5, 60000},
    [THROTTLE_PLACE] = {20, 15000},
    [THROTTLE_LOGIN] = {5, 15000},
    [THROTTLE_ACCOUNT] = {50, THROTTLE_ACCOUNT_MS},
    [THROTTLE_DEVICE] = {10, 15000},
};

void throttle_open(struct throttle *t)
{
    memset(t, 0, sizeof *t);
    secret_bytes(t->key, sizeof t->key);
}

struct spot {
    int cell[THROTTLE_ROWS];
};

static struct spot spot_of(const struct throttle *t,
                           const struct throttle_name *n)
{
    struct spot s;
    uint8_t key[THROTTLE_KEY + 1], from[SECRET_DIGEST_LEN],
        digest[SECRET_DIGEST_LEN];
    memcpy(key, t->key, THROTTLE_KEY);
    key[THROTTLE_KEY] = (uint8_t)n->kind;
    secret_digest(key, sizeof key, n->from, strlen(n->from), from);
    secret_digest(from, sizeof from, n->who, strlen(n->who), digest);
    for (int i = 0; i < THROTTLE_ROWS; i++)
        s.cell[i] = (digest[i * 2] | digest[i * 2 + 1] << 8) % THROTTLE_CELLS;
    return s;
}

static int32_t failures_of(const struct throttle_cell *c, int64_t now_ms)
{
    return now_ms < c->until_ms + THROTTLE_FORGET_MS ? c->failures : 0;
}

// What the name shares no cell of is its own: the least is nearest the truth.
int64_t throttle_wait_ms(const struct throttle *t,
                         const struct throttle_name *n, int64_t now_ms)
{
    struct spot s = spot_of(t, n);
    int64_t wait = INT64_MAX;
    for (int i = 0; i < THROTTLE_ROWS; i++) {
        int64_t left = t->cell[i][s.cell[i]].until_ms - now_ms;
        if (left < wait)
            wait = left;
    }
    return wait > 0 ? wait : 0;
}

static int64_t wait_after(enum throttle_kind kind, int32_t failures)
{
    int32_t shift = failures - PACE[kind].free;
    if (shift < 0)
        return 0;
    int64_t wait = (int64_t)FIRST_WAIT_MS
                   << (shift < SHIFT_MAX ? shift : SHIFT_MAX);
    return wait < PACE[kind].most_ms ? wait : PACE[kind].most_ms;
}

void throttle_fail(struct throttle *t, const struct throttle_name *n,
                   int64_t now_ms)
{
    struct spot s = spot_of(t, n);
    int32_t failures = INT32_MAX - 1;
    for (int i = 0; i < THROTTLE_ROWS; i++) {
        int32_t had = failures_of(&t->cell[i][s.cell[i]], now_ms);
        if (had < failures)
            failures = had;
    }
    failures++;
    int64_t until_ms = now_ms + wait_after(n->kind, failures);
    for (int i = 0; i < THROTTLE_ROWS; i++) {
        struct throttle_cell *c = &t->cell[i][s.cell[i]];
        if (failures_of(c, now_ms) < failures)
            c->failures = failures;
        if (c->until_ms < until_ms)
            c->until_ms = until_ms;
    }
}

void throttle_forgive(struct throttle *t, const struct throttle_name *n,
                      int64_t now_ms)
{
    struct spot s = spot_of(t, n);
    for (int i = 0; i < THROTTLE_ROWS; i++) {
        struct throttle_cell *c = &t->cell[i][s.cell[i]];
        if (c->failures > 0)
            c->failures--;
        if (c->until_ms > now_ms)
            c->until_ms = now_ms;
    }
}
