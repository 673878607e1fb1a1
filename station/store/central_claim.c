// Claims, stations, and the feed that keeps a bench's copy fresh.
#include "station/store/central.h"
#include "station/store/central_bench.h"
#include "station/store/query.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>

enum { FEED_PAGE = 500 };

const char *claim_verdict_name(enum claim_verdict v)
{
    static const char *const NAMES[] = {"given", "nothing", "unknown",
                                        "taken", "held",    "packed",
                                        "cancelled", "waiting"};
    must(v >= CLAIM_GIVEN && v <= CLAIM_WAITING);
    return NAMES[v];
}

struct candidate {
    int64_t shipment_id;
    int64_t station_id;
    int64_t fence;
    int64_t claimed_ms;
    char state[12];
};

static bool take_candidate(struct query *q, struct candidate *c)
{
    bool found = query_row(q) > 0;
    if (found) {
        c->shipment_id = query_get_int(q, 0);
        c->station_id = query_get_int(q, 1);
        c->fence = query_get_int(q, 2);
        c->claimed_ms = query_get_int(q, 3);
        query_copy_text(q, 4, c->state, sizeof c->state);
    }
    query_end(q);
    return found;
}

// The newest shipment of an order number or tote.
static bool find_by_code(struct store *st, const char *code,
                         struct candidate *c)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.shipment_id, s.station_id, s.fence, s.claimed_ms,"
                " s.state FROM orders o"
                " JOIN shipment s ON s.order_id = o.order_id"
                " WHERE o.order_no = ?1 ORDER BY s.shipment_id DESC LIMIT 1");
    query_text(&q, 1, code);
    if (take_candidate(&q, c))
        return true;
    query_begin(&q, st,
                "SELECT shipment_id, station_id, fence, claimed_ms, state"
                " FROM shipment WHERE tote = ?1 AND state IN"
                " ('released', 'claimed', 'held')"
                " ORDER BY shipment_id DESC LIMIT 1");
    query_text(&q, 1, code);
    return take_candidate(&q, c);
}

static bool find_next(struct store *st, struct candidate *c)
{
    struct query q;
    query_begin(&q, st,
                "SELECT shipment_id, station_id, fence, claimed_ms, state"
                " FROM shipment WHERE state = 'released'"
                " ORDER BY due_ms, shipment_id LIMIT 1");
    return take_candidate(&q, c);
}

static enum claim_verdict why_none(struct store *st, const char *code)
{
    struct query q;
    char state[16] = "";
    query_begin(&q, st,
                "SELECT state FROM orders WHERE order_no = ?1"
                " ORDER BY order_id DESC LIMIT 1");
    query_text(&q, 1, code);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, state, sizeof state);
    query_end(&q);
    if (strcmp(state, "waiting") == 0)
        return CLAIM_WAITING;
    return strcmp(state, "cancelled") == 0 ? CLAIM_CANCELLED : CLAIM_UNKNOWN;
}

static void describe_holder(struct store *st, const struct candidate *c,
                            struct claim_answer *out)
{
    struct query q;
    query_begin(&q, st, "SELECT name FROM station WHERE station_id = ?1");
    query_int(&q, 1, c->station_id);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, out->holder, sizeof out->holder);
    query_end(&q);
    out->since_ms = c->claimed_ms;
}

static enum claim_verdict judge(const struct candidate *c,
                                const struct claim_ask *ask)
{
    if (strcmp(c->state, "packed") == 0)
        return CLAIM_PACKED;
    if (strcmp(c->state, "cancelled") == 0)
        return CLAIM_CANCELLED;
    if (strcmp(c->state, "held") == 0)
        return CLAIM_HELD;
    if (strcmp(c->state, "claimed") == 0 &&
        c->station_id != ask->station_id && !ask->take_over)
        return CLAIM_TAKEN;
    return CLAIM_GIVEN;
}

void central_claim(struct store *st, const struct claim_ask *ask,
                   struct claim_answer *out)
{
    struct candidate c;
    struct query q;
    *out = (struct claim_answer){.verdict = CLAIM_NOTHING};
    if (ask->code[0]) {
        if (!find_by_code(st, ask->code, &c)) {
            out->verdict = why_none(st, ask->code);
            return;
        }
    } else if (!find_next(st, &c)) {
        return;
    }
    out->verdict = judge(&c, ask);
    out->shipment_id = c.shipment_id;
    out->fence = c.fence;
    if (out->verdict == CLAIM_TAKEN)
        describe_holder(st, &c, out);
    if (out->verdict != CLAIM_GIVEN)
        return;
    bool is_ours = strcmp(c.state, "claimed") == 0 &&
                   c.station_id == ask->station_id;
    if (is_ours)
        return; // the same fence again: the answer was lost on its way
    out->fence = c.fence + 1;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'claimed', station_id = ?2,"
                " fence = ?3, claimed_ms = ?4 WHERE shipment_id = ?1");
    query_int(&q, 1, c.shipment_id);
    query_int(&q, 2, ask->station_id);
    query_int(&q, 3, out->fence);
    query_int(&q, 4, ask->at_ms);
    query_write(&q);
    central_changed(st, "shipment", c.shipment_id);
}

