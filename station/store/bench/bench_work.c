#include "station/store/bench/bench_work.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/store/engine/query.h"
#include "shared/gs1/gtin.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

int bench_item_load(struct store *st, int64_t item_id, struct bench_item *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT sku, name, picture_url FROM item WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    int rc = query_row(&q);
    if (rc > 0) {
        out->item_id = item_id;
        query_copy_text(&q, 0, out->sku, sizeof out->sku);
        query_copy_text(&q, 1, out->name, sizeof out->name);
        query_copy_text(&q, 2, out->picture_url, sizeof out->picture_url);
    }
    query_end(&q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
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
    const struct pick *wanted;
    int64_t *item_id;
    int32_t *qty;
};

static int look_up(void *arg, enum code_key key, uint64_t gtin,
                   const char *text)
{
    struct item_look *l = arg;
    char digits[GTIN_DIGITS + 1];
    if (key == CODE_BY_SKU)
        return find_sku(l->st, text, l->item_id);
    if (key == CODE_BY_GTIN)
        gtin_text(gtin, digits);
    return find_code(l->st, key == CODE_BY_GTIN ? digits : text, l->wanted,
                     l->item_id, l->qty);
}

int bench_code_find(struct store *st, const struct code *c,
                    const struct pick *wanted, int64_t *item_id, int32_t *qty)
{
    struct item_look l = {st, wanted, item_id, qty};
    *qty = 1;
    int rc = code_find(c, look_up, &l);
    if (rc == ERR_OK)
        *qty = code_qty(c, *qty);
    return rc;
}

int bench_box_find(struct store *st, const char *code, struct bench_box *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT box_id, tare_mg, code, name FROM box WHERE code = ?1");
    query_text(&q, 1, code);
    int rc = query_row(&q);
    if (rc > 0) {
        out->box_id = query_get_int(&q, 0);
        out->tare_mg = query_get_int(&q, 1);
        query_copy_text(&q, 2, out->code, sizeof out->code);
        query_copy_text(&q, 3, out->name, sizeof out->name);
    }
    query_end(&q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

static int take_person(struct query *q, struct bench_person *out)
{
    int rc = query_row(q);
    if (rc > 0) {
        out->person_id = query_get_int(q, 0);
        query_copy_text(q, 1, out->name, sizeof out->name);
        query_copy_text(q, 2, out->role, sizeof out->role);
        query_copy_text(q, 3, out->pin_hash, sizeof out->pin_hash);
    }
    query_end(q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

int bench_badge_find(struct store *st, const char *badge,
                     struct bench_person *out)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(badge, digest);
    query_begin(&q, st,
                "SELECT person_id, name, role, pin_hash FROM person"
                " WHERE badge_digest = ?1 AND is_active = 1");
    query_text(&q, 1, digest);
    return take_person(&q, out);
}

int bench_person_load(struct store *st, int64_t person_id,
                      struct bench_person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, pin_hash FROM person"
                " WHERE person_id = ?1 AND is_active = 1");
    query_int(&q, 1, person_id);
    return take_person(&q, out);
}

int bench_item_codes(struct store *st, int64_t item_id,
                     struct bench_code *out, int32_t cap)
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

int bench_hand_seq(struct store *st, const char *name, uint32_t journal_id,
                   uint32_t *seq)
{
    struct query q;
    query_begin(&q, st,
                "SELECT record_seq FROM handheld"
                " WHERE name = ?1 AND journal_id = ?2");
    query_text(&q, 1, name);
    query_int(&q, 2, journal_id);
    int rc = query_row(&q);
    *seq = rc > 0 ? (uint32_t)query_get_int(&q, 0) : 0;
    query_end(&q);
    return rc < 0 ? rc : ERR_OK;
}

void bench_hand_set(struct store *st, const char *name, uint32_t journal_id,
                    uint32_t record_seq)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO handheld (name, journal_id, record_seq)"
                " VALUES (?1, ?2, ?3) ON CONFLICT (name, journal_id)"
                " DO UPDATE SET record_seq = excluded.record_seq"
                " WHERE excluded.record_seq > handheld.record_seq");
    query_text(&q, 1, name);
    query_int(&q, 2, journal_id);
    query_int(&q, 3, record_seq);
    query_write(&q);
}

bool bench_serial_is_shipped(struct store *st, int64_t item_id,
                             const char *serial)
{
    struct query q;
    query_begin(&q, st,
                "SELECT 1 FROM serial WHERE item_id = ?1 AND serial = ?2");
    query_int(&q, 1, item_id);
    query_text(&q, 2, serial);
    return query_one_int(&q, 0) == 1;
}

// What take_work takes.
#define WORK_COLUMNS                                                           \
    "shipment_id, fence, due_ms, claimed_ms, order_no, tote, state, hand"

static void take_work(struct query *q, struct bench_work *w)
{
    w->shipment_id = query_get_int(q, 0);
    w->fence = query_get_int(q, 1);
    w->due_ms = query_get_int(q, 2);
    w->claimed_ms = query_get_int(q, 3);
    query_copy_text(q, 4, w->order_no, sizeof w->order_no);
    query_copy_text(q, 5, w->tote, sizeof w->tote);
    query_copy_text(q, 6, w->state, sizeof w->state);
    query_copy_text(q, 7, w->hand, sizeof w->hand);
}

int bench_work_list(struct store *st, struct bench_work *out, int32_t cap)
{
    struct query q;
    int rc;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work WHERE state <> 'over'"
                " ORDER BY due_ms, shipment_id LIMIT ?1");
    query_int(&q, 1, cap);
    while ((rc = query_row(&q)) > 0)
        take_work(&q, &out[count++]);
    return rc < 0 ? rc : count;
}

