#include "tests/bench/counting_desk.h"

#include <string.h>

struct counting {
    struct core *core;
    int64_t count;
};

static bool restore(void *state, struct core *c, int64_t at_ms)
{
    struct counting *s = state;
    (void)at_ms;
    s->core = c;
    s->count = store_counter(&c->store, "counted", 0);
    return s->count > 0;
}

static bool takes(const void *state, const struct code *code)
{
    (void)state;
    return code->kind == CODE_TEXT && strncmp(code->text, "CNT-", 4) == 0;
}

static void scan(void *state, const struct code *code, const struct origin *o)
{
    struct counting *s = state;
    struct row row = {.kind = "counted", .verdict = "took", .body = "{}"};
    (void)code;
    commit_begin(s->core);
    store_counter_set(&s->core->store, "counted", s->count + 1);
    if (commit(s->core, o, &row, 1) < 0)
        return;
    s->count++;
    notice_set(s->core, NOTICE_NONE, "", TONE_OK);
}

static void show(void *state, json_t *screen, const struct moment *at)
{
    struct counting *s = state;
    (void)at;
    screen_set(screen, "state", "counting");
    json_object_set_new(screen, "counted", json_integer(s->count));
}

const struct desk COUNTING_DESK = {.name = "counting",
                                   .state_size = sizeof(struct counting),
                                   .restore = restore,
                                   .takes = takes,
                                   .scan = scan,
                                   .show = show};
