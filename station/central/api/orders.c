// Orders: taken in, listed, explained.
#include "station/central/api/api_internal.h"
#include "station/central/intake/order_json.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"

#include <stdio.h>
#include <string.h>

static const char *const STATES[] = {
    "held",    "waiting",   "allocated", "released", "part_shipped",
    "packed", "shipped", "delivered", "cancelled", NULL};

static const struct api_member ORDER_ROW[] = {
    {API_INT("order_id", "")},
    {API_TEXT("channel", "")},
    {API_TEXT("order_no", "")},
    {API_TEXT("state", ""), API_WORDS(STATES)},
    {API_TEXT("customer", "")},
    {API_TEXT("country", "")},
    {API_TEXT("profile", "")},
    {API_TEXT("payment", "")},
    {API_INT("placed_ms", "")},
    {API_INT("due_ms", "0 for none")},
    {API_INT("state_ms", "since when it is in its state")},
    {API_INT("alarm_ms", "when that is too long; 0 for never")},
    {.name = NULL}};
static const struct api_member ORDERS[] = {
    {API_LIST("orders", "", ORDER_ROW)}, API_NEXT, API_TOTAL, {.name = NULL}};

static const char *const SORTS[] = {"newest", "due", NULL};
static const struct api_member ORDERS_OF[] = {
    {API_TEXT("state", "only these; empty for all"), API_WORDS(STATES),
     API_INTO(lists_orders_of, state)},
    {API_TEXT("channel", "only of this one"),
     API_INTO(lists_orders_of, channel)},
    {API_TEXT("sort", "the newest first when missing; by the time due those "
                      "of a state, without a channel"),
     API_WORDS(SORTS), API_INTO(lists_orders_of, sort)},
    API_PAGE_MEMBERS,
    {.name = NULL}};

static void orders(struct api *a, struct api_call *k)
{
    struct lists_orders_of f = {.state = ""};
    api_take_query(ORDERS_OF, k->rq, &f);
    bool is_due = strcmp(f.sort, "due") == 0;
    if (is_due && (!f.state[0] || f.channel[0])) {
        answer_wrong(k->rq, "sort: due goes with a state, without a channel");
        return;
    }
    json_t *list = lists_orders(a->st, &f, api_page(k));
    json_t *answer = is_due
                         ? api_paged(k, "orders", list, "due_ms", "order_id")
                         : api_paged(k, "orders", list, "order_id", NULL);
    api_add_total(answer, lists_orders_count(a->st, &f));
    http_json(k->rq, 200, answer);
}

static void stuck(struct api *a, struct api_call *k)
{
    json_t *answer = api_paged(k, "orders",
                               lists_stuck(a->st, k->at_ms, api_page(k)),
                               "alarm_ms", "order_id");
    api_add_total(answer, lists_stuck_count(a->st, k->at_ms));
    http_json(k->rq, 200, answer);
}

static const struct api_member GROUP_ROW[] = {
    {API_INT("group_no", "")},
    {API_TEXT("name", "")},
    {API_TEXT("company", "")},
    {API_TEXT("street", "")},
    {API_TEXT("district", "")},
    {API_TEXT("city", "")},
    {API_TEXT("region", "")},
    {API_TEXT("postal", "")},
    {API_TEXT("country", "")},
    {API_TEXT("phone", "")},
    {API_TEXT("email", "")},
    {API_TEXT("tax_no", "")},
    {API_TEXT("service", "")},
    {API_TEXT("note", "")},
    {API_TEXT("gift_text", "on a card in the parcel")},
    {API_INT("due_ms", "")},
    {.name = NULL}};
static const struct api_member LINE_ROW[] = {
    {API_INT("line_no", "")},
    {API_INT("group_no", "")},
    {API_INT("item_id", "")},
    {API_TEXT("sku", "")},
    {API_TEXT("name", "")},
    {API_INT("qty", "")},
    {API_INT("price_minor", "of one")},
    {API_INT("tax_minor", "of the line")},
    {API_INT("discount_minor", "of the line")},
    {API_INT("qty_shipped", "")},
    {API_TEXT("channel_line", "")},
    {.name = NULL}};
