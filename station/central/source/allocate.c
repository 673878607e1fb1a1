#include "station/central/source/allocate_internal.h"
#include "shared/date.h"
#include "shared/must.h"
#include "station/store/central/goods/warehouses.h"
#include "station/central/life/life.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/source/backlog.h"
#include "station/store/central/source/gaps.h"
#include "station/store/central/source/shipments.h"
#include "station/store/central/source/supply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct allocate *allocate_open(struct store *st, const struct book *b,
                               const struct boxes *boxes)
{
    struct allocate *a = calloc(1, sizeof *a);
    must(a != NULL);
    a->st = st;
    a->b = b;
    a->boxes = boxes;
    return a;
}

void allocate_close(struct allocate *a)
{
    free(a->backlog);
    free(a);
}

void allocate_begin(struct allocate *a, int64_t at_ms)
{
    a->at_ms = at_ms;
    choose_begin(&a->choose, a->b, at_ms);
    for (int32_t w = 0; w < a->b->warehouse_count; w++)
        if (a->b->warehouse[w].capacity > 0)
            a->load[w] =
                shipments_load_count(a->st, a->b->warehouse[w].warehouse_id);
}

// Row n of the stock table, for the n-th item of the order.
static void load_stock(struct allocate *a, const struct backlog_line *l,
                       const struct backlog_header *h, int32_t row)
{
    int32_t sites = a->b->warehouse_count;
    struct supply s = {.warehouse_count = sites,
                       .warehouse_id = a->b->warehouse_id};
    supply_load(a->st, l->item_id,
                book_profile_until_days(book_profile(a->b, h->profile),
                                        a->at_ms),
                &s);
    for (int32_t w = 0; w < sites; w++) {
        a->stock[row * sites + w] =
            s.qty[w] - book_buffer_qty(a->b, l->sku, a->b->warehouse[w].code,
                                       h->channel, s.qty[w]);
        a->oldest_ms[row * sites + w] = s.oldest_ms[w];
    }
}

// Equal items share a row: need_of[line] becomes the row.
static void load_all_stock(struct allocate *a, struct task *t)
{
    int32_t rows = 0;
    for (int32_t i = 0; i < t->line_count; i++) {
        int32_t k = 0;
        while (k < i && t->line[k].item_id != t->line[i].item_id)
            k++;
        if (k < i) {
            t->need_of[i] = t->need_of[k];
            continue;
        }
        load_stock(a, &t->line[i], &t->header, rows);
        t->need_of[i] = rows++;
    }
}

static void add_ages(struct allocate *a, const struct task *t,
                     struct offers *o)
{
    int32_t sites = a->b->warehouse_count;
    for (int32_t w = 0; w < sites; w++) {
        int64_t oldest = INT64_MAX;
        for (int32_t n = 0; n < t->need_count; n++)
            if (a->oldest_ms[n * sites + w] < oldest)
                oldest = a->oldest_ms[n * sites + w];
        int64_t days =
            oldest == INT64_MAX ? 0 : (a->at_ms - oldest) / DATE_DAY_MS;
        o->site[w].oldest_days =
            (int32_t)(days < 0 ? 0 : days > 100000 ? 100000 : days);
    }
}

static struct source_plan solve(struct allocate *a, const struct task *t,
                                const struct source_rule *rule)
{
    struct source_ask ask = {.need = t->need,
                             .need_count = t->need_count,
                             .stock = a->stock,
                             .site_count = a->b->warehouse_count,
                             .cost = &a->cost,
                             .rule = rule};
    source_costs(a->offers.site, ask.site_count, rule, &a->cost);
    return source_order(&ask, a->take);
}

// With late warehouses only when those in time do not suffice.
static struct source_plan decide(struct allocate *a, struct task *t,
                                 const struct source_rule *rule,
                                 const char *only, bool *is_late)
{
    allocate_offers(a, t, only, &a->offers);
    add_ages(a, t, &a->offers);
    *is_late = false;
    struct source_plan plan = solve(a, t, rule);
    if (plan.unmet_qty == 0 || !a->offers.is_any_late)
        return plan;
    int32_t unmet = plan.unmet_qty;
    allocate_allow_late(a, &a->offers);
    plan = solve(a, t, rule);
    *is_late = plan.unmet_qty < unmet;
    return plan;
}

