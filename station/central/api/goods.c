// Items, their stock and its ledger, boxes.
#include "station/central/api/api_internal.h"
#include "station/store/central/goods/box.h"
#include "station/store/central/lists/lists.h"

static const struct api_member ITEM_ROW[] = {
    {API_INT("item_id", "")},
    {API_TEXT("sku", "")},
    {API_TEXT("name", "")},
    {API_INT("weight_mg", "of one; 0 when unknown")},
    {API_INT("needs_lot", "1 for yes")},
    {API_INT("needs_serial", "1 for yes")},
    {API_INT("is_draft", "1: made by a channel, to be completed")},
    {.name = NULL}};
static const struct api_member ITEMS[] = {
    {API_LIST("items", "", ITEM_ROW)}, API_NEXT, API_TOTAL, {.name = NULL}};

static const char *const ITEM_STATES[] = {"draft", NULL};
struct items_of {
    char state[8];
};
static const struct api_member ITEMS_OF[] = {
    {API_TEXT("state", "draft: only those that a channel made and nobody "
                       "completed; all when missing"),
     API_WORDS(ITEM_STATES), API_INTO(items_of, state)},
    API_PAGE_MEMBERS,
    {.name = NULL}};

static void items(struct api *a, struct api_call *k)
{
    struct items_of f = {.state = ""};
    api_take_query(ITEMS_OF, k->rq, &f);
    bool is_draft = f.state[0] != 0;
    json_t *answer = api_paged(k, "items",
                               lists_items(a->st, is_draft, api_page(k)),
                               "item_id", NULL);
    api_add_total(answer, lists_items_count(a->st, is_draft));
    http_json(k->rq, 200, answer);
}

static const struct api_member CODE_ROW[] = {
    {API_TEXT("code", "GTIN-14 digits or other text")},
    {API_INT("qty", "how many it counts")},
    {.name = NULL}};
static const struct api_member PART_ROW[] = {
    {API_TEXT("sku", "")}, {API_INT("qty", "of one kit")}, {.name = NULL}};
static const struct api_member ITEM[] = {
    {API_INT("item_id", "")},
    {API_TEXT("sku", "")},
    {API_TEXT("name", "")},
    {API_INT("weight_mg", "of one; 0 when unknown")},
    {API_INT("is_weight_learned", "1: its parcels say so, and no person")},
    {API_INT("spread_mg", "by how much single ones differ")},
    {API_INT("needs_lot", "1 for yes")},
    {API_INT("needs_serial", "1 for yes")},
    {API_INT("needs_expiry", "1: its date is asked for at the bench")},
    {API_INT("is_assembled", "1: a kit that is scanned as one")},
    {API_TEXT("picture_url", "")},
    {API_INT("length_mm", "0 when unknown")},
    {API_INT("width_mm", "")},
    {API_INT("height_mm", "")},
    {API_TEXT("hs", "customs heading, digits")},
    {API_TEXT("origin", "ISO 3166-1 alpha-2")},
    {API_TEXT("substitute", "SKU of the item that may be sent instead, or "
                            "empty")},
    {API_TEXT("customs_name", "")},
    {API_INT("is_hazmat", "1 for yes")},
    {API_INT("is_draft", "1: made by a channel, to be completed")},
    {API_INT("pack_flags", "1 keep upright, 2 nothing on top")},
    {API_LIST("codes", "", CODE_ROW)},
    {API_LIST("parts", "of a kit that is packed from its parts", PART_ROW)},
    {.name = NULL}};

static void item(struct api *a, struct api_call *k)
{
    answer_one(k->rq, lists_item(a->st, http_param_int(k->rq, 0)));
}

static const struct api_member STOCK_ROW[] = {
    {API_INT("stock_id", "")},
    {API_TEXT("warehouse", "")},
    {API_TEXT("place", "")},
    {API_INT("kind", "of the place")},
    {API_TEXT("lot", "")},
    {API_INT("expiry_days", "0 for none")},
    {API_INT("qty", "on hand")},
    {API_INT("qty_reserved", "")},
    {.name = NULL}};
static const struct api_member STOCK[] = {
    {API_LIST("stock", "", STOCK_ROW)}, API_NEXT, {.name = NULL}};

static void stock(struct api *a, struct api_call *k)
{
    api_answer_page(k, "stock",
                    lists_stock(a->st, http_param_int(k->rq, 0), api_page(k)),
                    "kind", "stock_id");
}

static const struct api_member MOVE_ROW[] = {
    {API_INT("move_id", "")},
    {API_INT("at_ms", "")},
    {API_TEXT("lot", "")},
    {API_INT("qty", "")},
    {API_TEXT("from_place", "")},
    {API_TEXT("to_place", "")},
    {API_TEXT("reason", "")},
    {API_INT("shipment_id", "0 for none")},
    {API_INT("station_id", "whose event caused it; 0 for none")},
    {API_INT("seq", "of that event")},
    {.name = NULL}};
static const struct api_member MOVES[] = {
    {API_LIST("moves", "", MOVE_ROW)}, API_NEXT, {.name = NULL}};

