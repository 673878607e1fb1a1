// A plan becomes shipments with reservations, and a decision to look up.
#include "station/central/source/allocate_internal.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/source/decisions.h"
#include "station/store/central/source/reserve.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <string.h>

static int64_t add_shipment(struct allocate *a, const struct seen *s,
                            int32_t w, bool is_single)
{
    const struct choose_option *o = &s->offers->option[w];
    const struct task *t = s->task;
    bool has = o->service != BOOK_NONE;
    int64_t due = t->to.due_ms ? t->to.due_ms : t->header.due_ms;
    struct shipment x = {
        .order_id = t->header.order_id,
        .group_no = t->group_no,
        .warehouse_id = a->b->warehouse[w].warehouse_id,
        .due_ms = has ? o->promise.release_by_ms : due,
        .promise_ms = has ? o->promise.promise_ms : due,
        .cost_minor = has ? o->cost_minor : 0,
        .currency = a->b->currency,
        .service = has ? a->b->service[o->service].rate.code : "",
        .carrier = has ? a->b->service[o->service].rate.carrier : "",
        .box = "",
        .box_2 = "",
        .tote = t->header.tote,
        .is_single = is_single,
        .is_released = book_profile(a->b, t->header.profile)->releases_at_once};
    return shipments_add(a->st, &x);
}

static int32_t units_from(const struct seen *s, int32_t k)
{
    int32_t sum = 0;
    for (int32_t n = 0; n < s->task->need_count; n++)
        sum += s->take[n * SOURCE_USE_MAX + k];
    return sum;
}

// Lines take what the plan gives their item, in their own sequence.
static bool reserve_lines(struct allocate *a, const struct seen *s, int32_t k,
                          int64_t shipment_id, int64_t *single_item)
{
    const struct task *t = s->task;
    int64_t warehouse_id =
        a->b->warehouse[s->plan->site[k]].warehouse_id;
    int32_t pos = 0, until_days = book_profile_until_days(
                         book_profile(a->b, t->header.profile), a->at_ms);
    for (int32_t i = 0; i < t->line_count; i++) {
        int32_t *left = &a->left[t->need_of[i] * SOURCE_USE_MAX + k];
        int32_t open = a->open_qty[i];
        int32_t qty = *left < open ? *left : open;
        if (qty <= 0)
            continue;
        *left -= qty;
        a->open_qty[i] -= qty;
        *single_item = t->line[i].is_kit ? 0 : t->line[i].item_id;
        if (!reserve_line(a->st, shipment_id, warehouse_id, &pos, &t->line[i],
                          qty, until_days))
            return false;
    }
    return pos > 0;
}

static bool write_site(struct allocate *a, const struct seen *s, int32_t k,
                       int64_t *shipment_id)
{
    int32_t w = s->plan->site[k];
    const struct book_warehouse *x = &a->b->warehouse[w];
    int64_t single_item = 0;
    bool is_single = units_from(s, k) == 1;
    if (x->capacity && a->load[w] >= x->capacity)
        return false; // another order took the last place meanwhile
    int64_t id = add_shipment(a, s, w, is_single);
    *shipment_id = id;
    if (!reserve_lines(a, s, k, id, &single_item))
        return false;
    if (is_single && single_item &&
        book_profile(a->b, s->task->header.profile)->is_single_lane)
        shipments_single_add(a->st, id, x->warehouse_id, single_item,
                             s->offers->option[w].service == BOOK_NONE
                                 ? s->task->header.due_ms
                                 : s->offers->option[w].promise.release_by_ms);
    a->load[w] += x->capacity > 0;
    return true;
}

static void write_decision(struct allocate *a, const struct seen *s)
{
    struct text out;
    text_init(&out, a->explain, sizeof a->explain);
    struct decision d = {.order_id = s->task->header.order_id,
                         .group_no = s->task->group_no,
                         .at_ms = a->at_ms,
                         .strategy = source_strategy_name(s->rule->strategy),
                         .cost_minor = s->plan->cost,
                         .unmet_qty = s->plan->unmet_qty,
                         .body = explain_write(a, s, &out) ? a->explain : "{}"};
    decisions_add(a->st, &d);
}

// An order that still waits keeps only its newest decision of that kind, so
// that trying again every minute does not fill the disk.
static void note_waiting(struct allocate *a, const struct seen *s)
{
    decisions_forget(a->st, s->task->header.order_id, s->task->group_no);
    write_decision(a, s);
}

bool allocate_write(struct allocate *a, const struct seen *s)
{
    const struct task *t = s->task;
    int64_t made[SOURCE_USE_MAX] = {0};
    if (s->plan->site_count == 0) {
        note_waiting(a, s);
        return false;
    }
    memcpy(a->left, s->take,
           (size_t)t->need_count * SOURCE_USE_MAX * sizeof a->left[0]);
    for (int32_t i = 0; i < t->line_count; i++)
        a->open_qty[i] = t->line[i].qty;
    // Undone by hand: a part of the transaction for each order would copy
    // every page it touches.
    bool ok = true;
    for (int32_t k = 0; k < s->plan->site_count && ok; k++)
        ok = write_site(a, s, k, &made[k]);
    if (!ok) {
        for (int32_t k = 0; k < s->plan->site_count; k++)
            if (made[k])
                shipments_drop(a->st, made[k]);
        return false; // the stock went elsewhere
    }
    write_decision(a, s);
    if (s->is_late)
        exceptions_add(a->st, "late", a->at_ms, t->header.order_id, 0, 0, 0,
                       "no service arrives in time: the soonest is "
                       "used, tell the customer");
    return true;
}
