#include "station/store/central/rules/points.h"
#include "station/store/engine/query.h"

void points_save(struct store *st, const char *country, const char *postal,
                 struct geo_point p)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO postal_point (country, postal, x, y, z)"
                " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (country, postal)"
                " DO UPDATE SET x = ?3, y = ?4, z = ?5");
    query_text(&q, 1, country);
    query_text(&q, 2, postal);
    query_int(&q, 3, p.x);
    query_int(&q, 4, p.y);
    query_int(&q, 5, p.z);
    query_write(&q);
}

static size_t common(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

// Takes the row when it shares more of the beginning than the best so far.
static void take_closer(struct query *q, const char *postal, size_t *best,
                        struct geo_point *out)
{
    if (query_row(q) > 0) {
        size_t n = common(query_get_text(q, 0), postal);
        if (n >= *best && n > 0) {
            *best = n + 1;
            *out = (struct geo_point){(int32_t)query_get_int(q, 1),
                                      (int32_t)query_get_int(q, 2),
                                      (int32_t)query_get_int(q, 3)};
        }
    }
    query_end(q);
}

// The neighbours in the sequence of codes share the longest beginning.
struct geo_point points_find(struct store *st, const char *country,
                             const char *postal)
{
    struct query q;
    struct geo_point p = {0, 0, 0};
    size_t best = 0;
    query_begin(&q, st,
                "SELECT postal, x, y, z FROM postal_point WHERE country = ?1"
                " AND postal <= ?2 ORDER BY postal DESC LIMIT 1");
    query_text(&q, 1, country);
    query_text(&q, 2, postal);
    take_closer(&q, postal, &best, &p);
    query_begin(&q, st,
                "SELECT postal, x, y, z FROM postal_point WHERE country = ?1"
                " AND postal > ?2 ORDER BY postal LIMIT 1");
    query_text(&q, 1, country);
    query_text(&q, 2, postal);
    take_closer(&q, postal, &best, &p);
    return p;
}
