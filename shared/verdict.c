#include "shared/verdict.h"
#include "shared/must.h"

static const struct {
    const char *name;
    enum tone tone;
} TABLE[] = {
#define VERDICT_ROW(id, name, tone) {name, tone},
    VERDICTS(VERDICT_ROW)
#undef VERDICT_ROW
};

const char *verdict_name(enum verdict v)
{
    must(v >= 0 && v < VERDICT_COUNT);
    return TABLE[v].name;
}

enum tone verdict_tone(enum verdict v)
{
    must(v >= 0 && v < VERDICT_COUNT);
    return TABLE[v].tone;
}

const char *tone_name(enum tone t)
{
    static const char *const NAMES[] = {"none", "ok",   "line",  "order",
                                        "look", "over", "wrong", "stop"};
    must(t >= TONE_NONE && t <= TONE_STOP);
    return NAMES[t];
}