static int one_work(struct query *q, struct bench_work *out)
{
    int rc = query_row(q);
    if (rc > 0)
        take_work(q, out);
    query_end(q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

int bench_work_find(struct store *st, const char *text,
                    struct bench_work *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work"
                " WHERE (order_no = ?1 OR tote = ?1) AND state <> 'over'");
    query_text(&q, 1, text);
    return one_work(&q, out);
}

int bench_work_free(struct store *st, int64_t now_ms, struct bench_work *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work"
                " WHERE state = 'leased' AND hand_until_ms <= ?1"
                " ORDER BY due_ms, shipment_id LIMIT 1");
    query_int(&q, 1, now_ms);
    return one_work(&q, out);
}

int bench_work_load(struct store *st, int64_t shipment_id,
                    struct bench_work *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " WORK_COLUMNS " FROM work WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    return one_work(&q, out);
}

int bench_work_read(struct store *st, int64_t shipment_id, struct work *out)
{
    struct query q;
    json_t *body = NULL;
    query_begin(&q, st, "SELECT body FROM work WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    int rc = query_row(&q);
    if (rc > 0) {
        const char *chars = query_get_text(&q, 0);
        body = json_read(chars, strlen(chars), NULL, 0);
    }
    query_end(&q);
    if (rc <= 0)
        return rc < 0 ? rc : ERR_MISSING;
    rc = body ? work_from_json(body, out, NULL) : ERR_PARSE;
    json_decref(body);
    return rc;
}

void bench_work_add(struct store *st, const struct work *w,
                    int64_t claimed_ms)
{
    struct query q;
    json_t *o = work_to_json(w);
    char *body = json_dumps(o, JSON_COMPACT);
    json_decref(o);
    must(body != NULL);
    query_begin(&q, st,
                "INSERT INTO work (shipment_id, order_no, fence, state,"
                " due_ms, claimed_ms, tote, body)"
                " VALUES (?1, ?2, ?3, 'leased', ?4, ?5, ?6, ?7)"
                " ON CONFLICT (shipment_id) DO UPDATE SET"
                " fence = excluded.fence, due_ms = excluded.due_ms,"
                " claimed_ms = excluded.claimed_ms, body = excluded.body,"
                " state = CASE WHEN work.state = 'over'"
                " THEN 'leased' ELSE work.state END");
    query_int(&q, 1, w->shipment_id);
    query_text(&q, 2, w->order_no);
    query_int(&q, 3, w->fence);
    query_int(&q, 4, w->due_ms);
    query_int(&q, 5, claimed_ms);
    query_text(&q, 6, w->tote);
    query_text(&q, 7, body);
    query_write(&q);
    free(body);
}

void bench_work_state(struct store *st, int64_t shipment_id,
                      const char *state)
{
    struct query q;
    query_begin(&q, st, "UPDATE work SET state = ?2 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, state);
    query_write(&q);
}

void bench_work_hand(struct store *st, int64_t shipment_id, const char *hand,
                     int64_t until_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE work SET hand = ?2, hand_until_ms = ?3"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, hand);
    query_int(&q, 3, until_ms);
    query_write(&q);
}

void bench_work_erase(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM work WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

static void save_codes(struct store *st, const struct feed_item *item)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM code WHERE item_id = ?1");
    query_int(&q, 1, item->item_id);
    query_write(&q);
    for (int32_t i = 0; i < item->code_count; i++) {
        query_begin(&q, st,
                    "INSERT INTO code (code, item_id, qty)"
                    " VALUES (?1, ?2, ?3)");
        query_text(&q, 1, item->code[i].code);
        query_int(&q, 2, item->item_id);
        query_int(&q, 3, item->code[i].qty);
        query_write(&q);
    }
}

static void save_item(struct store *st, const struct feed_item *item)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO item (item_id, sku, name, picture_url)"
                " VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (item_id) DO UPDATE SET sku = excluded.sku,"
                " name = excluded.name, picture_url = excluded.picture_url");
    query_int(&q, 1, item->item_id);
    query_text(&q, 2, item->sku);
    query_text(&q, 3, item->name);
    query_text(&q, 4, item->picture_url);
    query_write(&q);
    save_codes(st, item);
}