static const char *const MOVE_SORTS[] = {"oldest", "newest", NULL};
struct moves_of {
    char sort[8];
};
static const struct api_member MOVES_OF[] = {
    {API_TEXT("sort", "as they happened when missing"),
     API_WORDS(MOVE_SORTS), API_INTO(moves_of, sort)},
    API_PAGE_MEMBERS,
    {.name = NULL}};

static void moves(struct api *a, struct api_call *k)
{
    struct moves_of f = {.sort = ""};
    int64_t item_id = http_param_int(k->rq, 0);
    api_take_query(MOVES_OF, k->rq, &f);
    json_t *list = f.sort[0] == 'n'
                       ? lists_moves_newest(a->st, item_id, api_page(k))
                       : lists_moves(a->st, item_id, api_page(k));
    api_answer_page(k, "moves", list, "move_id", NULL);
}

static const struct api_member HELD_ROW[] = {
    {API_TEXT("warehouse", "")},
    {API_INT("qty", "on hand")},
    {API_INT("qty_reserved", "")},
    {.name = NULL}};
static const struct api_member HELD[] = {
    {API_LIST("warehouses", "", HELD_ROW)}, {.name = NULL}};

static void item_warehouses(struct api *a, struct api_call *k)
{
    answer_list(k->rq, "warehouses",
                lists_item_warehouses(a->st,
                                             http_param_int(k->rq, 0)));
}

static const struct api_member BOX[] = {
    {API_TEXT("code", "scanned at the bench"), API_NEEDED,
     API_INTO(box, code)},
    {API_TEXT("name", ""), API_NEEDED, API_INTO(box, name)},
    {API_INT("tare_mg", "empty, with its filling"), API_NEEDED,
     API_RANGE(0, 100000000), API_INTO(box, tare_mg)},
    {API_INT("length_mm", "inside; 0: never suggested"), API_RANGE(0, 10000),
     API_INTO(box, length_mm)},
    {API_INT("width_mm", "inside"), API_RANGE(0, 10000),
     API_INTO(box, width_mm)},
    {API_INT("height_mm", "inside"), API_RANGE(0, 10000),
     API_INTO(box, height_mm)},
    {API_INT("max_mg", "of what lies in it; 0 for any"),
     API_RANGE(0, INT64_C(1000000000000)), API_INTO(box, max_mg)},
    {API_INT("cost_minor", "of one box"), API_RANGE(0, 1000000),
     API_INTO(box, cost_minor)},
    {.name = NULL}};
static const struct api_member BOX_ROW[] = {
    {API_INT("box_id", "")},
    {API_TEXT("code", "")},
    {API_TEXT("name", "")},
    {API_INT("tare_mg", "")},
    {API_INT("length_mm", "inside")},
    {API_INT("width_mm", "")},
    {API_INT("height_mm", "")},
    {API_INT("max_mg", "")},
    {API_INT("cost_minor", "")},
    {.name = NULL}};
static const struct api_member BOXES[] = {{API_LIST("boxes", "", BOX_ROW)},
                                          {.name = NULL}};

static void boxes(struct api *a, struct api_call *k)
{
    answer_list(k->rq, "boxes", lists_boxes(a->st));
}

static void boxes_save(struct api *a, struct api_call *k)
{
    struct box b = {.code = ""};
    api_take(BOX, k->body, &b);
    turn_write_begin(a->turn);
    box_save(a->st, &b);
    a->office->is_stale = true;
    answer_write(a->turn, k->rq, 200, json_object());
}

const struct api_route API_GOODS[] = {
    {.method = "GET", .path = "/api/v1/items", .handler = items,
     .who = WHO_READER, .summary = "Items", .query = ITEMS_OF,
     .answer = {{.of = ITEMS}}},
    {.method = "GET", .path = "/api/v1/items/:item_id", .handler = item,
     .who = WHO_READER, .summary = "One item with codes, kit and stock",
     .answer = {{.of = ITEM}}},
    {.method = "GET", .path = "/api/v1/items/:item_id/stock",
     .handler = stock, .who = WHO_READER,
     .summary = "Stock of an item by place and lot", .query = API_PAGE,
     .answer = {{.of = STOCK}}},
    {.method = "GET", .path = "/api/v1/items/:item_id/moves",
     .handler = moves, .who = WHO_READER, .summary = "The ledger of an item",
     .query = MOVES_OF, .answer = {{.of = MOVES}}},
    {.method = "GET", .path = "/api/v1/items/:item_id/warehouses",
     .handler = item_warehouses, .who = WHO_READER,
     .summary = "On hand and reserved in each warehouse",
     .answer = {{.of = HELD}}},
    {.method = "GET", .path = "/api/v1/boxes", .handler = boxes,
     .who = WHO_READER, .summary = "Boxes", .answer = {{.of = BOXES}}},
    {.method = "POST", .path = "/api/v1/boxes", .handler = boxes_save,
     .who = WHO_MANAGER, .is_write = true, .summary = "Add or change a box",
     .body = BOX},
    {.method = NULL}};
