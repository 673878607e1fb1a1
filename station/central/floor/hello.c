#include "station/central/floor/hello.h"
#include "station/central/floor/hello_internal.h"
#include "station/base/log.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/orders/exceptions.h"

#include <stdio.h>
#include <string.h>

enum { LOANS_AHEAD = 1000 * JOURNALS_LEND };

static void set_text(char *out, size_t cap, const char *text)
{
    snprintf(out, cap, "%s", text);
}

// While central was away nobody could be heard. A clock that was put back tells
// nothing: then the other counts as silent.
static bool is_quiet(struct store *st, const struct station *s, int64_t at_ms)
{
    int64_t since = store_counter(st, "started_ms", 0);
    if (s->seen_ms > since)
        since = s->seen_ms;
    return at_ms < since || at_ms - since >= STATION_QUIET_MS;
}

// The same file, started anew, says which run was the last one on it.
static bool may_begin(struct store *st, const struct station *s,
                      const struct hello *h, int64_t at_ms)
{
    return !s->run[0] || strcmp(s->run, h->run) == 0 ||
           strcmp(s->run, h->run_before) == 0 || is_quiet(st, s, at_ms);
}

static void set_rival(struct office *o, struct station *s, const char *peer)
{
    set_text(s->rival, sizeof s->rival, peer);
    s->rival_ms = peer[0] ? o->at_ms : 0;
    stations_rival(o->st, s->station_id, s->rival, s->rival_ms);
}

static void refuse_second(struct office *o, struct station *s, const char *peer,
                          struct welcome *out)
{
    out->verdict = HELLO_SECOND;
    set_text(out->rival, sizeof out->rival, s->peer);
    out->rival_ms = s->seen_ms;
    set_rival(o, s, peer);
    log_warn("station_second station=%lld", (long long)s->station_id);
}

static enum hello_probe probe(struct store *st, const struct journal *j,
                              const struct hello *h)
{
    uint8_t hash[SECRET_DIGEST_LEN];
    char hex[SECRET_DIGEST_TEXT + 1];
    if (h->probe_seq == 0)
        return HELLO_PROBE_SAME;
    if (h->probe_seq > j->last.seq || !journals_hash(st, j, h->probe_seq, hash))
        return HELLO_PROBE_NONE;
    secret_hex(hash, sizeof hash, hex);
    return strcmp(hex, h->probe_hash) == 0 ? HELLO_PROBE_SAME
                                           : HELLO_PROBE_OTHER;
}

// The journal whose rows an unknown one may share: its parent, or else what
// the station wrote last, for a file is never shortened and keeps them all.
static struct journal nearest(struct store *st, const struct station *s,
                              const struct hello *h)
{
    struct journal parent;
    if (h->parent_id[0] &&
        journals_find(st, s->station_id, h->parent_id, &parent))
        return parent;
    return s->journal;
}

static void speak_of(struct store *st, const struct journal *j,
                     const struct hello *h, struct welcome *out)
{
    set_text(out->journal_id, sizeof out->journal_id, j->journal_id);
    out->last_seq = j->last.seq;
    secret_hex(j->last.hash, sizeof j->last.hash, out->last_hash);
    out->probe = probe(st, j, h);
}

// The first hello of a file from before journals had names keeps its claims.
static struct journal begin(struct office *o, struct station *s,
                            const struct hello *h, const struct journal *near)
{
    struct journal j = {.station_id = s->station_id,
                        .person_id = near->person_id};
    if (!near->journal_id[0] && h->probe_seq == near->last.seq) {
        journals_name(o->st, near->journal_no, h->journal_id);
        j = *near;
        set_text(j.journal_id, sizeof j.journal_id, h->journal_id);
        return j;
    }
    set_text(j.journal_id, sizeof j.journal_id, h->journal_id);
    if (h->probe_seq > 0)
        j.parent_no = near->journal_no;
    else
        j.person_id = 0;
    j.base.seq = h->probe_seq;
    if (!journals_hash(o->st, near, j.base.seq, j.base.hash))
        store_fail(o->st, ERR_CONFLICT, "the journal does not hang together");
    journals_add(o->st, &j, h->probe_seq ? "branch" : "new", o->at_ms);
    log_info("journal_begun station=%lld journal=%lld base=%lld",
             (long long)s->station_id, (long long)j.journal_no,
             (long long)j.base.seq);
    return j;
}

