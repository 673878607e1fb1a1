// The office under load: intake, allocation of a backlog, the whole way over
// HTTP, and pages with years of history.
//
// OMS_LINES (1 000 000), OMS_WAREHOUSES (50) and OMS_MOVES (10 000 000) may be
// set smaller for a quick look. Limits: for intake, bare inserts of the same
// rows in the same run; for the rest, what the project aims at.
#include "station/base/secret.h"
#include "station/central/orders/office.h"
#include "station/central/life/take.h"
#include "station/store/engine/query.h"
#include "tools/figures/oms.h"
#include "station/central/intake/goods.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"
#include "station/store/central/rules/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMIT_EVERY = 500, GRID = 100 };

static struct store st;
static struct turn turn;
static struct office office;

static void commit(void)
{
    if (store_commit(&st) < 0) {
        fprintf(stderr, "measure: %s\n", store_why(&st));
        exit(1);
    }
}

static void rule(const char *kind, const char *code, const char *body)
{
    struct rule r = {.kind = kind, .code = code, .body = body,
                     .from_ms = 1, .made_ms = 1};
    if (strcmp(kind, "warehouse") == 0)
        warehouses_make(&st, code);
    rules_save(&st, &r);
}

// Warehouses on a grid over Iberia; two carriers with two services each.
static void add_rules(int64_t warehouses)
{
    char code[32], body[600];
    for (int64_t w = 0; w < warehouses; w++) {
        snprintf(code, sizeof code, "W%02lld", (long long)w);
        snprintf(body, sizeof body,
                 "{\"country\":\"ES\",\"latitude\":\"%lld.%lld\","
                 "\"longitude\":\"-%lld.%lld\",\"handling_min\":30,"
                 "\"handling_minor\":%lld,\"priority\":%lld}",
                 (long long)(37 + w % 7), (long long)(w % 10),
                 (long long)(1 + w / 7), (long long)(w % 9),
                 (long long)(20 + w % 5 * 10), (long long)(w + 1));
        rule("warehouse", code, body);
    }
    for (int c = 0; c < 2; c++) {
        snprintf(code, sizeof code, "C%d", c);
        rule("carrier", code, "{\"cutoff\":\"17:00\",\"days\":\"1111110\"}");
        for (int s = 0; s < 2; s++) {
            char service[48];
            snprintf(service, sizeof service, "C%dS%d", c, s);
            snprintf(body, sizeof body,
                     "{\"carrier\":\"C%d\",\"areas\":[{\"country\":\"ES\","
                     "\"zone\":0,\"days\":%d},{\"country\":\"\",\"zone\":1,"
                     "\"days\":%d}],\"zones\":[{\"steps\":[[1000,%d],[5000,%d"
                     "],[30000,%d]],\"per_kg_minor\":90},{\"steps\":[[1000,"
                     "900],[5000,1900]],\"per_kg_minor\":300}]}",
                     c, s ? 1 : 3, s ? 3 : 7, 390 + s * 300 + c * 15,
                     590 + s * 400, 1290 + s * 900);
            rule("service", service, body);
        }
    }
    rule("profile", "b2c", "{\"checks\":[\"payment\"],\"is_whole\":false}");
}

static void add_goods(int64_t warehouses, int64_t units)
{
    static struct item item;
    struct outcome_why why;
    uint64_t seed = 5;
    for (int i = 0; i < OMS_ITEMS; i++) {
        memset(&item, 0, sizeof item);
        snprintf(item.sku, sizeof item.sku, "SKU-%04d", i);
        snprintf(item.name, sizeof item.name, "Item %d", i);
        item.weight_mg = 50000 + (int64_t)(oms_random(&seed) % 900) * 1000;
        item.length_mm = item.width_mm = item.height_mm = 60 + i % 90;
        goods_item_save(&st, &item, &why);
        // A third of the warehouses hold an item.
        for (int64_t w = 0; w < warehouses; w++) {
            struct goods_count c = {.qty = units};
            if (oms_random(&seed) % 3)
                continue;
            snprintf(c.sku, sizeof c.sku, "SKU-%04d", i);
            snprintf(c.warehouse, sizeof c.warehouse, "W%02lld",
                     (long long)w);
            snprintf(c.place, sizeof c.place, "W%02lld-%d", (long long)w,
                     i % 40);
            goods_count_save(&st, &c, OMS_AT_MS, &why);
        }
        if (i % COMMIT_EVERY == 0) {
            commit();
            store_begin(&st);
        }
    }
}

