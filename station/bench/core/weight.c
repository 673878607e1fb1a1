#include "station/bench/core/core.h"

enum weigh_look weight_take(struct core *c, const struct weigh_sample *s)
{
    struct weight *w = &c->weight;
    if (s->mg != w->sample.mg || s->status != w->sample.status)
        c->is_changed = true;
    w->sample = *s;
    return weigh_watch_sample(&w->watch, s, c->conf.step_mg);
}

void weight_clear(struct core *c, int64_t at_ms)
{
    struct weight *w = &c->weight;
    weigh_watch_clear(&w->watch, at_ms);
    if (w->sample.at_ms && at_ms - w->sample.at_ms <= WEIGH_FRESH_MS)
        weigh_watch_sample(&w->watch, &w->sample, c->conf.step_mg);
}

void weight_changed(struct core *c, int64_t at_ms)
{
    weigh_watch_changed(&c->weight.watch, at_ms);
}

void weight_forget(struct core *c)
{
    c->weight.sample = (struct weigh_sample){0};
}

const char *weight_status_name(enum weigh_status s)
{
    static const char *const NAMES[] = {
        [WEIGH_STABLE] = "stable", [WEIGH_MOVING] = "moving",
        [WEIGH_UNDER] = "under",   [WEIGH_OVER] = "over",
        [WEIGH_REZERO] = "rezero", [WEIGH_FAULT] = "fault"};
    return NAMES[s];
}
