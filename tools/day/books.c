#include "tools/day/books.h"
#include "station/store/bench/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 4096, STATIONS_MAX = 16 };

struct reading {
    struct site *site;
    struct books *books;
    char station[STATIONS_MAX][32]; // by central's number
    int64_t shipment_id;                // whose events are read
    bool is_failed;
};

// One row of a journal, wherever it stands.
struct row {
    const char *station, *kind, *verdict, *body;
    int64_t seq, at_ms, shipment_id;
};

static const char *text(const json_t *o, const char *name)
{
    const char *t = json_string_value(json_object_get(o, name));
    return t ? t : "";
}

static int64_t number(const json_t *o, const char *name)
{
    return json_integer_value(json_object_get(o, name));
}

static void *more(void *rows, size_t count, size_t size)
{
    if ((count & (count - 1)) != 0) // grows at powers of two
        return rows;
    void *grown = realloc(rows, (count ? 2 * count : 1) * size);
    if (!grown) {
        perror("books");
        exit(1);
    }
    return grown;
}

static void add_number(struct bag *b, int64_t n)
{
    char key[24];
    snprintf(key, sizeof key, "%lld", (long long)n);
    bag_add(b, key, 1);
}

static void add_queued(struct books *b, const char *code, int64_t shipment_id)
{
    if (code[0] && bag_count(&b->queued, code) == 0)
        bag_add(&b->queued, code, shipment_id);
}

static void add_facts(struct books *b, const struct row *r)
{
    if (strcmp(r->kind, "void") == 0)
        add_number(&b->voided, r->shipment_id);
    bool is_job = strcmp(r->kind, "queue") == 0;
    if (!is_job && !strstr(r->body, "\"raw"))
        return;
    json_t *o = json_read(r->body, strlen(r->body), NULL, 0);
    const char *raw = text(o, "raw");
    if (raw[0] == ']' && strlen(raw) > 3)
        raw += 3; // the symbology's mark, which a handheld puts in front
    if (raw[0])
        bag_add(&b->kept, raw, 1);
    if (is_job) {
        add_queued(b, text(o, "sscc"), r->shipment_id);
        add_queued(b, text(o, "code"), r->shipment_id);
    }
    json_decref(o);
}

// Returns whether it was new in this bag.
static bool add_row(struct bag *rows, const struct row *r)
{
    char key[KEY_MAX];
    snprintf(key, sizeof key, "%s %lld %lld %s %s %.3000s", r->station,
             (long long)r->seq, (long long)r->at_ms, r->kind, r->verdict,
             r->body);
    return bag_add(rows, key, 1) == 1;
}

static void on_event(void *arg, const json_t *o)
{
    struct reading *in = arg;
    int64_t id = number(o, "station_id");
    struct row r = {.station =
                        id > 0 && id < STATIONS_MAX ? in->station[id] : "",
                    .kind = text(o, "kind"),
                    .verdict = text(o, "verdict"),
                    .body = text(o, "body"),
                    .seq = number(o, "seq"),
                    .at_ms = number(o, "at_ms"),
                    .shipment_id = in->shipment_id};
    add_row(&in->books->rows_central, &r);
    if (add_row(&in->books->rows, &r))
        add_facts(in->books, &r);
}

static void on_shipment(void *arg, const json_t *o)
{
    struct reading *in = arg;
    char path[100];
    int64_t id = number(o, "shipment_id");
    add_number(&in->books->shipments, id);
    in->shipment_id = id;
    snprintf(path, sizeof path, "/api/v1/shipments/%lld/events?",
             (long long)id);
    if (site_list(in->site, path, "events", on_event, in) < 0)
        in->is_failed = true;
}

static const json_t *row_of(const json_t *list, const char *name, int64_t id)
{
    size_t i;
    const json_t *row;
    json_array_foreach(list, i, row) if (number(row, name) == id) return row;
    return NULL;
}

static const char *service_name(const struct books *b, const char *code)
{
    for (size_t i = 0; i < b->service_count; i++)
        if (strcmp(b->service[i].code, code) == 0)
            return b->service[i].name;
    return code;
}

static struct books_parcel *add_parcel(struct books *b, const json_t *order,
                                       const json_t *o)
{
    b->parcel = more(b->parcel, b->parcel_count, sizeof *b->parcel);
    struct books_parcel *p = &b->parcel[b->parcel_count++];
    const json_t *shipment = row_of(json_object_get(order, "shipments"),
                                    "shipment_id", number(o, "shipment_id"));
    const json_t *group = row_of(json_object_get(order, "groups"), "group_no",
                                 number(shipment, "group_no"));
    memset(p, 0, sizeof *p);
    p->shipment_id = number(o, "shipment_id");
    p->parcel_no = number(o, "parcel_no");
    p->weight_mg = number(o, "weight_mg");
    snprintf(p->sscc, sizeof p->sscc, "%s", text(o, "sscc"));
    snprintf(p->tracking, sizeof p->tracking, "%s", text(o, "tracking"));
    snprintf(p->order_no, sizeof p->order_no, "%s", text(order, "order_no"));
    snprintf(p->service, sizeof p->service, "%s",
             service_name(b, text(shipment, "service")));
    snprintf(p->country, sizeof p->country, "%.3s", text(group, "country"));
    snprintf(p->name, sizeof p->name, "%s", text(group, "name"));
    snprintf(p->city, sizeof p->city, "%s", text(group, "city"));
    snprintf(p->postal, sizeof p->postal, "%s", text(group, "postal"));
    return p;
}

