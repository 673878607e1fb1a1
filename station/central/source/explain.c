// A decision with all it saw, as text that a person and a machine can read:
// solved again from it, the plan must be the same.
#include "station/central/source/allocate_internal.h"
#include "station/store/central/source/backlog.h"

#include <string.h>

static void add_rule(struct text *out, const struct seen *s)
{
    text_addf(out,
              "{\"rule\":{\"strategy\":\"%s\",\"split_minor\":%lld,"
              "\"unmet_minor\":%lld,\"use_max\":%d,\"is_whole\":%s},"
              "\"is_late\":%s,\"needs\":[",
              source_strategy_name(s->rule->strategy),
              (long long)s->rule->split_minor,
              (long long)s->rule->unmet_minor, s->rule->use_max,
              s->rule->is_whole ? "true" : "false",
              s->is_late ? "true" : "false");
}

static int64_t item_of(const struct task *t, int32_t need)
{
    for (int32_t i = 0; i < t->line_count; i++)
        if (t->need_of[i] == need)
            return t->line[i].item_id;
    return 0;
}

static int32_t held(const struct allocate *a, const struct seen *s,
                    int32_t need, int32_t w)
{
    return s->stock[(int64_t)s->task->need[need].sku * a->b->warehouse_count +
                    w];
}

static int64_t covered(const struct allocate *a, const struct seen *s,
                       int32_t w)
{
    int64_t sum = 0;
    for (int32_t n = 0; n < s->task->need_count; n++) {
        int32_t have = held(a, s, n, w), want = s->task->need[n].qty;
        sum += have < want ? (have > 0 ? have : 0) : want;
    }
    return sum;
}

// What is not there when it is read again is 0.
static void add_number(struct text *out, const char *name, int64_t n)
{
    if (n)
        text_addf(out, ",\"%s\":%lld", name, (long long)n);
}

static void add_candidate(const struct allocate *a, const struct seen *s,
                          int32_t w, int64_t units, struct text *out)
{
    const struct source_site *site = &s->offers->site[w];
    const struct choose_option *o = &s->offers->option[w];
    text_addf(out, ",\"carriage_minor\":%lld,\"covers\":%lld",
              (long long)site->carriage_minor, (long long)units);
    add_number(out, "handling_minor", site->handling_minor);
    add_number(out, "distance_m", site->distance_m);
    if (s->rule->strategy == SOURCE_PRIORITY)
        add_number(out, "priority", site->priority);
    if (s->rule->strategy == SOURCE_OLDEST_STOCK)
        add_number(out, "oldest_days", site->oldest_days);
    if (o->service != BOOK_NONE)
        text_addf(out, ",\"service\":\"%s\",\"promise_ms\":%lld",
                  a->b->service[o->service].rate.code,
                  (long long)o->promise.promise_ms);
    text_addf(out, ",\"have\":[");
    for (int32_t n = 0; n < s->task->need_count; n++)
        text_addf(out, "%s%d", n ? "," : "", held(a, s, n, w));
    text_addf(out, "]");
}

// The candidates that could matter: all of them when more than two warehouses
// were combined or something is missing, else the SOURCE_TRY_MAX cheapest, in
// the same sequence as the solver looks at them.
static void mark_candidates(const struct allocate *a, const struct seen *s,
                            const int64_t *units, bool *is_kept)
{
    int64_t best[SOURCE_TRY_MAX];
    int32_t site[SOURCE_TRY_MAX], count = 0;
    bool all = s->plan->unmet_qty > 0 || s->plan->site_count > 2;
    struct source_ask ask = {.need = s->task->need,
                             .need_count = s->task->need_count,
                             .stock = s->stock,
                             .site_count = a->b->warehouse_count,
                             .cost = s->cost,
                             .rule = s->rule};
    for (int32_t w = 0; w < ask.site_count; w++) {
        int32_t covers;
        is_kept[w] = all && units[w] > 0;
        if (all || units[w] == 0)
            continue;
        int64_t alone = source_alone(&ask, w, &covers);
        int32_t at = count < SOURCE_TRY_MAX ? count++ : SOURCE_TRY_MAX;
        for (; at > 0 && best[at - 1] > alone; at--)
            if (at < SOURCE_TRY_MAX) {
                best[at] = best[at - 1];
                site[at] = site[at - 1];
            }
        if (at < SOURCE_TRY_MAX) {
            best[at] = alone;
            site[at] = w;
        }
    }
    for (int32_t i = 0; i < count; i++)
        is_kept[site[i]] = true;
}

