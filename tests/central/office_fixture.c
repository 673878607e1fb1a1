#include "tests/central/office_fixture.h"
#include "station/central/floor/claims.h"
#include "station/store/central/floor/feed.h"
#include "station/central/floor/events.h"
#include "station/store/central/floor/stations.h"
#include "station/central/intake/goods.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"
#include "station/store/central/rules/rules.h"
#include "station/store/verify.h"

#include <stdlib.h>

struct store st;
struct office office;
struct order order;
const int64_t MONDAY_9 = INT64_C(1795424400000);

struct turn turn;
static struct outcome_why why;
static struct station station;

static json_t *loose(const char *body)
{
    static char text[8192];
    size_t n = 0;
    for (; body[n]; n++)
        text[n] = body[n] == '\'' ? '"' : body[n];
    text[n] = 0;
    json_t *root = json_read(text, n, NULL, 0);
    assert_non_null(root);
    return root;
}

void rule(const char *kind, const char *code, const char *body)
{
    char sentence[240];
    json_t *root = loose(body);
    if (!book_check(&office.book, &turn, kind, code, root, sentence,
                    sizeof sentence))
        fail_msg("%s %s: %s", kind, code, sentence);
    char *text = json_dumps(root, JSON_COMPACT);
    struct rule r = {.kind = kind,
                     .code = code,
                     .body = text,
                     .from_ms = office.at_ms,
                     .made_ms = office.at_ms};
    if (strcmp(kind, "warehouse") == 0)
        warehouses_make(&st, code);
    rules_save(&st, &r);
    free(text);
    json_decref(root);
    office.is_stale = true;
    office_read(&office, office.at_ms);
    assert_string_equal(office.book.why, "");
}

void item(const char *sku, int64_t weight_g, int32_t side_mm)
{
    static struct item i;
    memset(&i, 0, sizeof i);
    snprintf(i.sku, sizeof i.sku, "%s", sku);
    snprintf(i.name, sizeof i.name, "Item %s", sku);
    snprintf(i.hs, sizeof i.hs, "691110");
    snprintf(i.origin, sizeof i.origin, "PT");
    i.weight_mg = weight_g * 1000;
    i.length_mm = i.width_mm = i.height_mm = side_mm;
    assert_int_not_equal(goods_item_save(&st, &i, &why), OUTCOME_REFUSED);
}

void stock(const char *sku, const char *warehouse, int64_t qty)
{
    struct goods_count c = {.qty = qty};
    snprintf(c.sku, sizeof c.sku, "%s", sku);
    snprintf(c.warehouse, sizeof c.warehouse, "%s", warehouse);
    snprintf(c.place, sizeof c.place, "%s-1", warehouse);
    assert_int_not_equal(goods_count_save(&st, &c, office.at_ms, &why),
                         OUTCOME_REFUSED);
}

void begin_order(const char *channel, const char *no, const char *country,
                 const char *postal)
{
    memset(&order, 0, sizeof order);
    snprintf(order.channel, sizeof order.channel, "%s", channel);
    snprintf(order.order_no, sizeof order.order_no, "%s", no);
    snprintf(order.customer, sizeof order.customer, "Maria Exemplo");
    snprintf(order.currency, sizeof order.currency, "EUR");
    struct address *to = &order.group[0].to;
    snprintf(to->name, sizeof to->name, "Maria Exemplo");
    snprintf(to->street, sizeof to->street, "Rua Inventada 7");
    snprintf(to->city, sizeof to->city, "Algures");
    snprintf(to->country, sizeof to->country, "%s", country);
    snprintf(to->postal, sizeof to->postal, "%s", postal);
    snprintf(to->phone, sizeof to->phone, "+351 200000000");
    order.group_count = 1;
    order.placed_ms = office.at_ms;
}

void add_line(const char *sku, int32_t qty)
{
    struct order_line *l = &order.line[order.line_count++];
    snprintf(l->sku, sizeof l->sku, "%s", sku);
    snprintf(l->channel_line, sizeof l->channel_line, "L%d", order.line_count);
    l->qty = qty;
    l->group_no = 1;
    l->price_minor = 1000;
}

int64_t take_order(enum outcome want)
{
    int64_t order_id = 0;
    enum outcome got = office_take(&office, &order, &order_id, &why);
    if (got != want)
        fail_msg("order %s: outcome %d instead of %d: %s", order.order_no, got,
                 want, why.text);
    return order_id;
}

