#include "station/central/floor/events.h"
#include "station/central/floor/events_internal.h"
#include "station/base/badge.h"
#include "station/record/hello.h"
#include "station/store/central/fields.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/people/people.h"

#include <stdio.h>
#include <string.h>

enum {
    RENEWED_MS = 600000, // not found twice within so long
    MISSES_MS = 3600000,
};

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
    bool is_lost = j->acked_seq >= row->seq;
    j->acked_seq = 0;
    if (!is_lost)
        return;
    int64_t before = store_counter(st, "renewed_ms", 0);
    if (before == 0 || at_ms < before || at_ms - before >= RENEWED_MS)
        identity_renew(st, at_ms,
                       "A bench has events that were confirmed and are not "
                       "here: central's file was replaced by an older one");
}

// The badge was there, too: whoever has a station's token alone signs nobody
// in. What an older version wrote has no proof.
static bool is_proven(struct store *st, const struct journal *j,
                      const struct journal_row *row)
{
    struct person p;
    char proof[BADGE_PROOF_TEXT + 1];
    if (people_load(st, row->person_id, &p) < 0)
        return false;
    badge_prove(p.badge, j->last.hash, proof);
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    const char *said = json_string_value(json_object_get(body, "proof"));
    bool is = proof[0] && said && secret_same(proof, said);
    json_decref(body);
    return is;
}

// Who signs in there, by the rows themselves; and a number of somebody who
// never did is told once.
static void note_person(const struct events_from *from,
                        const struct journal_row *row)
{
    struct store *st = from->o->st;
    struct journal *j = from->j;
    bool is_known = row->person_id == j->person_id;
    bool is_in = strcmp(row->kind, "sign_in") == 0;
    bool is_shown = is_in || strcmp(row->kind, "allow") == 0;
    bool is_sign_in = is_shown && is_proven(st, j, row);
    if (is_in)
        j->person_id = is_sign_in ? row->person_id : 0;
    if (strcmp(row->kind, "sign_out") == 0)
        j->person_id = 0;
    if (row->person_id == 0 || (is_known && !is_sign_in) ||
        stations_person(st, j->station_id, row->person_id, is_sign_in))
        return;
    char note[200];
    snprintf(note, sizeof note,
             "events name person %lld, who has never signed in there: look "
             "who has the station's token",
             (long long)row->person_id);
    struct exception x = {.kind = "person",
                          .at_ms = from->o->at_ms,
                          .station_id = j->station_id,
                          .journal_no = j->journal_no,
                          .seq = row->seq,
                          .note = note};
    exceptions_raise(st, &x);
}

// Badges or PINs were tried there that are not right: told once an hour.
static void note_misses(const struct events_from *from,
                        const struct journal_row *row)
{
    struct store *st = from->o->st;
    const struct journal *j = from->j;
    int64_t at_ms = from->o->at_ms; // a bench's clock may be off
    bool is_pin = strcmp(row->kind, "pin_misses") == 0;
    if (!is_pin && strcmp(row->kind, "badge_misses") != 0)
        return;
    int64_t last = exceptions_newest_ms(st, "badges", j->station_id);
    if (last && at_ms >= last && at_ms - last < MISSES_MS)
        return;
    bool is_typed = strcmp(row->verdict, "typed") == 0;
    struct exception x = {.kind = "badges",
                          .at_ms = at_ms,
                          .station_id = j->station_id,
                          .journal_no = j->journal_no,
                          .seq = row->seq};
    x.note = is_pin ? "wrong PINs were tried with somebody's badge: ask whose "
                      "is missing"
             : is_typed
                 ? "unknown badges were typed at the bench's page: look "
                   "who was there"
                 : "unknown badges were scanned: enter new ones, or look "
                   "who tries those of others";
    exceptions_raise(st, &x);
}

// An order that was begun there when its file went. One that went on hold for
// it was told; of any other, which is packed or given out elsewhere, goods and
// a label may still lie about.
static void tell_given_up(const struct events_from *from,
                          const struct journal_row *row, const json_t *order)
{
    char name[64], note[400];
    struct packing p = {0};
    struct store *st = from->o->st;
    const char *no = json_string_value(json_object_get(order, "order_no"));
    int64_t id = json_integer_value(json_object_get(order, "shipment_id"));
    bool is_known = packing_load(st, id, &p);
    if (!no || strlen(no) > FIELD_CODE_MAX ||
        (is_known && p.claim.state == SHIPMENT_HELD))
        return;
    stations_name(st, from->j->station_id, name, sizeof name);
    snprintf(note, sizeof note,
             "%s had begun order %s when it went on with another file: look "
             "there for goods of it and for a label, and destroy the label",
             name, no);
    struct exception x = {.kind = "lost",
                          .at_ms = from->o->at_ms,
                          .order_id = p.order_id,
                          .shipment_id = id,
                          .station_id = from->j->station_id,
                          .journal_no = from->j->journal_no,
                          .seq = row->seq,
                          .note = note};
    exceptions_raise(st, &x);
}

static void note_given_up(const struct events_from *from,
                          const struct journal_row *row)
{
    size_t i;
    json_t *order;
    if (strcmp(row->kind, "journal") != 0)
        return;
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    json_array_foreach(json_object_get(body, "orders"), i, order)
    {
        if (i < HELLO_WORKS_MAX)
            tell_given_up(from, row, order);
    }
    json_decref(body);
}

// Takes one event after j->last, moving it. *order_id is the order that it
// changed, or 0.
static int take(const struct events_from *from, const struct journal_row *row,
                int64_t *order_id)
{
    struct store *st = from->o->st;
    struct journal *j = from->j;
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
    check_loss(st, j, row, from->o->at_ms);
    note_person(from, row);
    note_misses(from, row);
    note_given_up(from, row);
    *order_id = events_apply(from, row);
    j->last.seq = row->seq;
    memcpy(j->last.hash, row->hash, sizeof j->last.hash);
    return ERR_OK;
}

static int take_line(const struct events_from *from, char *line, size_t len,
                     char *why)
{
    struct journal_row row;
    const char *what;
    int64_t order_id, last_seq = from->j->last.seq;
    int rc = journal_line_read(&row, line, len, &what);
    if (rc < 0) {
        snprintf(why, EVENTS_WHY_MAX, "after event %lld: %s",
                 (long long)last_seq, what);
        return rc;
    }
    rc = take(from, &row, &order_id);
    if (rc < 0)
        snprintf(why, EVENTS_WHY_MAX,
                 "event %lld does not follow event %lld: the chain is broken",
                 (long long)row.seq, (long long)last_seq);
    else if (order_id)
        rc = events_follow(from, &row, order_id);
    return rc;
}

int events_take_batch(struct office *o, struct journal *j, int64_t skew_ms,
                      char *chars, size_t len, char why[EVENTS_WHY_MAX])
{
    struct events_from from = {.o = o, .j = j, .skew_ms = skew_ms};
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
        rc = take_line(&from, chars + at, n, why);
        at += n + 1;
    }
    if (rc < 0) {
        *j = before;
        return rc;
    }
    journals_save(o->st, j);
    return count;
}
