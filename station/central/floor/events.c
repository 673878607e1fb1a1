#include "station/central/floor/events.h"
#include "station/central/floor/effects/effects.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/orders/exceptions.h"

#include <stdio.h>
#include <string.h>

enum {
    RENEWED_MS = 600000, // not found twice within so long
    MISSES_MS = 3600000,
};

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
static int64_t apply(struct store *st, const struct journal *j,
                     const struct journal_row *row,
                     const struct effect_kind *kind)
{
    struct effect e = {.st = st,
                       .row = row,
                       .station_id = j->station_id,
                       .journal_no = j->journal_no};
    int rc = run(&e, kind);
    struct exception x = {.kind = "refused",
                          .at_ms = row->at_ms,
                          .order_id = e.order_id,
                          .shipment_id = row->shipment_id,
                          .station_id = j->station_id,
                          .journal_no = j->journal_no,
                          .seq = row->seq,
                          .note = e.why};
    if (rc == ERR_CONFLICT && e.why[0])
        exceptions_raise(st, &x);
    else if (rc < 0)
        store_fail(st, rc, store_why(st));
    return rc == ERR_OK ? e.order_id : 0;
}

// Sent again after an answer was lost: the very same row, or it is a fork.
static int check_repeat(struct store *st, const struct journal *j,
                        const struct journal_row *row)
{
    uint8_t hash[SECRET_DIGEST_LEN];
    if (!journals_hash(st, j, row->seq, hash) ||
        memcmp(hash, row->hash, sizeof hash) != 0)
        return ERR_CONFLICT;
    return ERR_OK;
}

// The station hands over rows that we confirmed once, and they follow: this
// file is an older one that nobody has told of.
static void check_loss(struct store *st, struct journal *j,
                       const struct journal_row *row, int64_t at_ms)
{
    int64_t before = store_counter(st, "renewed_ms", 0);
    bool is_lost = j->acked_seq >= row->seq;
    j->acked_seq = 0;
    if (is_lost && (before == 0 || at_ms - before >= RENEWED_MS))
        identity_renew(st, at_ms,
                       "A bench has events that were confirmed and are not "
                       "here: central's file was replaced by an older one");
}

// Who signs in there, by the rows themselves; and a number of somebody who
// never did is told once.
static void note_person(struct store *st, struct journal *j,
                        const struct journal_row *row)
{
    bool is_sign_in = strcmp(row->kind, "sign_in") == 0;
    if (is_sign_in)
        j->person_id = row->person_id;
    if (strcmp(row->kind, "sign_out") == 0)
        j->person_id = 0;
    if (row->person_id == 0 ||
        stations_person(st, j->station_id, row->person_id, is_sign_in))
        return;
    char note[200];
    snprintf(note, sizeof note,
             "events name person %lld, who has never signed in there: look "
             "who has the station's token",
             (long long)row->person_id);
    struct exception x = {.kind = "person",
                          .at_ms = row->at_ms,
                          .station_id = j->station_id,
                          .journal_no = j->journal_no,
                          .seq = row->seq,
                          .note = note};
    exceptions_raise(st, &x);
}

// Badges were tried there that nobody has: told once an hour.
static void note_misses(struct store *st, const struct journal *j,
                        const struct journal_row *row)
{
    if (strcmp(row->kind, "badge_misses") != 0)
        return;
    int64_t last = exceptions_newest_ms(st, "badges", j->station_id);
    if (last && row->at_ms >= last && row->at_ms - last < MISSES_MS)
        return;
    bool is_typed = strcmp(row->verdict, "typed") == 0;
    struct exception x = {.kind = "badges",
                          .at_ms = row->at_ms,
                          .station_id = j->station_id,
                          .journal_no = j->journal_no,
                          .seq = row->seq};
    x.note = is_typed ? "unknown badges were typed at the bench's page: look "
                        "who was there"
                      : "unknown badges were scanned: enter new ones, or look "
                        "who tries those of others";
    exceptions_raise(st, &x);
}

// Takes one event after j->last, moving it. *order_id is the order that it
// changed, or 0.
static int take(struct store *st, struct journal *j, int64_t at_ms,
                const struct journal_row *row, int64_t *order_id)
{
    uint8_t hash[SECRET_DIGEST_LEN];
    *order_id = 0;
    if (row->seq <= j->last.seq)
        return check_repeat(st, j, row);
    if (row->seq != j->last.seq + 1)
        return ERR_CONFLICT;
    journal_hash(&j->last, row, hash);
    if (memcmp(hash, row->hash, sizeof hash) != 0)
        return ERR_CONFLICT;
    journals_event_add(st, j->journal_no, row);
    check_loss(st, j, row, at_ms);
    note_person(st, j, row);
    note_misses(st, j, row);
    const struct effect_kind *kind = find(row);
    if (kind && row->shipment_id > 0)
        *order_id = apply(st, j, row, kind);
    j->last.seq = row->seq;
    memcpy(j->last.hash, row->hash, sizeof j->last.hash);
    return ERR_OK;
}

static int take_line(struct office *o, struct journal *j, char *line,
                     size_t len, char *why)
{
    struct journal_row row;
    const char *what;
    int64_t order_id;
    int rc = journal_line_read(&row, line, len, &what);
    if (rc < 0) {
        snprintf(why, EVENTS_WHY_MAX, "after event %lld: %s",
                 (long long)j->last.seq, what);
        return rc;
    }
    rc = take(o->st, j, o->at_ms, &row, &order_id);
    if (rc < 0)
        snprintf(why, EVENTS_WHY_MAX,
                 "event %lld does not follow event %lld: the chain is broken",
                 (long long)row.seq, (long long)j->last.seq);
    else if (order_id)
        office_after_bench(o, order_id, row.shipment_id);
    return rc;
}

int events_take_batch(struct office *o, struct journal *j, char *chars,
                      size_t len, char why[EVENTS_WHY_MAX])
{
    struct journal before = *j;
    int count = 0, rc = ERR_OK;
    for (size_t at = 0; at < len && rc == ERR_OK; count++) {
        char *nl = memchr(chars + at, '\n', len - at);
        if (!nl) {
            snprintf(why, EVENTS_WHY_MAX, "the last line is not whole");
            rc = ERR_PARSE;
            break;
        }
        size_t n = (size_t)(nl - chars) - at;
        rc = take_line(o, j, chars + at, n, why);
        at += n + 1;
    }
    if (rc < 0) {
        *j = before;
        return rc;
    }
    journals_save(o->st, j);
    return count;
}
