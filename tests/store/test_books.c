// Central's books: orders reserve, claims exclude, events are taken once.
#include "station/central/orders/office.h"
#include "station/central/floor/claims.h"
#include "station/central/floor/events.h"
#include "station/store/central/floor/feed.h"
#include "station/store/central/floor/stations.h"
#include "station/central/intake/goods.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/outcome.h"
#include "station/store/verify.h"
#include "tests/test.h"

static struct store st;
static struct outcome_why why;
static struct order order;
static struct turn turn;
static struct office office;

static void collect(void *arg, const char *finding)
{
    (void)finding;
    ++*(int *)arg;
}

static void add_item(const char *sku, int64_t weight_mg, bool needs_lot)
{
    static struct item item;
    memset(&item, 0, sizeof item);
    strcpy(item.sku, sku);
    strcpy(item.name, sku);
    item.weight_mg = weight_mg;
    item.needs_lot = needs_lot;
    assert_int_equal(goods_item_save(&st, &item, &why), OUTCOME_NEW);
    assert_int_equal(goods_item_save(&st, &item, &why), OUTCOME_SAME);
}

static void add_stock(const char *sku, const char *place, const char *lot,
                      int32_t expiry, int64_t qty)
{
    struct goods_count c = {.qty = qty, .expiry_days = expiry};
    strcpy(c.sku, sku);
    strcpy(c.place, place);
    strcpy(c.lot, lot);
    goods_count_save(&st, &c, 1000, &why);
}

static enum outcome add_order(const char *no, const char *sku, int32_t qty)
{
    memset(&order, 0, sizeof order);
    strcpy(order.channel, "test");
    strcpy(order.order_no, no);
    strcpy(order.customer, "Somebody");
    strcpy(order.group[0].to.country, "PT");
    strcpy(order.currency, "EUR");
    order.group_count = 1;
    order.line[0].group_no = 1;
    strcpy(order.line[0].sku, sku);
    order.line[0].qty = qty;
    order.line_count = 1;
    int64_t order_id;
    office_read(&office, 1000);
    return office_take(&office, &order, &order_id, &why);
}

static void books_are_fine(void)
{
    int findings = 0;
    assert_int_equal(verify_run(&st, collect, &findings), 0);
}

