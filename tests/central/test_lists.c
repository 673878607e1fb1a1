// Long lists over HTTP: whoever follows the mark of each page sees every row
// once and comes to an end, however many rows there are, and also while rows
// are added.
#include "station/base/secret.h"
#include "station/central/api/api.h"
#include "station/http/client.h"
#include "station/store/central/people/tokens.h"
#include "station/store/engine/query.h"
#include "tests/test.h"

#include <stdlib.h>

enum { ROWS_MAX = 600, ADDED = 50 };

static struct loop loop;
static struct http_client *client;
static struct store st;
static struct turn turn;
static struct office office;
static struct channels channels;
static struct api api;
static json_t *answer;
static char url[300], host[64];

static void settle(void *arg)
{
    turn_settle(arg);
}

static void add(const char *literal, int64_t first, int64_t last)
{
    struct query q;
    store_begin(&st);
    query_begin(&q, &st, literal);
    query_int(&q, 1, first);
    query_int(&q, 2, last);
    query_write(&q);
    assert_int_equal(store_commit(&st), ERR_OK);
}

// Rows ?1 to ?2; several share what they are sorted by first.
#define ROWS                                                                   \
    "WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n"          \
    " WHERE i < ?2) INSERT INTO "
#define ADD_ITEMS                                                              \
    ROWS "item (item_id, sku, name, weight_mg, spread_mg, needs_lot,"          \
         " needs_serial, picture_url) SELECT i, 'S' || i, 'N', 0, 0, 0, 0, ''" \
         " FROM n"
#define ADD_ORDERS                                                             \
    ROWS "orders (order_id, channel, channel_ref, order_no, version, state,"   \
         " state_ms, alarm_ms, profile, payment, digest, customer, email,"     \
         " country, currency, total_minor, tote, po_number, placed_ms,"        \
         " due_ms, made_ms) SELECT i, 'api', i, i, 0, 'released', 0,"          \
         " 1 + i / 7, 'default', 'paid', '', '', '', 'PT', 'EUR', 0, '', '',"  \
         " 0, 0, 0 FROM n"
#define ADD_SHIPMENTS                                                          \
    ROWS "shipment (shipment_id, order_id, group_no, warehouse_id, state,"     \
         " station_id, fence, claimed_ms, due_ms, is_stopping, is_single,"     \
         " tote, note, service, carrier, cost_minor, currency, promise_ms,"    \
         " box, box_2, is_at_risk) SELECT i, i, 1, 1, 'released', 0, 0, 0,"    \
         " 900 - i / 7, 0, 0, '', '', '', '', 0, 'EUR', 0, '', '', 0 FROM n"
#define ADD_PARCELS                                                            \
    ROWS "parcel (parcel_id, shipment_id, parcel_no, sscc, tracking,"          \
         " weight_mg, weighed, copies, at_ms, cost_minor, billed_minor)"       \
         " SELECT i, i, 1, i, i, 1, 'weight_ok', 1, 0, 100, 900 FROM n"
#define ADD_PLACES                                                             \
    ROWS "place (place_id, code, kind) SELECT i + 1000, 'Z' || i, i % 3 FROM n"
#define ADD_STOCK                                                              \
    ROWS "stock (item_id, place_id, lot, expiry_days, since_ms, qty,"          \
         " qty_reserved) SELECT 1, i + 1000, '', 0, 0, 0, 0 FROM n"
#define ADD_MOVES                                                              \
    ROWS "move (at_ms, item_id, lot, qty, from_place_id, to_place_id,"         \
         " reason, shipment_id, station_id, seq)"                              \
         " SELECT 0, 1, '', 1, 1001, 1002, 'adjust', 0, 0, 0 FROM n"
#define ADD_EVENTS                                                             \
    ROWS "event (journal_no, seq, at_ms, kind, person_id, shipment_id, fence," \
         " verdict, body, hash) SELECT 1, i, 0, 'scan', 0, 1, 0, '', '{}',"    \
         " zeroblob(32) FROM n"
#define ADD_STATION                                                            \
    ROWS "station (station_id, name, token_digest, seen_ms, skew_ms)"          \
         " SELECT i, 'bench', 'd', 0, 0 FROM n"
#define ADD_JOURNAL                                                            \
    ROWS "journal (journal_no, station_id, journal_id, parent_no, base_seq,"   \
         " base_hash, last_seq, last_hash, tip_seq, acked_seq, sscc_next,"     \
         " sscc_end, person_id, incarnation, began_ms, why) SELECT i, 1, i,"   \
         " 0, 0, zeroblob(32), 0, zeroblob(32), 0, 0, 0, 0, 0, '', 0, 'first'" \
         " FROM n"
#define ADD_EXCEPTIONS                                                         \
    ROWS "exception (at_ms, kind, order_id, shipment_id, station_id, seq,"     \
         " note, done_ms) SELECT 0, 'short', 0, 0, 0, 0, '', 0 FROM n"
