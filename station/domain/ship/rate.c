#include "station/domain/ship/rate.h"
#include "shared/sum.h"
#include "shared/must.h"

#include <string.h>

struct sides {
    int64_t um[3];      // longest first
};

static int64_t round_side(const struct rate_service *s, int64_t um)
{
    int64_t to = s->round_side_um;
    if (to <= 0 || s->side_rounding == RATE_EXACT)
        return um;
    int64_t add = s->side_rounding == RATE_UP ? to - 1 : to / 2;
    return (um + add) / to * to;
}

static struct sides sort_sides(const struct rate_service *s,
                               const int32_t side_um[3])
{
    struct sides r;
    for (int i = 0; i < 3; i++)
        r.um[i] = round_side(s, side_um[i]);
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2 - i; k++)
            if (r.um[k] < r.um[k + 1]) {
                int64_t swap = r.um[k];
                r.um[k] = r.um[k + 1];
                r.um[k + 1] = swap;
            }
    return r;
}

// Cubic millimetres, each side counted in tenths so that nothing overflows.
static int64_t volume_mm3(const struct sides *d)
{
    return (d->um[0] / 100) * (d->um[1] / 100) / 10 * (d->um[2] / 100) / 100;
}

static int64_t round_up(int64_t value, int64_t step)
{
    return step > 0 ? (value + step - 1) / step * step : value;
}

static int64_t billable(const struct rate_service *s,
                        const struct rate_parcel *p, const struct sides *d)
{
    int64_t mg = round_up(p->weight_mg, s->weight_step_mg);
    int64_t mm3 = volume_mm3(d);
    if (s->divisor_mm3_per_kg <= 0 || mm3 <= s->trigger_mm3)
        return mg;
    int64_t cubic_mg = mm3 * 1000 / (s->divisor_mm3_per_kg / 1000);
    if (cubic_mg <= s->free_until_mg)
        return mg;
    cubic_mg = round_up(cubic_mg, s->weight_step_mg);
    return cubic_mg > mg ? cubic_mg : mg;
}

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

// Where a service goes; -1 when it does not.
static int32_t find_area(const struct rate_service *s, const char *country,
                         const char *postal)
{
    int32_t best = -1;
    size_t best_len = 0;
    for (int32_t i = 0; i < s->area_count; i++) {
        const struct rate_area *a = &s->area[i];
        if (a->country[0] && strcmp(a->country, country) != 0)
            continue;
        if (!has_prefix(postal, a->postal))
            continue;
        size_t len = (a->country[0] ? 100 : 0) + strlen(a->postal);
        if (best < 0 || len > best_len) {
            best = i;
            best_len = len;
        }
    }
    return best;
}

static enum rate_verdict check_limits(const struct rate_service *s,
                                      const struct rate_parcel *p,
                                      const struct sides *d)
{
    int64_t girth_sum = d->um[0] + 2 * (d->um[1] + d->um[2]);
    int64_t side_sum = d->um[0] + d->um[1] + d->um[2];
    if (s->max_mg && p->weight_mg > s->max_mg)
        return RATE_TOO_HEAVY;
    if (s->max_side_um && d->um[0] > s->max_side_um)
        return RATE_TOO_LONG;
    if ((s->max_girth_sum_um && girth_sum > s->max_girth_sum_um) ||
        (s->max_side_sum_um && side_sum > s->max_side_sum_um))
        return RATE_TOO_LARGE;
    if (s->min_side_um && d->um[0] > 0 && d->um[0] < s->min_side_um)
        return RATE_TOO_SMALL;
    if (p->is_hazmat && !s->carries_hazmat)
        return RATE_REFUSED;
    return RATE_OK;
}

bool rate_takes_size(const struct rate_service *s, const int32_t side_um[3])
{
    struct rate_parcel p = {.weight_mg = 0};
    struct sides d = sort_sides(s, side_um);
    enum rate_verdict v = check_limits(s, &p, &d);
    return v != RATE_TOO_LONG && v != RATE_TOO_LARGE && v != RATE_TOO_SMALL;
}

static int64_t field_value(const struct rate_parcel *p,
                           const struct sides *d, const struct rate_quote *q,
                           enum rate_field field)
{
    switch (field) {
    case RATE_LENGTH:
        return d->um[0];
    case RATE_SECOND:
        return d->um[1];
    case RATE_GIRTH_SUM:
        return d->um[0] + 2 * (d->um[1] + d->um[2]);
    case RATE_SIDE_SUM:
        return d->um[0] + d->um[1] + d->um[2];
    case RATE_VOLUME:
        return volume_mm3(d);
    case RATE_ACTUAL:
        return p->weight_mg;
    case RATE_BILLABLE:
        return q->billable_mg;
    case RATE_ZONE:
        return q->zone;
    case RATE_RESIDENTIAL:
        return p->is_residential;
    case RATE_COD:
        return p->has_cod;
    case RATE_DECLARED:
        return p->declared_minor;
    case RATE_HAZMAT:
        return p->is_hazmat;
    case RATE_ABROAD:
        return strcmp(p->from_country, p->country) != 0;
    case RATE_POSTAL:
    case RATE_ALWAYS:
    case RATE_FIELD_COUNT:
        break;
    }
    return 1;
}