bool central_release_hold(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state ="
                " CASE WHEN station_id = 0 THEN 'released' ELSE 'claimed' END,"
                " note = '' WHERE shipment_id = ?1 AND state = 'held'");
    query_int(&q, 1, shipment_id);
    if (query_write(&q) == 0)
        return false;
    central_changed(st, "shipment", shipment_id);
    return true;
}

int central_station_find(struct store *st, const char *token,
                         struct central_station *out)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "SELECT station_id, name, last_seq, last_hash, sscc_next,"
                " sscc_end FROM station WHERE token_digest = ?1");
    query_text(&q, 1, digest);
    int rc = query_row(&q);
    if (rc > 0) {
        size_t len;
        out->station_id = query_get_int(&q, 0);
        query_copy_text(&q, 1, out->name, sizeof out->name);
        out->tip.seq = query_get_int(&q, 2);
        const void *hash = query_get_blob(&q, 3, &len);
        must(len == sizeof out->tip.hash);
        memcpy(out->tip.hash, hash, len);
        out->sscc_next = query_get_int(&q, 4);
        out->sscc_end = query_get_int(&q, 5);
    }
    query_end(&q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

int64_t central_station_add(struct store *st, const char *name,
                            const char *token)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    uint8_t zero[SECRET_DIGEST_LEN] = {0};
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "INSERT INTO station (name, token_digest, last_seq, last_hash,"
                " seen_ms, skew_ms, sscc_next, sscc_end)"
                " VALUES (?1, ?2, 0, ?3, 0, 0, 0, 0) RETURNING station_id");
    query_text(&q, 1, name);
    query_text(&q, 2, digest);
    query_blob(&q, 3, zero, sizeof zero);
    return query_one_int(&q, 0);
}

void central_station_seen(struct store *st, int64_t station_id,
                          int64_t seen_ms, int64_t skew_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET seen_ms = ?2, skew_ms = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_int(&q, 2, seen_ms);
    query_int(&q, 3, skew_ms);
    query_write(&q);
}

void central_sscc_lend(struct store *st, struct central_station *s)
{
    struct query q;
    s->sscc_next = store_counter(st, "sscc_next", 1);
    s->sscc_end = s->sscc_next + CENTRAL_SSCC_LEND;
    store_counter_set(st, "sscc_next", s->sscc_end);
    query_begin(&q, st,
                "UPDATE station SET sscc_next = ?2, sscc_end = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, s->station_id);
    query_int(&q, 2, s->sscc_next);
    query_int(&q, 3, s->sscc_end);
    query_write(&q);
}

void central_station_tip(struct store *st, const struct central_station *s)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET last_seq = ?2, last_hash = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, s->station_id);
    query_int(&q, 2, s->tip.seq);
    query_blob(&q, 3, s->tip.hash, sizeof s->tip.hash);
    query_write(&q);
}

static json_t *work_line(struct query *q)
{
    json_t *o = json_object();
    json_object_set_new(o, "line_no", json_integer(query_get_int(q, 0)));
    json_object_set_new(o, "item", json_integer(query_get_int(q, 1)));
    json_object_set_new(o, "qty", json_integer(query_get_int(q, 2)));
    json_object_set_new(o, "lot", json_string(query_get_text(q, 3)));
    json_object_set_new(o, "kit_idx", json_integer(query_get_int(q, 4)));
    json_object_set_new(o, "qty_per_kit", json_integer(query_get_int(q, 5)));
    json_object_set_new(o, "is_kit", json_boolean(query_get_int(q, 6)));
    json_object_set_new(o, "unit_mg", json_integer(query_get_int(q, 7)));
    json_object_set_new(o, "spread_mg", json_integer(query_get_int(q, 8)));
    json_object_set_new(o, "needs_lot", json_boolean(query_get_int(q, 9)));
    json_object_set_new(o, "needs_serial",
                        json_boolean(query_get_int(q, 10)));
    return o;
}

static json_t *work_lines(struct store *st, int64_t shipment_id)
{
    struct query q;
    json_t *lines = json_array();
    query_begin(&q, st,
                "SELECT l.line_no, l.item_id, l.qty, l.lot, l.kit_pos,"
                " l.qty_per_kit, l.is_kit, i.weight_mg, i.spread_mg,"
                " i.needs_lot, i.needs_serial FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 ORDER BY l.pos");
    query_int(&q, 1, shipment_id);
    while (query_row(&q) > 0)
        json_array_append_new(lines, work_line(&q));
    return lines;
}

