// Orders: taken in, listed, held, changed, allocated, explained.
#include "station/central/api/api_internal.h"
#include "station/central/intake/order_json.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/life.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"
#include "station/store/central/people/people.h"
#include "station/store/central/source/backlog.h"

#include <stdio.h>
#include <string.h>

void api_orders(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(
        rq, "orders",
        lists_orders(c->turn->st, http_query(rq, "state"), api_page(rq)));
}

void api_order(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_one(rq, lists_order(c->turn->st, http_param_int(rq, 0)));
}

static void answer_outcome(struct api *c, struct http_request *rq,
                           enum outcome outcome, const struct outcome_why *why)
{
    static const char *const NAMES[] = {"new", "changed", "same", "refused"};
    if (outcome == OUTCOME_REFUSED)
        store_fail(c->turn->st, ERR_CONFLICT, why->text);
    answer_write(c->turn, rq, 200,
                         json_pack("{s:s}", "outcome", NAMES[outcome]));
}

void api_order_cancel(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct outcome_why why = {""};
    struct office *o = api_begin(c, rq);
    answer_outcome(c, rq, office_cancel(o, http_param_int(rq, 0), &why),
                   &why);
}

void api_line_change(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct outcome_why why = {""};
    struct json_reader r;
    int32_t qty = 0;
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_int32(&r, "qty", 0, 1000000, &qty, true);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
        return;
    }
    struct office *o = api_begin(c, rq);
    answer_outcome(c, rq,
                   office_change_line(o, http_param_int(rq, 0),
                                      (int32_t)http_param_int(rq, 1), qty,
                                      &why),
                   &why);
}

enum { ADD_MAX = 500 };     // orders in one request

static json_t *add_one(struct office *o, const json_t *root,
                       const char *channel)
{
    static struct order order; // large; central has one thread
    static const char *const NAMES[] = {"new", "changed", "same", "refused"};
    struct outcome_why why = {""};
    struct json_reader r;
    int64_t order_id = 0;
    enum outcome outcome = OUTCOME_REFUSED;
    json_reader_init(&r, root);
    order_json_read(&r, &order);
    if (channel[0])
        snprintf(order.channel, sizeof order.channel, "%s", channel);
    if (json_reader_ok(&r))
        outcome = office_take(o, &order, &order_id, &why);
    return json_pack("{s:s,s:s,s:I,s:s}", "order_no", order.order_no,
                     "outcome", NAMES[outcome], "order_id",
                     (json_int_t)order_id, "why",
                     json_reader_ok(&r) ? why.text : r.why);
}

static void add_many(struct api *c, struct http_request *rq,
                     const json_t *list)
{
    json_t *results = json_array();
    struct office *o = api_begin(c, rq);
    for (size_t i = 0; i < json_array_size(list); i++)
        json_array_append_new(results,
                              add_one(o, json_array_get(list, i), ""));
    answer_write(c->turn, rq, 200, json_pack("{s:o}", "orders", results));
}

static void add_single(struct api *c, struct http_request *rq,
                       const json_t *body)
{
    json_t *result = add_one(api_begin(c, rq), body, "");
    const char *outcome =
        json_string_value(json_object_get(result, "outcome"));
    int status = strcmp(outcome, "new") == 0 ? 201 : 200;
    if (strcmp(outcome, "refused") == 0) {
        const char *why = json_string_value(json_object_get(result, "why"));
        store_fail(c->turn->st,
                   json_integer_value(json_object_get(result, "order_id"))
                       ? ERR_CONFLICT
                       : ERR_PARSE,
                   why);
    }
    answer_write(c->turn, rq, status, result);
}

// One order, or {"orders":[...]}: of many, each is taken or refused by itself.
void api_orders_add(void *app, struct http_request *rq)
{
    struct api *c = app;
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    const json_t *list = json_object_get(body, "orders");
    if (json_array_size(list) > ADD_MAX)
        http_problem(rq, 400, "Too many orders", "500 at most in one request");
    else if (list)
        add_many(c, rq, list);
    else
        add_single(c, rq, body);
    json_decref(body);
}

// {"kind","note"}: only people hold by hand; the checks hold by themselves.
void api_order_hold(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    char kind[16] = "manual", note[200] = "";
    enum order_hold hold = ORDER_HOLD_MANUAL;
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "kind", kind, sizeof kind, false);
    json_take_text(&r, "note", note, sizeof note, false);
    json_decref(body);
    if (!order_hold_find(kind, &hold))
        json_reader_fail(&r, "kind", "is no reason to hold an order");
    if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
        return;
    }
    struct office *o = api_begin(c, rq);
    life_hold_add(c->turn->st, http_param_int(rq, 0), hold, note, o->at_ms);
    answer_write(c->turn, rq, 200, json_object());
}

