// Random days on which files come and go: what was packed is in the books once
// or in front of somebody's eyes. TALLYMAN_SEED=N plays one day and tells it;
// TALLYMAN_SEEDS=N plays so many.
#include "tests/model/world.h"

#include <stdlib.h>

enum { STEPS = 120, SEEDS = 6, SILENT_MS = 150000 };

static int one_of(struct world *w, int n)
{
    return (int)(next_random(&w->random) % (uint32_t)n);
}

static void restart_bench(struct world *w, int nr)
{
    party_down(w, nr);
    party_up(w, nr);
}

static void restart_central(struct world *w)
{
    central_down(w);
    central_up(w);
}

// An ordinary thing, or a program that is killed.
static void work(struct world *w)
{
    int nr = one_of(w, WORLD_BENCHES);
    switch (one_of(w, 14)) {
    case 0:
    case 1:
        people_order(w);
        return;
    case 2:
        restart_bench(w, nr);
        return;
    case 3:
        restart_central(w);
        return;
    case 4: // the answer is lost, or whoever asked
        if (party_sync(w, nr, 1, true))
            return;
        if (one_of(w, 2))
            restart_bench(w, nr);
        else
            restart_central(w);
        return;
    case 5:
    case 6:
        party_sync(w, nr, 1 + one_of(w, 4), false);
        return;
    case 7:
        people_catalogue(w);
        return;
    case 8:
        if (w->is_shop_behind)
            people_order_again(w);
        return;
    default:
        people_pack(w, nr, 1 + one_of(w, 6));
        return;
    }
}

// Something happens to a file.
static void fault(struct world *w)
{
    int nr = one_of(w, WORLD_BENCHES), copy = one_of(w, WORLD_COPIES);
    int what = one_of(w, 12);
    WORLD_TELL(w, "fault %d, bench %d, copy %d\n", what, nr + 1, copy);
    switch (what) {
    case 0:
    case 1:
        faults_copy_central(w, copy);
        return;
    case 2:
        faults_copy_bench(w, nr, copy);
        return;
    case 3:
        faults_restore_central(w, copy, one_of(w, 2));
        return;
    case 4:
        faults_lose_bench(w, nr);
        return;
    case 5:
        faults_restore_bench(w, nr, copy, one_of(w, 2));
        return;
    case 6:
        faults_clone(w);
        return;
    case 7: // one room burns, with more than one machine in it
    case 8:
        faults_restore_central(w, copy, one_of(w, 2));
        faults_lose_bench(w, nr);
        return;
    case 9: // and nobody is heard for longer than central waits
    case 10:
        faults_restore_central(w, copy, one_of(w, 2));
        w->wall_ms += SILENT_MS;
        w->now_ms += SILENT_MS;
        people_pack(w, nr, 8);
        party_sync(w, nr, 6, false);
        return;
    default:
        faults_clock(w, nr);
        return;
    }
}

static void step(struct world *w)
{
    if (one_of(w, 7) == 0)
        fault(w);
    else
        work(w);
    if (w->bench[WORLD_CLONE].is_up) {
        people_pack(w, WORLD_CLONE, 1 + one_of(w, 3));
        party_sync(w, WORLD_CLONE, 1, false);
    }
}

// The evening: the second machine is found and switched off, all speak with
// central, what is left is packed.
static void end_of_day(struct world *w)
{
    faults_unclone(w);
    for (int nr = 0; nr < WORLD_BENCHES; nr++)
        party_sync(w, nr, 8, false);
    if (w->is_shop_behind)
        people_order_again(w);
    for (int round = 0; round < 40; round++) {
        people_look(w);
        for (int nr = 0; nr < WORLD_BENCHES; nr++) {
            people_pack(w, nr, 8);
            party_sync(w, nr, 6, false);
        }
    }
}

static void one_day(uint64_t seed, bool is_traced)
{
    struct world *w = world_open(seed);
    w->is_traced = is_traced;
    for (int nr = 0; nr < WORLD_BENCHES; nr++)
        party_up(w, nr);
    for (int i = 0; i < STEPS; i++)
        step(w);
    end_of_day(w);
    truth_check(w);
    world_close(w);
}

static uint64_t number_of(const char *name, uint64_t fallback)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : fallback;
}

static void a_day_ends_with_every_parcel_in_the_books(void **state)
{
    uint64_t one = number_of("TALLYMAN_SEED", 0);
    uint64_t seeds = number_of("TALLYMAN_SEEDS", SEEDS);
    (void)state;
    if (one)
        one_day(one, true);
    for (uint64_t seed = 1; !one && seed <= seeds; seed++)
        one_day(seed, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_ends_with_every_parcel_in_the_books),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
