#include "station/store/compare.h"
#include "station/store/bench/journal.h"
#include "station/store/central/floor/journals.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

enum { NAMED_MAX = 5, NAME_MAX_SHOWN = 100 };

struct compare {
    struct check *check;
    struct labels *labels;
    const char *name;
    struct journal journal; // at central, journal_no 0 for none
    int64_t confirmed, tip; // rows
    int64_t unsent, lost, different;
};

static void find(struct compare *m, int64_t seq, const char *what)
{
    char text[300];
    snprintf(text, sizeof text, "%.*s: event %lld %s", NAME_MAX_SHOWN, m->name,
             (long long)seq, what);
    check_find(m->check, text);
}

static bool on_row(void *arg, const struct journal_row *row)
{
    struct compare *m = arg;
    struct store *central = m->check->st;
    uint8_t hash[SECRET_DIGEST_LEN];
    m->tip = row->seq;
    if (m->journal.journal_no &&
        journals_hash(central, &m->journal, row->seq, hash)) {
        if (memcmp(hash, row->hash, sizeof hash) != 0 &&
            m->different++ < NAMED_MAX)
            find(m, row->seq,
                 "is another than central has: the file was "
                 "copied, or put back; start its bench, which "
                 "says so to central");
        return true;
    }
    labels_take(m->labels, -1 - m->journal.station_id, row);
    if (row->seq > m->confirmed)
        m->unsent++;
    else if (m->lost++ < NAMED_MAX)
        find(m, row->seq,
             "was confirmed by central and is not there: "
             "central's file went back; start its bench, which "
             "hands it over again");
    return true;
}

static bool find_journal(struct store *central, const char *id,
                         const char *station, struct journal *out)
{
    struct query q;
    query_begin(&q, central,
                "SELECT j.journal_no FROM journal j JOIN station t"
                " ON t.station_id = j.station_id WHERE j.journal_id = ?1"
                " AND (j.journal_id <> '' OR t.name = ?2)");
    query_text(&q, 1, id);
    query_text(&q, 2, station);
    int64_t journal_no = query_one_int(&q, 0);
    return journal_no && journals_load(central, journal_no, out);
}

// Its own, or the one that it began in when central has not heard of it yet.
static void match(struct compare *m, struct store *bench)
{
    static const char *const NAMES[] = {"journal_id", "known_id", "parent_id"};
    char id[IDENTITY_MAX + 1], station[64];
    store_setting(bench, "station_name", station, sizeof station);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        store_setting(bench, NAMES[i], id, sizeof id);
        if ((i > 0 && !id[0]) ||
            !find_journal(m->check->st, id, station, &m->journal))
            continue;
        if (i == 0)
            m->confirmed = store_counter(bench, "acked_seq", 0);
        return;
    }
    m->journal = (struct journal){0};
}

static bool is_of_another(struct compare *m, struct store *bench)
{
    char own[IDENTITY_MAX + 1], its[IDENTITY_MAX + 1], text[300];
    store_setting(m->check->st, "database_id", own, sizeof own);
    store_setting(bench, "database_id", its, sizeof its);
    if (!its[0] || strcmp(own, its) == 0)
        return false;
    snprintf(text, sizeof text, "%.*s belongs to another central",
             NAME_MAX_SHOWN, m->name);
    check_find(m->check, text);
    return true;
}

static void say_more(struct compare *m)
{
    char text[300];
    if (m->lost > NAMED_MAX || m->different > NAMED_MAX) {
        snprintf(text, sizeof text,
                 "%.*s: %lld events in all that central lost, %lld that "
                 "differ",
                 NAME_MAX_SHOWN, m->name, (long long)m->lost,
                 (long long)m->different);
        check_find(m->check, text);
    }
    if (m->journal.last.seq > m->tip) {
        snprintf(text, sizeof text,
                 "%.*s ends at event %lld and central has up to %lld: the "
                 "file is older than what its bench told; start its bench, "
                 "which says so to central",
                 NAME_MAX_SHOWN, m->name, (long long)m->tip,
                 (long long)m->journal.last.seq);
        check_find(m->check, text);
    }
}

int compare_bench(struct check *c, struct store *bench, const char *name,
                  struct labels *l, int64_t *unsent)
{
    struct compare m = {.check = c, .labels = l, .name = name};
    *unsent = 0;
    if (is_of_another(&m, bench))
        return ERR_OK;
    match(&m, bench);
    int64_t rc = journal_each(bench, 0, 0, on_row, &m);
    if (rc < 0)
        return (int)rc;
    say_more(&m);
    *unsent = m.unsent;
    return ERR_OK;
}