json_t *order_json(int64_t order_id)
{
    json_t *o = lists_order(&st, order_id);
    assert_non_null(o);
    return o;
}

const char *state_of(int64_t order_id)
{
    static char state[16];
    json_t *o = order_json(order_id);
    snprintf(state, sizeof state, "%s",
             json_string_value(json_object_get(o, "state")));
    json_decref(o);
    return state;
}

const char *word(int64_t order_id, const char *list, int n, const char *name)
{
    static char text[300];
    json_t *o = order_json(order_id);
    const char *got = json_string_value(json_object_get(
        json_array_get(json_object_get(o, list), (size_t)n), name));
    snprintf(text, sizeof text, "%s", got ? got : "");
    json_decref(o);
    return text;
}

int64_t number(int64_t order_id, const char *list, int n, const char *name)
{
    json_t *o = order_json(order_id);
    int64_t got = json_integer_value(json_object_get(
        json_array_get(json_object_get(o, list), (size_t)n), name));
    json_decref(o);
    return got;
}

static const json_t *nth_open(const json_t *o, int n)
{
    const json_t *all = json_object_get(o, "shipments");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *s = json_array_get(all, i);
        const char *state = json_string_value(json_object_get(s, "state"));
        if (strcmp(state, "cancelled") != 0 && n-- == 0)
            return s;
    }
    return NULL;
}

int shipments_of(int64_t order_id)
{
    json_t *o = order_json(order_id);
    int n = 0;
    while (nth_open(o, n))
        n++;
    json_decref(o);
    return n;
}

const char *warehouse_of(int64_t order_id, int n)
{
    static char code[24];
    json_t *o = order_json(order_id);
    const json_t *s = nth_open(o, n);
    snprintf(code, sizeof code, "%s",
             s ? json_string_value(json_object_get(s, "warehouse")) : "");
    json_decref(o);
    return code;
}

int64_t bench_off_ms;

void hand_in(const char *kind, const char *verdict, int64_t shipment_id,
             int64_t fence, const char *body)
{
    static char line[JOURNAL_BODY_MAX];
    char said[EVENTS_WHY_MAX];
    struct text t;
    struct journal_row row = {.seq = station.journal.last.seq + 1,
                              .at_ms = office.at_ms + bench_off_ms,
                              .shipment_id = shipment_id,
                              .fence = fence,
                              .body = body,
                              .body_len = strlen(body)};
    snprintf(row.kind, sizeof row.kind, "%s", kind);
    snprintf(row.verdict, sizeof row.verdict, "%s", verdict);
    journal_hash(&station.journal.last, &row, row.hash);
    text_init(&t, line, sizeof line);
    journal_line_write(&row, &t);
    assert_int_equal(
        events_take_batch(&office, &station.journal, 0, line, t.len, said), 1);
}

static json_t *packed_lines(const struct work *w, int32_t missing,
                            const char *reason)
{
    json_t *lines = json_array();
    for (int32_t i = 0; i < w->line_count; i++) {
        const struct pick_line *l = &w->line[i].pick;
        int32_t less = i == 0 ? missing : 0;
        if (l->is_kit)
            continue;
        json_array_append_new(lines,
                              json_pack("{s:i,s:i,s:i,s:s}", "pos", i, "qty",
                                        l->qty_want - less, "short", less,
                                        "reason", reason));
    }
    return lines;
}

int64_t packed_in(const char *order_no)
{
    struct claim_found c;
    assert_true(claims_find_order(&st, order_no, 0, &c));
    return c.is.warehouse_id;
}

struct claim_answer claim(int64_t order_id)
{
    struct claim_answer a;
    char no[64];
    json_t *o = order_json(order_id);
    snprintf(no, sizeof no, "%s",
             json_string_value(json_object_get(o, "order_no")));
    json_decref(o);
    struct claim_ask ask = {.station_id = station.station_id,
                            .journal_no = station.journal.journal_no,
                            .warehouse_id = packed_in(no),
                            .code = no,
                            .at_ms = office.at_ms};
    claims_take(&st, &ask, &a);
    assert_string_equal(claim_verdict_name(a.verdict), "given");
    return a;
}

void unpack(const struct claim_answer *a)
{
    hand_in("void", "", a->shipment_id, a->fence, "{}");
}

