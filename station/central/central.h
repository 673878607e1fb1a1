// central.h - the program tallyman-central: one store, one server, one loop.
//
// All writes of one turn of the loop share a commit: a handler of a route
// marked is_write runs inside a part of the open transaction, its answer is
// held, and central_settle commits before the loop sleeps.
#ifndef CENTRAL_CENTRAL_H
#define CENTRAL_CENTRAL_H

#include "station/http/server.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/people/people.h"
#include "station/central/channels/channels.h"
#include "station/central/orders/office.h"

// Who may call a route.
enum who {
    WHO_ANYBODY,
    WHO_STATION,
    WHO_READER,     // anybody signed in to the office, and programs
    WHO_SUPERVISOR, // supervisors, managers and programs
    WHO_MANAGER,    // managers and programs
};

enum { THROTTLE_ROWS = 64, THROTTLE_FREE = 5, THROTTLE_MOST_MS = 60000 };

// Repeated failures of one name are slowed: after five, twice as long each.
struct throttle {
    char name[64];
    int failures;
    int64_t until_ms;
};

struct central {
    struct loop loop;
    struct store store;
    struct http_server *http;
    struct loop_timer again;
    struct office office;
    struct channels channels;
    struct loop_timer tick;
    struct central_station station; // of the request under way
    struct throttle throttle[THROTTLE_ROWS];
    char setup_code[15];            // empty once there is a manager
    int64_t event_count;            // taken since start, for /metrics
    int64_t commit_count;
    int64_t started_ms;
};

extern const struct http_route CENTRAL_ROUTES[];

bool central_admit(void *app, struct http_request *rq, int who);

// Opens the turn's transaction when it is not open yet.
void central_write_begin(struct central *c);
void central_settle(void *app);

// The same, for a flow of the office: the rules that hold now are loaded.
struct office *central_office_begin(struct central *c);

bool throttle_is_open(struct central *c, const char *name);
void throttle_note(struct central *c, const char *name, bool is_good);

// Answers with list, under this name.
void central_answer_list(struct http_request *rq, const char *name,
                         json_t *list);
void central_answer_one(struct http_request *rq, json_t *one); // or 404
struct central_page central_page_of(struct http_request *rq);

// Ends the request's part of the transaction and answers: answer (taken over)
// when it was kept, a problem otherwise.
void central_answer_write(struct central *c, struct http_request *rq,
                          int status, json_t *answer);

// Handlers, by file.
void api_session_begin(void *app, struct http_request *rq);
void api_session_end(void *app, struct http_request *rq);
void api_session_show(void *app, struct http_request *rq);
void api_setup(void *app, struct http_request *rq);
void api_people_list(void *app, struct http_request *rq);
void api_people_save(void *app, struct http_request *rq);
void api_tokens_list(void *app, struct http_request *rq);
void api_tokens_add(void *app, struct http_request *rq);
void api_stations_list(void *app, struct http_request *rq);
void api_stations_add(void *app, struct http_request *rq);

void api_items(void *app, struct http_request *rq);
void api_item(void *app, struct http_request *rq);
void api_stock(void *app, struct http_request *rq);
void api_moves(void *app, struct http_request *rq);
void api_boxes(void *app, struct http_request *rq);
void api_boxes_save(void *app, struct http_request *rq);
void api_orders(void *app, struct http_request *rq);
void api_order(void *app, struct http_request *rq);
void api_order_cancel(void *app, struct http_request *rq);
void api_line_change(void *app, struct http_request *rq);
void api_orders_add(void *app, struct http_request *rq);
void api_order_hold(void *app, struct http_request *rq);
void api_order_unhold(void *app, struct http_request *rq);
void api_order_address(void *app, struct http_request *rq);
void api_line_split(void *app, struct http_request *rq);
void api_order_allocate(void *app, struct http_request *rq);
void api_order_close(void *app, struct http_request *rq);
void api_order_decisions(void *app, struct http_request *rq);
void api_order_what_if(void *app, struct http_request *rq);
void api_push(void *app, struct http_request *rq);
void api_integrations(void *app, struct http_request *rq);
void api_deliveries(void *app, struct http_request *rq);
void api_delivery_retry(void *app, struct http_request *rq);
void api_inbox(void *app, struct http_request *rq);
void api_rules(void *app, struct http_request *rq);
void api_rule_history(void *app, struct http_request *rq);
void api_rules_save(void *app, struct http_request *rq);
void api_rates_try(void *app, struct http_request *rq);
void api_warehouses(void *app, struct http_request *rq);
void api_exchange(void *app, struct http_request *rq);
void api_manifests(void *app, struct http_request *rq);
void api_manifest(void *app, struct http_request *rq);
void api_manifest_make(void *app, struct http_request *rq);
void api_manifest_pdf(void *app, struct http_request *rq);
void api_handover_scan(void *app, struct http_request *rq);
void api_parcel(void *app, struct http_request *rq);
void api_tracking(void *app, struct http_request *rq);
void api_bills(void *app, struct http_request *rq);
void api_bills_add(void *app, struct http_request *rq);
void api_shipment_boxes(void *app, struct http_request *rq);
void api_shipment_paper(void *app, struct http_request *rq);
void api_station_place(void *app, struct http_request *rq);
void api_item_warehouses(void *app, struct http_request *rq);
void api_stuck(void *app, struct http_request *rq);
void api_queue(void *app, struct http_request *rq);
void api_shipments(void *app, struct http_request *rq);
void api_shipment(void *app, struct http_request *rq);
void api_shipment_release(void *app, struct http_request *rq);
void api_exceptions(void *app, struct http_request *rq);
void api_exception_done(void *app, struct http_request *rq);
void api_search(void *app, struct http_request *rq);
void api_import(void *app, struct http_request *rq);

void api_claim(void *app, struct http_request *rq);
void api_feed(void *app, struct http_request *rq);
void api_events(void *app, struct http_request *rq);

#endif
