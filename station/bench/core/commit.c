#include "station/bench/core/commit.h"
#include "station/base/log.h"
#include "station/bench/core/core.h"
#include "station/store/bench/bench_hand.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>

void commit_begin(struct core *c)
{
    store_begin(&c->store);
}

static void add(struct core *c, const struct origin *o, const struct row *r,
                struct journal_tip *tip)
{
    struct journal_row row = {.at_ms = o->at_ms,
                              .person_id = o->person_id,
                              .shipment_id = r->shipment_id,
                              .fence = r->fence,
                              .body = r->body,
                              .body_len = strlen(r->body)};
    snprintf(row.kind, sizeof row.kind, "%s", r->kind);
    snprintf(row.verdict, sizeof row.verdict, "%s", r->verdict);
    journal_add(&c->store, tip, &row);
}

// A word, not the engine's sentence: the page says in three languages what to
// do about it.
void commit_disk_failed(struct core *c, int rc)
{
    const char *word = rc == ERR_FULL ? "full" : "broken";
    if (strstr(store_why(&c->store), "read-only"))
        word = "read_only";
    notice_set(c, NOTICE_DISK, word, TONE_STOP);
}

static void say_failed(struct core *c, const char *kind, int rc)
{
    log_error("not_kept kind=%s why=\"%s\"", kind, store_why(&c->store));
    commit_disk_failed(c, rc);
}

int commit(struct core *c, const struct origin *o, const struct row *rows,
           int n)
{
    struct journal_tip tip = c->tip;
    struct hand_record *hand = o ? o->hand : NULL;
    must(o || n == 0);
    for (int i = 0; i < n; i++)
        add(c, o, &rows[i], &tip);
    if (hand)
        bench_hand_set(&c->store, hand->name, hand->journal_id, hand->seq);
    int rc = store_commit(&c->store);
    pulse_note(&c->pulse, &c->store, rc);
    if (hand && rc == ERR_OK)
        hand->is_kept = true;
    if (hand && rc < 0)
        hand->has_failed = true;
    if (rc == ERR_OK) {
        c->tip = tip;
        c->is_sync_due = c->is_sync_due || n > 0;
    } else if (o) {
        say_failed(c, n > 0 ? rows[0].kind : "state", rc);
    }
    return rc;
}

void commit_pulse(struct core *c, int64_t now_ms)
{
    if (!pulse_is_due(&c->pulse, now_ms))
        return;
    commit_begin(c);
    pulse_write(&c->pulse, &c->store, now_ms);
    // What came of it is noted, and shown.
    if (commit(c, NULL, NULL, 0) < 0)
        c->is_changed = true;
}
