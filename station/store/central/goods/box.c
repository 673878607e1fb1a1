#include "station/store/central/goods/box.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/columns.h"

static const struct column BOX[] = {
    C_TEXT(box, code),      C_TEXT(box, name),     C_INT(box, tare_mg),
    C_INT32(box, length_mm), C_INT32(box, width_mm), C_INT32(box, height_mm),
    C_INT(box, max_mg),     C_INT(box, cost_minor)};

enum outcome box_save(struct store *st, const struct box *b)
{
    struct query q;
    query_begin(&q, st,
                "SELECT box_id FROM box WHERE code = ?1 AND name = ?2"
                " AND tare_mg = ?3 AND length_mm = ?4 AND width_mm = ?5"
                " AND height_mm = ?6 AND max_mg = ?7 AND cost_minor = ?8");
    columns_bind(&q, 1, COLUMNS(BOX), b);
    if (query_one_int(&q, 0))
        return OUTCOME_SAME;
    query_begin(&q, st, "SELECT box_id FROM box WHERE code = ?1");
    query_text(&q, 1, b->code);
    bool was_there = query_one_int(&q, 0) != 0;
    query_begin(&q, st,
                "INSERT INTO box (code, name, tare_mg, length_mm, width_mm,"
                " height_mm, max_mg, cost_minor)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                " ON CONFLICT (code) DO UPDATE SET name = excluded.name,"
                " tare_mg = excluded.tare_mg, length_mm = excluded.length_mm,"
                " width_mm = excluded.width_mm,"
                " height_mm = excluded.height_mm, max_mg = excluded.max_mg,"
                " cost_minor = excluded.cost_minor RETURNING box_id");
    columns_bind(&q, 1, COLUMNS(BOX), b);
    changes_add(st, "box", query_one_int(&q, 0));
    return was_there ? OUTCOME_CHANGED : OUTCOME_NEW;
}
