// api_internal.h - shared by the files of the API; nobody else's.
#ifndef CENTRAL_API_API_INTERNAL_H
#define CENTRAL_API_API_INTERNAL_H

#include "station/central/api/api.h"
#include "station/store/central/lists/lists.h"

// The office in a part of the turn's transaction, at the request's instant.
struct office *api_begin(struct api *a, const struct http_request *rq);

// The office for a question, at the request's instant.
struct office *api_read(struct api *a, const struct http_request *rq);

struct lists_page api_page(struct http_request *rq);

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