static int64_t open_fresh(const struct measure *m, const char *name,
                          int64_t warehouses, char path[400])
{
    char command[1400];
    snprintf(path, 400, "%s/%s", m->folder, name);
    snprintf(command, sizeof command, "rm -f '%s' '%s-wal' '%s-shm'", path,
             path, path);
    if (system(command) != 0 || store_open(&st, STORE_CENTRAL, path) < 0)
        exit(1);
    store_begin(&st);
    ledger_place(&st, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(&st, "CUSTOMER", STOCK_CUSTOMER);
    ledger_place(&st, "LOST", STOCK_LOST);
    add_rules(warehouses);
    add_goods(warehouses, 4000);
    commit();
    office.allocate = NULL;
    turn_open(&turn, NULL, &st);
    office_open(&office, &turn);
    return 0;
}

// The same rows as an order's, without any rule.
static double bare_orders(int64_t count)
{
    struct query q;
    double start = measure_now_us();
    store_begin(&st);
    for (int64_t i = 0; i < count; i++) {
        query_begin(&q, &st,
                    "INSERT INTO orders (channel, channel_ref, order_no,"
                    " version, state, state_ms, alarm_ms, profile, payment,"
                    " digest, customer, email, country, currency, total_minor,"
                    " tote, po_number, placed_ms, due_ms, made_ms)"
                    " VALUES ('bare', ?1, ?1, 0, 'cancelled', 1, 0, 'b2c',"
                    " 'paid', '', 'x', '', 'ES', 'EUR', 1, '', '', 1, 0, 1)"
                    " RETURNING order_id");
        char no[40];
        snprintf(no, sizeof no, "bare-%lld", (long long)i);
        query_text(&q, 1, no);
        int64_t id = query_one_int(&q, 0);
        query_begin(&q, &st,
                    "INSERT INTO ship_group (order_id, group_no, name,"
                    " company, street, district, city, region, postal,"
                    " country, phone, email, tax_no, service, note, due_ms,"
                    " x, y, z) VALUES (?1, 1, '', '', '', '', '', '', '', '',"
                    " '', '', '', '', '', 0, 0, 0, 0)");
        query_int(&q, 1, id);
        query_write(&q);
        query_begin(&q, &st,
                    "INSERT INTO order_line (order_id, line_no, item_id, qty,"
                    " price_minor, qty_shipped, group_no, channel_line,"
                    " tax_minor, discount_minor)"
                    " VALUES (?1, 1, 1, 1, 1, 0, 1, '', 0, 0)");
        query_int(&q, 1, id);
        query_write(&q);
        if (i % COMMIT_EVERY == COMMIT_EVERY - 1) {
            commit();
            store_begin(&st);
        }
    }
    commit();
    return (double)count / ((measure_now_us() - start) / 1e6);
}

// Taken, screened, allocated and released one by one, as a channel brings them.
static double intake(int64_t count)
{
    static struct order order;
    struct outcome_why why;
    uint64_t seed = 7;
    double start = measure_now_us();
    store_begin(&st);
    office_read(&office, OMS_AT_MS);
    for (int64_t i = 0; i < count; i++) {
        int64_t id;
        oms_order(&order, i, &seed);
        if (office_take(&office, &order, &id, &why) == OUTCOME_REFUSED) {
            fprintf(stderr, "measure: %s\n", why.text);
            exit(1);
        }
        if (i % COMMIT_EVERY == COMMIT_EVERY - 1) {
            commit();
            store_begin(&st);
            office_read(&office, OMS_AT_MS);
        }
    }
    commit();
    return (double)count / ((measure_now_us() - start) / 1e6);
}

// A backlog as a stopped night leaves it: kept, and nothing allocated yet.
static int64_t add_backlog(int64_t lines)
{
    static struct order order;
    struct outcome_why why;
    uint64_t seed = 9;
    int64_t have = 0, n = 1000000;
    store_begin(&st);
    while (have < lines) {
        int64_t id;
        oms_order(&order, n++, &seed);
        take_save(&st, &order, OMS_AT_MS, &id, &why);
        have += order.line_count;
        if (n % 5000 == 0) {
            commit();
            store_begin(&st);
        }
    }
    commit();
    return n - 1000000;
}

static void backlog(int64_t lines)
{
    struct allocate_report r;
    int64_t orders = add_backlog(lines);
    double start = measure_now_us();
    int64_t done = 0, before = -1, sum_first = 0, sum_last = 0, contended = 0;
    while (done != before) {
        before = done;
        store_begin(&st);
        office_read(&office, OMS_AT_MS);
        allocate_backlog(office.allocate, 40000, &r);
        commit();
        done += r.allocated;
        sum_first += r.cost_first;
        sum_last += r.cost_last;
        contended += r.contended;
    }
    double seconds = (measure_now_us() - start) / 1e6;
    measure_print("oms_allocate_lines_per_s", (double)lines / seconds,
                  "lines/s", 200000);
    measure_print("oms_allocate_seconds", seconds, "s", 5);
    measure_print("oms_allocate_orders_done", (double)done, "orders",
                  (double)orders);
    measure_print("oms_allocate_contended", (double)contended, "orders",
                  (double)orders);
    measure_print("oms_allocate_improved_to", (double)sum_last, "cost",
                  (double)(sum_first ? sum_first : 1));
}

int measure_oms(const struct measure *m)
{
    char path[400];
    int64_t warehouses = oms_number("OMS_WAREHOUSES", 50);
    int64_t lines = oms_number("OMS_LINES", 1000000);
    open_fresh(m, "oms.db", warehouses, path);
    int64_t count = lines < 20000 ? lines : 20000;
    double bare = bare_orders(count);
    double taken = intake(count);
    measure_print("oms_intake", taken, "orders/s", bare);
    measure_print("oms_intake_aim", taken, "orders/s", 2000);
    backlog(lines);
    measure_print("oms_memory", (double)oms_memory_kib() / 1024, "MiB", 1024);
    store_close(&st);
    return oms_http(m, path) | oms_pages(m, path);
}
