// What supervisors do with an order: hold, change, plan anew, close, cancel.
#include "station/central/api/api_internal.h"
#include "station/central/intake/order_json.h"
#include "station/store/central/orders/groups.h"
#include "station/central/life/life.h"
#include "station/store/central/outcome.h"
#include "station/store/central/people/people.h"
#include "station/store/central/fields.h"
#include "station/store/central/source/backlog.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <string.h>

static const struct api_member OUTCOME[] = {
    {API_TEXT("outcome", ""), API_WORDS(API_OUTCOMES)}, {.name = NULL}};

static void answer_outcome(struct api *a, struct api_call *k,
                           enum outcome outcome,
                           const struct outcome_why *why)
{
    if (outcome == OUTCOME_REFUSED)
        store_fail(a->st, ERR_CONFLICT, why->text);
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:s}", "outcome", API_OUTCOMES[outcome]));
}

static void cancel(struct api *a, struct api_call *k)
{
    struct outcome_why why = {.text = ""};
    struct api_reason r = {.reason = ""};
    int64_t order_id = http_param_int(k->rq, 0);
    api_take(API_REASON, k->body, &r);
    struct office *o = api_begin(a, k);
    api_act(a, k, order_id, "act_cancel", r.reason);
    answer_outcome(a, k, office_cancel(o, order_id, &why), &why);
}

struct new_qty {
    int32_t qty;
    char reason[FIELD_NAME_MAX + 1];
};

static const struct api_member NEW_QTY[] = {
    {API_INT("qty", "of the line from now on"), API_NEEDED,
     API_RANGE(0, 1000000), API_INTO(new_qty, qty)},
    {API_REASON_MEMBER(new_qty, reason), API_NEEDED},
    {.name = NULL}};

static void line_change(struct api *a, struct api_call *k)
{
    struct outcome_why why = {.text = ""};
    struct new_qty n = {0};
    char note[FIELD_NAME_MAX + 40];
    int64_t order_id = http_param_int(k->rq, 0);
    int32_t line_no = (int32_t)http_param_int(k->rq, 1);
    api_take(NEW_QTY, k->body, &n);
    struct office *o = api_begin(a, k);
    snprintf(note, sizeof note, "%d: %d (%s)", line_no, n.qty, n.reason);
    api_act(a, k, order_id, "act_line", note);
    answer_outcome(a, k, office_change_line(o, order_id, line_no, n.qty, &why),
                   &why);
}

struct hold_words {
    char kind[16], note[FIELD_NAME_MAX + 1];
};

static const struct api_member HOLD[] = {
    {API_TEXT("kind", "the reason; manual when missing"),
     API_INTO(hold_words, kind)},
    {API_REASON_MEMBER(hold_words, note), API_NEEDED},
    {.name = NULL}};

// Only people hold by hand; the checks hold by themselves.
static void hold(struct api *a, struct api_call *k)
{
    struct hold_words w = {.kind = "manual"};
    enum order_hold kind;
    api_take(HOLD, k->body, &w);
    if (!order_hold_find(w.kind, &kind)) {
        answer_wrong(k->rq, "kind: is no reason to hold an order");
        return;
    }
    int64_t order_id = http_param_int(k->rq, 0);
    struct office *o = api_begin(a, k);
    api_act(a, k, order_id, "act_hold", w.note);
    life_hold_add(a->st, order_id, kind, w.note, o->at_ms);
    answer_write(a->turn, k->rq, 200, json_object());
}

static bool may_release(struct api *a, struct api_call *k, int64_t order_id)
{
    struct backlog_header h;
    struct person p;
    if (!http_user(k->rq))
        return true; // a program with a token
    if (!backlog_header_load(a->st, order_id, &h) ||
        people_load(a->st, http_user(k->rq), &p) != ERR_OK)
        return false;
    const struct book_profile *profile =
        book_profile(&a->office->book, h.profile);
    return role_of(p.role) == ROLE_MANAGER ||
           strcmp(p.role, profile->release_role) == 0;
}

