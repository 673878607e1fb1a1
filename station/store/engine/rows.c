#include "station/store/engine/rows.h"

#include <sqlite3.h>

json_t *row_json(struct query *q)
{
    json_t *o = json_object();
    for (int i = 0; i < sqlite3_column_count(q->handle); i++) {
        json_t *v = sqlite3_column_type(q->handle, i) == SQLITE_INTEGER
                        ? json_integer(query_get_int(q, i))
                        : json_text(query_get_text(q, i));
        json_object_set_new(o, sqlite3_column_name(q->handle, i), v);
    }
    return o;
}

json_t *rows_json(struct query *q)
{
    json_t *list = json_array();
    while (query_row(q) > 0)
        json_array_append_new(list, row_json(q));
    return list;
}

json_t *one_json(struct query *q)
{
    json_t *o = query_row(q) > 0 ? row_json(q) : NULL;
    query_end(q);
    return o;
}

