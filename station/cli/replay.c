// tallyman replay: a bench's journal through the same rules again. The same
// events must give the same verdicts; where they do not, the row is named.
#include "station/base/text.h"
#include "station/cli/cli.h"
#include "station/record/pack.h"
#include "station/store/bench/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct usage REPLAY_USAGE = {
    "tallyman replay",
    "FILE [--shipment ID]\n"
    "  FILE is a bench's; ID leaves all others out"};

enum { ORDERS_MAX = 64 }; // orders open at the same time: parked or held

struct order {
    int64_t shipment_id;
    struct pack *pack;
};

struct replay {
    struct order order[ORDERS_MAX];
    int64_t events, different, broken;
    struct pack_contents contents; // scratch
};

static struct order *find(struct replay *r, int64_t shipment_id, bool make)
{
    struct order *free_one = NULL;
    for (int i = 0; i < ORDERS_MAX; i++) {
        if (r->order[i].shipment_id == shipment_id)
            return &r->order[i];
        if (!r->order[i].shipment_id && !free_one)
            free_one = &r->order[i];
    }
    if (!make || !free_one)
        return NULL;
    if (!free_one->pack)
        free_one->pack = malloc(sizeof *free_one->pack);
    free_one->shipment_id = shipment_id;
    return free_one->pack ? free_one : NULL;
}

static void broken(struct replay *r, const struct journal_row *row,
                   const char *why)
{
    r->broken++;
    printf("event %lld: %s\n", (long long)row->seq, why);
}

static void open_order(struct replay *r, const struct journal_row *row)
{
    struct order *o = find(r, row->shipment_id, true);
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    if (!o || !body || pack_open_from_json(body, o->pack) < 0)
        broken(r, row, "the order cannot be opened again");
    json_decref(body);
}

// The parcel whose label was scanned just before it.
static void close_parcel(struct replay *r, const struct journal_row *row,
                         const struct order *o)
{
    struct pack_contents *c = &r->contents;
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    const struct pack *p = o ? o->pack : NULL;
    if (!body || pack_contents_from_json(body, c) < 0 || !p ||
        p->parcel_count == 0 ||
        strcmp(p->parcel[p->parcel_count - 1].sscc, c->sscc) != 0)
        broken(r, row, "a parcel that was not closed by the rules");
    json_decref(body);
}

static bool on_row(void *arg, const struct journal_row *row)
{
    struct replay *r = arg;
    struct pack_event ev;
    if (row->shipment_id == 0)
        return true;
    if (strcmp(row->kind, "open") == 0) {
        open_order(r, row);
        return true;
    }
    struct order *o = find(r, row->shipment_id, false);
    if (strcmp(row->kind, "done") == 0 || strcmp(row->kind, "void") == 0) {
        if (!o || !pack_is_over(o->pack))
            broken(r, row, "the order ended, but not by the rules");
        else
            o->shipment_id = 0;
        return true;
    }
    if (strcmp(row->kind, "parcel") == 0) {
        close_parcel(r, row, o);
        return true;
    }
    int rc = pack_event_from_json(row->kind, row->body, row->body_len, &ev);
    if (!o || rc < 0) {
        broken(r, row, o ? "the body is not right" : "no order is open");
        return true;
    }
    r->events++;
    enum verdict v = pack_step(o->pack, &ev);
    pack_check(o->pack);
    if (strcmp(verdict_name(v), row->verdict) != 0) {
        r->different++;
        printf("event %lld: %s was %s, is now %s\n", (long long)row->seq,
               row->kind, row->verdict, verdict_name(v));
    }
    return true;
}

static void close_all(struct store *st, struct replay *r)
{
    for (int i = 0; i < ORDERS_MAX; i++)
        free(r->order[i].pack);
    store_close(st);
}

int cmd_replay(int argc, char **argv)
{
    struct store st = {0};
    struct replay r = {0};
    int64_t shipment_id = 0;
    if (argc > 1 && strcmp(argv[1], "--shipment") != 0)
        return usage_wrong(&REPLAY_USAGE, argv[1], "is no option");
    if (argc == 3 && text_to_int(argv[2], strlen(argv[2]), &shipment_id) < 0)
        return usage_wrong(&REPLAY_USAGE, argv[2],
                           "is no number of a shipment");
    if (argc != 1 && argc != 3)
        return usage_wrong(&REPLAY_USAGE, "", "one FILE, please");
    if (store_open_readonly(&st, argv[0]) < 0 || st.kind != STORE_BENCH) {
        fprintf(stderr, "tallyman: %s\n",
                st.why[0] ? store_why(&st) : "not a bench's file");
        close_all(&st, &r);
        return 1;
    }
    if (journal_each(&st, 0, shipment_id, on_row, &r) < 0) {
        fprintf(stderr, "tallyman: %s\n", store_why(&st));
        close_all(&st, &r);
        return 1;
    }
    close_all(&st, &r);
    printf("%lld events replayed, %lld verdicts differ, %lld rows broken\n",
           (long long)r.events, (long long)r.different, (long long)r.broken);
    return r.different || r.broken ? 1 : 0;
}
