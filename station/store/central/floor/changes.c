#include "station/store/central/floor/changes.h"
#include "station/store/engine/query.h"

void changes_add(struct store *st, const char *kind, int64_t ref_id)
{
    struct query q;
    int64_t rev = store_counter(st, "rev", 0) + 1;
    store_counter_set(st, "rev", rev);
    query_begin(&q, st,
                "INSERT INTO change (kind, ref_id, rev) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (kind, ref_id) DO UPDATE SET rev = ?3");
    query_text(&q, 1, kind);
    query_int(&q, 2, ref_id);
    query_int(&q, 3, rev);
    query_write(&q);
}

enum { TWINS_MAX = 16 };

void changes_add_twins(struct store *st, int64_t order_id)
{
    struct query q;
    int64_t twin[TWINS_MAX];
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT s.shipment_id FROM orders o"
                " JOIN orders t ON t.order_no = o.order_no"
                " AND t.order_id <> o.order_id"
                " JOIN shipment s ON s.order_id = t.order_id"
                " AND s.state IN ('released', 'claimed', 'held')"
                " WHERE o.order_id = ?1 LIMIT ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, TWINS_MAX);
    while (query_row(&q) > 0)
        twin[count++] = query_get_int(&q, 0);
    for (int32_t i = 0; i < count; i++)
        changes_add(st, "shipment", twin[i]);
}

int32_t changes_load(struct store *st, int64_t after_rev,
                        struct change *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT kind, ref_id, rev FROM change WHERE rev > ?1"
                " ORDER BY rev LIMIT ?2");
    query_int(&q, 1, after_rev);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0) {
        struct change *c = &out[count++];
        query_copy_text(&q, 0, c->kind, sizeof c->kind);
        c->ref_id = query_get_int(&q, 1);
        c->rev = query_get_int(&q, 2);
    }
    return count;
}
