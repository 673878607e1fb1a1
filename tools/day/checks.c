#include "tools/day/checks.h"
#include "tools/day/judge.h"
#include "tools/day/watch.h"

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

// Whether central has all of a bench's journal, after waiting for it.
static bool has_handed_over(struct site *s, int idx)
{
    enum { TRIES = 500, TRY_MS = 20 };
    watch_says(WATCH_DAY, "%s to hand over its journal", s->bench[idx].name);
    for (int k = 0; k < TRIES; k++) {
        json_t *state = site_state(s, idx);
        json_t *central =
            json_object_get(json_object_get(state, "health"), "central");
        const json_t *unsent = json_object_get(central, "unsent");
        bool is_sent = unsent && json_integer_value(unsent) == 0;
        json_decref(state);
        if (is_sent)
            return true;
        site_sleep_ms(TRY_MS);
    }
    return false;
}

void checks_stop(struct site *s)
{
    for (int i = 0; i < s->bench_count; i++)
        has_handed_over(s, i);
    for (int i = 0; i < s->bench_count; i++)
        site_kill(&s->bench[i].pid, SIGTERM);
    site_kill(&s->central, SIGTERM);
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

// Central's books, and whether each bench's journal is what central has.
static bool verify_all(struct site *s)
{
    const char *args[SITE_BENCHES_MAX + 3] = {"verify", s->db};
    for (int i = 0; i < s->bench_count; i++)
        args[2 + i] = s->bench[i].db;
    int status = site_tallyman(s, args, "checks.log");
    return check(status == 0, "tallyman verify of central and its benches",
                 status, 0);
}

static bool check_files(struct site *s)
{
    bool ok = verify_all(s);
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

static void print_mishaps(const struct site *s, const struct packer *p)
{
    for (int m = 0; m < MISHAP_COUNT; m++) {
        int64_t n = 0;
        for (int i = 0; i < s->bench_count; i++)
            n += p[i].happened[m];
        printf("  mishap %-12s %lld\n", MISHAP_NAMES[m], (long long)n);
    }
}

static bool check_benches(struct site *s, const struct packer *p)
{
    bool ok = true;
    for (int i = 0; i < s->bench_count; i++) {
        if (p[i].trouble[0])
            ok = check(false, p[i].trouble, i + 1, 0);
        if (!has_handed_over(s, i))
            ok = check(false, "a bench has handed over its journal", i + 1,
                       0);
    }
    watch_moved(WATCH_DAY);
    return ok;
}

static bool check_orders(struct site *s, int64_t took_ms)
{
    int64_t shipped = count_of(s, "orders", "packed") +
                      count_of(s, "orders", "shipped");
    int64_t part = count_of(s, "orders", "part_shipped");
    int64_t cancelled = count_of(s, "orders", "cancelled");
    int64_t waiting = count_of(s, "orders", "waiting");
    int64_t released = count_of(s, "orders", "released");
    int64_t held = count_of(s, "shipments", "held");
    int64_t lost = exceptions(s, "lost");
    int64_t shorts = exceptions(s, "short");
    int64_t refused = exceptions(s, "refused");
    int64_t restored = exceptions(s, "restored");
    printf("in %.1f s: %lld shipped, %lld part shipped, %lld cancelled, "
           "%lld waiting\n",
           (double)took_ms / 1000, (long long)shipped, (long long)part,
           (long long)cancelled, (long long)waiting);
    bool ok = check(released <= held, "no order is left over but held ones",
                    released, held);
    ok = check(held <= lost, "held shipments have an exception", held, lost) &&
         ok;
    ok = check(part <= shorts, "part-shipped orders have an exception", part,
               shorts) && ok;
    // What a bench did under a claim that a restored central has forgotten.
    return check(refused == 0 || restored > 0,
                 "central refused nothing, but after a restore", refused,
                 restored) &&
           ok;
}

bool checks_judge(struct site *s)
{
    struct judge j;
    watch_says(WATCH_DAY, "the labels and scans to be compared");
    bool ok = judge_run(s, &j) && j.findings == 0;
    watch_moved(WATCH_DAY);
    check(ok, "labels and scans agree with the books (findings)", j.findings,
          0);
    printf("            %lld labels of %lld parcels, %lld with a customs "
           "form: %lld copies, %lld undone at a bench, %lld in an exception, "
           "%lld beyond knowing\n",
           (long long)j.labels, (long long)j.parcels, (long long)j.forms,
           (long long)j.copies,
           (long long)j.void_labels, (long long)j.excused_labels,
           (long long)j.unknown_labels);
    printf("            %lld scans made, %lld kept, %lld gone with a file\n",
           (long long)j.scans, (long long)j.scans_kept,
           (long long)j.scans_lost);
    return ok;
}

bool checks_report(struct site *s, struct packer *p, int64_t took_ms)
{
    bool ok = check_benches(s, p);
    print_mishaps(s, p);
    ok = check_orders(s, took_ms) && ok;
    ok = checks_judge(s) && ok;
    checks_stop(s);
    ok = check_files(s) && ok;
    printf("%s\n", ok ? "the books balance" : "SOMETHING IS OFF");
    return ok;
}