static bool make_task(struct allocate *a, struct task *t, int32_t from,
                      int32_t count)
{
    t->line = a->line + from;
    t->group_no = t->line->group_no;
    t->need = a->need;
    t->need_of = a->need_of;
    t->line_count = 0;
    while (from + t->line_count < count &&
           t->line[t->line_count].group_no == t->group_no)
        t->line_count++;
    if (!backlog_target_load(a->st, t->header.order_id, t->group_no, &t->to))
        return false;
    load_all_stock(a, t);
    allocate_needs(t);
    return true;
}

static bool place_group(struct allocate *a, struct task *t)
{
    const struct source_rule *rule =
        &book_profile(a->b, t->header.profile)->source;
    struct seen s = {.task = t, .offers = &a->offers, .cost = &a->cost,
                     .rule = rule, .take = a->take, .stock = a->stock};
    struct source_plan plan = decide(a, t, rule, "", &s.is_late);
    s.plan = &plan;
    return allocate_write(a, &s);
}

static int32_t free_units(const struct allocate *a, int32_t row)
{
    int64_t sum = 0;
    for (int32_t w = 0; w < a->b->warehouse_count; w++)
        sum += a->stock[row * a->b->warehouse_count + w];
    return (int32_t)(sum > INT32_MAX ? INT32_MAX : sum);
}

// Lines that nobody has enough of go on with their substitute, if one has.
static bool substitute(struct allocate *a, const struct backlog_header *h,
                       int32_t count)
{
    bool any = false;
    for (int32_t i = 0; i < count; i++) {
        struct backlog_line l = a->line[i];
        if (!l.substitute_item_id)
            continue;
        load_stock(a, &l, h, 0);
        if (free_units(a, 0) >= l.qty)
            continue;
        l.item_id = l.substitute_item_id;
        load_stock(a, &l, h, 0);
        if (free_units(a, 0) >= l.qty)
            any |= orders_substitute(a->st, h->order_id, l.line_no, l.item_id,
                                     a->at_ms);
    }
    return any;
}

static bool may_reserve(enum order_state s)
{
    return s == ORDER_WAITING || s == ORDER_ALLOCATED ||
           s == ORDER_RELEASED || s == ORDER_PART_SHIPPED;
}

bool allocate_order(struct allocate *a, int64_t order_id)
{
    struct task t = {0};
    bool any = false;
    if (!backlog_header_load(a->st, order_id, &t.header) ||
        !may_reserve(t.header.state))
        return false;
    const struct book_profile *p = book_profile(a->b, t.header.profile);
    int32_t count =
        backlog_lines_load(a->st, order_id, a->line, BACKLOG_LINES_MAX);
    if (p->may_substitute && substitute(a, &t.header, count))
        count = backlog_lines_load(a->st, order_id, a->line, BACKLOG_LINES_MAX);
    for (int32_t i = 0; i < count; i += t.line_count) {
        if (!make_task(a, &t, i, count))
            break;
        any |= place_group(a, &t);
    }
    if (!any)
        return false;
    if (p->releases_at_once)
        life_reserved_and_released(a->st, order_id, a->at_ms);
    else
        life_event(a->st, order_id, ORDER_RESERVE, a->at_ms, 0, "");
    return true;
}

// False when there is no such strategy; "" leaves the rule's.
static bool what_if_strategy(struct source_rule *rule, const char *strategy)
{
    for (int s = 0; s < SOURCE_STRATEGY_COUNT; s++)
        if (strcmp(source_strategy_name((enum source_strategy)s), strategy) ==
            0) {
            rule->strategy = (enum source_strategy)s;
            return true;
        }
    return !strategy[0];
}

static json_t *decision_json(struct allocate *a, const struct seen *s)
{
    struct text out;
    text_init(&out, a->explain, sizeof a->explain);
    if (!explain_write(a, s, &out))
        return json_object();
    return json_read(out.chars, out.len, NULL, 0);
}