json_t *central_work_json(struct store *st, int64_t shipment_id)
{
    static const char *const NAMES[] = {
        "order_no", "customer", "address", "country", "tote", "state"};
    struct query q;
    json_t *o = NULL;
    query_begin(&q, st,
                "SELECT o.order_no, o.customer, o.address, o.country, s.tote,"
                " s.state, s.fence, s.due_ms, s.station_id, s.is_stopping,"
                " s.order_id FROM shipment s"
                " JOIN orders o ON o.order_id = s.order_id"
                " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    if (query_row(&q) > 0) {
        o = json_object();
        for (int i = 0; i < 6; i++)
            json_object_set_new(o, NAMES[i],
                                json_string(query_get_text(&q, i)));
        json_object_set_new(o, "shipment_id", json_integer(shipment_id));
        json_object_set_new(o, "fence", json_integer(query_get_int(&q, 6)));
        json_object_set_new(o, "due_ms", json_integer(query_get_int(&q, 7)));
        json_object_set_new(o, "station_id",
                            json_integer(query_get_int(&q, 8)));
        json_object_set_new(o, "is_stopping",
                            json_boolean(query_get_int(&q, 9)));
        json_object_set_new(o, "order_id",
                            json_integer(query_get_int(&q, 10)));
    }
    query_end(&q);
    if (o)
        json_object_set_new(o, "lines", work_lines(st, shipment_id));
    return o;
}

static json_t *person_entry(struct store *st, int64_t person_id)
{
    struct query q;
    json_t *o = NULL;
    query_begin(&q, st,
                "SELECT name, role, badge_digest, pin_hash, is_active"
                " FROM person WHERE person_id = ?1");
    query_int(&q, 1, person_id);
    if (query_row(&q) > 0)
        o = json_pack("{s:I,s:s,s:s,s:s,s:s,s:b}", "person_id",
                      (json_int_t)person_id, "name", query_get_text(&q, 0),
                      "role", query_get_text(&q, 1), "badge_digest",
                      query_get_text(&q, 2), "pin_hash", query_get_text(&q, 3),
                      "is_active", (int)query_get_int(&q, 4));
    query_end(&q);
    return o;
}

static json_t *box_entry(struct store *st, int64_t box_id)
{
    struct query q;
    json_t *o = NULL;
    query_begin(&q, st, "SELECT code, name, tare_mg FROM box"
                        " WHERE box_id = ?1");
    query_int(&q, 1, box_id);
    if (query_row(&q) > 0)
        o = json_pack("{s:I,s:s,s:s,s:I}", "box_id", (json_int_t)box_id,
                      "code", query_get_text(&q, 0), "name",
                      query_get_text(&q, 1), "tare_mg",
                      (json_int_t)query_get_int(&q, 2));
    query_end(&q);
    return o;
}

// ref_id of a serial is its shipment: all serials that left with it.
static void serial_entries(struct store *st, int64_t shipment_id,
                           json_t *list)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.item_id, s.serial FROM shipment_line l"
                " JOIN serial s ON s.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    while (query_row(&q) > 0)
        json_array_append_new(
            list, json_pack("{s:s,s:{s:I,s:s}}", "kind", "serial", "data",
                            "item_id", (json_int_t)query_get_int(&q, 0),
                            "serial", query_get_text(&q, 1)));
}

static void feed_entry(struct store *st, int64_t station_id, const char *kind,
                       int64_t ref_id, json_t *list)
{
    json_t *data = NULL;
    if (strcmp(kind, "item") == 0)
        data = central_item_json(st, ref_id);
    else if (strcmp(kind, "person") == 0)
        data = person_entry(st, ref_id);
    else if (strcmp(kind, "box") == 0)
        data = box_entry(st, ref_id);
    else if (strcmp(kind, "serial") == 0)
        serial_entries(st, ref_id, list);
    else if (strcmp(kind, "shipment") == 0)
        data = central_work_json(st, ref_id);
    if (!data)
        return;
    // Another bench's order is none of this bench's business.
    json_int_t owner = json_integer_value(json_object_get(data, "station_id"));
    if (strcmp(kind, "shipment") == 0 && owner != station_id)
        json_object_del(data, "address");
    json_array_append_new(list, json_pack("{s:s,s:o}", "kind", kind, "data",
                                          data));
}

struct feed_ref {
    int64_t rev;
    int64_t ref_id;
    char kind[16];
};

json_t *central_feed_json(struct store *st, int64_t station_id,
                          int64_t after_rev)
{
    static struct feed_ref ref[FEED_PAGE];
    struct query q;
    int count = 0;
    query_begin(&q, st,
                "SELECT kind, ref_id, rev FROM change WHERE rev > ?1"
                " ORDER BY rev LIMIT ?2");
    query_int(&q, 1, after_rev);
    query_int(&q, 2, FEED_PAGE);
    while (query_row(&q) > 0) {
        query_copy_text(&q, 0, ref[count].kind, sizeof ref[count].kind);
        ref[count].ref_id = query_get_int(&q, 1);
        ref[count++].rev = query_get_int(&q, 2);
    }
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        feed_entry(st, station_id, ref[i].kind, ref[i].ref_id, list);
    int64_t rev = count ? ref[count - 1].rev : after_rev;
    return json_pack("{s:I,s:b,s:o}", "rev", (json_int_t)rev, "more",
                     count == FEED_PAGE, "changes", list);
}