static void save_box(struct store *st, const struct feed_box *box)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO box (box_id, code, name, tare_mg)"
                " VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (box_id) DO UPDATE SET code = excluded.code,"
                " name = excluded.name, tare_mg = excluded.tare_mg");
    query_int(&q, 1, box->box_id);
    query_text(&q, 2, box->code);
    query_text(&q, 3, box->name);
    query_int(&q, 4, box->tare_mg);
    query_write(&q);
}

static void save_person(struct store *st, const struct feed_person *p)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO person (person_id, name, role, badge_digest,"
                " pin_hash, is_active) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                " ON CONFLICT (person_id) DO UPDATE SET name = excluded.name,"
                " role = excluded.role, badge_digest = excluded.badge_digest,"
                " pin_hash = excluded.pin_hash,"
                " is_active = excluded.is_active");
    query_int(&q, 1, p->person_id);
    query_text(&q, 2, p->name);
    query_text(&q, 3, p->role);
    query_text(&q, 4, p->badge_digest);
    query_text(&q, 5, p->pin_hash);
    query_int(&q, 6, p->is_active);
    query_write(&q);
}

static void save_serial(struct store *st, const struct feed_serial *s)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO serial (item_id, serial) VALUES (?1, ?2)"
                " ON CONFLICT (item_id, serial) DO NOTHING");
    query_int(&q, 1, s->item_id);
    query_text(&q, 2, s->serial);
    query_write(&q);
}

void bench_feed_apply(struct store *st, const struct feed_entry *e)
{
    switch (e->kind) {
    case FEED_ITEM:
        save_item(st, &e->item);
        return;
    case FEED_BOX:
        save_box(st, &e->box);
        return;
    case FEED_PERSON:
        save_person(st, &e->person);
        return;
    case FEED_SERIAL:
        save_serial(st, &e->serial);
        return;
    case FEED_SHIPMENT:
    case FEED_KIND_COUNT:
        break;
    }
    must_fail(__FILE__, __LINE__, "no entry of the catalogue");
}

// Rows of one statement into another, column by column as texts or numbers.
static void copy_rows(struct store *to, struct store *from,
                      const char *select, const char *insert, int columns,
                      const char *kinds)
{
    struct query in, out;
    query_begin(&in, from, select);
    while (query_row(&in) > 0) {
        query_begin(&out, to, insert);
        for (int i = 0; i < columns; i++) {
            if (kinds[i] == 'i')
                query_int(&out, i + 1, query_get_int(&in, i));
            else
                query_text(&out, i + 1, query_get_text(&in, i));
        }
        query_write(&out);
    }
}

void bench_copy_catalogue(struct store *to, struct store *from)
{
    copy_rows(to, from, "SELECT item_id, sku, name, picture_url FROM item",
              "INSERT INTO item (item_id, sku, name, picture_url)"
              " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (item_id) DO NOTHING",
              4, "ittt");
    copy_rows(to, from, "SELECT code, item_id, qty FROM code",
              "INSERT INTO code (code, item_id, qty) VALUES (?1, ?2, ?3)"
              " ON CONFLICT (code, item_id) DO NOTHING",
              3, "tii");
    copy_rows(to, from, "SELECT box_id, code, name, tare_mg FROM box",
              "INSERT INTO box (box_id, code, name, tare_mg)"
              " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (box_id) DO NOTHING",
              4, "itti");
    copy_rows(to, from,
              "SELECT person_id, name, role, badge_digest, pin_hash,"
              " is_active FROM person",
              "INSERT INTO person (person_id, name, role, badge_digest,"
              " pin_hash, is_active) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
              " ON CONFLICT (person_id) DO UPDATE SET name = excluded.name,"
              " role = excluded.role, badge_digest = excluded.badge_digest,"
              " pin_hash = excluded.pin_hash,"
              " is_active = excluded.is_active",
              6, "itttti");
}

int bench_sample_items(struct store *st, int64_t *item_id, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT item_id FROM item WHERE item_id IN"
                " (SELECT item_id FROM code) ORDER BY item_id LIMIT ?1");
    query_int(&q, 1, cap);
    while (query_row(&q) > 0 && count < cap)
        item_id[count++] = query_get_int(&q, 0);
    query_end(&q);
    return count;
}
