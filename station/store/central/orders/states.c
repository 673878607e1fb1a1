#include "station/store/central/orders/states.h"
#include "station/store/engine/query.h"

bool states_load(struct store *st, int64_t order_id, enum order_state *out)
{
    struct query q;
    query_begin(&q, st, "SELECT state FROM orders WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    bool found =
        query_row(&q) > 0 && order_state_find(query_get_text(&q, 0), out);
    query_end(&q);
    return found;
}

void states_set(struct store *st, int64_t order_id, enum order_state state,
                int64_t at_ms, int64_t alarm_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE orders SET state = ?2, state_ms = ?3, alarm_ms = ?4"
                " WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    query_text(&q, 2, order_state_name(state));
    query_int(&q, 3, at_ms);
    query_int(&q, 4, alarm_ms);
    query_write(&q);
}

struct state_units states_units(struct store *st, int64_t order_id)
{
    struct query q;
    struct state_units u = {0};
    query_begin(&q, st,
                "SELECT coalesce(sum(qty_shipped), 0),"
                " coalesce(sum(qty - qty_shipped), 0) FROM order_line"
                " WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    if (query_row(&q) > 0) {
        u.shipped = query_get_int(&q, 0);
        u.left = query_get_int(&q, 1);
    }
    query_end(&q);
    return u;
}

void states_close_rest(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE order_line SET qty = qty_shipped"
                " WHERE order_id = ?1 AND qty > qty_shipped");
    query_int(&q, 1, order_id);
    query_write(&q);
}

bool states_line_load(struct store *st, int64_t order_id, int32_t line_no,
                      struct state_line *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT qty, qty_shipped FROM order_line WHERE order_id = ?1"
                " AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    bool found = query_row(&q) > 0;
    if (found) {
        out->qty = query_get_int(&q, 0);
        out->qty_shipped = query_get_int(&q, 1);
    }
    query_end(&q);
    return found;
}

void states_line_qty_set(struct store *st, int64_t order_id, int32_t line_no,
                         int64_t qty)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE order_line SET qty = ?3 WHERE order_id = ?1"
                " AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, qty);
    query_write(&q);
}

bool states_line_ship(struct store *st, int64_t order_id, int32_t line_no,
                      int64_t qty)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE order_line SET qty_shipped = qty_shipped + ?3"
                " WHERE order_id = ?1 AND line_no = ?2"
                " AND qty_shipped + ?3 <= qty");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, qty);
    if (query_write(&q) > 0)
        return true;
    query_begin(&q, st,
                "UPDATE order_line SET qty_shipped = qty_shipped + ?3,"
                " qty = qty_shipped + ?3"
                " WHERE order_id = ?1 AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, qty);
    query_write(&q);
    return false;
}