static const struct api_member SHIPMENT_ROW[] = {
    {API_INT("shipment_id", "")},
    {API_INT("group_no", "")},
    {API_TEXT("warehouse", "")},
    {API_TEXT("state", "")},
    {API_INT("station_id", "whose it is; 0 for nobody's")},
    {API_TEXT("station", "its name; empty for nobody's")},
    {API_INT("fence", "grows with each claim")},
    {API_INT("claimed_ms", "")},
    {API_INT("is_stopping", "1: its cancelling was asked")},
    {API_TEXT("tote", "")},
    {API_TEXT("service", "")},
    {API_TEXT("carrier", "")},
    {API_INT("cost_minor", "planned")},
    {API_TEXT("currency", "")},
    {API_INT("due_ms", "")},
    {API_INT("promise_ms", "")},
    {API_TEXT("box", "suggested")},
    {API_TEXT("box_2", "second best")},
    {.name = NULL}};
static const struct api_member PARCEL_ROW[] = {
    {API_INT("parcel_id", "")},
    {API_INT("shipment_id", "")},
    {API_INT("parcel_no", "")},
    {API_TEXT("sscc", "")},
    {API_TEXT("tracking", "")},
    {API_TEXT("carrier", "")},
    {API_INT("weight_mg", "")},
    {API_TEXT("weighed", "how sure the weight is")},
    {API_INT("copies", "of its label")},
    {API_INT("at_ms", "")},
    {API_INT("state", "of its tracking")},
    {API_INT("state_ms", "")},
    {API_INT("cost_minor", "")},
    {API_INT("billed_minor", "-1 before the bill")},
    {API_INT("manifest_id", "0 before it is handed over")},
    {API_INT("stop_ms", "it must not leave since then; 0: it may")},
    {API_TEXT("stop_note", "why")},
    {API_TEXT("box", "that was scanned; empty for none")},
    {.name = NULL}};
static const struct api_member HOLD_ROW[] = {
    {API_INT("hold_id", "")},
    {API_TEXT("kind", "")},
    {API_TEXT("note", "")},
    {API_INT("at_ms", "")},
    {API_INT("done_ms", "0 while it holds")},
    {API_INT("done_person_id", "")},
    {API_TEXT("done_person", "name of the one who released it")},
    {.name = NULL}};
static const struct api_member TIMELINE_ROW[] = {
    {API_INT("order_event_id", "")},
    {API_INT("at_ms", "")},
    {API_TEXT("kind", "")},
    {API_INT("person_id", "0 for a program or central itself")},
    {API_TEXT("person", "the name")},
    {API_TEXT("note", "")},
    {.name = NULL}};
static const struct api_member TOLD_ROW[] = {
    {API_INT("delivery_id", "")},
    {API_TEXT("channel", "")},
    {API_TEXT("event", "")},
    {API_TEXT("state", "")},
    {API_INT("tries", "")},
    {API_INT("next_ms", "")},
    {API_INT("status", "of the last answer")},
    {API_TEXT("why", "")},
    {.name = NULL}};
static const struct api_member ORDER[] = {
    {API_INT("order_id", "")},
    {API_TEXT("channel", "")},
    {API_TEXT("channel_ref", "")},
    {API_TEXT("order_no", "")},
    {API_INT("version", "")},
    {API_TEXT("state", ""), API_WORDS(STATES)},
    {API_INT("state_ms", "since when it is in its state")},
    {API_INT("alarm_ms", "when that is too long; 0 for never")},
    {API_TEXT("profile", "")},
    {API_TEXT("payment", "")},
    {API_TEXT("customer", "")},
    {API_TEXT("email", "")},
    {API_TEXT("country", "")},
    {API_TEXT("currency", "")},
    {API_INT("total_minor", "")},
    {API_TEXT("po_number", "")},
    {API_TEXT("tote", "")},
    {API_INT("placed_ms", "")},
    {API_INT("due_ms", "")},
    {API_TEXT("next_action", "what has to happen next"), API_RARE},
    {API_TEXT("next_owner", "who does it"), API_RARE},
    {API_LIST("groups", "destinations", GROUP_ROW)},
    {API_LIST("lines", "", LINE_ROW)},
    {API_LIST("shipments", "", SHIPMENT_ROW)},
    {API_LIST("parcels", "", PARCEL_ROW)},
    {API_LIST("holds", "", HOLD_ROW)},
    {API_LIST("timeline", "", TIMELINE_ROW)},
    {API_LIST("deliveries", "what channels were told", TOLD_ROW)},
    {.name = NULL}};