static void add_sites(const struct allocate *a, const struct seen *s,
                      struct text *out)
{
    int64_t units[SOURCE_SITES_MAX];
    bool is_kept[SOURCE_SITES_MAX], any = false;
    enum source_block block[SOURCE_SITES_MAX];
    text_addf(out, "],\"sites\":[");
    for (int32_t w = 0; w < a->b->warehouse_count; w++) {
        block[w] = s->offers->site[w].block;
        units[w] = block[w] == SOURCE_FREE ? covered(a, s, w) : 0;
        if (block[w] == SOURCE_FREE && units[w] == 0)
            block[w] = SOURCE_NO_STOCK;
    }
    mark_candidates(a, s, units, is_kept);
    for (int32_t w = 0; w < a->b->warehouse_count; w++) {
        if (!is_kept[w])
            continue;
        text_addf(out, "%s{\"warehouse\":\"%s\",\"block\":\"free\"",
                  any ? "," : "", a->b->warehouse[w].code);
        add_candidate(a, s, w, units[w], out);
        text_addf(out, "}");
        any = true;
    }
    text_addf(out, "],\"others\":{");
    any = false;
    for (int32_t b = 0; b < SOURCE_BLOCK_COUNT; b++) {
        bool is_first = true;
        for (int32_t w = 0; w < a->b->warehouse_count; w++) {
            if (is_kept[w] || block[w] != (enum source_block)b)
                continue;
            if (is_first)
                text_addf(out, "%s\"%s\":[", any ? "," : "",
                          b == SOURCE_FREE
                              ? "dearer"
                              : source_block_name((enum source_block)b));
            text_addf(out, "%s\"%s\"", is_first ? "" : ",",
                      a->b->warehouse[w].code);
            is_first = false;
        }
        if (!is_first)
            text_addf(out, "]");
        any |= !is_first;
    }
}

static void add_plan(const struct allocate *a, const struct seen *s,
                     struct text *out)
{
    const struct source_plan *p = s->plan;
    text_addf(out, "},\"plan\":[");
    for (int32_t k = 0; k < p->site_count; k++) {
        text_addf(out, "%s{\"warehouse\":\"%s\",\"take\":[", k ? "," : "",
                  a->b->warehouse[p->site[k]].code);
        for (int32_t n = 0; n < s->task->need_count; n++)
            text_addf(out, "%s%d", n ? "," : "",
                      s->take[n * SOURCE_USE_MAX + k]);
        text_addf(out, "]}");
    }
    text_addf(out, "],\"cost\":%lld,\"unmet_qty\":%d}", (long long)p->cost,
              p->unmet_qty);
}

bool explain_write(const struct allocate *a, const struct seen *s,
                   struct text *out)
{
    add_rule(out, s);
    for (int32_t n = 0; n < s->task->need_count; n++)
        text_addf(out, "%s[%lld,%d]", n ? "," : "",
                  (long long)item_of(s->task, n), s->task->need[n].qty);
    add_sites(a, s, out);
    add_plan(a, s, out);
    return !out->full;
}

struct replay {
    struct source_need need[BACKLOG_LINES_MAX];
    int32_t stock[BACKLOG_LINES_MAX * SOURCE_SITES_MAX];
    int32_t take[BACKLOG_LINES_MAX * SOURCE_USE_MAX];
    struct source_site site[SOURCE_SITES_MAX];
    const char *code[SOURCE_SITES_MAX];
    struct source_cost cost;
    struct source_rule rule;
    int32_t need_count, site_count;
};

static int64_t number(const json_t *o, const char *name)
{
    return json_integer_value(json_object_get(o, name));
}