// What the books say that lies in it, in units.
static void add_contents(struct reading *in, struct books_parcel *p)
{
    char path[160];
    size_t i;
    const json_t *one;
    snprintf(path, sizeof path, "/api/v1/parcels/%s", p->tracking);
    json_t *o = site_call(in->site, "GET", path, NULL);
    json_array_foreach(json_object_get(o, "contents"), i, one)
        p->units += number(one, "qty");
    json_decref(o);
}

static void on_order(void *arg, const json_t *row)
{
    struct reading *in = arg;
    char path[100];
    size_t i;
    const json_t *one;
    int64_t id = number(row, "order_id");
    bag_add(&in->books->order_id, text(row, "order_no"), id);
    snprintf(path, sizeof path, "/api/v1/orders/%lld", (long long)id);
    json_t *order = site_call(in->site, "GET", path, NULL);
    if (!order)
        in->is_failed = true;
    json_array_foreach(json_object_get(order, "parcels"), i, one)
        add_contents(in, add_parcel(in->books, order, one));
    json_decref(order);
}

static void on_exception(void *arg, const json_t *row)
{
    struct books *b = ((struct reading *)arg)->books;
    b->exception = more(b->exception, b->exception_count, sizeof *b->exception);
    struct books_exception *e = &b->exception[b->exception_count++];
    e->order_id = number(row, "order_id");
    e->shipment_id = number(row, "shipment_id");
    snprintf(e->kind, sizeof e->kind, "%s", text(row, "kind"));
    snprintf(e->note, sizeof e->note, "%s", text(row, "note"));
}

static void on_station(void *arg, const json_t *row)
{
    struct reading *in = arg;
    int64_t id = number(row, "station_id");
    if (id > 0 && id < STATIONS_MAX)
        snprintf(in->station[id], sizeof in->station[id], "%s",
                 text(row, "name"));
}

// Labels name services, shipments have their codes.
static bool read_services(struct reading *in)
{
    struct books *b = in->books;
    size_t i;
    const json_t *row;
    json_t *o = site_call(in->site, "GET", "/api/v1/rules/service", NULL);
    json_array_foreach(json_object_get(o, "rules"), i, row)
    {
        struct books_service *s = &b->service[b->service_count];
        if (b->service_count == BOOKS_SERVICES_MAX)
            break;
        snprintf(s->code, sizeof s->code, "%s", text(row, "code"));
        snprintf(s->name, sizeof s->name, "%s",
                 text(json_object_get(row, "body"), "name"));
        b->service_count++;
    }
    json_decref(o);
    return o != NULL;
}

static bool read_central(struct reading *in)
{
    static const struct {
        const char *path, *name;
        site_on_row *on_row;
    } LISTS[] = {{"/api/v1/stations?", "stations", on_station},
                 {"/api/v1/orders?", "orders", on_order},
                 {"/api/v1/exceptions?", "exceptions", on_exception},
                 {"/api/v1/shipments?", "shipments", on_shipment}};
    for (size_t i = 0; i < sizeof LISTS / sizeof LISTS[0]; i++)
        if (site_list(in->site, LISTS[i].path, LISTS[i].name, LISTS[i].on_row,
                      in) < 0 ||
            in->is_failed) {
            fprintf(stderr, "books: central does not tell its %s\n",
                    LISTS[i].name);
            return false;
        }
    return true;
}

struct file {
    struct books *books;
    const char *station;
};

static bool on_journal(void *arg, const struct journal_row *j)
{
    struct file *f = arg;
    char shipment[24];
    struct row r = {.station = f->station,
                    .kind = j->kind,
                    .verdict = j->verdict,
                    .body = j->body,
                    .seq = j->seq,
                    .at_ms = j->at_ms,
                    .shipment_id = j->shipment_id};
    if (add_row(&f->books->rows, &r))
        add_facts(f->books, &r);
    snprintf(shipment, sizeof shipment, "%lld", (long long)j->shipment_id);
    if (strstr(j->body, "\"raw") &&
        bag_count(&f->books->shipments, shipment) > 0 &&
        add_row(&f->books->rows_central, &r))
        f->books->not_at_central++;
    return true;
}

static bool read_bench(struct books *b, const struct site_bench *bench)
{
    static struct store st;
    struct file f = {b, bench->name};
    bool ok = store_open_readonly(&st, bench->db) == ERR_OK &&
              journal_each(&st, 0, 0, on_journal, &f) >= 0;
    if (!ok)
        fprintf(stderr, "books: %s\n", store_why(&st));
    store_close(&st);
    return ok;
}

bool books_read(struct site *s, struct books *b)
{
    struct reading in = {.site = s, .books = b};
    bool ok = read_services(&in) && read_central(&in);
    for (int i = 0; ok && i < s->bench_count; i++)
        ok = read_bench(b, &s->bench[i]);
    return ok;
}

void books_free(struct books *b)
{
    struct bag *const bags[] = {&b->kept,        &b->queued, &b->voided,
                                &b->order_id,    &b->rows,   &b->shipments,
                                &b->rows_central};
    for (size_t i = 0; i < sizeof bags / sizeof bags[0]; i++)
        bag_free(bags[i]);
    free(b->parcel);
    free(b->exception);
    memset(b, 0, sizeof *b);
}