#define ADD_MANIFESTS                                                          \
    ROWS "manifest (carrier, warehouse_id, made_ms, parcel_count, weight_mg)"  \
         " SELECT 'C', 1, 0, 1, 1 FROM n"
#define ADD_DELIVERIES                                                         \
    ROWS "delivery (channel, event, ref_key, order_id, ref_id, state, step,"   \
         " remote_id, tries, next_ms, made_ms, status, why)"                   \
         " SELECT 'c', 'e', i, 0, 0, 'dead', 0, '', 0, 0, 0, 0, '' FROM n"
#define ADD_INBOX                                                              \
    ROWS "inbox (channel, delivery_key, at_ms, topic, state, why, body)"       \
         " SELECT 'c', i, 0, 't', 'dead', '', '' FROM n"
#define ADD_RULES                                                              \
    ROWS "rule (kind, code, from_ms, is_gone, body, made_ms, person_id)"       \
         " SELECT 'buffer', 'B', i / 7, 0, '{}', 0, 0 FROM n"

#define ADD_PERSON                                                             \
    ROWS "person (person_id, name, role, login, password_hash, badge_digest,"  \
         " pin_hash, is_active) SELECT i, 'N', 'packer', i, '', '', '', 1"     \
         " FROM n"
#define ADD_SESSIONS                                                           \
    ROWS "session (digest, person_id, made_ms, used_ms, until_ms, peer)"       \
         " SELECT i, 1, 0, 0, 9000000000000, '' FROM n"
#define ADD_ACCESS                                                             \
    ROWS "access_event (at_ms, kind, is_refusal, person_id, who, peer, about," \
         " note, count) SELECT 0, 'signed_in', 0, 1, '', '', '', '', 1 FROM n"

// In an order in which each finds the rows that it refers to.
static const struct list {
    const char *path, *name, *id, *add;
} LISTS[] = {
    {"items?", "items", "item_id", ADD_ITEMS},
    {"orders?", "orders", "order_id", ADD_ORDERS},
    {"orders?state=released&", "orders", "order_id", NULL},
    {"stuck?", "orders", "order_id", NULL},
    {"shipments?", "shipments", "shipment_id", ADD_SHIPMENTS},
    {"shipments?state=released&", "shipments", "shipment_id", NULL},
    {"queue/MAIN?", "shipments", "shipment_id", NULL},
    {"bills?", "bills", "parcel_id", ADD_PARCELS},
    {"items/1/stock?", "stock", "stock_id", ADD_STOCK},
    {"items/1/moves?", "moves", "move_id", ADD_MOVES},
    {"items/1/moves?sort=newest&", "moves", "move_id", NULL},
    {"shipments/1/events?", "events", "seq", ADD_EVENTS},
    {"exceptions?", "exceptions", "exception_id", ADD_EXCEPTIONS},
    {"exceptions?kind=short&", "exceptions", "exception_id", NULL},
    {"manifests?", "manifests", "manifest_id", ADD_MANIFESTS},
    {"deliveries?state=dead&", "deliveries", "delivery_id", ADD_DELIVERIES},
    {"manifests?warehouse=MAIN&", "manifests", "manifest_id", NULL},
    {"deliveries?state=dead&channel=c&", "deliveries", "delivery_id", NULL},
    {"inbox?state=dead&", "inbox", "inbox_id", ADD_INBOX},
    {"inbox?state=dead&channel=c&", "inbox", "inbox_id", NULL},
    {"rules/buffer/B?", "rules", "rule_id", ADD_RULES},
    {"sessions?", "sessions", "session_id", ADD_SESSIONS},
    {"sessions?person_id=1&", "sessions", "session_id", NULL},
    {"access?", "events", "access_event_id", ADD_ACCESS},
};

static int open_all(void **state)
{
    char why[200];
    (void)state;
    struct http_setup setup = {.loop = &loop,
                               .host = "127.0.0.1",
                               .routes = api.route,
                               .holds_writes = true,
                               .admit = api_admit,
                               .app = &api};
    assert_int_equal(secret_init(), ERR_OK);
    assert_int_equal(loop_open(&loop), ERR_OK);
    assert_int_equal(http_client_open(&loop, &client), ERR_OK);
    assert_int_equal(store_open(&st, STORE_CENTRAL, ":memory:"), ERR_OK);
    turn_open(&turn, &loop, &st);
    store_begin(&st);
    tokens_add(&st, "test", "token", SCOPE_MANAGER, 1);
    assert_int_equal(store_commit(&st), ERR_OK);
    office_open(&office, &turn);
    assert_int_equal(channels_open(&channels, &office), ERR_OK);
    api_open(&api, &office, &channels);
    assert_int_equal(http_server_open(&setup, &turn.http, why, sizeof why),
                     ERR_OK);
    snprintf(host, sizeof host, "http://127.0.0.1:%d",
             http_server_port(turn.http));
    loop_before_sleep(&loop, settle, &turn);
    add(ADD_PLACES, 1, ROWS_MAX);
    add(ADD_STATION, 1, 1);
    add(ADD_JOURNAL, 1, 1);
    add(ADD_PERSON, 1, 1);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    json_decref(answer);
    channels_close(&channels);
    http_server_close(turn.http);
    office_free(&office);
    turn_close(&turn);
    store_close(&st);
    http_client_close(client);
    loop_close(&loop);
    free(channels.client); // the timers inside are closed with the loop
    free(turn.http);
    free(client);
    return 0;
}

