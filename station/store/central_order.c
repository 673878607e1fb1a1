// Orders in, reserved, released; changed and cancelled.
#include "station/base/secret.h"
#include "station/store/central.h"
#include "station/store/query.h"

#include <stdio.h>
#include <string.h>

static enum central_outcome refuse(struct central_why *why, const char *text)
{
    snprintf(why->text, sizeof why->text, "%s", text);
    return CENTRAL_REFUSED;
}

void central_exception(struct store *st, const char *kind, int64_t at_ms,
                       int64_t order_id, int64_t shipment_id,
                       int64_t station_id, int64_t seq, const char *note)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO exception (at_ms, kind, order_id, shipment_id,"
                " station_id, seq, note, done_ms)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)");
    query_int(&q, 1, at_ms);
    query_text(&q, 2, kind);
    query_int(&q, 3, order_id);
    query_int(&q, 4, shipment_id);
    query_int(&q, 5, station_id);
    query_int(&q, 6, seq);
    query_text(&q, 7, note);
    query_write(&q);
}

// BLAKE2b over what makes an order the same order.
static void order_digest(const struct central_order *o,
                         char out[SECRET_DIGEST_TEXT + 1])
{
    uint8_t digest[SECRET_DIGEST_LEN] = {0};
    char line[1024];
    int len = snprintf(line, sizeof line, "%s\n%s\n%s\n%s\n%lld", o->customer,
                       o->address, o->country, o->currency,
                       (long long)o->placed_ms);
    secret_digest(line, (size_t)len, NULL, 0, digest);
    for (int32_t i = 0; i < o->line_count; i++) {
        len = snprintf(line, sizeof line, "%s\t%d\t%lld", o->line[i].sku,
                       o->line[i].qty, (long long)o->line[i].price_minor);
        secret_digest(digest, sizeof digest, line, (size_t)len, digest);
    }
    secret_hex(digest, sizeof digest, out);
}

void central_order_state(struct store *st, int64_t order_id,
                         const char *state)
{
    struct query q;
    query_begin(&q, st, "UPDATE orders SET state = ?2 WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    query_text(&q, 2, state);
    query_write(&q);
}

static bool add_lines(struct store *st, int64_t order_id,
                      const struct central_order *o, struct central_why *why)
{
    struct query q;
    for (int32_t i = 0; i < o->line_count; i++) {
        int64_t item_id = central_item_id(st, o->line[i].sku);
        if (!item_id) {
            snprintf(why->text, sizeof why->text, "line %d: unknown item %s",
                     i + 1, o->line[i].sku);
            return false;
        }
        query_begin(&q, st,
                    "INSERT INTO order_line (order_id, line_no, item_id, qty,"
                    " price_minor, qty_shipped) VALUES (?1, ?2, ?3, ?4, ?5,"
                    " 0)");
        query_int(&q, 1, order_id);
        query_int(&q, 2, i + 1);
        query_int(&q, 3, item_id);
        query_int(&q, 4, o->line[i].qty);
        query_int(&q, 5, o->line[i].price_minor);
        query_write(&q);
    }
    return true;
}

static int64_t insert_order(struct store *st, const struct central_order *o,
                            const char *digest)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO orders (channel, order_no, state, digest,"
                " customer, address, country, currency, placed_ms, due_ms)"
                " VALUES (?1, ?2, 'waiting', ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                " RETURNING order_id");
    query_text(&q, 1, o->channel);
    query_text(&q, 2, o->order_no);
    query_text(&q, 3, digest);
    query_text(&q, 4, o->customer);
    query_text(&q, 5, o->address);
    query_text(&q, 6, o->country);
    query_text(&q, 7, o->currency);
    query_int(&q, 8, o->placed_ms);
    query_int(&q, 9, o->due_ms);
    return query_one_int(&q, 0);
}

enum central_outcome central_order_add(struct store *st,
                                       const struct central_order *o,
                                       int64_t at_ms, struct central_why *why)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1], have[SECRET_DIGEST_TEXT + 1] = "";
    if (o->line_count == 0)
        return refuse(why, "the order has no lines");
    order_digest(o, digest);
    query_begin(&q, st,
                "SELECT digest FROM orders WHERE channel = ?1"
                " AND order_no = ?2");
    query_text(&q, 1, o->channel);
    query_text(&q, 2, o->order_no);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, have, sizeof have);
    query_end(&q);
    if (strcmp(have, digest) == 0)
        return CENTRAL_SAME;
    if (have[0])
        return refuse(why, "known under this number with other content");

    store_part_begin(st);
    int64_t order_id = insert_order(st, o, digest);
    if (!add_lines(st, order_id, o, why))
        store_fail(st, ERR_PARSE, why->text);
    int rc = store_part_end(st);
    if (rc == ERR_PARSE)
        return CENTRAL_REFUSED;
    if (rc < 0) {
        store_fail(st, rc, "the order could not be kept");
        return refuse(why, store_why(st));
    }
    central_allocate(st, order_id, o->due_ms, o->tote, at_ms);
    return CENTRAL_NEW;
}

