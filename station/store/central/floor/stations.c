#include "station/store/central/floor/stations.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/store/engine/columns.h"

#include <string.h>

static const struct column STATION[] = {
    C_INT(station, station_id), C_INT(station, warehouse_id),
    C_TEXT(station, name),      C_TEXT(station, run),
    C_TEXT(station, peer),      C_INT(station, seen_ms),
    C_INT(station, skew_ms),    C_TEXT(station, rival),
    C_INT(station, rival_ms),   C_INT(station, journal.journal_no)};

int stations_find(struct store *st, const char *token, struct station *out)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT station_id, warehouse_id, name, run, peer, seen_ms,"
                " skew_ms, rival, rival_ms, journal_no FROM station"
                " WHERE token_digest = ?1");
    query_text(&q, 1, digest);
    int rc = columns_load(&q, COLUMNS(STATION), out);
    if (rc < 0)
        return rc;
    return journals_load(st, out->journal.journal_no, &out->journal)
               ? ERR_OK
               : ERR_MISSING;
}

void stations_place(struct store *st, int64_t station_id, int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET warehouse_id = ?2 WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_int(&q, 2, warehouse_id);
    query_write(&q);
}

static void set_journal(struct store *st, int64_t station_id,
                        int64_t journal_no)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET journal_no = ?2 WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_int(&q, 2, journal_no);
    query_write(&q);
}

int64_t stations_add(struct store *st, const char *name, const char *token)
{
    struct query q;
    struct journal j = {.journal_id = ""};
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "INSERT INTO station (name, token_digest, seen_ms, skew_ms)"
                " VALUES (?1, ?2, 0, 0) RETURNING station_id");
    query_text(&q, 1, name);
    query_text(&q, 2, digest);
    j.station_id = query_one_int(&q, 0);
    journals_add(st, &j, "first", 0);
    set_journal(st, j.station_id, j.journal_no);
    return j.station_id;
}

void stations_seen(struct store *st, int64_t station_id, int64_t seen_ms,
                   int64_t skew_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET seen_ms = ?2, skew_ms = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_int(&q, 2, seen_ms);
    query_int(&q, 3, skew_ms);
    query_write(&q);
}

void stations_work(struct store *st, const struct station *s)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET run = ?2, peer = ?3, journal_no = ?4,"
                " seen_ms = ?5 WHERE station_id = ?1");
    query_int(&q, 1, s->station_id);
    query_text(&q, 2, s->run);
    query_text(&q, 3, s->peer);
    query_int(&q, 4, s->journal.journal_no);
    query_int(&q, 5, s->seen_ms);
    query_write(&q);
}

void stations_rival(struct store *st, int64_t station_id, const char *peer,
                    int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET rival = ?2, rival_ms = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_text(&q, 2, peer);
    query_int(&q, 3, at_ms);
    query_write(&q);
}

void stations_unheard(struct store *st, int64_t since_ms,
                      const char *incarnation, char *out, size_t cap)
{
    struct query q;
    char all[2000];
    struct text t;
    text_init(&t, all, sizeof all);
    query_begin(&q, st,
                "SELECT s.name FROM station s JOIN journal j"
                " ON j.journal_no = s.journal_no WHERE s.seen_ms > ?1"
                " AND s.gone_ms = 0 AND (j.incarnation <> ?2"
                " OR j.last_seq < j.tip_seq) ORDER BY s.station_id");
    query_int(&q, 1, since_ms);
    query_text(&q, 2, incarnation);
    while (query_row(&q) > 0)
        text_addf(&t, "%s%s", t.len ? ", " : "", query_get_text(&q, 0));
    text_copy(out, cap, all, t.len);
}

void stations_name(struct store *st, int64_t station_id, char *out, size_t cap)
{
    struct query q;
    out[0] = 0;
    query_begin(&q, st, "SELECT name FROM station WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, out, cap);
    query_end(&q);
}

bool stations_person(struct store *st, int64_t station_id, int64_t person_id,
                     bool is_sign_in)
{
    struct query q;
    query_begin(&q, st,
                "SELECT was_seen FROM station_person"
                " WHERE station_id = ?1 AND person_id = ?2");
    query_int(&q, 1, station_id);
    query_int(&q, 2, person_id);
    int64_t was = query_one_int(&q, -1);
    if (was == 1 || (was == 0 && !is_sign_in))
        return true;
    query_begin(&q, st,
                "INSERT INTO station_person (station_id, person_id, was_seen)"
                " VALUES (?1, ?2, ?3) ON CONFLICT (station_id, person_id)"
                " DO UPDATE SET was_seen = excluded.was_seen");
    query_int(&q, 1, station_id);
    query_int(&q, 2, person_id);
    query_int(&q, 3, is_sign_in);
    query_write(&q);
    return is_sign_in;
}
