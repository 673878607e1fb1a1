// The people of the world: they do what the pages ask of them, and remember
// what they did.
#include "tests/model/world.h"

#include <stdlib.h>

static const char WHY[] = "{\"reason\":\"looked_at\"}";

struct world_order *people_find(struct world *w, const char *order_no)
{
    for (int i = 0; i < w->order_count; i++)
        if (strcmp(w->order[i].order_no, order_no) == 0)
            return &w->order[i];
    fail_msg("seed %llu: nobody ordered %s", (unsigned long long)w->seed,
             order_no);
    return NULL;
}

void people_order(struct world *w)
{
    assert_true(w->order_count < WORLD_ORDERS);
    struct world_order *o = &w->order[w->order_count++];
    *o = (struct world_order){.packed = 0};
    snprintf(o->order_no, sizeof o->order_no, "ORD-%05d", w->order_count);
    central_order(w, o->order_no);
}

void people_order_again(struct world *w)
{
    int first = (int)(next_random(&w->random) % 100);
    w->is_shop_behind = false;
    for (int i = 0; i < w->order_count; i++)
        central_order(w, w->order[(first + i) % w->order_count].order_no);
}

void people_catalogue(struct world *w)
{
    char body[200];
    int status;
    w->item_count++;
    snprintf(body, sizeof body,
             "{\"items\":[{\"sku\":\"MUG\",\"name\":\"Mug %d\"},"
             "{\"sku\":\"NEW-%d\",\"name\":\"New\"}]}",
             w->item_count, w->item_count);
    json_decref(
        central_ask(w, "POST", "import?kind=items&format=json", body, &status));
    assert_int_equal(status, 200);
}

static const char *text_of(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text ? text : "";
}

// An order keeps its shipments' numbers, and no other order has them.
static void note_shipment(struct world *w, int nr, const char *order_no)
{
    struct world_order *o = people_find(w, order_no);
    int64_t id = party_shipment(w, nr, order_no);
    for (int i = 0; i < w->order_count; i++)
        for (int k = 0; k < w->order[i].shipment_count; k++) {
            if (w->order[i].shipment_id[k] != id)
                continue;
            if (&w->order[i] != o)
                fail_msg("seed %llu: shipment %lld is %s and %s",
                         (unsigned long long)w->seed, (long long)id,
                         w->order[i].order_no, o->order_no);
            return;
        }
    assert_true(o->shipment_count < (int)COUNT(o->shipment_id));
    o->shipment_id[o->shipment_count++] = id;
}

// One that is to go in, or out again when the order is packed no longer.
static void scan_item(struct world *w, int nr, const json_t *screen)
{
    bool is_out = strcmp(text_of(screen, "state"), "unpacking") == 0;
    const json_t *line;
    size_t i;
    json_array_foreach(json_object_get(screen, "lines"), i, line)
    {
        int64_t done = json_integer_value(json_object_get(line, "done"));
        int64_t want = json_integer_value(json_object_get(line, "want"));
        if (is_out ? done <= want : done >= want)
            continue;
        party_scan(w, nr, text_of(json_object_get(line, "item"), "sku"));
        return;
    }
}

// The order is not wanted any more: what is in the box goes back.
static void take_out(struct world *w, int nr, const json_t *screen)
{
    const json_t *line;
    size_t i;
    json_array_foreach(json_object_get(screen, "lines"), i, line)
    {
        if (json_integer_value(json_object_get(line, "done")) == 0)
            continue;
        party_scan(w, nr, text_of(json_object_get(line, "item"), "sku"));
        return;
    }
}

// The label that lies on the table.
static struct world_label *label_of(struct world *w, int nr,
                                    const char *order_no)
{
    for (int i = w->label_count - 1; i >= 0; i--)
        if (w->label[i].bench == nr &&
            strcmp(w->label[i].order_no, order_no) == 0)
            return &w->label[i];
    return NULL;
}

static bool state_is(struct world *w, int nr, const char *state)
{
    json_t *o = party_screen(w, nr);
    bool is_it = strcmp(text_of(o, "state"), state) == 0;
    json_decref(o);
    return is_it;
}

static void scan_label(struct world *w, int nr, const char *order_no)
{
    struct world_label *l = label_of(w, nr, order_no);
    if (!l)
        return;
    party_scan(w, nr, l->tracking);
    if (!state_is(w, nr, "done"))
        return;
    l->is_done = true;
    WORLD_TELL(w, "bench %d packed %s as %s\n", nr + 1, order_no, l->tracking);
    people_find(w, order_no)->packed++;
}

static void take_order(struct world *w, int nr)
{
    if (w->order_count == 0 || next_random(&w->random) % 3 > 0) {
        party_scan(w, nr, "%CONT");
        return;
    }
    int i = (int)(next_random(&w->random) % (uint32_t)w->order_count);
    party_scan(w, nr, w->order[i].order_no);
    party_sync(w, nr, 2, false);
}

static void act(struct world *w, int nr)
{
    json_t *o = party_screen(w, nr);
    const char *state = text_of(o, "state");
    const json_t *order = json_object_get(o, "order");
    bool is_open = strcmp(state, "picking") == 0 ||
                   strcmp(state, "printing") == 0 ||
                   strcmp(state, "labelling") == 0;
    if (is_open)
        note_shipment(w, nr, text_of(order, "order_no"));
    if (strcmp(state, "signed_out") == 0)
        party_scan(w, nr, "!BANA");
    else if (strcmp(state, "picking") == 0 || strcmp(state, "unpacking") == 0)
        scan_item(w, nr, o);
    else if (strcmp(state, "unpacking") == 0)
        take_out(w, nr, o);
    else if (is_open)
        scan_label(w, nr, text_of(order, "order_no"));
    else
        take_order(w, nr);
    json_decref(o);
}

void people_pack(struct world *w, int nr, int acts)
{
    for (int i = 0; i < acts; i++) {
        act(w, nr);
        w->wall_ms += 900;
        w->now_ms += 900;
    }
}

// Whose parcel is there stays where it is; any other is worked on again.
static void release(struct world *w, const char *list, const char *id,
                    const char *how)
{
    char path[80];
    const json_t *one;
    size_t i;
    snprintf(path, sizeof path, "%s?state=held", list);
    json_t *o = central_ask(w, "GET", path, NULL, NULL);
    json_array_foreach(json_object_get(o, list), i, one)
    {
        if (people_find(w, text_of(one, "order_no"))->packed > 0)
            continue;
        snprintf(path, sizeof path, "%s/%lld/%s", list,
                 (long long)json_integer_value(json_object_get(one, id)), how);
        json_decref(central_ask(w, "POST", path, WHY, NULL));
    }
    json_decref(o);
}

void people_look(struct world *w)
{
    release(w, "shipments", "shipment_id", "release");
    release(w, "orders", "order_id", "unhold/packed_before");
}
