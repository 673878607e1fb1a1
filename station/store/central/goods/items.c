// Items, their codes and kits.
#include "station/store/central/goods/items.h"
#include "station/store/central/fields.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/columns.h"
#include "shared/gs1/gtin.h"

#include <stdio.h>
#include <string.h>

int64_t items_id(struct store *st, const char *sku)
{
    struct query q;
    query_begin(&q, st, "SELECT item_id FROM item WHERE sku = ?1");
    query_text(&q, 1, sku);
    return query_one_int(&q, 0);
}

// Trade item numbers are stored as 14 digits, everything else as it is.
static void normal_code(const char *code, char out[FIELD_CODE_MAX + 1])
{
    uint64_t gtin;
    if (gtin_parse(code, strlen(code), &gtin) == ERR_OK)
        gtin_text(gtin, out);
    else
        snprintf(out, FIELD_CODE_MAX + 1, "%s", code);
}

// A text that is the same exactly when codes and parts are.
static void describe(const struct item *item, char *out, size_t cap)
{
    struct {
        char *at;
        size_t left;
    } o = {out, cap};
    out[0] = 0;
    for (int32_t i = 0; i < item->code_count + item->part_count; i++) {
        bool is_code = i < item->code_count;
        char code[FIELD_CODE_MAX + 1];
        const struct item_part *p =
            is_code ? NULL : &item->part[i - item->code_count];
        if (is_code)
            normal_code(item->code[i].code, code);
        int n = snprintf(o.at, o.left, "%c%s*%d;", is_code ? 'c' : 'p',
                         is_code ? code : p->sku,
                         is_code ? item->code[i].qty : p->qty);
        if (n < 0 || (size_t)n >= o.left)
            return;
        o.at += n;
        o.left -= (size_t)n;
    }
}

static void load_pieces(struct store *st, int64_t item_id, struct item *have)
{
    struct query q;
    query_begin(&q, st,
                "SELECT code, qty FROM item_code WHERE item_id = ?1"
                " ORDER BY code");
    query_int(&q, 1, item_id);
    while (query_row(&q) > 0 && have->code_count < ITEM_CODES_MAX) {
        struct item_code *c = &have->code[have->code_count++];
        query_copy_text(&q, 0, c->code, sizeof c->code);
        c->qty = (int32_t)query_get_int(&q, 1);
    }
    query_end(&q);
    query_begin(&q, st,
                "SELECT i.sku, k.qty FROM kit_part k"
                " JOIN item i ON i.item_id = k.part_item_id"
                " WHERE k.item_id = ?1 ORDER BY i.sku");
    query_int(&q, 1, item_id);
    while (query_row(&q) > 0 && have->part_count < ITEM_PARTS_MAX) {
        struct item_part *p = &have->part[have->part_count++];
        query_copy_text(&q, 0, p->sku, sizeof p->sku);
        p->qty = (int32_t)query_get_int(&q, 1);
    }
    query_end(&q);
}

static void save_codes(struct store *st, int64_t item_id,
                       const struct item *item)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM item_code WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    query_write(&q);
    for (int32_t i = 0; i < item->code_count; i++) {
        char code[FIELD_CODE_MAX + 1];
        normal_code(item->code[i].code, code);
        query_begin(&q, st,
                    "INSERT INTO item_code (code, item_id, qty)"
                    " VALUES (?1, ?2, ?3)"
                    " ON CONFLICT (code, item_id) DO UPDATE SET qty = ?3");
        query_text(&q, 1, code);
        query_int(&q, 2, item_id);
        query_int(&q, 3, item->code[i].qty);
        query_write(&q);
    }
}

static void save_parts(struct store *st, int64_t item_id,
                       const struct item *item)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM kit_part WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    query_write(&q);
    for (int32_t i = 0; i < item->part_count; i++) {
        query_begin(&q, st,
                    "INSERT INTO kit_part (item_id, part_item_id, qty)"
                    " VALUES (?1, ?2, ?3)");
        query_int(&q, 1, item_id);
        query_int(&q, 2, items_id(st, item->part[i].sku));
        query_int(&q, 3, item->part[i].qty);
        query_write(&q);
    }
}

// Not the substitute, which is another item's id in the row.
static const struct column FACTS[] = {
    C_TEXT(item, name),        C_INT(item, weight_mg),
    C_INT(item, spread_mg),    C_BOOL(item, needs_lot),
    C_BOOL(item, needs_serial), C_TEXT(item, picture_url),
    C_INT32(item, length_mm),  C_INT32(item, width_mm),
    C_INT32(item, height_mm),  C_INT32(item, pack_flags),
    C_BOOL(item, is_hazmat),   C_BOOL(item, is_draft),
    C_TEXT(item, hs),          C_TEXT(item, origin),
    C_TEXT(item, customs_name), C_BOOL(item, needs_expiry),
    C_BOOL(item, is_assembled)};

static bool load_facts(struct store *st, int64_t item_id, struct item *i)
{
    struct query q;
    query_begin(&q, st,
                "SELECT coalesce(s.sku, ''), i.name, i.weight_mg, i.spread_mg,"
                " i.needs_lot, i.needs_serial, i.picture_url, i.length_mm,"
                " i.width_mm, i.height_mm, i.pack_flags, i.is_hazmat,"
                " i.is_draft, i.hs, i.origin, i.customs_name,"
                " i.needs_expiry, i.is_assembled FROM item i"
                " LEFT JOIN item s ON s.item_id = i.substitute_item_id"
                " WHERE i.item_id = ?1");
    query_int(&q, 1, item_id);
    bool found = query_row(&q) > 0;
    if (found) {
        query_copy_text(&q, 0, i->substitute, sizeof i->substitute);
        columns_take(&q, 1, COLUMNS(FACTS), i);
    }
    query_end(&q);
    return found;
}

