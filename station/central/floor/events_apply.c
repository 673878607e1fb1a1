// What one event does to orders and stock, and what becomes of one that does
// not fit.
#include "station/base/log.h"
#include "station/base/text.h"
#include "station/central/floor/effects/effects.h"
#include "station/central/floor/events_internal.h"
#include "station/central/floor/orphan.h"
#include "station/central/life/life.h"
#include "station/record/pack.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/journals.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLOCK_OFF_MS = 60000 };

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

// A bench whose clock is off is not believed about the time; nothing happens
// before it was claimed, or later than now.
static int64_t instant(const struct events_from *from,
                       const struct journal_row *row, int64_t claimed_ms)
{
    int64_t skew = from->skew_ms, at_ms = row->at_ms;
    if (skew > CLOCK_OFF_MS || skew < -CLOCK_OFF_MS)
        at_ms -= skew;
    if (at_ms < claimed_ms)
        at_ms = claimed_ms;
    return at_ms > from->o->at_ms ? from->o->at_ms : at_ms;
}

// A number for people to read; what is none is not repeated.
static const char *number(const json_t *parcel, const char *name)
{
    const char *text = json_string_value(json_object_get(parcel, name));
    size_t len = text ? strlen(text) : 0;
    for (size_t i = 0; i < len; i++)
        if (text[i] < '!' || text[i] > '~')
            return "?";
    return len > 0 && len < 64 ? text : "?";
}

// The numbers of the parcels that a finished order's event tells of.
static void numbers_of(const json_t *body, char *out, size_t cap)
{
    size_t i;
    json_t *one;
    struct text t;
    text_init(&t, out, cap);
    json_array_foreach(json_object_get(body, "parcels"), i, one)
        text_addf(&t, "%sSSCC %s, tracking %s", i ? "; " : "",
                  number(one, "sscc"), number(one, "tracking"));
    if (t.len == 0)
        text_addf(&t, "no numbers");
}

// What an event does to the books when it is done, beside its effect.
enum doing { DOING_EFFECT, DOING_NOTHING, DOING_EXCEPTION };

struct judged {
    struct effect e;
    const struct effect_kind *kind;
    const char *exception; // its kind, when it is refused
    enum doing doing;
};

static void refuse(struct judged *j, const char *exception, const char *why)
{
    j->doing = DOING_EXCEPTION;
    j->exception = exception;
    effect_refuse(&j->e, why);
}

// Of a finished parcel the words name its numbers: they are on a label.
static void refuse_parcel(struct judged *j, const char *exception,
                          const char *why)
{
    char numbers[ORPHAN_NUMBERS_MAX + 1], words[400];
    if (j->kind->late != EFFECT_FINISHES) {
        refuse(j, exception, why);
        return;
    }
    numbers_of(j->e.body, numbers, sizeof numbers);
    snprintf(words, sizeof words, "%s (%.200s)", why, numbers);
    refuse(j, exception, words);
}

static void refuse_doubled(struct judged *j)
{
    char first[160], own[160], words[400];
    if (j->kind->late != EFFECT_FINISHES ||
        journals_share(j->e.st, j->e.journal_no, j->e.row)) {
        j->doing = DOING_NOTHING; // the order is over: there is nothing to do
        return;
    }
    packing_numbers(j->e.st, j->e.row->shipment_id, first, sizeof first);
    numbers_of(j->e.body, own, sizeof own);
    snprintf(words, sizeof words,
             "packed twice: %s counts; find %s, do not hand it over and put "
             "its items back",
             first, own);
    if (strcmp(first, own) == 0)
        snprintf(words, sizeof words,
                 "told twice: %s; look whether two parcels bear these "
                 "numbers, and keep one back",
                 own);
    refuse(j, "doubled", words);
}

static void judge_forgotten(struct judged *j)
{
    struct claim_holder holder = {.station_id = j->e.station_id,
                                  .journal_no = j->e.journal_no,
                                  .fence = j->e.row->fence,
                                  .at_ms = j->e.at_ms};
    switch (j->kind->late) {
    case EFFECT_PASSED:
        j->doing = DOING_NOTHING;
        return;
    case EFFECT_REFUSED:
        refuse(j, "refused",
               "central came back from before this claim: look at the order "
               "and count its items");
        return;
    case EFFECT_FINISHES:
        claims_set(j->e.st, j->e.row->shipment_id, &holder);
        shipments_single_end(j->e.st, j->e.row->shipment_id);
        return;
    }
}

static const char *order_no_of(const json_t *body)
{
    const char *text = json_string_value(json_object_get(body, "order_no"));
    return text && strlen(text) <= FIELD_CODE_MAX ? text : "";
}

static void judge_unknown(struct judged *j)
{
    char numbers[ORPHAN_NUMBERS_MAX + 1], words[400];
    const char *order_no = order_no_of(j->e.body);
    if (j->kind->late == EFFECT_PASSED) {
        j->doing = DOING_NOTHING;
        return;
    }
    if (j->kind->late != EFFECT_FINISHES) {
        refuse(j, "refused", "no such shipment");
        return;
    }
    numbers_of(j->e.body, numbers, sizeof numbers);
    snprintf(words, sizeof words,
             "order %s was packed and is not in the books: %.200s. Take the "
             "order in again: it is held, and this parcel is its parcel",
             order_no[0] ? order_no : "(number not said)", numbers);
    refuse(j, "orphan", words);
}