int64_t pack(int64_t order_id, int32_t missing, const char *reason)
{
    static int parcels;
    char track[32], sscc[24];
    struct claim_answer a = claim(order_id);
    boxes_suggest(&office.boxes, &turn, a.shipment_id);
    static struct work work; // large
    assert_true(feed_work_load(&st, a.shipment_id, &work));
    parcels++;
    snprintf(track, sizeof track, "TEST%08d", parcels);
    snprintf(sscc, sizeof sscc, "0061414112%08d", parcels);
    json_t *done =
        json_pack("{s:[{s:s,s:s,s:i,s:i}],s:o}", "parcels", "sscc", sscc,
                  "tracking", track, "weight_mg", 900000, "copies", 1, "lines",
                  packed_lines(&work, missing, reason));
    char *body = json_dumps(done, JSON_COMPACT);
    hand_in("done", "", a.shipment_id, a.fence, body);
    free(body);
    json_decref(done);
    return a.shipment_id;
}

static void collect(void *arg, const char *finding)
{
    print_message("verify: %s\n", finding);
    ++*(int *)arg;
}

void books_are_fine(void)
{
    int findings = 0;
    assert_int_equal(store_commit(&st), ERR_OK);
    assert_int_equal(verify_run(&st, collect, &findings), 0);
    store_begin(&st);
    office_read(&office, office.at_ms);
}

void at(int64_t ms)
{
    office_read(&office, ms);
}

static void add_rules(void)
{
    rule("calendar", "WORK", "{'weekdays':'1111100'}");
    rule("calendar", "PT",
         "{'zone':'Europe/Lisbon','yearly':['12-25'],"
         "'easter':[-2]}");
    rule("warehouse", "LIS",
         "{'name':'Lisboa','country':'PT','postal':'1000-001','latitude':"
         "'38.72','longitude':'-9.14','zone':'Europe/Lisbon','calendar':"
         "'WORK','open':'08:00','close':'20:00','handling_min':30,"
         "'priority':2}");
    rule("warehouse", "POR",
         "{'name':'Porto','country':'PT','postal':'4000-001','latitude':"
         "'41.15','longitude':'-8.61','zone':'Europe/Lisbon','calendar':"
         "'WORK','open':'08:00','close':'20:00','handling_min':30,"
         "'priority':1}");
    rule("carrier", "CTT",
         "{'name':'Correio','cutoff':'17:00','calendar':'WORK','is_postal':"
         "true,'tracking':{'kind':'s10','prefix':'RR','suffix':'PT',"
         "'first':1,'end':1000}}");
    rule("service", "STD",
         "{'carrier':'CTT','name':'Standard','areas':[{'country':'PT',"
         "'zone':0,'days':3},{'country':'','zone':1,'days':6}],'zones':"
         "[{'steps':[[2000,400],[10000,700]],'per_kg_minor':100},"
         "{'steps':[[2000,1500],[10000,3000]],'per_kg_minor':300}]}");
    rule("service", "EXP",
         "{'carrier':'CTT','name':'Express','areas':[{'country':'PT',"
         "'zone':0,'days':1}],'zones':[{'steps':[[2000,900],[10000,1400]],"
         "'per_kg_minor':200}]}");
    rule("profile", "b2c",
         "{'strategy':'least_cost','split_minor':300,'checks':['address',"
         "'payment'],'on_short':'reallocate','is_whole':false}");
    rule("profile", "b2b",
         "{'strategy':'nearest','is_whole':true,'on_short':'backorder',"
         "'release':'batch','single':false,'checks':['payment']}");
}

int fixture_open(void **state)
{
    (void)state;
    if (secret_init() < 0 || store_open(&st, STORE_CENTRAL, ":memory:") < 0)
        return -1;
    turn_open(&turn, NULL, &st);
    office_open(&office, &turn);
    store_begin(&st);
    ledger_place(&st, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(&st, "CUSTOMER", STOCK_CUSTOMER);
    ledger_place(&st, "QUARANTINE", STOCK_QUARANTINE);
    ledger_place(&st, "LOST", STOCK_LOST);
    stations_add(&st, "bench-1", "token");
    if (stations_find(&st, "token", &station) != ERR_OK)
        return -1;
    office_read(&office, MONDAY_9);
    add_rules();
    return 0;
}

int fixture_open_with_goods(void **state)
{
    if (fixture_open(state) != 0)
        return -1;
    item("A", 500, 100);
    stock("A", "LIS", 100);
    stock("A", "POR", 100);
    return 0;
}
