// What becomes of the orders that a station has, and of those it had.
#include "station/central/floor/hello_internal.h"
#include "station/central/floor/orphan.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/source/shipments.h"

#include <stdio.h>
#include <string.h>

enum { LOST_AT_ONCE = 64 };
static const int64_t HOUR_MS = 3600000;

// Central came back from before this claim, and nobody else has the order.
static void claim_again(struct office *o, const struct station *s,
                        const struct hello_work *w)
{
    struct papers in = office_papers(o);
    struct claim_holder holder = {.station_id = s->station_id,
                                  .journal_no = s->journal.journal_no,
                                  .fence = w->fence,
                                  .at_ms = o->at_ms};
    claims_set(o->st, w->shipment_id, &holder);
    shipments_single_end(o->st, w->shipment_id);
    papers_lend_numbers(&in, w->shipment_id);
    changes_add(o->st, "shipment", w->shipment_id);
}

static bool is_known(struct office *o, const struct station *s,
                     const struct hello_work *w)
{
    struct packing p;
    if (!packing_load(o->st, w->shipment_id, &p))
        return false;
    struct claim_bench bench = {.station_id = s->station_id,
                                .journal_no = s->journal.journal_no};
    switch (claim_kept_judge(&p.claim, &bench, w->fence)) {
    case CLAIM_KEPT_OURS:
        return true;
    case CLAIM_KEPT_FORGOTTEN:
        claim_again(o, s, w);
        return true;
    case CLAIM_KEPT_GONE:
        break;
    }
    return false;
}

// It may have a label already, and be finished, or lost with its bench's file.
static void tell_begun(struct office *o, const struct station *s,
                       const struct hello_work *w)
{
    char note[300];
    struct packing p;
    struct orphan orphan = {.journal_no = s->journal.journal_no,
                            .seq = -w->shipment_id,
                            .shipment_id = w->shipment_id,
                            .at_ms = o->at_ms,
                            .order_no = w->order_no,
                            .numbers = note};
    snprintf(note, sizeof note, "begun at %s, look for its parcel there",
             s->name);
    if (packing_load(o->st, w->shipment_id, &p) || !orphan_keep(o, &orphan))
        return;
    snprintf(note, sizeof note,
             "order %s is being packed at %s and is not in the books. Take the "
             "order in again: it is held; release it when no parcel of it is "
             "there",
             w->order_no, s->name);
    struct exception x = {.kind = "orphan",
                          .at_ms = o->at_ms,
                          .shipment_id = w->shipment_id,
                          .station_id = s->station_id,
                          .journal_no = orphan.journal_no,
                          .seq = orphan.seq,
                          .note = note};
    exceptions_raise(o->st, &x);
}

void hello_look_at_works(struct office *o, const struct station *s,
                         const struct hello *h, struct welcome *out)
{
    for (int32_t i = 0; i < h->work_count; i++) {
        const struct hello_work *w = &h->work[i];
        if (is_known(o, s, w))
            continue;
        out->gone[out->gone_count++] = w->shipment_id;
        if (w->is_open)
            tell_begun(o, s, w);
    }
}

void hello_hold_claims(struct office *o, int64_t station_id,
                       int64_t but_journal_no, const char *note)
{
    struct claim_lost lost[LOST_AT_ONCE];
    int32_t count;
    do {
        count =
            claims_lost(o->st, station_id, but_journal_no, lost, LOST_AT_ONCE);
        for (int32_t i = 0; i < count; i++) {
            struct exception x = {.kind = "lost",
                                  .at_ms = o->at_ms,
                                  .order_id = lost[i].order_id,
                                  .shipment_id = lost[i].shipment_id,
                                  .station_id = station_id,
                                  .note = note};
            claims_hold_lost(o->st, lost[i].shipment_id);
            exceptions_raise(o->st, &x);
        }
    } while (count == LOST_AT_ONCE);
}

void hello_tell_clock(struct office *o, const struct station *s,
                      int64_t skew_ms)
{
    char note[200];
    bool is_behind = skew_ms < 0;
    int64_t off_ms = is_behind ? -skew_ms : skew_ms;
    int64_t last = 0;
    if (off_ms <= CLOCK_TOLD_MS)
        return;
    last = exceptions_newest_ms(o->st, "clock", s->station_id);
    if (last && o->at_ms >= last && o->at_ms - last < 24 * HOUR_MS)
        return;
    snprintf(note, sizeof note,
             "the clock of %s is %lld minutes %s: set it, and central's when "
             "that is the one that is wrong",
             s->name, (long long)(off_ms / 60000), is_behind ? "slow" : "fast");
    struct exception x = {.kind = "clock",
                          .at_ms = o->at_ms,
                          .station_id = s->station_id,
                          .note = note};
    exceptions_raise(o->st, &x);
}

void hello_tell_lost(struct office *o, const struct station *s)
{
    char note[240];
    snprintf(note, sizeof note,
             "%s began with another file while it had this order: look for "
             "its parcel at the bench; release the hold when there is none",
             s->name);
    hello_hold_claims(o, s->station_id, s->journal.journal_no, note);
}

void hello_tell_gap(struct office *o, const struct station *s,
                    const struct journal *before)
{
    char note[400];
    bool was_at_work = before->journal_id[0] || before->last.seq > 0;
    if (!was_at_work || store_counter(o->st, "renewed_ms", 0) == 0 ||
        strcmp(before->incarnation, s->journal.incarnation) == 0)
        return;
    snprintf(note, sizeof note,
             "%s came back with another file after central was restored: what "
             "it packed since the copy of central may stand in neither. Look "
             "for its parcels at the bench, and for orders that wait again "
             "though they were packed there",
             s->name);
    struct exception x = {.kind = "unheard",
                          .at_ms = o->at_ms,
                          .station_id = s->station_id,
                          .note = note};
    exceptions_raise(o->st, &x);
}

static void tell_rival(struct office *o, const struct station *s)
{
    char note[400];
    int64_t last = exceptions_newest_ms(o->st, "second", s->station_id);
    if (last && o->at_ms >= last && o->at_ms - last < HOUR_MS)
        return;
    snprintf(note, sizeof note,
             "a second machine at %s works with the token of %s, which is at "
             "work at %s: it is refused. Stop it, and give each bench a token "
             "of its own",
             s->rival, s->name, s->peer);
    struct exception x = {.kind = "second",
                          .at_ms = o->at_ms,
                          .station_id = s->station_id,
                          .note = note};
    exceptions_raise(o->st, &x);
}

bool hello_has_rival(struct office *o, const struct station *s)
{
    if (!s->rival[0] || o->at_ms - s->rival_ms >= RIVAL_TOLD_MS)
        return false;
    tell_rival(o, s);
    return true;
}