// The claim must still be this station's, under this fence.
static void judge(const struct events_from *from, struct judged *j)
{
    struct effect *e = &j->e;
    struct packing p;
    bool is_known = packing_load(e->st, e->row->shipment_id, &p);
    struct claim_said said = {.station_id = e->station_id,
                              .fence = e->row->fence,
                              .floor = store_counter(e->st, "fence_floor", 0)};
    e->at_ms = instant(from, e->row, is_known ? p.claimed_ms : 0);
    if (!e->body) {
        refuse(j, "refused", "the body is not JSON");
        return;
    }
    if (!is_known) {
        judge_unknown(j);
        return;
    }
    e->order_id = p.order_id;
    switch (claim_word_judge(&p.claim, &said)) {
    case CLAIM_WORD_COUNTS:
        return;
    case CLAIM_WORD_FORGOTTEN:
        judge_forgotten(j);
        return;
    case CLAIM_WORD_DOUBLED:
        refuse_doubled(j);
        return;
    case CLAIM_WORD_TAKEN_OVER:
        refuse_parcel(j, "refused",
                      "another bench has taken this order over: find the "
                      "parcel and do not hand it over");
        return;
    case CLAIM_WORD_TOO_LATE:
        refuse_parcel(j, "refused",
                      "the order was cancelled already: find the parcel and "
                      "do not hand it over");
        return;
    }
}

// In a part of the transaction, so that a refused effect leaves nothing.
static int run(const struct events_from *from, struct judged *j)
{
    struct effect *e = &j->e;
    store_part_begin(e->st);
    judge(from, j);
    if (j->doing == DOING_EFFECT)
        j->kind->apply(e);
    if (j->doing == DOING_EFFECT && e->why[0]) {
        char why[sizeof e->why];
        memcpy(why, e->why, sizeof why);
        e->why[0] = 0;
        refuse_parcel(j, "refused", why);
    }
    if (j->doing == DOING_EXCEPTION)
        store_fail(e->st, ERR_CONFLICT, e->why);
    return store_part_end(e->st);
}

static void keep_orphan(struct office *o, const struct effect *e)
{
    char numbers[ORPHAN_NUMBERS_MAX + 1];
    struct orphan orphan = {.journal_no = e->journal_no,
                            .seq = e->row->seq,
                            .shipment_id = e->row->shipment_id,
                            .at_ms = e->at_ms,
                            .order_no = order_no_of(e->body),
                            .numbers = numbers};
    numbers_of(e->body, numbers, sizeof numbers);
    (void)orphan_keep(o, &orphan); // an event is kept once
}

// What the database itself refuses is no reason to stop the line either.
static void settle(struct office *o, struct judged *j, int rc)
{
    struct effect *e = &j->e;
    char why[400];
    if (rc != ERR_CONFLICT) {
        if (rc < 0)
            store_fail(e->st, rc, store_why(e->st));
        return;
    }
    snprintf(why, sizeof why, "%s", e->why[0] ? e->why : store_why(e->st));
    effect_tell(e, j->exception ? j->exception : "refused", why);
    if (j->exception && strcmp(j->exception, "orphan") == 0)
        keep_orphan(o, e);
}

int64_t events_apply(const struct events_from *from,
                     const struct journal_row *row)
{
    struct judged j = {.e = {.st = from->o->st,
                             .row = row,
                             .station_id = from->j->station_id,
                             .journal_no = from->j->journal_no}};
    j.kind = find(row);
    if (!j.kind || row->shipment_id <= 0)
        return 0;
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    j.e.body = body;
    int rc = run(from, &j);
    settle(from->o, &j, rc);
    json_decref(body);
    return rc == ERR_OK && j.doing == DOING_EFFECT ? j.e.order_id : 0;
}

// Too heavy or too large for its service, as scale or box at the bench say.
static void reconsider(struct office *o, const struct journal_row *row)
{
    struct pack_event ev;
    if (pack_event_from_json(row->kind, row->body, row->body_len, &ev) ==
        ERR_OK)
        office_reconsider(o, row->shipment_id,
                          &(struct office_weighed){.weight_mg = ev.gross_mg,
                                                   .box_id = ev.box_id,
                                                   .parcel_no = ev.count});
}

int events_follow(const struct events_from *from, const struct journal_row *row,
                  int64_t order_id)
{
    struct office *o = from->o;
    struct effect e = {.st = o->st,
                       .row = row,
                       .station_id = from->j->station_id,
                       .journal_no = from->j->journal_no,
                       .order_id = order_id,
                       .at_ms = o->at_ms};
    char why[400];
    store_part_begin(o->st);
    if (strcmp(row->verdict, "over_service") == 0 ||
        strcmp(row->verdict, "box_over_service") == 0)
        reconsider(o, row);
    office_after_bench(o, order_id, row->shipment_id);
    int rc = store_part_end(o->st);
    if (rc != ERR_CONFLICT)
        return rc;
    snprintf(why, sizeof why,
             "the order was packed, but what follows could not be done: %s",
             store_why(o->st));
    log_error("after_bench_failed order=%lld why=\"%s\"", (long long)order_id,
              store_why(o->st));
    effect_tell(&e, "refused", why);
    return ERR_OK;
}