static void unhold(struct api *a, struct api_call *k)
{
    int64_t order_id = http_param_int(k->rq, 0);
    enum order_hold kind;
    struct api_reason r = {.reason = ""};
    api_take(API_REASON, k->body, &r);
    struct office *o = api_begin(a, k);
    api_act(a, k, order_id, "act_release", r.reason);
    if (!order_hold_find(http_param(k->rq, 1), &kind) ||
        !may_release(a, k, order_id))
        store_fail(a->st, ERR_CONFLICT,
                   "no such hold, or your role may not release it");
    else if (!life_hold_end(a->st, order_id, kind, o->at_ms,
                               http_user(k->rq)))
        store_fail(a->st, ERR_CONFLICT, "the order is not held for this");
    else
        allocate_order(o->allocate, order_id);
    answer_write(a->turn, k->rq, 200, json_object());
}

// What is absent stays as it was; work not yet at a bench is planned again, and
// a bench that has it prints another label.
static void address(struct api *a, struct api_call *k)
{
    struct order_group *g = turn_alloc(a->turn, sizeof *g);
    struct json_reader r;
    int64_t order_id = http_param_int(k->rq, 0);
    int32_t group_no = (int32_t)http_param_int(k->rq, 1);
    if (!groups_load(a->st, order_id, group_no, g)) {
        answer_missing(k->rq, "no such destination");
        return;
    }
    g->point = (struct geo_point){0, 0, 0};
    json_reader_init(&r, k->body);
    order_json_group(&r, g);
    if (!json_reader_ok(&r)) {
        http_problem(k->rq, 400, "The destination is not right", r.why);
        return;
    }
    struct office *o = api_begin(a, k);
    if (!office_readdress(o, order_id, group_no, g))
        store_fail(a->st, ERR_CONFLICT,
                   "no such destination, or all of it has left already");
    answer_write(a->turn, k->rq, 200, json_object());
}

static void line_split(struct api *a, struct api_call *k)
{
    struct office *o = api_begin(a, k);
    if (!office_split(o, http_param_int(k->rq, 0),
                      (int32_t)http_param_int(k->rq, 1)))
        store_fail(a->st, ERR_CONFLICT,
                   "no such line, a bench has the order, or it has 16 "
                   "destinations already");
    answer_write(a->turn, k->rq, 200, json_object());
}

static const struct api_member PLANNED[] = {
    {API_BOOL("is_allocated", "something is reserved")}, {.name = NULL}};

static void allocate(struct api *a, struct api_call *k)
{
    struct office *o = api_begin(a, k);
    bool done = office_reallocate(o, http_param_int(k->rq, 0));
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:b}", "is_allocated", done));
}

static void close_rest(struct api *a, struct api_call *k)
{
    struct api_reason r = {.reason = ""};
    int64_t order_id = http_param_int(k->rq, 0);
    api_take(API_REASON, k->body, &r);
    struct office *o = api_begin(a, k);
    api_act(a, k, order_id, "act_close", r.reason);
    if (!office_close(o, order_id))
        store_fail(a->st, ERR_CONFLICT,
                   "only what is left of a part shipped order is closed");
    answer_write(a->turn, k->rq, 200, json_object());
}

static void release(struct api *a, struct api_call *k)
{
    struct office *o = api_begin(a, k);
    if (life_release(a->st, http_param_int(k->rq, 0), o->at_ms) == 0)
        store_fail(a->st, ERR_CONFLICT,
                   "nothing of it is reserved and waits for a batch: see "
                   "what holds it");
    answer_write(a->turn, k->rq, 200, json_object());
}

enum { BATCH_MAX = 1000, BATCH_USUAL = 200 };

struct batch_words {
    char warehouse[RULE_CODE_MAX + 1];
    int64_t before_ms;
    int32_t limit;
};

