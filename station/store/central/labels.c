#include "station/store/central/labels.h"
#include "station/base/json.h"
#include "station/store/central/floor/journals.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 1024 };

static void add(struct labels *l, int64_t journal_no,
                const struct journal_row *row, const json_t *number)
{
    const char *text = json_string_value(number);
    if (!text || !text[0])
        return;
    if (l->count == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : FIRST_CAP;
        struct label_use *more = realloc(l->use, cap * sizeof *more);
        if (!more) {
            l->is_short = true;
            return;
        }
        l->use = more;
        l->cap = cap;
    }
    struct label_use *u = &l->use[l->count++];
    *u = (struct label_use){.journal_no = journal_no,
                            .shipment_id = row->shipment_id,
                            .seq = row->seq,
                            .is_print = strcmp(row->kind, "queue") == 0};
    memcpy(&u->row, row->hash, sizeof u->row);
    snprintf(u->number, sizeof u->number, "%s", text);
}

void labels_take(struct labels *l, int64_t journal_no,
                 const struct journal_row *row)
{
    size_t i;
    json_t *one;
    bool is_done = strcmp(row->kind, "done") == 0;
    if (!is_done && strcmp(row->kind, "queue") != 0)
        return;
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    json_array_foreach(json_object_get(body, "parcels"), i, one)
    {
        add(l, journal_no, row, json_object_get(one, "sscc"));
        add(l, journal_no, row, json_object_get(one, "tracking"));
    }
    if (!is_done) {
        add(l, journal_no, row, json_object_get(body, "sscc"));
        add(l, journal_no, row, json_object_get(body, "code"));
    }
    json_decref(body);
}

static int compare(const void *a, const void *b)
{
    const struct label_use *x = a, *y = b;
    int by = strcmp(x->number, y->number);
    if (by == 0)
        by = (x->journal_no > y->journal_no) - (x->journal_no < y->journal_no);
    return by ? by : (x->seq > y->seq) - (x->seq < y->seq);
}

static bool is_excused(struct store *st, const struct label_use *u)
{
    struct query q;
    query_begin(&q, st,
                "SELECT 1 FROM exception WHERE journal_no = ?1 AND seq = ?2"
                " AND journal_no > 0");
    query_int(&q, 1, u->journal_no);
    query_int(&q, 2, u->seq);
    return query_one_int(&q, 0) == 1;
}

static void say_where(struct store *st, const struct label_use *u,
                      char out[LABEL_WHERE_MAX + 1])
{
    char order_no[24] = "(not in the books)", name[24] = "a bench";
    struct query q;
    query_begin(&q, st,
                "SELECT o.order_no FROM shipment s JOIN orders o"
                " ON o.order_id = s.order_id WHERE s.shipment_id = ?1");
    query_int(&q, 1, u->shipment_id);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, order_no, sizeof order_no);
    query_end(&q);
    query_begin(&q, st,
                "SELECT t.name FROM journal j JOIN station t"
                " ON t.station_id = j.station_id WHERE j.journal_no = ?1");
    query_int(&q, 1, u->journal_no);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, name, sizeof name);
    query_end(&q);
    snprintf(out, LABEL_WHERE_MAX + 1, "%s (%s, event %lld)", order_no, name,
             (long long)u->seq);
}

// Whether the row is one of those before it, in a journal that shares it.
static bool is_shared(const struct label_use *u, size_t idx)
{
    for (size_t i = 0; i < idx; i++)
        if (u[i].row == u[idx].row)
            return true;
    return false;
}

static int64_t station_of(struct store *st, int64_t journal_no)
{
    struct journal j;
    if (journal_no < 0)
        return -1 - journal_no;
    return journals_load(st, journal_no, &j) ? j.station_id : 0;
}

// Whether a parcel that was printed in one may be finished in the other: a
// journal goes on from another one of its station.
static bool is_related(struct store *st, const struct label_use *a,
                       const struct label_use *b)
{
    return a->journal_no == b->journal_no ||
           (!(a->is_print && b->is_print) &&
            station_of(st, a->journal_no) == station_of(st, b->journal_no));
}

// The first use before it that is of another parcel, or NULL: of another order,
// or of two prints. A copy of a label is printed in the same journal.
static const struct label_use *
other_of(struct store *st, const struct label_use *u, size_t idx)
{
    for (size_t i = 0; i < idx; i++)
        if (u[i].shipment_id != u[idx].shipment_id ||
            !is_related(st, &u[i], &u[idx]))
            return &u[i];
    return NULL;
}

static void check_group(struct check *c, const struct label_use *u,
                        size_t count)
{
    char first[LABEL_WHERE_MAX + 1], other[LABEL_WHERE_MAX + 1], text[300];
    const struct label_use *one = NULL, *two = NULL;
    for (size_t i = 0; i < count; i++) {
        if (is_excused(c->st, &u[i]))
            return;
        if (!one && !is_shared(u, i) && (one = other_of(c->st, u, i)))
            two = &u[i];
    }
    if (!one)
        return;
    say_where(c->st, one, first);
    say_where(c->st, two, other);
    snprintf(text, sizeof text,
             "the number %s stands on labels of order %s and of order %s: "
             "find both parcels and print one a new label",
             u->number, first, other);
    check_find(c, text);
}

int labels_check(struct check *c, struct labels *l)
{
    if (l->count > 0)
        qsort(l->use, l->count, sizeof *l->use, compare);
    for (size_t at = 0; at < l->count;) {
        size_t end = at + 1;
        while (end < l->count &&
               strcmp(l->use[end].number, l->use[at].number) == 0)
            end++;
        check_group(c, &l->use[at], end - at);
        at = end;
    }
    if (l->is_short)
        check_find(c, "there is not enough memory to compare all labels");
    free(l->use);
    *l = (struct labels){0};
    return ERR_OK;
}