static bool applies(const struct rate_surcharge *u,
                    const struct rate_parcel *p, const struct sides *d,
                    const struct rate_quote *q)
{
    if ((u->from_day && p->day < u->from_day) ||
        (u->to_day && p->day > u->to_day))
        return false;
    if (u->field == RATE_ALWAYS)
        return true;
    if (u->field == RATE_POSTAL)
        return has_prefix(p->postal, u->postal);
    int64_t value = field_value(p, d, q, u->field);
    return u->is_below ? value < u->bound : value > u->bound;
}

static int64_t price_of(const struct rate_zone *z, int64_t mg)
{
    for (int32_t i = 0; i < z->step_count; i++)
        if (mg <= z->step[i].up_to_mg)
            return z->step[i].price_minor;
    if (z->per_kg_minor == 0 || z->step_count == 0)
        return -1;
    const struct rate_step *last = &z->step[z->step_count - 1];
    int64_t more_kg = (mg - last->up_to_mg + 999999) / 1000000;
    return sum_add(last->price_minor, sum_times(more_kg, z->per_kg_minor));
}

// Rows that change the weight or refuse come before any price.
static void apply_conditions(const struct rate_service *s,
                             const struct rate_parcel *p,
                             const struct sides *d, struct rate_quote *q)
{
    for (int32_t i = 0; i < s->surcharge_count; i++) {
        const struct rate_surcharge *u = &s->surcharge[i];
        if (u->action != RATE_LEAST_BILLABLE && u->action != RATE_REFUSE)
            continue;
        if (!applies(u, p, d, q))
            continue;
        if (u->action == RATE_REFUSE)
            q->verdict = RATE_REFUSED;
        else if (q->billable_mg < u->amount)
            q->billable_mg = u->amount;
        q->applied |= (uint32_t)1 << i;
    }
}

// The row of the same group that counts so far, or -1.
static int32_t rival(const struct rate_service *s, uint32_t applied,
                     int32_t group)
{
    for (int32_t i = 0; group != 0 && i < s->surcharge_count; i++)
        if (applied >> i & 1 && s->surcharge[i].group == group)
            return i;
    return -1;
}

static void add_surcharges(const struct rate_service *s,
                           const struct rate_parcel *p,
                           const struct sides *d, struct rate_quote *q)
{
    int64_t amount[RATE_SURCHARGES_MAX] = {0};
    for (int32_t i = 0; i < s->surcharge_count; i++) {
        const struct rate_surcharge *u = &s->surcharge[i];
        bool is_money =
            u->action == RATE_ADD || u->action == RATE_ADD_PERMILLE;
        if (!is_money || !applies(u, p, d, q))
            continue;
        int64_t so_far = q->base_minor + q->surcharge_minor;
        amount[i] = u->action == RATE_ADD
                        ? u->amount
                        : (sum_times(so_far, u->amount) + 999) / 1000;
        int32_t other = rival(s, q->applied, u->group);
        if (other >= 0 && amount[other] >= amount[i])
            continue;
        if (other >= 0) {
            q->surcharge_minor -= amount[other];
            q->applied &= ~((uint32_t)1 << other);
        }
        q->surcharge_minor += amount[i];
        q->applied |= (uint32_t)1 << i;
    }
}

struct rate_quote rate_quote(const struct rate_service *s,
                             const struct rate_parcel *p)
{
    struct rate_quote q = {.verdict = RATE_NO_ZONE};
    struct sides d = sort_sides(s, p->side_um);
    must(s->surcharge_count <= 32);
    int32_t area = find_area(s, p->country, p->postal);
    if (area < 0)
        return q;
    q.zone = s->area[area].zone;
    q.transit_days = s->area[area].transit_days;
    q.verdict = check_limits(s, p, &d);
    q.billable_mg = billable(s, p, &d);
    if (q.verdict == RATE_OK)
        apply_conditions(s, p, &d, &q);
    if (q.verdict != RATE_OK)
        return q;
    q.base_minor = price_of(&s->zone[q.zone], q.billable_mg);
    if (q.base_minor < 0) {
        q.verdict = RATE_OVER_TABLE;
        return q;
    }
    if (q.base_minor < s->least_minor)
        q.base_minor = s->least_minor;
    add_surcharges(s, p, &d, &q);
    q.total_minor = q.base_minor + q.surcharge_minor;
    return q;
}

const char *rate_verdict_name(enum rate_verdict v)
{
    static const char *const NAMES[RATE_VERDICT_COUNT] = {
        "ok",        "does_not_go_there", "too_heavy",   "too_long",
        "too_large", "too_small",         "not_carried", "over_table",
        "too_late"};
    must(v < RATE_VERDICT_COUNT);
    return NAMES[v];
}

const char *rate_field_name(enum rate_field f)
{
    static const char *const NAMES[RATE_FIELD_COUNT] = {
        "length_um",  "second_um", "girth_sum_um", "side_sum_um", "volume_mm3",
        "actual_mg",  "billable_mg", "zone",       "postal",      "residential",
        "cod",        "declared_minor", "hazmat",  "abroad",      "always"};
    must(f < RATE_FIELD_COUNT);
    return NAMES[f];
}
