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