// Without writing: what is reserved for the order counts as free for it.
json_t *allocate_what_if(struct allocate *a, int64_t order_id,
                         const char *strategy, const char *warehouse)
{
    struct task t = {0};
    json_t *groups = json_array();
    int64_t cost = 0;
    store_part_begin(a->st);
    if (backlog_header_load(a->st, order_id, &t.header))
        life_unreserve(a->st, order_id);
    struct source_rule rule =
        book_profile(a->b, t.header.profile)->source;
    bool known = what_if_strategy(&rule, strategy);
    int32_t count =
        backlog_lines_load(a->st, order_id, a->line, BACKLOG_LINES_MAX);
    for (int32_t i = 0; i < count && known; i += t.line_count) {
        if (!make_task(a, &t, i, count))
            break;
        struct seen s = {.task = &t, .offers = &a->offers, .cost = &a->cost,
                         .rule = &rule, .take = a->take, .stock = a->stock};
        struct source_plan plan = decide(a, &t, &rule, warehouse, &s.is_late);
        s.plan = &plan;
        cost += plan.cost;
        json_array_append_new(groups, decision_json(a, &s));
    }
    store_fail(a->st, ERR_MISSING, "only a question");
    int rc = store_part_end(a->st);
    must(rc == ERR_MISSING || rc < 0);
    return json_pack("{s:I,s:o,s:b}", "cost", (json_int_t)cost, "groups",
                     groups, "is_known", known);
}

void allocate_rest(struct allocate *a, int64_t order_id)
{
    struct backlog_header h;
    if (!backlog_header_load(a->st, order_id, &h) ||
        (h.state != ORDER_PART_SHIPPED && h.state != ORDER_WAITING))
        return;
    const struct book_profile *p = book_profile(a->b, h.profile);
    if (p->on_short == BOOK_CLOSE && h.state == ORDER_PART_SHIPPED)
        return; // an exception asks the office to decide
    if (p->on_short == BOOK_REALLOCATE && allocate_order(a, order_id))
        return;
    if (h.state == ORDER_PART_SHIPPED)
        life_event(a->st, order_id, ORDER_UNRESERVE, a->at_ms, 0, "backorder");
}

// Orders that count on the same place are planned anew, and it is empty.
static void leave_gap(struct allocate *a, const struct gap *gap,
                      int64_t shipment_id)
{
    enum { HOLDERS = 200 };
    int64_t order_id[HOLDERS];
    struct backlog_header h;
    int32_t count = gaps_holders(a->st, gap, order_id, HOLDERS);
    for (int32_t i = 0; i < count; i++) {
        bool moves =
            backlog_header_load(a->st, order_id[i], &h) &&
            book_profile(a->b, h.profile)->on_short == BOOK_REALLOCATE;
        if (!moves)
            order_id[i] = 0;
        else if (life_unreserve(a->st, order_id[i]))
            life_event(a->st, order_id[i], ORDER_UNRESERVE, a->at_ms, 0,
                       "not at its place");
    }
    gaps_empty(a->st, gap, shipment_id, a->at_ms);
    for (int32_t i = 0; i < count; i++)
        if (order_id[i])
            allocate_order(a, order_id[i]);
}

// One packer's word empties a place of a few pieces. Of more than that the
// books stay as they are, and somebody counts.
void allocate_around_gaps(struct allocate *a, int64_t shipment_id)
{
    enum { GAPS = 64 };
    struct gap gap[GAPS];
    struct gap_left left;
    char note[200];
    int32_t gaps = gaps_load(a->st, shipment_id, gap, GAPS);
    for (int32_t g = 0; g < gaps; g++) {
        gaps_left(a->st, &gap[g], &left);
        if (left.qty <= ALLOCATE_GAP_PIECES) {
            leave_gap(a, &gap[g], shipment_id);
            continue;
        }
        snprintf(note, sizeof note,
                 "%s: a packer found none of %s, the books show %lld: count it",
                 left.place, left.sku, (long long)left.qty);
        exceptions_add(a->st, "count", a->at_ms, 0, shipment_id, 0, 0, note);
    }
}

int32_t allocate_leave(struct allocate *a, const char *warehouse, int32_t most)
{
    enum { AT_ONCE = 500 };
    int64_t order_id[AT_ONCE];
    int32_t count =
        shipments_in_warehouse(a->st, warehouses_id(a->st, warehouse), order_id,
                               most < AT_ONCE ? most : AT_ONCE);
    for (int32_t i = 0; i < count; i++) {
        life_unreserve(a->st, order_id[i]);
        life_event(a->st, order_id[i], ORDER_UNRESERVE, a->at_ms, 0, warehouse);
        allocate_order(a, order_id[i]);
    }
    return count;
}