static const char *word(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text ? text : "";
}

static bool read_rule(struct replay *r, const json_t *rule)
{
    int s = SOURCE_STRATEGY_COUNT - 1;
    while (s >= 0 && strcmp(source_strategy_name((enum source_strategy)s),
                            word(rule, "strategy")) != 0)
        s--;
    r->rule = (struct source_rule){
        .strategy = s < 0 ? SOURCE_LEAST_COST : (enum source_strategy)s,
        .split_minor = number(rule, "split_minor"),
        .unmet_minor = number(rule, "unmet_minor"),
        .use_max = (int32_t)number(rule, "use_max"),
        .is_whole = json_is_true(json_object_get(rule, "is_whole"))};
    return s >= 0 && r->rule.use_max >= 1 && r->rule.use_max <= SOURCE_USE_MAX;
}

static void read_site(struct replay *r, const json_t *o, int32_t w)
{
    const json_t *have = json_object_get(o, "have");
    r->code[w] = word(o, "warehouse");
    r->site[w] = (struct source_site){
        .block = strcmp(word(o, "block"), "free") == 0 ? SOURCE_FREE
                                                       : SOURCE_NO_STOCK,
        .carriage_minor = number(o, "carriage_minor"),
        .handling_minor = number(o, "handling_minor"),
        .distance_m = number(o, "distance_m"),
        .priority = (int32_t)number(o, "priority"),
        .oldest_days = (int32_t)number(o, "oldest_days")};
    for (int32_t n = 0; n < r->need_count; n++)
        r->stock[n * r->site_count + w] = (int32_t)json_integer_value(
            json_array_get(have, (size_t)n));
}

static bool read_decision(struct replay *r, const json_t *d)
{
    const json_t *needs = json_object_get(d, "needs");
    const json_t *sites = json_object_get(d, "sites");
    r->need_count = (int32_t)json_array_size(needs);
    r->site_count = (int32_t)json_array_size(sites);
    if (r->need_count < 1 || r->need_count > BACKLOG_LINES_MAX ||
        r->site_count > SOURCE_SITES_MAX ||
        !read_rule(r, json_object_get(d, "rule")))
        return false;
    for (int32_t n = 0; n < r->need_count; n++)
        r->need[n] = (struct source_need){
            n, (int32_t)json_integer_value(json_array_get(
                   json_array_get(needs, (size_t)n), 1))};
    for (int32_t w = 0; w < r->site_count; w++)
        read_site(r, json_array_get(sites, (size_t)w), w);
    return true;
}

static bool is_same_plan(const struct replay *r, const struct source_plan *p,
                         const json_t *plan)
{
    if ((size_t)p->site_count != json_array_size(plan))
        return false;
    for (int32_t k = 0; k < p->site_count; k++) {
        const json_t *one = json_array_get(plan, (size_t)k);
        const json_t *take = json_object_get(one, "take");
        if (strcmp(word(one, "warehouse"), r->code[p->site[k]]) != 0)
            return false;
        for (int32_t n = 0; n < r->need_count; n++)
            if (json_integer_value(json_array_get(take, (size_t)n)) !=
                r->take[n * SOURCE_USE_MAX + k])
                return false;
    }
    return true;
}

static bool is_same(struct replay *r, const json_t *decision)
{
    if (!read_decision(r, decision))
        return false;
    source_costs(r->site, r->site_count, &r->rule, &r->cost);
    struct source_ask ask = {.need = r->need,
                             .need_count = r->need_count,
                             .stock = r->stock,
                             .site_count = r->site_count,
                             .cost = &r->cost,
                             .rule = &r->rule};
    struct source_plan p = source_order(&ask, r->take);
    return p.cost == number(decision, "cost") &&
           is_same_plan(r, &p, json_object_get(decision, "plan"));
}

bool allocate_is_reproduced(struct turn *turn, const json_t *decision)
{
    size_t mark = turn_mark(turn);
    bool same = is_same(turn_alloc(turn, sizeof(struct replay)), decision);
    turn_back(turn, mark);
    return same;
}
