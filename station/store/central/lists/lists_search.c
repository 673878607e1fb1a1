// What a code or a part of a name leads to: whole codes first, in any letter
// case, then what begins so, then names that hold the words.
#include "station/store/central/lists/lists_internal.h"
#include "station/domain/stock/stock.h"
#include "station/store/central/lists/words.h"

#include <stdio.h>
#include <string.h>

enum {
    BEGINNING_MIN = 3,      // letters, so that one key is no list of all
    PART_MIN = 2,
};
// After every text that begins so: no letter is above it.
#define LAST_LETTER "\xF4\x8F\xBF\xBF"

static void add(json_t *list, struct query *q)
{
    while (query_row(q) > 0)
        json_array_append_new(list, row_json(q));
}

// All is answered by literals with one parameter: the code.
static void find(struct store *st, json_t *list, const char *literal,
                 const char *code)
{
    struct query q;
    if (!code[0])
        return;
    query_begin(&q, st, literal);
    query_text(&q, 1, code);
    add(list, &q);
}

static void find_goods(struct store *st, json_t *list,
                       const struct lists_wanted *w)
{
    find(st, list,
         "SELECT 'item' AS kind, item_id AS id, sku AS text, name AS note,"
         " 'sku' AS via FROM item WHERE lower(sku) = lower(?1)"
         " ORDER BY is_draft LIMIT 20",
         w->text);
    find(st, list,
         "SELECT 'item' AS kind, i.item_id AS id, i.sku AS text,"
         " i.name AS note, 'code' AS via FROM item_code c"
         " JOIN item i ON i.item_id = c.item_id WHERE c.code = ?1 LIMIT 20",
         w->gtin[0] ? w->gtin : w->text);
    find(st, list,
         "SELECT 'recall' AS kind, s.item_id AS id, s.lot AS text,"
         " max(i.sku) AS note, 'lot' AS via FROM stock s"
         " JOIN item i ON i.item_id = s.item_id"
         " WHERE lower(s.lot) = lower(?1) AND s.lot <> ''"
         " GROUP BY s.item_id, s.lot LIMIT 20",
         w->lot[0] ? w->lot : w->text);
    find(st, list,
         "SELECT 'order' AS kind, s.order_id AS id, r.serial AS text,"
         " i.sku AS note, 'serial' AS via FROM serial r"
         " JOIN shipment s ON s.shipment_id = r.shipment_id"
         " JOIN item i ON i.item_id = r.item_id"
         " WHERE lower(r.serial) = lower(?1) LIMIT 20",
         w->serial[0] ? w->serial : w->text);
    find(st, list,
         "SELECT 'item' AS kind, i.item_id AS id, i.sku AS text,"
         " i.name AS note, 'place' AS via FROM place p"
         " JOIN stock s ON s.place_id = p.place_id"
         " JOIN item i ON i.item_id = s.item_id"
         " WHERE lower(p.code) = lower(?1) AND s.qty <> 0"
         " GROUP BY i.item_id, i.sku, i.name LIMIT 20",
         w->text);
}

static void find_parcels(struct store *st, json_t *list,
                         const struct lists_wanted *w)
{
    find(st, list,
         "SELECT 'order' AS kind, s.order_id AS id, p.tracking AS text,"
         " p.sscc AS note, 'tracking' AS via FROM parcel p"
         " JOIN shipment s ON s.shipment_id = p.shipment_id"
         " WHERE lower(p.tracking) = lower(?1) LIMIT 20",
         w->text);
    find(st, list,
         "SELECT 'order' AS kind, s.order_id AS id, p.sscc AS text,"
         " p.tracking AS note, 'sscc' AS via FROM parcel p"
         " JOIN shipment s ON s.shipment_id = p.shipment_id"
         " WHERE p.sscc = ?1",
         w->sscc[0] ? w->sscc : w->text);
    find(st, list,
         "SELECT 'order' AS kind, s.order_id AS id, s.tote AS text, s.state"
         " AS note, 'tote' AS via FROM shipment s"
         " WHERE lower(s.tote) = lower(?1) AND s.tote <> ''"
         " ORDER BY s.shipment_id DESC LIMIT 20",
         w->text);
}

// Longer than the text itself: that was found whole.
static void find_beginnings(struct store *st, json_t *list, const char *text)
{
    struct query q;
    char last[LISTS_TEXT_MAX + 8];
    if (strlen(text) < BEGINNING_MIN)
        return;
    snprintf(last, sizeof last, "%s" LAST_LETTER, text);
    query_begin(&q, st,
                "SELECT 'order' AS kind, order_id AS id, order_no AS text,"
                " state AS note, 'order_no' AS via FROM orders"
                " WHERE lower(order_no) > lower(?1)"
                " AND lower(order_no) < lower(?2)"
                " ORDER BY lower(order_no) LIMIT 20");
    query_text(&q, 1, text);
    query_text(&q, 2, last);
    add(list, &q);
    query_begin(&q, st,
                "SELECT 'item' AS kind, item_id AS id, sku AS text,"
                " name AS note, 'sku' AS via FROM item"
                " WHERE lower(sku) > lower(?1) AND lower(sku) < lower(?2)"
                " ORDER BY lower(sku), is_draft LIMIT 20");
    query_text(&q, 1, text);
    query_text(&q, 2, last);
    add(list, &q);
}

