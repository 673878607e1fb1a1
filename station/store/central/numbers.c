#include "station/store/central/numbers.h"
#include "station/store/engine/query.h"

int64_t numbers_next(struct store *st, const char *name)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO counter (name, value) VALUES (?1, 2)"
                " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1"
                " RETURNING value - 1");
    query_text(&q, 1, name);
    return query_one_int(&q, 0);
}