static bool may_release(struct api *c, struct http_request *rq,
                        int64_t order_id)
{
    struct backlog_header h;
    struct person p;
    if (!http_user(rq))
        return true; // a program with a token
    if (!backlog_header_load(c->turn->st, order_id, &h) ||
        people_load(c->turn->st, http_user(rq), &p) != ERR_OK)
        return false;
    const struct book_profile *profile =
        book_profile(&c->office->book, h.profile);
    return role_of(p.role) == ROLE_MANAGER ||
           strcmp(p.role, profile->release_role) == 0;
}

void api_order_unhold(void *app, struct http_request *rq)
{
    struct api *c = app;
    int64_t order_id = http_param_int(rq, 0);
    enum order_hold hold = ORDER_HOLD_MANUAL;
    struct office *o = api_begin(c, rq);
    if (!order_hold_find(http_param(rq, 1), &hold) ||
        !may_release(c, rq, order_id))
        store_fail(c->turn->st, ERR_CONFLICT,
                   "no such hold, or your role may not release it");
    else if (!life_hold_end(c->turn->st, order_id, hold, o->at_ms,
                            http_user(rq)))
        store_fail(c->turn->st, ERR_CONFLICT, "the order is not held for this");
    else
        allocate_order(o->allocate, order_id);
    answer_write(c->turn, rq, 200, json_object());
}

// The whole destination anew; work not yet at a bench is planned again.
void api_order_address(void *app, struct http_request *rq)
{
    struct api *c = app;
    static struct order_group g; // large; central has one thread
    struct json_reader r;
    int64_t order_id = http_param_int(rq, 0);
    int32_t group_no = (int32_t)http_param_int(rq, 1);
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    if (!groups_load(c->turn->st, order_id, group_no, &g)) {
        json_decref(body);
        answer_missing(rq, "no such destination");
        return;
    }
    g.point = (struct geo_point){0, 0, 0};
    json_reader_init(&r, body);
    order_json_group(&r, &g);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        http_problem(rq, 400, "The destination is not right", r.why);
        return;
    }
    struct office *o = api_begin(c, rq);
    if (!office_readdress(o, order_id, group_no, &g))
        store_fail(c->turn->st, ERR_CONFLICT,
                   "a bench has it already, or it has left: stop it first");
    answer_write(c->turn, rq, 200, json_object());
}

void api_line_split(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct office *o = api_begin(c, rq);
    if (!office_split(o, http_param_int(rq, 0),
                      (int32_t)http_param_int(rq, 1)))
        store_fail(c->turn->st, ERR_CONFLICT,
                   "no such line, a bench has the order, or it has 16 "
                   "destinations already");
    answer_write(c->turn, rq, 200, json_object());
}

void api_order_allocate(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct office *o = api_begin(c, rq);
    bool done = office_reallocate(o, http_param_int(rq, 0));
    answer_write(c->turn, rq, 200, json_pack("{s:b}", "is_allocated", done));
}

void api_order_close(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct office *o = api_begin(c, rq);
    if (!office_close(o, http_param_int(rq, 0)))
        store_fail(c->turn->st, ERR_CONFLICT,
                   "only what is left of a part shipped order is closed");
    answer_write(c->turn, rq, 200, json_object());
}

// With each one: does it follow from what it saw?
void api_order_decisions(void *app, struct http_request *rq)
{
    struct api *c = app;
    json_t *list = lists_decisions(c->turn->st, http_param_int(rq, 0));
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row)
        json_object_set_new(
            row, "is_reproduced",
            json_boolean(allocate_is_reproduced(json_object_get(row, "body"))));
    answer_list(rq, "decisions", list);
}

void api_order_what_if(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct office *o = api_begin(c, rq);
    json_t *answer = allocate_what_if(o->allocate, http_param_int(rq, 0),
                                      http_query(rq, "strategy"),
                                      http_query(rq, "warehouse"));
    answer_write(c->turn, rq, 200, answer);
}

void api_stuck(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "orders", lists_stuck(c->turn->st, http_at_ms(rq)));
}

// A warehouse's work in the sequence of its cut-offs.
void api_queue(void *app, struct http_request *rq)
{
    struct api *c = app;
    int64_t id = warehouses_id(c->turn->st, http_param(rq, 0));
    if (!id)
        answer_missing(rq, "there is no such warehouse");
    else
        answer_list(rq, "shipments", lists_queue(c->turn->st, id));
}
