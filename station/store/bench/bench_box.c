#include "station/store/bench/bench_box.h"
#include "station/store/engine/columns.h"

static const struct column BOX[] = {
    C_INT(bench_box, box_id), C_INT(bench_box, tare_mg),
    C_TEXT(bench_box, code),  C_TEXT(bench_box, name)};

int bench_box_load(struct store *st, int64_t box_id, struct bench_box *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT box_id, tare_mg, code, name FROM box"
                " WHERE box_id = ?1");
    query_int(&q, 1, box_id);
    return columns_load(&q, COLUMNS(BOX), out);
}

int bench_box_find(struct store *st, const char *code, struct bench_box *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT box_id, tare_mg, code, name FROM box WHERE code = ?1");
    query_text(&q, 1, code);
    return columns_load(&q, COLUMNS(BOX), out);
}
