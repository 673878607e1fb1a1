// groups.h - where the parts of an order go: one address a group.
#ifndef STORE_CENTRAL_ORDERS_GROUPS_H
#define STORE_CENTRAL_ORDERS_GROUPS_H

#include "station/domain/orders/address.h"
#include "station/domain/source/geo.h"
#include "station/store/engine/store.h"

enum { ORDER_GROUPS_MAX = 16 };

struct order_group {
    struct address to;
    char service[128];                  // wished for, empty for any
    char note[4096];                    // to the packer
    char gift_text[1001];               // on a card in the parcel, or empty
    int64_t due_ms;
    struct geo_point point;
};

void groups_save(struct store *st, int64_t order_id, int32_t group_no,
                 const struct order_group *g);
bool groups_load(struct store *st, int64_t order_id, int32_t group_no,
                 struct order_group *out);

// A line goes in a shipment of its own, to the same destination: a new group
// with a copy of the line's address. 0 when there are ORDER_GROUPS_MAX, or no
// such line.
int32_t groups_split(struct store *st, int64_t order_id, int32_t line_no);

#endif
