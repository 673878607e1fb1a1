#include "station/store/central/floor/orphans.h"
#include "station/store/engine/query.h"

bool orphans_add(struct store *st, const struct orphan *o)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO orphan (journal_no, seq, order_no, shipment_id,"
                " numbers, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                " ON CONFLICT (journal_no, seq) DO NOTHING");
    query_int(&q, 1, o->journal_no);
    query_int(&q, 2, o->seq);
    query_text(&q, 3, o->order_no);
    query_int(&q, 4, o->shipment_id);
    query_text(&q, 5, o->numbers);
    query_int(&q, 6, o->at_ms);
    return query_write(&q) > 0;
}

bool orphans_find(struct store *st, const char *order_no,
                  char numbers[ORPHAN_NUMBERS_MAX + 1])
{
    struct query q;
    query_begin(&q, st,
                "SELECT numbers FROM orphan WHERE order_no = ?1"
                " AND order_no <> '' ORDER BY at_ms DESC LIMIT 1");
    query_text(&q, 1, order_no);
    bool found = query_row(&q) > 0;
    if (found)
        query_copy_text(&q, 0, numbers, ORPHAN_NUMBERS_MAX + 1);
    query_end(&q);
    return found;
}

int32_t orphans_orders(struct store *st, const char *order_no, int64_t *out,
                       int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT order_id FROM orders WHERE order_no = ?1 AND state IN"
                " ('held', 'waiting', 'allocated', 'released')"
                " ORDER BY order_id DESC");
    query_text(&q, 1, order_no);
    return query_ids(&q, out, cap);
}