static const struct api_member BATCH[] = {
    {API_TEXT("warehouse", "its code; all when missing"),
     API_INTO(batch_words, warehouse)},
    {API_INT("before_ms", "only what has to leave until then"),
     API_RANGE(0, FIELD_MS_MAX), API_INTO(batch_words, before_ms)},
    {API_INT("limit", "orders at once; 200 when missing"),
     API_RANGE(1, BATCH_MAX), API_INTO(batch_words, limit)},
    {.name = NULL}};
static const struct api_member RELEASED[] = {
    {API_INT("orders", "that benches can take now")},
    {API_BOOL("is_more", "the limit left some of them")},
    {.name = NULL}};

// The orders of profiles that release in batches become work of the benches.
static void release_batch(struct api *a, struct api_call *k)
{
    struct batch_words w = {.limit = BATCH_USUAL};
    api_take(BATCH, k->body, &w);
    int64_t *id = turn_alloc(a->turn, (BATCH_MAX + 1) * sizeof *id);
    struct office *o = api_begin(a, k);
    int32_t at = w.warehouse[0] ? book_warehouse_idx(&o->book, w.warehouse)
                                : BOOK_NONE;
    if (w.warehouse[0] && at == BOOK_NONE)
        store_fail(a->st, ERR_MISSING, "there is no such warehouse");
    int64_t warehouse_id =
        at == BOOK_NONE ? 0 : o->book.warehouse[at].warehouse_id;
    int32_t found = shipments_to_release(a->st, warehouse_id, w.before_ms, id,
                                         w.limit + 1);
    int32_t count = found < w.limit ? found : w.limit;
    for (int32_t i = 0; i < count; i++)
        life_release(a->st, id[i], o->at_ms);
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:i,s:b}", "orders", count, "is_more",
                           (int)(found > count)));
}

const struct api_route API_CHANGES[] = {
    {.method = "POST", .path = "/api/v1/orders/:order_id/release",
     .handler = release, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Give one order of a batch to the benches now",
     .body = API_NOTHING},
    {.method = "POST", .path = "/api/v1/batches",
     .handler = release_batch, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Release what waits for a batch, the oldest first",
     .body = BATCH, .answer = {{.of = RELEASED}}},
    {.method = "POST", .path = "/api/v1/orders/:order_id/hold",
     .handler = hold, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Hold an order", .body = HOLD},
    {.method = "POST", .path = "/api/v1/orders/:order_id/unhold/:kind",
     .handler = unhold, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Release a hold", .body = API_REASON},
    {.method = "POST", .path = "/api/v1/orders/:order_id/groups/:group_no",
     .handler = address, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Change a destination", .body = API_GROUP},
    {.method = "POST", .path = "/api/v1/orders/:order_id/lines/:line_no/split",
     .handler = line_split, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Send a line in a shipment of its own", .body = API_NOTHING},
    {.method = "POST", .path = "/api/v1/orders/:order_id/allocate",
     .handler = allocate, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Plan unclaimed work anew", .body = API_NOTHING,
     .answer = {{.of = PLANNED}}},
    {.method = "POST", .path = "/api/v1/orders/:order_id/close",
     .handler = close_rest, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Close what is left of a part shipped order",
     .body = API_REASON},
    {.method = "POST", .path = "/api/v1/orders/:order_id/cancel",
     .handler = cancel, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Cancel an order, also while it is packed",
     .body = API_REASON, .answer = {{.of = OUTCOME}}},
    {.method = "POST", .path = "/api/v1/orders/:order_id/lines/:line_no",
     .handler = line_change, .who = WHO_SUPERVISOR, .scope = SCOPE_ORDERS,
     .is_write = true,
     .summary = "Change a line's quantity", .body = NEW_QTY,
     .answer = {{.of = OUTCOME}}},
    {.method = NULL}};
