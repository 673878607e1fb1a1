// Items, stock, orders, shipments, exceptions, search and import.
#include "station/base/text.h"
#include "station/central/api/api_internal.h"
#include "station/central/intake/import.h"
#include "station/store/central/fields.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/goods/box.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/exceptions.h"

#include <stdio.h>
#include <string.h>

void api_items(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "items", lists_items(c->turn->st, api_page(rq)));
}

void api_item(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_one(rq, lists_item(c->turn->st, http_param_int(rq, 0)));
}

void api_stock(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "stock", lists_stock(c->turn->st, http_param_int(rq, 0)));
}

void api_moves(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "moves",
                lists_moves(c->turn->st, http_param_int(rq, 0), api_page(rq)));
}

void api_boxes(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "boxes", lists_boxes(c->turn->st));
}

void api_boxes_save(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    struct box b = {.code = ""};
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "code", b.code, sizeof b.code, true);
    json_take_text(&r, "name", b.name, sizeof b.name, true);
    json_take_int(&r, "tare_mg", 0, 100000000, &b.tare_mg, true);
    json_take_int32(&r, "length_mm", 0, 10000, &b.length_mm, false);
    json_take_int32(&r, "width_mm", 0, 10000, &b.width_mm, false);
    json_take_int32(&r, "height_mm", 0, 10000, &b.height_mm, false);
    json_take_int(&r, "max_mg", 0, INT64_C(1000000000000), &b.max_mg, false);
    json_take_int(&r, "cost_minor", 0, 1000000, &b.cost_minor, false);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        http_problem(rq, 400, "The box is not right", r.why);
        return;
    }
    turn_write_begin(c->turn);
    box_save(c->turn->st, &b);
    c->office->is_stale = true;
    answer_write(c->turn, rq, 200, json_object());
}

void api_shipments(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(
        rq, "shipments",
        lists_shipments(c->turn->st, http_query(rq, "state"), api_page(rq)));
}

void api_shipment(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_one(rq, lists_shipment(c->turn->st, http_param_int(rq, 0)));
}

void api_shipment_release(void *app, struct http_request *rq)
{
    struct api *c = app;
    turn_write_begin(c->turn);
    c->office->has_work = true;
    if (!claims_unhold(c->turn->st, http_param_int(rq, 0)))
        store_fail(c->turn->st, ERR_CONFLICT, "it is not on hold");
    answer_write(c->turn, rq, 200, json_object());
}

void api_exceptions(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "exceptions", lists_exceptions(c->turn->st, api_page(rq)));
}

void api_exception_done(void *app, struct http_request *rq)
{
    struct api *c = app;
    turn_write_begin(c->turn);
    exceptions_done(c->turn->st, http_param_int(rq, 0), http_at_ms(rq));
    answer_write(c->turn, rq, 200, json_object());
}

void api_search(void *app, struct http_request *rq)
{
    struct api *c = app;
    const char *code = http_query(rq, "q");
    if (strlen(code) > FIELD_CODE_MAX) {
        http_problem(rq, 400, "The code is too long", "63 characters at most");
        return;
    }
    answer_list(rq, "found", lists_search(c->turn->st, code));
}

// A preview runs the whole import and undoes it: it cannot promise anything
// that the import would not do.
void api_import(void *app, struct http_request *rq)
{
    struct api *c = app;
    size_t len;
    char why[300];
    const char *first = http_query(rq, "first_line");
    struct import in = {.kind = http_query(rq, "kind"),
                        .format = http_query(rq, "format"),
                        .first_line = 2,
                        .at_ms = http_at_ms(rq)};
    bool is_preview = strcmp(http_query(rq, "preview"), "1") == 0;
    in.chars = http_body(rq, &len);
    in.len = len;
    if (first[0] && (text_to_int(first, strlen(first), &in.first_line) < 0 ||
                     in.first_line < 2)) {
        answer_wrong(rq, "first_line: must be a number from 2");
        return;
    }
    in.channel = http_query(rq, "channel");
    json_t *report =
        import_run(api_begin(c, rq), &in, why, sizeof why);
    if (!report) {
        store_fail(c->turn->st, ERR_PARSE, why);
    } else if (is_preview) {
        store_fail(c->turn->st, ERR_MISSING, "a preview");
        if (turn_write_end(c->turn) == ERR_MISSING) {
            json_object_set_new(report, "preview", json_true());
            http_json(rq, 200, report);
            return;
        }
        json_decref(report);
        http_problem(rq, 500, "It did not work", store_why(c->turn->st));
        return;
    }
    answer_write(c->turn, rq, 200, report);
}

void api_item_warehouses(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "warehouses",
                lists_item_warehouses(c->turn->st, http_param_int(rq, 0)));
}