struct parts {
    char first[WORD_MAX + 1], first_end[WORD_MAX + 8];
    char second[WORD_MAX + 1], second_end[WORD_MAX + 8];
};

// The two longest words: the longest is the rarest.
static void take_parts(const char *text, struct parts *p)
{
    char word[WORD_MAX + 1];
    *p = (struct parts){.first = ""};
    while (words_next(&text, word)) {
        if (strlen(word) > strlen(p->first)) {
            memcpy(p->second, p->first, sizeof word);
            memcpy(p->first, word, sizeof word);
        } else if (strlen(word) > strlen(p->second)) {
            memcpy(p->second, word, sizeof word);
        }
    }
    snprintf(p->first_end, sizeof p->first_end, "%s" LAST_LETTER, p->first);
    snprintf(p->second_end, sizeof p->second_end, "%s" LAST_LETTER, p->second);
}

// A thousand names with the first word are looked through for the second.
#define WITH_WORDS                                                             \
    " FROM (SELECT ref_id FROM name_word WHERE kind = ?5 AND word >= ?1"       \
    " AND word < ?2 ORDER BY word, ref_id LIMIT 1000) w"
#define AND_SECOND                                                             \
    " WHERE ?3 = '' OR EXISTS (SELECT 1 FROM name_word v WHERE v.kind = ?5"    \
    " AND v.ref_id = w.ref_id AND v.word >= ?3 AND v.word < ?4)"

static void bind_parts(struct query *q, const struct parts *p,
                       const char *kind)
{
    query_text(q, 1, p->first);
    query_text(q, 2, p->first_end);
    query_text(q, 3, p->second);
    query_text(q, 4, p->second_end);
    query_text(q, 5, kind);
}

static void find_names(struct store *st, json_t *list, const char *text)
{
    struct query q;
    struct parts p;
    take_parts(text, &p);
    if (strlen(p.first) < PART_MIN)
        return;
    query_begin(&q, st,
                "SELECT DISTINCT 'item' AS kind, i.item_id AS id,"
                " i.sku AS text, i.name AS note, 'name' AS via" WITH_WORDS
                " JOIN item i ON i.item_id = w.ref_id" AND_SECOND
                " LIMIT 20");
    bind_parts(&q, &p, "item");
    add(list, &q);
    query_begin(&q, st,
                "SELECT DISTINCT 'order' AS kind, o.order_id AS id,"
                " o.order_no AS text, o.customer AS note,"
                " 'customer' AS via" WITH_WORDS
                " JOIN orders o ON o.order_id = w.ref_id" AND_SECOND
                " ORDER BY o.order_id DESC LIMIT 20");
    bind_parts(&q, &p, "order");
    add(list, &q);
}

json_t *lists_search(struct store *st, const struct lists_wanted *w)
{
    json_t *list = json_array();
    find(st, list,
         "SELECT 'order' AS kind, order_id AS id, order_no AS text, state"
         " AS note, 'order_no' AS via FROM orders"
         " WHERE lower(order_no) = lower(?1) LIMIT 20",
         w->text);
    find(st, list,
         "SELECT 'order' AS kind, order_id AS id, order_no AS text, state"
         " AS note, 'email' AS via FROM orders"
         " WHERE lower(email) = lower(?1) AND email <> ''"
         " ORDER BY order_id DESC LIMIT 20",
         w->text);
    find_goods(st, list, w);
    find_parcels(st, list, w);
    find_beginnings(st, list, w->text);
    find_names(st, list, w->text);
    return list;
}

json_t *lists_recall(struct store *st, int64_t item_id, const char *lot,
                     struct lists_page page)
{
    struct query q;
    query_begin(&q, st,
                "SELECT m.move_id, m.at_ms, m.lot, m.qty, t.code AS to_place,"
                " m.shipment_id, s.order_id, o.order_no, o.customer, o.email,"
                " o.country FROM move m"
                " JOIN place t ON t.place_id = m.to_place_id"
                " JOIN shipment s ON s.shipment_id = m.shipment_id"
                " JOIN orders o ON o.order_id = s.order_id"
                " WHERE m.item_id = ?3 AND m.lot = ?4 AND m.shipment_id > 0"
                " AND m.move_id > ?1 ORDER BY m.move_id LIMIT ?2");
    bind_page(&q, page);
    query_int(&q, 3, item_id);
    query_text(&q, 4, lot);
    return rows_json(&q);
}

json_t *lists_recall_sums(struct store *st, int64_t item_id, const char *lot)
{
    struct query q;
    query_begin(&q, st,
                "SELECT coalesce(sum(CASE WHEN t.kind = ?3 THEN m.qty"
                " ELSE 0 END), 0) AS qty_out,"
                " coalesce(sum(CASE WHEN f.kind = ?3 THEN m.qty"
                " ELSE 0 END), 0) AS qty_back FROM move m"
                " JOIN place f ON f.place_id = m.from_place_id"
                " JOIN place t ON t.place_id = m.to_place_id"
                " WHERE m.item_id = ?1 AND m.lot = ?2 AND m.shipment_id > 0");
    query_int(&q, 1, item_id);
    query_text(&q, 2, lot);
    query_int(&q, 3, STOCK_CUSTOMER);
    return one_json(&q);
}
