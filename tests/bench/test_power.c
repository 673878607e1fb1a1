// Power and disk fail at any time: what was heard as done is done afterwards.
#include "tests/bench/bench_fixture.h"

static const char *const CODES[] = {
    "MUG",   "MUG",     "TEE",   "MUG",    "A-1",    "A-2",     "BOX-1",
    "%UNDO", "%REMOVE", "%DONE", "%SHORT", "%DAMAGED", "%NEWBOX", "%HOLD",
    "%CONT", "%X2",     "0000",  "!BANA",  "!BSUE",  "]C1000350",
    "%WHY-1"};

// The members that a restart must bring back.
static const char *const KEPT[] = {"state", "lines", "sum",    "parcel",
                                   "order", "times", "armed",  "alarm",
                                   "queue", "desk",  "person", "is_cancelled"};

static void assert_same(const json_t *before, const json_t *after,
                        uint64_t seed)
{
    for (size_t i = 0; i < COUNT(KEPT); i++) {
        json_t *a = json_object_get(before, KEPT[i]);
        json_t *b = json_object_get(after, KEPT[i]);
        if (a != b && !json_equal(a, b))
            fail_msg("seed %llu: %s is another one after a restart",
                     (unsigned long long)seed, KEPT[i]);
    }
}

static struct site *restart(struct site *s, uint64_t seed)
{
    char path[64];
    int64_t at_ms = s->at_ms;
    json_t *before = site_screen(s);
    memcpy(path, s->path, sizeof path);
    site_close(s);
    s = site_open(PACKING, path);
    s->at_ms = at_ms;
    json_t *after = site_screen(s);
    // An order that is over is shown until the next, not after a restart.
    if (strcmp(text_of(before, "state"), "done") != 0 &&
        strcmp(text_of(before, "state"), "void") != 0)
        assert_same(before, after, seed);
    json_decref(before);
    json_decref(after);
    return s;
}

static void one_step(struct site *s, uint64_t *random)
{
    const char *code = CODES[next_random(random) % COUNT(CODES)];
    struct journal_tip tip = s->bench.core.tip;
    uint64_t tones = s->bench.core.notices.tone_count;
    bool has_room = next_random(random) % 8 > 0;
    if (!has_room)
        disk_fill();
    site_scan(s, code);
    if (has_room)
        return;
    disk_free();
    // Nothing was kept, and nobody heard that it was.
    assert_memory_equal(&s->bench.core.tip, &tip, sizeof tip);
    assert_true(s->bench.core.notices.now != NOTICE_DISK ||
                s->bench.core.notices.text[0]);
    assert_true(s->bench.core.notices.tone_count == tones ||
                s->bench.core.notices.tone >= TONE_LOOK);
}

static void one_shift(uint64_t seed)
{
    char path[64];
    uint64_t random = seed;
    site_path(path);
    struct site *s = site_open(PACKING, path);
    site_order(s, 1, "A-1");
    site_order(s, 2, "A-2");
    site_scan(s, "!BANA");
    for (int i = 0; i < 60; i++) {
        one_step(s, &random);
        if (next_random(&random) % 6 == 0)
            s = restart(s, seed);
    }
    site_close(s);
    site_unlink(path);
}

static void a_bench_is_after_a_restart_what_it_was(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++)
        one_shift(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bench_is_after_a_restart_what_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
