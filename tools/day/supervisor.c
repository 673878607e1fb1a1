#include "tools/day/supervisor.h"
#include "tools/day/bag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char WHY[] = "{\"reason\":\"looked_at\"}";

struct round {
    struct site *site;
    struct bag label; // "ORDER SSCC" that came out
    int64_t *held;    // shipments
    size_t held_count;
    int64_t released;
};

static void on_held(void *arg, const json_t *row)
{
    struct round *r = arg;
    r->held = realloc(r->held, (r->held_count + 1) * sizeof *r->held);
    if (!r->held) {
        perror("supervisor");
        exit(1);
    }
    r->held[r->held_count++] =
        json_integer_value(json_object_get(row, "shipment_id"));
}

static void on_label(void *arg, const struct record_label *l)
{
    struct round *r = arg;
    char key[200];
    snprintf(key, sizeof key, "%s %s", l->order_no, l->sscc);
    if (bag_add(&r->label, key, 1) == 1)
        bag_add(&r->label, l->order_no, 1);
}

// Labels of the order that came out, less those of its parcels in the books.
static int64_t loose_labels(const struct round *r, const json_t *order)
{
    char key[200];
    size_t i;
    const json_t *parcel;
    const char *no = json_string_value(json_object_get(order, "order_no"));
    int64_t count = bag_count(&r->label, no ? no : "");
    json_array_foreach(json_object_get(order, "parcels"), i, parcel)
    {
        const char *sscc = json_string_value(json_object_get(parcel, "sscc"));
        snprintf(key, sizeof key, "%s %s", no ? no : "", sscc ? sscc : "");
        count -= bag_count(&r->label, key) > 0;
    }
    return count;
}

static void look_at(struct round *r, int64_t shipment_id)
{
    char path[100];
    snprintf(path, sizeof path, "/api/v1/shipments/%lld",
             (long long)shipment_id);
    json_t *shipment = site_call(r->site, "GET", path, NULL);
    snprintf(
        path, sizeof path, "/api/v1/orders/%lld",
        (long long)json_integer_value(json_object_get(shipment, "order_id")));
    json_t *order = site_call(r->site, "GET", path, NULL);
    if (order && loose_labels(r, order) == 0) {
        snprintf(path, sizeof path, "/api/v1/shipments/%lld/release",
                 (long long)shipment_id);
        json_t *done = site_call(r->site, "POST", path, WHY);
        r->released += done != NULL;
        json_decref(done);
    }
    json_decref(order);
    json_decref(shipment);
}

int64_t supervisor_look(struct site *s)
{
    struct round r = {.site = s};
    int64_t held =
        site_list(s, "/api/v1/shipments?state=held", "shipments", on_held, &r);
    for (int i = 0; held > 0 && i < s->bench_count; i++)
        record_labels_each(s->bench[i].labels, on_label, &r);
    for (size_t i = 0; i < r.held_count; i++)
        look_at(&r, r.held[i]);
    bag_free(&r.label);
    free(r.held);
    return held < 0 ? -1 : r.released;
}
