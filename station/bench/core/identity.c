#include "station/bench/core/identity.h"
#include "station/base/json.h"
#include "station/base/log.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/core.h"
#include "station/bench/core/feed.h"
#include "station/store/bench/bench_work.h"
#include "station/store/engine/hold.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

// A handheld must not take this start for one that the lost file had counted.
enum { STARTS_SKIPPED = 29 };

static void load(struct store *st, struct identity *i)
{
    store_setting(st, "journal_id", i->journal_id, sizeof i->journal_id);
    store_setting(st, "parent_id", i->parent_id, sizeof i->parent_id);
    store_setting(st, "known_id", i->known_id, sizeof i->known_id);
    store_setting(st, "run", i->run_before, sizeof i->run_before);
    store_setting(st, "database_id", i->database_id, sizeof i->database_id);
    store_setting(st, "incarnation", i->incarnation, sizeof i->incarnation);
    i->has_given_up = store_counter(st, "has_given_up", 0) != 0;
}

static int make_journal(struct core *c)
{
    commit_begin(c);
    secret_id(c->identity.journal_id);
    store_setting_set(&c->store, "journal_id", c->identity.journal_id);
    store_hold_settle(&c->store);
    return commit(c, NULL, NULL, 0);
}

int identity_start(struct core *c, int64_t at_ms)
{
    struct identity *i = &c->identity;
    enum hold hold;
    int rc = store_hold(&c->store, &hold);
    if (rc < 0)
        return rc;
    load(&c->store, i);
    secret_id(i->run);
    if (hold != HOLD_SAME)
        i->run_before[0] = 0;
    if (hold == HOLD_MOVED && c->conf.is_practice)
        return make_journal(c); // nothing of it is anybody else's
    if (hold == HOLD_MOVED)
        return identity_begin(c, "copy", at_ms);
    return i->journal_id[0] ? ERR_OK : make_journal(c);
}

// The last serial that was lent is spent: no label until central lends more.
static void give_up(struct store *st)
{
    int64_t starts = store_counter(st, "starts", 0);
    store_counter_set(st, "sscc_next", store_counter(st, "sscc_end", 0));
    store_counter_set(st, "starts", starts + 1 + secret_random(STARTS_SKIPPED));
    store_counter_set(st, "person_id", 0);
    store_counter_set(st, "has_given_up", 1);
    bench_work_clear(st);
    feed_begin_anew(st);
    store_hold_settle(st);
}

// What the row says: orders that are begun here are named, for a label of one
// may be out already. The caller frees it.
static char *begun_body(struct core *c, const char *parent_id, const char *why)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    int count = bench_work_list(&c->store, list, BENCH_QUEUE_MAX);
    json_t *orders = json_array();
    for (int i = 0; i < count; i++)
        if (strcmp(list[i].state, "leased") != 0)
            json_array_append_new(
                orders, json_pack("{s:I,s:s}", "shipment_id",
                                  (json_int_t)list[i].shipment_id, "order_no",
                                  list[i].order_no));
    json_t *body = json_pack("{s:s,s:s,s:o}", "parent", parent_id, "why", why,
                             "orders", orders);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    return text;
}

int identity_begin(struct core *c, const char *why, int64_t at_ms)
{
    struct identity next = c->identity;
    struct origin o = {.at_ms = at_ms};
    // Of journals that central never heard of none is a parent.
    if (strcmp(next.known_id, next.journal_id) == 0)
        memcpy(next.parent_id, next.journal_id, sizeof next.parent_id);
    secret_id(next.journal_id);
    next.has_given_up = true;
    char *body = begun_body(c, next.parent_id, why);
    struct row row = {.kind = "journal", .verdict = "begun", .body = body};
    commit_begin(c);
    give_up(&c->store);
    store_setting_set(&c->store, "journal_id", next.journal_id);
    store_setting_set(&c->store, "parent_id", next.parent_id);
    int rc = commit(c, &o, &row, 1);
    free(body);
    if (rc < 0)
        return rc;
    log_warn("journal_begun id=%s parent=%s why=%s", next.journal_id,
             next.parent_id, why);
    c->identity = next;
    sign_forget(c);
    notice_set(c, NOTICE_NEW_FILE, "", TONE_STOP);
    return ERR_OK;
}

void identity_welcome(struct core *c, const struct welcome *w,
                      struct identity *to)
{
    struct store *st = &c->store;
    *to = c->identity;
    to->has_given_up = false;
    store_counter_set(st, "has_given_up", 0);
    memcpy(to->known_id, to->journal_id, sizeof to->known_id);
    memcpy(to->database_id, w->database_id, sizeof to->database_id);
    memcpy(to->incarnation, w->incarnation, sizeof to->incarnation);
    store_setting_set(st, "known_id", to->known_id);
    store_setting_set(st, "run", to->run);
    store_setting_set(st, "database_id", to->database_id);
    store_setting_set(st, "incarnation", to->incarnation);
}
