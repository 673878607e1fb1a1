#include "station/domain/source/source.h"
#include "shared/must.h"

#include <string.h>

enum { EXACT_MAX = 3 };

// Above any real sum, so that one rank or parcel outweighs all money.
static const int64_t RANK = 1000000000;

void source_costs(const struct source_site *site, int32_t site_count,
                  const struct source_rule *rule, struct source_cost *out)
{
    must(site_count <= SOURCE_SITES_MAX);
    out->split = rule->split_minor;
    out->unmet = rule->unmet_minor;
    for (int32_t s = 0; s < site_count; s++) {
        int64_t money = site[s].carriage_minor;
        out->is_open[s] = site[s].block == SOURCE_FREE;
        out->per_unit[s] = site[s].handling_minor;
        out->fixed[s] = money;
        if (rule->strategy == SOURCE_LEAST_COST)
            continue;
        out->split = 0;
        out->unmet = RANK * 1000;
        out->per_unit[s] = 0;
        if (rule->strategy == SOURCE_NEAREST)
            out->fixed[s] = site[s].distance_m + 1;
        else if (rule->strategy == SOURCE_PRIORITY)
            out->fixed[s] = site[s].priority * RANK + money;
        else if (rule->strategy == SOURCE_FEWEST_PARCELS)
            out->fixed[s] = RANK + money;
        else
            out->fixed[s] = (100000 - site[s].oldest_days) * RANK / 1000 +
                            money;
    }
}

static int32_t held(const struct source_ask *a, int32_t need, int32_t site)
{
    return a->stock[a->need[need].sku * a->site_count + site];
}

int64_t source_alone(const struct source_ask *a, int32_t site,
                     int32_t *covered_qty)
{
    int64_t units = 0, wanted = 0;
    for (int32_t n = 0; n < a->need_count; n++) {
        int32_t have = held(a, n, site), qty = a->need[n].qty;
        units += have < qty ? (have > 0 ? have : 0) : qty;
        wanted += qty;
    }
    *covered_qty = (int32_t)units;
    return a->cost->fixed[site] + units * a->cost->per_unit[site] +
           (wanted - units) * a->cost->unmet;
}

struct option {
    int32_t site;
    int64_t alone;
};

// The most promising sites that hold anything, the best first.
static int32_t list_options(const struct source_ask *a, struct option *out)
{
    int32_t count = 0;
    for (int32_t s = 0; s < a->site_count; s++) {
        int32_t covered;
        if (!a->cost->is_open[s])
            continue;
        struct option o = {s, source_alone(a, s, &covered)};
        if (covered == 0)
            continue;
        int32_t at = count < SOURCE_TRY_MAX ? count++ : SOURCE_TRY_MAX;
        for (; at > 0 && out[at - 1].alone > o.alone; at--)
            if (at < SOURCE_TRY_MAX)
                out[at] = out[at - 1];
        if (at < SOURCE_TRY_MAX)
            out[at] = o;
    }
    return count;
}

// Fills the needs from these sites, the cheapest handling first. Returns the
// cost, or -1 when a site of the set would send nothing.
static int64_t fill(const struct source_ask *a, const int32_t *site,
                    int32_t count, int32_t *take, int32_t *unmet_qty)
{
    const struct source_cost *c = a->cost;
    int32_t turn[SOURCE_USE_MAX];
    int64_t used[SOURCE_USE_MAX] = {0}, cost = 0, unmet = 0;
    for (int32_t k = 0; k < count; k++) {
        int32_t at = k;
        for (; at > 0 && c->per_unit[site[turn[at - 1]]] >
                             c->per_unit[site[k]]; at--)
            turn[at] = turn[at - 1];
        turn[at] = k;
    }
    for (int32_t n = 0; n < a->need_count; n++) {
        int32_t left = a->need[n].qty;
        for (int32_t t = 0; t < count; t++) {
            int32_t k = turn[t], have = held(a, n, site[k]);
            int32_t qty = have < left ? (have > 0 ? have : 0) : left;
            if (take)
                take[n * SOURCE_USE_MAX + k] = qty;
            used[k] += qty;
            left -= qty;
        }
        unmet += left;
    }
    for (int32_t k = 0; k < count; k++) {
        if (used[k] == 0)
            return -1;
        cost += c->fixed[site[k]] + used[k] * c->per_unit[site[k]];
    }
    *unmet_qty = (int32_t)unmet;
    return cost + unmet * c->unmet + (count > 1 ? (count - 1) * c->split : 0);
}

struct search {
    const struct source_ask *ask;
    const struct option *option;
    int32_t option_count;
    int64_t units;
    int64_t least_unit;         // cheapest handling of all options
    struct source_plan best;
};