static bool is_same(struct store *st, int64_t item_id, const struct item *item)
{
    struct item have_item;
    char have[4096], want[4096];
    memset(&have_item, 0, sizeof have_item);
    if (!load_facts(st, item_id, &have_item) ||
        !columns_same(COLUMNS(FACTS), &have_item, item) ||
        strcmp(have_item.substitute, item->substitute) != 0)
        return false;
    load_pieces(st, item_id, &have_item);
    describe(&have_item, have, sizeof have);
    describe(item, want, sizeof want);
    return strcmp(have, want) == 0;
}

bool items_load(struct store *st, const char *sku, struct item *out)
{
    int64_t item_id = items_id(st, sku);
    memset(out, 0, sizeof *out);
    snprintf(out->sku, sizeof out->sku, "%s", sku);
    if (!item_id || !load_facts(st, item_id, out))
        return false;
    load_pieces(st, item_id, out);
    return true;
}

enum outcome items_save(struct store *st, const struct item *item)
{
    struct query q;
    int64_t item_id = items_id(st, item->sku);
    if (item_id && is_same(st, item_id, item))
        return OUTCOME_SAME;
    int64_t substitute_id =
        item->substitute[0] ? items_id(st, item->substitute) : 0;
    query_begin(&q, st,
                "INSERT INTO item (sku, name, weight_mg, spread_mg, needs_lot,"
                " needs_serial, picture_url, length_mm, width_mm, height_mm,"
                " pack_flags, is_hazmat, is_draft, hs, origin, customs_name,"
                " needs_expiry, is_assembled, substitute_item_id)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
                " ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
                " ON CONFLICT (sku) DO UPDATE SET name = excluded.name,"
                " weight_mg = excluded.weight_mg,"
                " spread_mg = excluded.spread_mg,"
                " needs_lot = excluded.needs_lot,"
                " needs_serial = excluded.needs_serial,"
                " picture_url = excluded.picture_url,"
                " length_mm = excluded.length_mm,"
                " width_mm = excluded.width_mm,"
                " height_mm = excluded.height_mm,"
                " pack_flags = excluded.pack_flags,"
                " is_hazmat = excluded.is_hazmat,"
                " is_draft = excluded.is_draft, hs = excluded.hs,"
                " origin = excluded.origin,"
                " customs_name = excluded.customs_name,"
                " needs_expiry = excluded.needs_expiry,"
                " is_assembled = excluded.is_assembled,"
                // A weight that somebody gives is learned no more.
                " is_weight_learned = CASE WHEN excluded.weight_mg ="
                " item.weight_mg THEN item.is_weight_learned ELSE 0 END,"
                " substitute_item_id = excluded.substitute_item_id"
                " RETURNING item_id");
    query_text(&q, 1, item->sku);
    columns_bind(&q, 2, COLUMNS(FACTS), item);
    query_int(&q, 19, substitute_id);
    enum outcome outcome = item_id ? OUTCOME_CHANGED : OUTCOME_NEW;
    item_id = query_one_int(&q, 0);
    save_codes(st, item_id, item);
    save_parts(st, item_id, item);
    changes_add(st, "item", item_id);
    return outcome;
}

int64_t items_code_owner(struct store *st, const char *code)
{
    struct query q;
    char normal[FIELD_CODE_MAX + 1];
    normal_code(code, normal);
    query_begin(&q, st,
                "SELECT item_id FROM item_code WHERE code = ?1"
                " ORDER BY item_id LIMIT 1");
    query_text(&q, 1, normal);
    return query_one_int(&q, 0);
}

void items_code_add(struct store *st, int64_t item_id, const char *code)
{
    struct query q;
    char normal[FIELD_CODE_MAX + 1];
    normal_code(code, normal);
    query_begin(&q, st,
                "INSERT INTO item_code (code, item_id, qty)"
                " VALUES (?1, ?2, 1) ON CONFLICT DO NOTHING");
    query_text(&q, 1, normal);
    query_int(&q, 2, item_id);
    query_write(&q);
    changes_add(st, "item", item_id);
}

void items_code_drop(struct store *st, int64_t item_id, const char *code)
{
    struct query q;
    char normal[FIELD_CODE_MAX + 1];
    normal_code(code, normal);
    query_begin(&q, st,
                "DELETE FROM item_code WHERE code = ?1 AND item_id = ?2");
    query_text(&q, 1, normal);
    query_int(&q, 2, item_id);
    query_write(&q);
    changes_add(st, "item", item_id);
}

void items_parts_load(struct store *st, int64_t item_id, struct item_parts *p)
{
    struct query q;
    p->count = 0;
    query_begin(&q, st,
                "SELECT part_item_id, qty FROM kit_part WHERE item_id = ?1"
                " ORDER BY part_item_id");
    query_int(&q, 1, item_id);
    while (query_row(&q) > 0 && p->count < ITEM_PARTS_MAX) {
        p->item_id[p->count] = query_get_int(&q, 0);
        p->qty[p->count++] = (int32_t)query_get_int(&q, 1);
    }
    query_end(&q);
}

bool items_is_draft(struct store *st, int64_t item_id)
{
    struct query q;
    query_begin(&q, st, "SELECT is_draft FROM item WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    return query_one_int(&q, 0) != 0;
}