static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    *(int *)arg = status;
    json_decref(answer);
    answer = json_read(chars, len, NULL, 0);
    uv_stop(&loop.uv);
}

static int ask(const char *path, const char *rest)
{
    int status = 0;
    snprintf(url, sizeof url, "%s/api/v1/%s%s", host, path, rest);
    struct http_call call = {.method = "GET", .url = url, .token = "token"};
    assert_true(http_client_call(client, &call, on_answer, &status) >= 0);
    loop_run(&loop);
    return status;
}

// Follows the marks; adds rows after the first page when asked to. Returns how
// many rows there were up to the id that was the last when it began.
static int64_t walk(const struct list *l, const char *add_sql, int64_t last)
{
    static bool seen[ROWS_MAX + 1];
    int64_t count = 0;
    char rest[100] = "limit=200";
    memset(seen, 0, sizeof seen);
    for (int pages = 0; pages < 10; pages++) {
        size_t i;
        const json_t *row;
        assert_int_equal(ask(l->path, rest), 200);
        json_array_foreach(json_object_get(answer, l->name), i, row) {
            int64_t id = json_integer_value(json_object_get(row, l->id));
            assert_in_range(id, 1, ROWS_MAX);
            assert_false(seen[id]);
            seen[id] = true;
            count += id <= last;
        }
        assert_in_range(i, 0, LISTS_PAGE_MAX);
        const char *next =
            json_string_value(json_object_get(answer, "next"));
        if (!next)
            return count;
        assert_int_equal(i, LISTS_PAGE_MAX);
        snprintf(rest, sizeof rest, "limit=200&after=%s", next);
        if (pages == 0 && add_sql)
            add(add_sql, last + 1, last + ADDED);
    }
    fail_msg("%s has no end", l->path);
    return -1;
}

static void each_list_is_walked_past_its_page(void **state)
{
    static const int64_t SIZES[] = {1, 199, 200, 201, 450};
    (void)state;
    for (size_t i = 0; i < COUNT(LISTS); i++) {
        int64_t had = 0;
        const char *add_sql = LISTS[i].add;
        for (size_t k = 0; k < COUNT(SIZES); k++) {
            if (add_sql)
                add(add_sql, had + 1, SIZES[k]);
            else if (SIZES[k] != 450)
                continue; // the rows are those of the list above
            assert_int_equal(walk(&LISTS[i], NULL, SIZES[k]), SIZES[k]);
            had = SIZES[k];
        }
    }
}

static void rows_may_be_added_meanwhile(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(LISTS); i++)
        assert_int_equal(walk(&LISTS[i], LISTS[i].add, 450), 450);
}

static void a_page_says_by_its_mark_whether_there_are_more(void **state)
{
    (void)state;
    assert_int_equal(ask("items?", "limit=1"), 200);
    assert_string_equal(json_string_value(json_object_get(answer, "next")),
                        "1");
    assert_int_equal(ask("queue/MAIN?", "limit=1"), 200);
    assert_non_null(strchr(
        json_string_value(json_object_get(answer, "next")), '.'));
    assert_int_equal(ask("items?", "limit=200&after=400"), 200);
    assert_null(json_object_get(answer, "next"));
    assert_int_equal(ask("items?", "after=0"), 200);
    assert_int_equal(json_array_size(json_object_get(answer, "items")), 200);
}

static void what_is_no_mark_is_refused(void **state)
{
    static const char *const MARKS[] = {"x", "1.", ".1", "1.2.3", "1 2",
                                        "99999999999999999999"};
    (void)state;
    for (size_t i = 0; i < COUNT(MARKS); i++) {
        char rest[60];
        snprintf(rest, sizeof rest, "after=%s",
                 strcmp(MARKS[i], "1 2") == 0 ? "1%202" : MARKS[i]);
        assert_int_equal(ask("items?", rest), 400);
        assert_string_equal(
            json_string_value(json_object_get(answer, "detail")),
            "after: must be the next of a page");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_list_is_walked_past_its_page),
        cmocka_unit_test(rows_may_be_added_meanwhile),
        cmocka_unit_test(a_page_says_by_its_mark_whether_there_are_more),
        cmocka_unit_test(what_is_no_mark_is_refused),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