struct found_shipment {
    int64_t shipment_id;
    int64_t station_id;
    char state[12];
};

// The order's shipment that is not over, if any.
static bool find_open(struct store *st, int64_t order_id,
                      struct found_shipment *f)
{
    struct query q;
    query_begin(&q, st,
                "SELECT shipment_id, station_id, state FROM shipment"
                " WHERE order_id = ?1 AND state IN"
                " ('released', 'claimed', 'held')");
    query_int(&q, 1, order_id);
    bool found = query_row(&q) > 0;
    if (found) {
        f->shipment_id = query_get_int(&q, 0);
        f->station_id = query_get_int(&q, 1);
        query_copy_text(&q, 2, f->state, sizeof f->state);
    }
    query_end(&q);
    return found;
}

static void load_state(struct store *st, int64_t order_id, char *out,
                       size_t cap)
{
    struct query q;
    out[0] = 0;
    query_begin(&q, st, "SELECT state FROM orders WHERE order_id = ?1");
    query_int(&q, 1, order_id);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, out, cap);
    query_end(&q);
}

enum central_outcome central_order_cancel(struct store *st, int64_t order_id,
                                          struct central_why *why)
{
    struct query q;
    struct found_shipment f;
    char state[16];
    load_state(st, order_id, state, sizeof state);
    if (!state[0])
        return refuse(why, "no such order");
    if (strcmp(state, "cancelled") == 0)
        return CENTRAL_SAME;
    if (strcmp(state, "shipped") == 0)
        return refuse(why, "it is packed already: use a return");
    if (find_open(st, order_id, &f)) {
        if (f.station_id != 0) { // the bench unpacks first, then says so
            query_begin(&q, st,
                        "UPDATE shipment SET is_stopping = 1"
                        " WHERE shipment_id = ?1");
            query_int(&q, 1, f.shipment_id);
            query_write(&q);
            central_changed(st, "shipment", f.shipment_id);
            return CENTRAL_CHANGED;
        }
        central_unreserve(st, f.shipment_id);
        query_begin(&q, st,
                    "UPDATE shipment SET state = 'cancelled'"
                    " WHERE shipment_id = ?1");
        query_int(&q, 1, f.shipment_id);
        query_write(&q);
    }
    central_order_state(st, order_id, "cancelled");
    return CENTRAL_CHANGED;
}

static enum central_outcome change_shipment(struct store *st,
                                            int64_t shipment_id,
                                            int32_t line_no, int32_t qty,
                                            struct central_why *why)
{
    struct query q;
    int64_t item_id = 0, have = 0, rows = 0;
    int32_t pos = 0;
    char lot[PICK_TEXT_MAX + 1] = "";
    query_begin(&q, st,
                "SELECT pos, item_id, qty, lot, is_kit FROM shipment_line"
                " WHERE shipment_id = ?1 AND line_no = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, line_no);
    while (query_row(&q) > 0) {
        rows += 1 + query_get_int(&q, 4);
        pos = (int32_t)query_get_int(&q, 0);
        item_id = query_get_int(&q, 1);
        have = query_get_int(&q, 2);
        query_copy_text(&q, 3, lot, sizeof lot);
    }
    if (rows != 1)
        return refuse(why, "kits and lines of several lots cannot be changed "
                           "once released: cancel the order");
    if (qty > have && !central_grow(st, shipment_id, pos, item_id, lot,
                                    (int32_t)(qty - have)))
        return refuse(why, "not enough stock for the larger quantity");
    central_shrink(st, shipment_id, pos, have - qty);
    query_begin(&q, st,
                "UPDATE shipment_line SET qty = ?3"
                " WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, qty);
    query_write(&q);
    central_changed(st, "shipment", shipment_id);
    return CENTRAL_CHANGED;
}

enum central_outcome central_line_change(struct store *st, int64_t order_id,
                                         int32_t line_no, int32_t qty,
                                         struct central_why *why)
{
    struct query q;
    struct found_shipment f;
    query_begin(&q, st,
                "SELECT qty FROM order_line WHERE order_id = ?1"
                " AND line_no = ?2 AND qty_shipped <= ?3");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, qty);
    int64_t have = query_one_int(&q, -1);
    if (have < 0)
        return refuse(why, "no such line, or more of it has left already");
    if (have == qty)
        return CENTRAL_SAME;
    if (find_open(st, order_id, &f)) {
        enum central_outcome outcome =
            change_shipment(st, f.shipment_id, line_no, qty, why);
        if (outcome == CENTRAL_REFUSED)
            return outcome;
    }
    query_begin(&q, st,
                "UPDATE order_line SET qty = ?3 WHERE order_id = ?1"
                " AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, qty);
    query_write(&q);
    return CENTRAL_CHANGED;
}
