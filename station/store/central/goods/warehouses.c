#include "station/store/central/goods/warehouses.h"
#include "station/store/engine/query.h"

int64_t warehouses_id(struct store *st, const char *code)
{
    struct query q;
    query_begin(&q, st, "SELECT warehouse_id FROM warehouse WHERE code = ?1");
    query_text(&q, 1, code);
    return query_one_int(&q, 0);
}

int64_t warehouses_make(struct store *st, const char *code)
{
    struct query q;
    int64_t warehouse_id = warehouses_id(st, code);
    if (warehouse_id)
        return warehouse_id;
    query_begin(&q, st,
                "INSERT INTO warehouse (code) VALUES (?1)"
                " RETURNING warehouse_id");
    query_text(&q, 1, code);
    return query_one_int(&q, 0);
}
