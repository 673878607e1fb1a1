// backlog.h - orders and lines that still wait for a warehouse.
#ifndef STORE_CENTRAL_SOURCE_BACKLOG_H
#define STORE_CENTRAL_SOURCE_BACKLOG_H

#include "shared/pick.h"
#include "station/domain/orders/address.h"
#include "station/domain/orders/order.h"
#include "station/domain/source/geo.h"
#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

enum { BACKLOG_LINES_MAX = PICK_LINES_MAX };    // open ones of an order

struct backlog_line {
    int32_t line_no;
    int32_t group_no;
    int32_t qty;                    // ordered, not shipped, not in a shipment
    int64_t item_id;
    int64_t weight_mg;              // of one, 0 when not known
    int64_t price_minor;
    int32_t side_mm[3];
    int32_t pack_flags;
    bool is_hazmat;
    bool is_kit;                    // packed from parts
    int64_t substitute_item_id;
    char hs[16];
    char sku[FIELD_SKU_MAX + 1];
};

struct backlog_header {
    int64_t order_id;
    enum order_state state;
    char channel[32];
    char profile[24];
    char currency[4];
    char tote[FIELD_CODE_MAX + 1];
    int64_t due_ms;
    int64_t placed_ms;
};

// Where a group goes: what choosing a warehouse asks of it.
struct backlog_target {
    char country[3];
    char postal[ADDRESS_POSTAL_MAX + 1];
    char service[128];
    int64_t due_ms;
    struct geo_point point;
};

bool backlog_header_load(struct store *st, int64_t order_id,
                         struct backlog_header *out);
bool backlog_target_load(struct store *st, int64_t order_id, int32_t group_no,
                         struct backlog_target *out);

// Lines still to be allocated, by group and line. ERR_FULL beyond cap.
int32_t backlog_lines_load(struct store *st, int64_t order_id,
                           struct backlog_line *out, int32_t cap);

// Does any order wait?
bool backlog_is_waiting(struct store *st);

// The backlog of a profile line by line, by order, group and line, after an
// id; orders with work at a bench are left out. False stops.
struct backlog_row {
    struct backlog_header header;
    struct backlog_target to;
    struct backlog_line line;
};
typedef bool backlog_fn(void *arg, const struct backlog_row *r);
void backlog_each(struct store *st, const char *profile,
                  int64_t after_order_id, backlog_fn *each, void *arg);

#endif
