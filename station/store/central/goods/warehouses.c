#include "station/store/central/goods/warehouses.h"
#include "station/store/engine/query.h"

int64_t warehouses_id(struct store *st, const char *code)
{
    struct query q;
    query_begin(&q, st, "SELECT warehouse_id FROM warehouse WHERE code = ?1");
    query_text(&q, 1, code);
    return query_one_int(&q, 0);
}

void warehouses_code(struct store *st, int64_t warehouse_id, char *out,
                     size_t cap)
{
    struct query q;
    query_begin(&q, st, "SELECT code FROM warehouse WHERE warehouse_id = ?1");
    query_int(&q, 1, warehouse_id);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, out, cap);
    query_end(&q);
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
