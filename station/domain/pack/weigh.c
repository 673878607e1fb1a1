#include "station/domain/pack/weigh.h"

#include <string.h>

void weigh_watch_clear(struct weigh_watch *w, int64_t at_ms)
{
    memset(w, 0, sizeof *w);
    w->changed_ms = at_ms;
}

void weigh_watch_changed(struct weigh_watch *w, int64_t at_ms)
{
    w->changed_ms = at_ms;
    w->agree_count = 0;
}

static int64_t magnitude(int64_t mg)
{
    return mg < 0 ? -mg : mg;
}

static bool is_near_zero(int64_t mg, int64_t step_mg)
{
    return magnitude(mg) <= step_mg;
}

enum weigh_look weigh_watch_look(const struct weigh_watch *w, int64_t at_ms,
                                 int64_t step_mg)
{
    if (w->last.at_ms == 0 || at_ms - w->last.at_ms > WEIGH_FRESH_MS)
        return WEIGH_NO_SAMPLE;
    switch (w->last.status) {
    case WEIGH_UNDER:
    case WEIGH_OVER:
    case WEIGH_REZERO:
    case WEIGH_FAULT:
        return WEIGH_TROUBLE;
    case WEIGH_MOVING:
        return WEIGH_WAIT;
    case WEIGH_STABLE:
        break;
    }
    if (is_near_zero(w->last.mg, step_mg))
        return WEIGH_AT_ZERO;
    if (!w->was_zero)
        return WEIGH_NOT_CLEARED;
    if (w->agree_count < WEIGH_AGREE_COUNT)
        return WEIGH_WAIT;
    return WEIGH_TAKEN;
}

enum weigh_look weigh_watch_sample(struct weigh_watch *w,
                                   const struct weigh_sample *s,
                                   int64_t step_mg)
{
    bool is_stable = s->status == WEIGH_STABLE;
    bool is_zero = is_stable && is_near_zero(s->mg, step_mg);
    if (is_zero)
        w->was_zero = true;
    if (is_stable && !is_zero && s->at_ms > w->changed_ms) {
        if (w->agree_count > 0 && magnitude(s->mg - w->mg) <= step_mg)
            w->agree_count++;
        else
            w->agree_count = 1;
        w->mg = s->mg;
    } else {
        w->agree_count = 0;
    }
    w->last = *s;
    return weigh_watch_look(w, s->at_ms, step_mg);
}

static int64_t square_root(int64_t n)
{
    int64_t low = 0, high = 3037000499; // its square is the largest that fits
    while (low < high) {
        int64_t mid = low + (high - low + 1) / 2;
        if (mid <= n / mid)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

static int64_t largest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

// Sums and products that stay at the most there is: what has grown so far is
// heavier than any parcel, and judged so.
static int64_t limited(int64_t n)
{
    const int64_t most = INT64_MAX / 4; // three of them still add up
    return n > most ? most : n;
}

static int64_t times(int64_t a, int64_t b)
{
    int64_t n;
    return __builtin_mul_overflow(a, b, &n) ? limited(INT64_MAX) : limited(n);
}

void weigh_expect(const struct weigh_rule *rule, const struct weigh_part *part,
                  int32_t part_count, struct weigh_answer *a)
{
    // Variances are summed in square milligrams x 100, so that a spread up to
    // some kilograms over a thousand units still fits.
    int64_t sum_mg = rule->tare_mg + rule->packing_mg, variance = 0;
    *a = (struct weigh_answer){.verdict = V_WEIGHT_OK, .cause_idx = -1};
    for (int32_t i = 0; i < part_count; i++) {
        if (part[i].qty > 0 && part[i].unit_mg == 0)
            a->verdict = V_WEIGHT_UNCHECKED;
        sum_mg = limited(sum_mg + times(part[i].unit_mg, part[i].qty) +
                         limited(part[i].net_mg));
        int64_t spread = part[i].spread_mg / 10;
        variance =
            limited(variance + times(times(spread, spread), part[i].qty));
    }
    a->expected_mg = sum_mg;
    a->tolerance_mg = largest(rule->floor_mg, WEIGH_STEPS_MIN * rule->step_mg);
    a->tolerance_mg = largest(a->tolerance_mg, sum_mg / 1000 * rule->permille);
    a->tolerance_mg =
        largest(a->tolerance_mg, WEIGH_SIGMAS * 10 * square_root(variance));
}

// The smallest whole number of one item that explains the difference.
static void find_cause(const struct weigh_part *part, int32_t part_count,
                       struct weigh_answer *a)
{
    int64_t best_rest = 0;
    for (int32_t i = 0; i < part_count; i++) {
        int64_t unit = part[i].unit_mg;
        if (unit <= 0)
            continue;
        int64_t half = a->diff_mg < 0 ? -unit / 2 : unit / 2;
        int64_t n = (a->diff_mg + half) / unit;
        int64_t rest = magnitude(a->diff_mg - n * unit);
        if (n == 0 || -n > part[i].qty || rest > a->tolerance_mg ||
            magnitude(n) > INT32_MAX)
            continue;
        int64_t have = magnitude(a->cause_qty);
        bool is_fewer = a->cause_idx < 0 || magnitude(n) < have;
        if (is_fewer || (magnitude(n) == have && rest < best_rest)) {
            a->cause_idx = part[i].line_idx;
            a->cause_qty = (int32_t)n;
            best_rest = rest;
        }
    }
}

void weigh_judge(const struct weigh_rule *rule, const struct weigh_part *part,
                 int32_t part_count, int64_t gross_mg, struct weigh_answer *a)
{
    weigh_expect(rule, part, part_count, a);
    a->diff_mg = gross_mg - a->expected_mg;
    if (a->verdict == V_WEIGHT_UNCHECKED && a->diff_mg >= -a->tolerance_mg)
        return; // lighter than its known parts is wrong all the same
    if (magnitude(a->diff_mg) <= a->tolerance_mg)
        return;
    a->verdict = a->diff_mg < 0 ? V_WEIGHT_LIGHT : V_WEIGHT_HEAVY;
    find_cause(part, part_count, a);
}
