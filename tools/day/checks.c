#include "tools/day/checks.h"
#include "tools/day/watch.h"
#include "station/store/bench/journal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t count_of(struct site *s, const char *list, const char *state)
{
    char path[160];
    snprintf(path, sizeof path, "/api/v1/%s?state=%s", list, state);
    return site_list(s, path, list, NULL, NULL);
}

int64_t checks_open_shipments(struct site *s)
{
    int64_t released = count_of(s, "shipments", "released");
    int64_t claimed = count_of(s, "shipments", "claimed");
    return released < 0 || claimed < 0 ? -1 : released + claimed;
}

// Waits until central has all of every bench's journal.
static void wait_for_journals(struct site *s)
{
    for (int i = 0; i < s->bench_count; i++)
        for (int k = 0; k < 500; k++) {
            json_t *state = site_state(s, i);
            json_t *central = json_object_get(
                json_object_get(state, "health"), "central");
            bool sent = state && json_integer_value(json_object_get(
                                     central, "unsent")) == 0;
            json_decref(state);
            if (sent)
                break;
            site_sleep_ms(20);
        }
}

void checks_stop(struct site *s)
{
    wait_for_journals(s);
    for (int i = 0; i < s->bench_count; i++)
        site_kill(&s->bench[i].pid, SIGTERM);
    site_kill(&s->central, SIGTERM);
}

// Every label that came out belongs to a parcel, or to an order that was
// cancelled after it was printed.
static int64_t labels_without_parcel(struct site *s, int64_t *labels)
{
    int64_t missing = 0;
    *labels = 0;
    for (int b = 0; b < s->bench_count; b++) {
        struct sim_printer *p = &s->bench[b].printer;
        for (int i = 0; i < p->label_count; i++) {
            char path[160];
            (*labels)++;
            snprintf(path, sizeof path, "/api/v1/search?q=%s",
                     p->label[i].tracking);
            json_t *found = site_call(s, "GET", path, NULL);
            if (json_array_size(json_object_get(found, "found")) == 0)
                missing++;
            json_decref(found);
        }
    }
    return missing;
}

struct tally {
    int64_t scans, voids, printed_voids;
    bool has_label;
    int64_t label_shipment;
};

static bool on_row(void *arg, const struct journal_row *row)
{
    struct tally *t = arg;
    if (strstr(row->body, "\"raw"))
        t->scans++;
    if (strcmp(row->kind, "queue") == 0 &&
        strcmp(row->verdict, "job_queued") == 0) {
        t->has_label = true;
        t->label_shipment = row->shipment_id;
    }
    if (strcmp(row->kind, "void") == 0) {
        t->voids++;
        if (t->has_label && t->label_shipment == row->shipment_id)
            t->printed_voids++;
    }
    return true;
}

static void read_journals(struct site *s, struct tally *t)
{
    static struct store st;
    for (int i = 0; i < s->bench_count; i++) {
        if (store_open_readonly(&st, s->bench[i].db) < 0) {
            fprintf(stderr, "%s\n", store_why(&st));
            exit(1);
        }
        if (journal_each(&st, 0, 0, on_row, t) < 0)
            exit(1);
        store_close(&st);
    }
}

static bool check(bool is_fine, const char *what, int64_t a, int64_t b)
{
    printf("  %-9s %s (%lld, %lld)\n", is_fine ? "ok" : "NOT OK", what,
           (long long)a, (long long)b);
    return is_fine;
}

static bool tool(struct site *s, const char *command, const char *file)
{
    const char *args[] = {command, file, NULL};
    char what[400];
    snprintf(what, sizeof what, "tallyman %s %s", command, file);
    int status = site_tallyman(s, args, "checks.log");
    return check(status == 0, what, status, 0);
}

static bool check_files(struct site *s)
{
    bool ok = tool(s, "verify", s->db);
    for (int i = 0; i < s->bench_count; i++) {
        ok = tool(s, "verify", s->bench[i].db) && ok;
        ok = tool(s, "replay", s->bench[i].db) && ok;
    }
    return ok;
}

struct kind_count {
    const char *kind;
    int64_t count;
};

static void on_exception(void *arg, const json_t *row)
{
    struct kind_count *k = arg;
    const char *kind = json_string_value(json_object_get(row, "kind"));
    k->count += kind && strcmp(kind, k->kind) == 0;
}

static int64_t exceptions(struct site *s, const char *kind)
{
    struct kind_count k = {kind, 0};
    int64_t all = site_list(s, "/api/v1/exceptions?", "exceptions",
                            on_exception, &k);
    return all < 0 ? -1 : k.count;
}

bool checks_report(struct site *s, struct packer *p, int64_t took_ms)
{
    struct tally t = {0};
    bool ok = true;
    int64_t labels, acknowledged = 0;
    for (int i = 0; i < s->bench_count; i++) {
        acknowledged += p[i].acknowledged;
        if (p[i].trouble[0])
            ok = check(false, p[i].trouble, i + 1, 0);
    }
    wait_for_journals(s);
    int64_t shipped = count_of(s, "orders", "shipped");
    int64_t part = count_of(s, "orders", "part_shipped");
    int64_t cancelled = count_of(s, "orders", "cancelled");
    int64_t waiting = count_of(s, "orders", "waiting");
    int64_t released = count_of(s, "orders", "released");
    int64_t shorts = exceptions(s, "short");
    int64_t refused = exceptions(s, "refused");
    int64_t missing = labels_without_parcel(s, &labels);
    printf("in %.1f s: %lld shipped, %lld part shipped, %lld cancelled, "
           "%lld waiting, %lld labels\n",
           (double)took_ms / 1000, (long long)shipped, (long long)part,
           (long long)cancelled, (long long)waiting, (long long)labels);
    for (int m = 0; m < MISHAP_COUNT; m++) {
        int64_t n = 0;
        for (int i = 0; i < s->bench_count; i++)
            n += p[i].happened[m];
        printf("  mishap %-12s %lld\n", MISHAP_NAMES[m], (long long)n);
    }
    checks_stop(s);
    read_journals(s, &t);
    ok = check(released == 0, "no order is left over", released, 0) && ok;
    ok = check(part <= shorts, "part-shipped orders have an exception", part,
               shorts) && ok;
    ok = check(refused == 0, "central refused nothing", refused, 0) && ok;
    ok = check(missing <= t.printed_voids,
               "every label has its parcel or a cancelled order", missing,
               t.printed_voids) && ok;
    ok = check(acknowledged <= t.scans,
               "every acknowledged scan of an order is in a journal",
               acknowledged, t.scans) && ok;
    ok = check_files(s) && ok;
    printf("%s\n", ok ? "the books balance" : "SOMETHING IS OFF");
    return ok;
}