// Numbers that central forgot to have lent. A range far ahead of all that was
// ever lent is none of ours, and would use up those that are left.
static void take_loan(struct office *o, struct journal *j, int64_t end)
{
    int64_t next = store_counter(o->st, "sscc_next", 1);
    if (end <= next + LOANS_AHEAD)
        journals_lent(o->st, j, end, o->at_ms);
    else
        log_warn("loan_not_ours station=%lld end=%lld",
                 (long long)j->station_id, (long long)end);
}

static void welcome_in(struct office *o, struct station *s,
                       const struct hello *h, struct journal *j,
                       const char *peer, struct welcome *out)
{
    struct store *st = o->st;
    struct journal before = s->journal;
    out->verdict = HELLO_WELCOME;
    j->tip_seq = h->tip_seq;
    // What an earlier life of central confirmed is known to be gone.
    bool is_same_life = strcmp(h->incarnation, out->incarnation) == 0;
    j->acked_seq = is_same_life ? h->acked_seq : 0;
    set_text(j->incarnation, sizeof j->incarnation, out->incarnation);
    journals_save(st, j);
    if (h->sscc_end > j->sscc_end)
        take_loan(o, j, h->sscc_end);
    s->journal = *j;
    if (strcmp(s->run, h->run) != 0)
        set_rival(o, s, ""); // who begins is none of his own rivals
    set_text(s->run, sizeof s->run, h->run);
    set_text(s->peer, sizeof s->peer, peer);
    s->seen_ms = o->at_ms;
    stations_work(st, s);
    hello_look_at_works(o, s, h, out);
    if (before.journal_no == j->journal_no)
        return;
    hello_tell_lost(o, s);
    hello_tell_gap(o, s, &before);
}

static void judge(struct office *o, struct station *s, const struct hello *h,
                  const char *peer, struct welcome *out)
{
    struct journal j;
    if (journals_find(o->st, s->station_id, h->journal_id, &j)) {
        speak_of(o->st, &j, h, out);
        welcome_in(o, s, h, &j, peer, out);
        return;
    }
    struct journal near = nearest(o->st, s, h);
    speak_of(o->st, &near, h, out);
    out->verdict = HELLO_UNKNOWN;
    if (!h->begins || out->probe != HELLO_PROBE_SAME)
        return;
    j = begin(o, s, h, &near);
    speak_of(o->st, &j, h, out);
    welcome_in(o, s, h, &j, peer, out);
}

void hello_take(struct office *o, struct station *s, const struct hello *h,
                const char *peer, struct welcome *out)
{
    struct identity is;
    identity_load(o->st, &is);
    *out = (struct welcome){.station_id = s->station_id, .now_ms = o->at_ms};
    set_text(out->database_id, sizeof out->database_id, is.database_id);
    set_text(out->incarnation, sizeof out->incarnation, is.incarnation);
    if (h->database_id[0] && strcmp(h->database_id, is.database_id) != 0)
        out->verdict = HELLO_FOREIGN;
    else if (!may_begin(o->st, s, h, o->at_ms))
        refuse_second(o, s, peer, out);
    else
        judge(o, s, h, peer, out);
}

bool hello_agrees(struct store *st, const struct station *s,
                  const struct hello_said *said, const char **why)
{
    struct identity is;
    identity_load(st, &is);
    *why = NULL;
    if (!s->run[0])
        *why = "this station has not said hello yet";
    else if (strcmp(said->run, s->run) != 0)
        *why = "another run of this station is at work";
    else if (strcmp(said->journal_id, s->journal.journal_id) != 0)
        *why = "the journal is not the one at work";
    else if (strcmp(said->incarnation, is.incarnation) != 0)
        *why = "central has begun anew since";
    return *why == NULL;
}