static void offer(struct search *s, const int32_t *site, int32_t count)
{
    int64_t bound = s->units * s->least_unit +
                    (count - 1) * s->ask->cost->split;
    int32_t unmet;
    for (int32_t k = 0; k < count; k++)
        bound += s->ask->cost->fixed[site[k]];
    if (bound >= s->best.cost && s->best.unmet_qty == 0)
        return;
    int64_t cost = fill(s->ask, site, count, NULL, &unmet);
    if (cost < 0 || cost >= s->best.cost)
        return;
    s->best.cost = cost;
    s->best.unmet_qty = unmet;
    s->best.site_count = count;
    for (int32_t k = 0; k < count; k++)
        s->best.site[k] = (int8_t)site[k];
}

static void try_sets(struct search *s)
{
    const struct option *o = s->option;
    int32_t n = s->option_count, most = s->ask->rule->use_max;
    for (int32_t i = 0; i < n; i++)
        offer(s, (int32_t[]){o[i].site}, 1);
    for (int32_t i = 0; i < n && most >= 2; i++)
        for (int32_t j = i + 1; j < n; j++)
            offer(s, (int32_t[]){o[i].site, o[j].site}, 2);
    for (int32_t i = 0; i < n && most >= 3; i++)
        for (int32_t j = i + 1; j < n; j++)
            for (int32_t k = j + 1; k < n; k++)
                offer(s, (int32_t[]){o[i].site, o[j].site, o[k].site}, 3);
}

// No two sites can be cheaper than the best one alone: then pairs and triples
// need no look.
static bool one_is_enough(const struct search *s)
{
    int64_t low = INT64_MAX, next = INT64_MAX;
    if (s->best.unmet_qty > 0 || s->best.site_count != 1)
        return false;
    for (int32_t i = 0; i < s->option_count; i++) {
        int64_t f = s->ask->cost->fixed[s->option[i].site];
        if (f < low) {
            next = low;
            low = f;
        } else if (f < next) {
            next = f;
        }
    }
    return next == INT64_MAX ||
           low + next + s->ask->cost->split + s->units * s->least_unit >=
               s->best.cost;
}

// Adds the site that lowers the cost most, while one does.
static void grow(struct search *s)
{
    const struct source_ask *a = s->ask;
    bool better = true;
    while (better && s->best.unmet_qty > 0 &&
           s->best.site_count >= EXACT_MAX &&
           s->best.site_count < a->rule->use_max) {
        struct source_plan from = s->best;
        int32_t site[SOURCE_USE_MAX];
        for (int32_t k = 0; k < from.site_count; k++)
            site[k] = from.site[k];
        for (int32_t w = 0; w < a->site_count; w++) {
            bool is_in = !a->cost->is_open[w];
            for (int32_t k = 0; k < from.site_count; k++)
                is_in = is_in || site[k] == w;
            site[from.site_count] = w;
            if (!is_in)
                offer(s, site, from.site_count + 1);
        }
        better = s->best.cost < from.cost;
    }
}

struct source_plan source_order(const struct source_ask *a, int32_t *take)
{
    struct option option[SOURCE_TRY_MAX];
    struct search s = {.ask = a, .option = option, .least_unit = INT64_MAX};
    must(a->rule->use_max >= 1 && a->rule->use_max <= SOURCE_USE_MAX);
    s.option_count = list_options(a, option);
    for (int32_t n = 0; n < a->need_count; n++)
        s.units += a->need[n].qty;
    for (int32_t i = 0; i < s.option_count; i++)
        if (a->cost->per_unit[option[i].site] < s.least_unit)
            s.least_unit = a->cost->per_unit[option[i].site];
    if (s.option_count == 0)
        s.least_unit = 0;
    struct source_plan none = {.cost = s.units * a->cost->unmet,
                               .unmet_qty = (int32_t)s.units};
    s.best = none;
    for (int32_t i = 0; i < s.option_count; i++)
        offer(&s, (int32_t[]){option[i].site}, 1);
    if (!one_is_enough(&s)) {
        try_sets(&s);
        grow(&s);
    }
    if (a->rule->is_whole && s.best.unmet_qty > 0)
        s.best = none;
    memset(take, 0, (size_t)a->need_count * SOURCE_USE_MAX * sizeof *take);
    if (s.best.site_count > 0) {
        int32_t site[SOURCE_USE_MAX], unmet;
        for (int32_t k = 0; k < s.best.site_count; k++)
            site[k] = s.best.site[k];
        fill(a, site, s.best.site_count, take, &unmet);
    }
    return s.best;
}

const char *source_strategy_name(enum source_strategy s)
{
    static const char *const NAMES[SOURCE_STRATEGY_COUNT] = {
        "least_cost", "nearest", "priority", "fewest_parcels",
        "oldest_stock"};
    must(s < SOURCE_STRATEGY_COUNT);
    return NAMES[s];
}

const char *source_block_name(enum source_block b)
{
    static const char *const NAMES[SOURCE_BLOCK_COUNT] = {
        "free", "closed", "forbidden", "no_service", "too_late", "full",
        "no_stock"};
    must(b < SOURCE_BLOCK_COUNT);
    return NAMES[b];
}