static void order(struct api *a, struct api_call *k)
{
    answer_one(k->rq, lists_order(a->st, http_param_int(k->rq, 0)));
}

static const struct api_member DECISION_ROW[] = {
    {API_INT("decision_id", "")},
    {API_INT("group_no", "")},
    {API_INT("at_ms", "")},
    {API_TEXT("strategy", "")},
    {API_INT("cost_minor", "")},
    {API_INT("unmet_qty", "for which there is no stock")},
    {API_OBJECT("body", "what it saw: rule, needs, warehouses, plan", NULL)},
    {API_BOOL("is_reproduced", "solved again it gives the same")},
    {.name = NULL}};
static const struct api_member DECISIONS[] = {
    {API_LIST("decisions", "the newest first", DECISION_ROW)},
    {.name = NULL}};

// With each one: does it follow from what it saw?
static void decisions(struct api *a, struct api_call *k)
{
    json_t *list = lists_decisions(a->st, http_param_int(k->rq, 0));
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
        json_object_set_new(
            row, "is_reproduced",
            json_boolean(allocate_is_reproduced(
                a->turn, json_object_get(row, "body"))));
    answer_list(k->rq, "decisions", list);
}

struct what_if {
    char strategy[32], warehouse[24];
};

static const struct api_member WHAT_IF[] = {
    {API_TEXT("strategy", "another than the profile's"),
     API_INTO(what_if, strategy)},
    {API_TEXT("warehouse", "only this one"), API_INTO(what_if, warehouse)},
    {.name = NULL}};
static const struct api_member WHAT_IF_ANSWER[] = {
    {API_INT("cost", "minor units of the site's currency")},
    {API_LIST("groups", "a decision each", NULL)},
    {API_BOOL("is_known", "false: there is no such strategy")},
    {.name = NULL}};

// Undoes what it tried; nobody waits for a commit of nothing.
static void what_if(struct api *a, struct api_call *k)
{
    struct what_if w = {.strategy = ""};
    api_take_query(WHAT_IF, k->rq, &w);
    struct office *o = api_begin(a, k);
    json_t *answer = allocate_what_if(o->allocate, http_param_int(k->rq, 0),
                                      w.strategy, w.warehouse);
    answer_write(a->turn, k->rq, 200, answer);
}

static const struct api_member TAKEN_ROW[] = {
    {API_TEXT("order_no", "")},
    {API_TEXT("outcome", ""), API_WORDS(API_OUTCOMES)},
    {API_INT("order_id", "0 when there is none")},
    {API_TEXT("why", "it was refused; empty otherwise")},
    {.name = NULL}};
static const struct api_member TAKEN[] = {
    {API_TEXT("order_no", ""), API_RARE},
    {API_TEXT("outcome", ""), API_WORDS(API_OUTCOMES), API_RARE},
    {API_INT("order_id", ""), API_RARE},
    {API_TEXT("why", ""), API_RARE},
    {API_LIST("orders", "one each, when many were sent", TAKEN_ROW), API_RARE},
    {.name = NULL}};

enum { ADD_MAX = 500 };     // orders in one request

struct taken {
    enum outcome outcome;
    int64_t order_id;
    const char *order_no;
    char why[API_WHY_MAX];
};

