// Orders and settings as JSON: ours, Shopify's, Adobe Commerce's, and rules.
#include "shared/must.h"
#include "station/central/channels/adobe.h"
#include "station/central/intake/order_json.h"
#include "station/central/channels/shopify.h"
#include "station/central/channels/vendure.h"
#include "tests/fuzz/fuzz.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "{\"channel\":\"a\",\"order_no\":\"1\",\"customer\":\"x\",\"groups\":[{"
    "\"country\":\"PT\",\"latitude\":\"38.7\",\"longitude\":\"-9.1\"}],"
    "\"lines\":[{\"sku\":\"A\",\"qty\":1}]}",
    "{\"id\":1,\"name\":\"#1\",\"currency\":\"EUR\",\"total_price\":\"1.5\","
    "\"updated_at\":\"2026-11-20T10:00:00+01:00\",\"line_items\":[{\"id\":1,"
    "\"sku\":\"A\",\"quantity\":1,\"price\":\"1.00\"}],\"shipping_address\":{"
    "\"name\":\"x\",\"latitude\":1.5,\"longitude\":2}}",
    "{\"entity_id\":1,\"increment_id\":\"1\",\"state\":\"processing\","
    "\"order_currency_code\":\"EUR\",\"items\":[{\"item_id\":1,\"sku\":\"A\","
    "\"qty_ordered\":1,\"price_incl_tax\":1.2345}],\"extension_attributes\":"
    "{\"shipping_assignments\":[{\"shipping\":{\"address\":{\"country_id\":"
    "\"PT\",\"street\":[\"x\"]}}}]}}",
    "{\"weekdays\":\"1111100\",\"yearly\":[\"12-25\"],\"easter\":[-2]}",
    "{\"carrier\":\"C\",\"areas\":[{\"country\":\"PT\",\"zone\":0,\"days\":2"
    "}],\"zones\":[{\"steps\":[[100,2]]}],\"surcharges\":[{\"code\":\"x\","
    "\"add_minor\":1}]}",
    "{\"cutoff\":\"17:00\",\"tracking\":{\"kind\":\"s10\"}}",
    "{\"rules\":[]}", NULL};

static struct order order;
static struct book book;
static struct turn turn;

static void read_all(const json_t *root)
{
    struct json_reader r;
    char parent[24], why[240];
    json_reader_init(&r, root);
    order_json_read(&r, &order);
    must(order.line_count <= PICK_LINES_MAX);
    must(order.group_count <= ORDER_GROUPS_MAX);
    json_reader_init(&r, root);
    shopify_order_read(&r, &order);
    must(order.line_count <= PICK_LINES_MAX);
    json_reader_init(&r, root);
    adobe_order_read(&r, &order, parent);
    must(order.line_count <= PICK_LINES_MAX && strlen(parent) < 24);
    vendure_order_read(&r, root, &order, 1000);
    must(order.line_count <= PICK_LINES_MAX);
    for (const struct api_named *n = BOOK_KINDS; n->name; n++)
        must(book_check(&book, &turn, n->name, "USD-EUR", root, why,
                        sizeof why) ||
             why[0]);
    allocate_is_reproduced(&turn, root);
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    json_t *root = json_read((const char *)bytes, len, NULL, 0);
    if (!book.warehouse_count) {
        turn_open(&turn, NULL, NULL);
        book.made_ms = INT64_C(1795424400000);
        book.warehouse_count = 1;
        book.zone_count = book.calendar_count = book.carrier_count = 1;
        memcpy(book.carrier[0].code, "C", 2);
        memcpy(book.currency, "EUR", 4);
    }
    if (json_is_object(root))
        read_all(root);
    json_decref(root);
}
