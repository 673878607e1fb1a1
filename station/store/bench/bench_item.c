#include "station/store/bench/bench_item.h"
#include "station/store/engine/columns.h"
#include "shared/gs1/gtin.h"

static const struct column ITEM[] = {
    C_INT(bench_item, item_id), C_TEXT(bench_item, sku),
    C_TEXT(bench_item, name),   C_TEXT(bench_item, picture_url)};

int bench_item_load(struct store *st, int64_t item_id, struct bench_item *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT item_id, sku, name, picture_url FROM item"
                " WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    return columns_load(&q, COLUMNS(ITEM), out);
}

static bool is_wanted(const struct pick *wanted, int64_t item_id)
{
    for (int32_t i = 0; wanted && i < wanted->line_count; i++)
        if (wanted->line[i].item_id == item_id)
            return true;
    return false;
}

static int find_code(struct store *st, const char *text,
                     const struct pick *wanted, int64_t *item_id,
                     int32_t *qty)
{
    struct query q;
    int rc, found = ERR_MISSING;
    query_begin(&q, st,
                "SELECT item_id, qty FROM code WHERE code = ?1"
                " ORDER BY item_id");
    query_text(&q, 1, text);
    while ((rc = query_row(&q)) > 0) {
        int64_t id = query_get_int(&q, 0);
        bool better = is_wanted(wanted, id);
        if (found == ERR_OK && !better)
            continue;
        *item_id = id;
        *qty = (int32_t)query_get_int(&q, 1);
        found = ERR_OK;
        if (better)
            break;
    }
    query_end(&q);
    return rc < 0 ? rc : found;
}

static int find_sku(struct store *st, const char *sku, int64_t *item_id)
{
    struct query q;
    query_begin(&q, st, "SELECT item_id FROM item WHERE sku = ?1");
    query_text(&q, 1, sku);
    *item_id = query_one_int(&q, 0);
    return *item_id ? ERR_OK : ERR_MISSING;
}

struct item_look {
    struct store *st;
    const struct code *code;
    const struct pick *wanted;
    struct bench_item_found *out;
};

static int look_up(void *arg, enum code_key key, uint64_t gtin,
                   const char *text)
{
    struct item_look *l = arg;
    char digits[GTIN_DIGITS + 1];
    if (key == CODE_BY_SKU)
        return find_sku(l->st, text, &l->out->item_id);
    l->out->net_mg =
        key == CODE_BY_MEASURE ? l->code->measure_mg : l->code->net_mg;
    bool is_number = key != CODE_BY_TEXT;
    if (is_number)
        gtin_text(gtin, digits);
    return find_code(l->st, is_number ? digits : text, l->wanted,
                     &l->out->item_id, &l->out->qty);
}

int bench_item_find(struct store *st, const struct code *c,
                    const struct pick *wanted, struct bench_item_found *out)
{
    struct item_look l = {st, c, wanted, out};
    *out = (struct bench_item_found){.qty = 1};
    int rc = code_find(c, look_up, &l);
    if (rc == ERR_OK)
        out->qty = code_qty(c, out->qty);
    if (out->qty != 1)
        out->net_mg = 0; // of all of them together: none was weighed alone
    return rc;
}

int bench_item_codes(struct store *st, int64_t item_id,
                     struct bench_item_code *out, int32_t cap)
{
    struct query q;
    int32_t n = 0;
    query_begin(&q, st,
                "SELECT code, qty FROM code WHERE item_id = ?1"
                " ORDER BY qty, code");
    query_int(&q, 1, item_id);
    while (n < cap && query_row(&q) > 0) {
        query_copy_text(&q, 0, out[n].text, sizeof out[n].text);
        out[n].qty = (int32_t)query_get_int(&q, 1);
        n++;
    }
    query_end(&q);
    return n;
}

bool bench_item_has_left(struct store *st, int64_t item_id,
                             const char *serial)
{
    struct query q;
    query_begin(&q, st,
                "SELECT 1 FROM serial WHERE item_id = ?1 AND serial = ?2");
    query_int(&q, 1, item_id);
    query_text(&q, 2, serial);
    return query_one_int(&q, 0) == 1;
}