static void orders_reserve_all_or_wait_and_repeat_changes_nothing(void **state)
{
    (void)state;
    store_begin(&st);
    add_item("A", 1000, false);
    add_stock("A", "S1", "", 0, 5);
    assert_int_equal(add_order("1", "A", 3), OUTCOME_NEW);
    assert_int_equal(add_order("1", "A", 3), OUTCOME_SAME);
    assert_int_equal(add_order("1", "A", 4), OUTCOME_REFUSED);
    assert_int_equal(add_order("2", "A", 3), OUTCOME_NEW); // only 2 are left
    assert_int_equal(add_order("3", "NOPE", 1), OUTCOME_REFUSED);
    assert_int_equal(store_commit(&st), ERR_OK);
    books_are_fine();
    struct claim_answer a;
    store_begin(&st);
    claims_take(&st, &(struct claim_ask){1, 1, "2", false, 1, 1, 0}, &a);
    assert_int_equal(a.verdict, CLAIM_WAITING);
    add_stock("A", "S1", "", 0, 9);
    struct allocate_report done;
    office_read(&office, 2000);
    allocate_backlog(office.allocate, 0, &done);
    assert_int_equal(done.allocated, 1);
    claims_take(&st, &(struct claim_ask){1, 1, "2", false, 1, 1, 0}, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    assert_int_equal(store_commit(&st), ERR_OK);
    books_are_fine();
}

static void the_lot_that_expires_first_is_reserved(void **state)
{
    (void)state;
    store_begin(&st);
    add_item("L", 1000, true);
    add_stock("L", "S1", "LATE", 30000, 5);
    add_stock("L", "S2", "SOON", 25000, 5);
    add_order("10", "L", 7);
    assert_int_equal(store_commit(&st), ERR_OK);
    struct lists_wanted w = {.text = "10", .lot = "", .serial = ""};
    json_t *found = lists_search(&st, &w);
    int64_t id =
        json_integer_value(json_object_get(json_array_get(found, 0), "id"));
    json_t *o = lists_order(&st, id);
    int64_t shipment = json_integer_value(json_object_get(
        json_array_get(json_object_get(o, "shipments"), 0), "shipment_id"));
    static struct work work; // large
    assert_true(feed_work_load(&st, shipment, &work));
    assert_string_equal(work.line[0].pick.lot, "SOON");
    assert_int_equal(work.line[0].pick.qty_want, 5);
    json_decref(found);
    json_decref(o);
    books_are_fine();
}

static void a_claim_excludes_others_and_taking_over_raises_the_fence(void **s)
{
    struct claim_answer a, b;
    (void)s;
    store_begin(&st);
    add_order("20", "A", 1);
    claims_take(&st, &(struct claim_ask){1, 1, "20", false, 5, 1, 0}, &a);
    assert_int_equal(a.verdict, CLAIM_GIVEN);
    claims_take(&st, &(struct claim_ask){1, 1, "20", false, 5, 1, 0}, &b);
    assert_int_equal(b.fence, a.fence); // the answer was lost on its way
    claims_take(&st, &(struct claim_ask){2, 1, "20", false, 6, 2, 0}, &b);
    assert_int_equal(b.verdict, CLAIM_TAKEN);
    assert_string_equal(b.holder, "one");
    claims_take(&st, &(struct claim_ask){2, 1, "20", true, 6, 2, 0}, &b);
    assert_int_equal(b.verdict, CLAIM_GIVEN);
    assert_int_equal(b.fence, a.fence + 1);
    assert_int_equal(store_commit(&st), ERR_OK);
}

static struct journal_row event(struct station *s, const char *kind,
                                int64_t shipment, int64_t fence,
                                const char *body)
{
    struct journal_row row = {.seq = s->journal.last.seq + 1,
                              .shipment_id = shipment,
                              .fence = fence,
                              .body = body,
                              .body_len = strlen(body)};
    strcpy(row.kind, kind);
    journal_hash(&s->journal.last, &row, row.hash);
    return row;
}

static int take(struct station *s, const struct journal_row *row)
{
    char line[2048], said[EVENTS_WHY_MAX];
    struct text t;
    text_init(&t, line, sizeof line);
    journal_line_write(row, &t);
    assert_false(t.full);
    int rc = events_take_batch(&office, &s->journal, 0, line, t.len, said);
    return rc < 0 ? rc : ERR_OK;
}

static void an_old_fence_is_refused_and_a_repeat_does_nothing(void **state)
{
    struct station one, two;
    struct claim_answer a;
    (void)state;
    const char *body =
        "{\"parcels\":[{\"sscc\":\"006141411234567890\",\"tracking\":\"TM1\","
        "\"weight_mg\":1,\"copies\":1}],\"lines\":[{\"pos\":0,\"qty\":1}]}";
    assert_int_equal(stations_find(&st, "t1", &one), ERR_OK);
    assert_int_equal(stations_find(&st, "t2", &two), ERR_OK);
    store_begin(&st);
    claims_take(&st, &(struct claim_ask){2, 1, "20", false, 6, 2, 0}, &a);
    struct journal_row old =
        event(&one, "done", a.shipment_id, a.fence - 1, body);
    assert_int_equal(take(&one, &old), ERR_OK);
    json_t *x = lists_exceptions(&st, (struct lists_page){.limit = 10});
    assert_int_equal(json_array_size(x), 1);
    json_decref(x);
    struct journal_row good = event(&two, "done", a.shipment_id, a.fence, body);
    for (int again = 0; again < 3; again++)
        assert_int_equal(take(&two, &good), ERR_OK);
    x = lists_exceptions(&st, (struct lists_page){.limit = 10});
    assert_int_equal(json_array_size(x), 1);
    json_decref(x);
    struct journal_row gap = event(&two, "scan", 0, 0, "{}");
    gap.seq++;
    assert_int_equal(take(&two, &gap), ERR_CONFLICT);
    struct journal_row forged = event(&two, "scan", 0, 0, "{}");
    forged.hash[0] ^= 1;
    assert_int_equal(take(&two, &forged), ERR_CONFLICT);
    assert_int_equal(store_commit(&st), ERR_OK);
    books_are_fine();
}

static int open_books(void **state)
{
    (void)state;
    if (secret_init() < 0 || store_open(&st, STORE_CENTRAL, ":memory:") < 0)
        return -1;
    turn_open(&turn, NULL, &st);
    office_open(&office, &turn);
    store_begin(&st);
    ledger_place(&st, "SUPPLIER", STOCK_SUPPLIER);
    ledger_place(&st, "CUSTOMER", STOCK_CUSTOMER);
    stations_add(&st, "one", "t1");
    stations_add(&st, "two", "t2");
    return store_commit(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_reserve_all_or_wait_and_repeat_changes_nothing),
        cmocka_unit_test(the_lot_that_expires_first_is_reserved),
        cmocka_unit_test(
            a_claim_excludes_others_and_taking_over_raises_the_fence),
        cmocka_unit_test(an_old_fence_is_refused_and_a_repeat_does_nothing),
    };
    return cmocka_run_group_tests(tests, open_books, NULL);
}
