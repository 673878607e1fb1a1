#include "station/store/central/goods/weights.h"
#include "station/domain/pack/learn.h"
#include "station/store/central/floor/changes.h"
#include "station/store/engine/query.h"

int64_t weights_only_item(struct store *st, int64_t parcel_id, int64_t *qty)
{
    struct query q;
    query_begin(&q, st,
                "SELECT min(l.item_id), max(l.item_id), sum(c.qty)"
                " FROM parcel_line c"
                " JOIN parcel p ON p.parcel_id = c.parcel_id"
                " JOIN shipment_line l ON l.shipment_id = p.shipment_id"
                " AND l.pos = c.pos WHERE c.parcel_id = ?1");
    query_int(&q, 1, parcel_id);
    int64_t item_id = 0;
    if (query_row(&q) > 0 && query_get_int(&q, 0) == query_get_int(&q, 1)) {
        item_id = query_get_int(&q, 0);
        *qty = query_get_int(&q, 2);
    }
    query_end(&q);
    return item_id;
}

void weights_add(struct store *st, int64_t item_id, int64_t parcel_id,
                 int64_t unit_mg)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO item_weighing (item_id, parcel_id, unit_mg)"
                " VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    query_int(&q, 1, item_id);
    query_int(&q, 2, parcel_id);
    query_int(&q, 3, unit_mg);
    query_write(&q);
    query_begin(&q, st,
                "DELETE FROM item_weighing WHERE item_id = ?1"
                " AND parcel_id <= (SELECT parcel_id FROM item_weighing"
                " WHERE item_id = ?1 ORDER BY parcel_id DESC"
                " LIMIT 1 OFFSET ?2)");
    query_int(&q, 1, item_id);
    query_int(&q, 2, LEARN_MOST);
    query_write(&q);
}

int32_t weights_load(struct store *st, int64_t item_id, int64_t *unit_mg,
                     int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT unit_mg FROM item_weighing WHERE item_id = ?1"
                " ORDER BY parcel_id DESC LIMIT ?2");
    query_int(&q, 1, item_id);
    query_int(&q, 2, cap);
    return query_ids(&q, unit_mg, cap);
}

bool weights_item_load(struct store *st, int64_t item_id,
                       struct weights_item *out)
{
    struct query q;
    query_begin(&q, st, "SELECT sku, weight_mg FROM item WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    bool found = query_row(&q) > 0;
    if (found) {
        query_copy_text(&q, 0, out->sku, sizeof out->sku);
        out->weight_mg = query_get_int(&q, 1);
    }
    query_end(&q);
    return found;
}

void weights_item_set(struct store *st, int64_t item_id, int64_t weight_mg,
                      int64_t spread_mg, bool is_learned)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE item SET weight_mg = ?2, spread_mg = CASE"
                " WHEN ?3 < 0 THEN spread_mg ELSE ?3 END,"
                " is_weight_learned = ?4 WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    query_int(&q, 2, weight_mg);
    query_int(&q, 3, spread_mg);
    query_int(&q, 4, is_learned);
    query_write(&q);
    changes_add(st, "item", item_id);
}
