#include "station/central/floor/events.h"
#include "station/central/floor/effects/effects.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/orders/exceptions.h"

#include <stdio.h>
#include <string.h>

// A line a desk. Handhelds are other hands at the packing desk.
static const struct effect_kind *const DESKS[] = {EFFECTS_PACK};

// The effect of a row, or NULL when it has none.
static const struct effect_kind *find(const struct journal_row *row)
{
    for (size_t d = 0; d < sizeof DESKS / sizeof DESKS[0]; d++)
        for (const struct effect_kind *k = DESKS[d]; k->kind; k++)
            if (strcmp(k->kind, row->kind) == 0 &&
                strcmp(k->verdict, row->verdict) == 0)
                return k;
    return NULL;
}

// The claim must still be this station's, under this fence.
static void check_claim(struct effect *e)
{
    struct packing p;
    if (!packing_load(e->st, e->row->shipment_id, &p)) {
        effect_refuse(e, "no such shipment");
        return;
    }
    e->order_id = p.order_id;
    switch (claim_word_judge(&p.claim, e->station_id, e->row->fence)) {
    case CLAIM_WORD_COUNTS:
        break;
    case CLAIM_WORD_TAKEN_OVER:
        effect_refuse(e, "another bench has taken this order over: find the "
                         "parcel and do not hand it over");
        break;
    case CLAIM_WORD_TOO_LATE:
        effect_refuse(e, "the order was packed or cancelled already: find the "
                         "parcel and do not hand it over");
        break;
    }
}

// In a part of the transaction, so that a refused effect leaves nothing.
static int run(struct effect *e, const struct effect_kind *kind)
{
    const struct journal_row *row = e->row;
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    store_part_begin(e->st);
    check_claim(e);
    if (!body)
        effect_refuse(e, "the body is not JSON");
    e->body = body;
    if (!e->why[0])
        kind->apply(e);
    json_decref(body);
    if (e->why[0])
        store_fail(e->st, ERR_CONFLICT, e->why);
    return store_part_end(e->st);
}

// Returns the order that changed, or 0.
static int64_t apply(struct store *st, int64_t station_id,
                     const struct journal_row *row,
                     const struct effect_kind *kind)
{
    struct effect e = {.st = st, .row = row, .station_id = station_id};
    int rc = run(&e, kind);
    if (rc == ERR_CONFLICT && e.why[0])
        exceptions_add(st, "refused", row->at_ms, e.order_id,
                       row->shipment_id, station_id, row->seq, e.why);
    else if (rc < 0)
        store_fail(st, rc, store_why(st));
    return rc == ERR_OK ? e.order_id : 0;
}

// Takes one event after s->tip, moving the tip. *order_id is the order that it
// changed, or 0.
static int take(struct store *st, struct station *s,
                const struct journal_row *row, int64_t *order_id)
{
    uint8_t hash[SECRET_DIGEST_LEN];
    *order_id = 0;
    if (row->seq <= s->tip.seq)
        return ERR_OK; // sent again after an answer was lost
    if (row->seq != s->tip.seq + 1)
        return ERR_CONFLICT;
    journal_hash(&s->tip, row, hash);
    if (memcmp(hash, row->hash, sizeof hash) != 0)
        return ERR_CONFLICT;
    stations_event_add(st, s->station_id, row);
    const struct effect_kind *kind = find(row);
    if (kind && row->shipment_id > 0)
        *order_id = apply(st, s->station_id, row, kind);
    s->tip.seq = row->seq;
    memcpy(s->tip.hash, row->hash, sizeof s->tip.hash);
    return ERR_OK;
}

static int take_line(struct office *o, struct station *s, char *line,
                     size_t len, char *why)
{
    struct journal_row row;
    const char *what;
    int64_t order_id;
    int rc = journal_line_read(&row, line, len, &what);
    if (rc < 0) {
        snprintf(why, EVENTS_WHY_MAX, "after event %lld: %s",
                 (long long)s->tip.seq, what);
        return rc;
    }
    rc = take(o->st, s, &row, &order_id);
    if (rc < 0)
        snprintf(why, EVENTS_WHY_MAX,
                 "event %lld does not follow event %lld: the chain is broken",
                 (long long)row.seq, (long long)s->tip.seq);
    else if (order_id)
        office_after_bench(o, order_id, row.shipment_id);
    return rc;
}

int events_take_batch(struct office *o, struct station *s, char *chars,
                      size_t len, char why[EVENTS_WHY_MAX])
{
    struct station before = *s;
    int count = 0, rc = ERR_OK;
    for (size_t at = 0; at < len && rc == ERR_OK; count++) {
        char *nl = memchr(chars + at, '\n', len - at);
        if (!nl) {
            snprintf(why, EVENTS_WHY_MAX, "the last line is not whole");
            rc = ERR_PARSE;
            break;
        }
        size_t n = (size_t)(nl - chars) - at;
        rc = take_line(o, s, chars + at, n, why);
        at += n + 1;
    }
    if (rc == ERR_OK)
        return count;
    *s = before;
    return rc;
}