static void add_one(struct office *o, const json_t *root,
                    struct order *order, struct taken *out)
{
    struct outcome_why why = {.text = ""};
    struct json_reader r;
    json_reader_init(&r, root);
    *out = (struct taken){.outcome = OUTCOME_REFUSED,
                          .order_no = order->order_no};
    order_json_read(&r, order);
    if (!api_check(API_ORDER, root, out->why))
        return;
    if (json_reader_ok(&r))
        out->outcome = office_take(o, order, &out->order_id, &why);
    snprintf(out->why, sizeof out->why, "%s",
             json_reader_ok(&r) ? why.text : r.why);
}

static json_t *taken_json(const struct taken *t)
{
    return json_pack("{s:s,s:s,s:I,s:o}", "order_no", t->order_no, "outcome",
                     API_OUTCOMES[t->outcome], "order_id",
                     (json_int_t)t->order_id, "why", json_text(t->why));
}

static void add_many(struct api *a, struct api_call *k, const json_t *list,
                     struct order *order)
{
    json_t *results = json_array();
    struct office *o = api_begin(a, k);
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct taken t;
        add_one(o, json_array_get(list, i), order, &t);
        json_array_append_new(results, taken_json(&t));
    }
    answer_write(a->turn, k->rq, 200, json_pack("{s:o}", "orders", results));
}

static void add_single(struct api *a, struct api_call *k,
                       struct order *order)
{
    struct taken t;
    add_one(api_begin(a, k), k->body, order, &t);
    if (t.outcome == OUTCOME_REFUSED)
        store_fail(a->st, t.order_id ? ERR_CONFLICT : ERR_PARSE, t.why);
    answer_write(a->turn, k->rq, t.outcome == OUTCOME_NEW ? 201 : 200,
                 taken_json(&t));
}

// One order, or {"orders":[...]}: of many, each is taken or refused by itself.
static void orders_add(struct api *a, struct api_call *k)
{
    struct order *order = turn_alloc(a->turn, sizeof *order);
    const json_t *list = json_object_get(k->body, "orders");
    if (list && (json_object_size(k->body) > 1 || !json_is_array(list)))
        answer_wrong(k->rq, "orders: must be a list, and stand alone");
    else if (json_array_size(list) > ADD_MAX)
        http_problem(k->rq, 400, "Too many orders",
                     "500 at most in one request");
    else if (list)
        add_many(a, k, list, order);
    else
        add_single(a, k, order);
}

const struct api_route API_ORDERS[] = {
    {.method = "GET", .path = "/api/v1/orders", .handler = orders,
     .who = WHO_READER, .summary = "Orders, the newest first",
     .query = ORDERS_OF, .answer = {{.of = ORDERS}}},
    {.method = "POST", .path = "/api/v1/orders", .handler = orders_add,
     .who = WHO_MANAGER, .scope = SCOPE_ORDERS,
     .is_write = true, .body_max = 4 * 1024 * 1024,
     .summary = "Take in one order, or up to 500", .body = API_ORDER,
     .body_list = "orders",
     .answer = {{.of = TAKEN},
                {.status = 201, .meaning = "a new order", .of = TAKEN}}},
    {.method = "GET", .path = "/api/v1/orders/:order_id/decisions",
     .handler = decisions, .who = WHO_READER,
     .summary = "Why these warehouses: candidates and costs",
     .answer = {{.of = DECISIONS}}},
    {.method = "GET", .path = "/api/v1/orders/:order_id/what-if",
     .handler = what_if, .who = WHO_READER,
     .summary = "Another warehouse or strategy, and what it would cost",
     .query = WHAT_IF, .answer = {{.of = WHAT_IF_ANSWER}}},
    {.method = "GET", .path = "/api/v1/stuck", .handler = stuck,
     .who = WHO_READER,
     .summary = "Orders that are longer in their state than they should be",
     .query = API_PAGE,
     .answer = {{.of = ORDERS}}},
    {.method = "GET", .path = "/api/v1/orders/:order_id", .handler = order,
     .who = WHO_READER,
     .summary = "One order with lines, shipments and parcels",
     .answer = {{.of = ORDER}}},
    {.method = NULL}};
