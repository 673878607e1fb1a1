// What must hold at the end, by what came out of printers and was scanned.
#include "station/store/verify.h"
#include "tests/model/world.h"

#include <stdlib.h>

#define FAIL(w, ...)                                                           \
    do {                                                                       \
        print_error("seed %llu: ", (unsigned long long)(w)->seed);             \
        fail_msg(__VA_ARGS__);                                                 \
    } while (0)

static bool is_parcel(struct world *w, const struct world_label *l)
{
    char path[100];
    int status;
    snprintf(path, sizeof path, "parcels/%s", l->tracking);
    json_decref(central_ask(w, "GET", path, NULL, &status));
    return status == 200;
}

// Appends a page of what a person is asked to look at. Returns the next
// page's mark, or 0.
static int64_t add_page(struct world *w, int64_t mark, char **text)
{
    char path[60];
    snprintf(path, sizeof path, mark ? "exceptions?after=%lld" : "exceptions",
             (long long)mark);
    json_t *o = central_ask(w, "GET", path, NULL, NULL);
    char *page = json_dumps(o, 0), *both = NULL;
    assert_non_null(page);
    assert_true(asprintf(&both, "%s%s", *text, page) > 0);
    mark = json_integer_value(json_object_get(o, "next"));
    free(*text);
    free(page);
    json_decref(o);
    *text = both;
    return mark;
}

// All of it as one text, the caller's.
static char *exceptions(struct world *w)
{
    char *text = strdup("");
    int64_t mark = 0;
    assert_non_null(text);
    do {
        mark = add_page(w, mark, &text);
    } while (mark);
    return text;
}

void truth_forgot(struct world *w)
{
    char *named = exceptions(w);
    for (int i = 0; i < w->label_count; i++) {
        struct world_label *l = &w->label[i];
        if (l->is_gone && l->is_done && !is_parcel(w, l) &&
            !strstr(named, l->tracking))
            l->is_lost = true;
    }
    free(named);
}

void truth_lost(struct world *w, int nr, int64_t since_ms)
{
    for (int i = 0; i < w->label_count; i++)
        if (w->label[i].bench == nr && w->label[i].at_ms >= since_ms)
            w->label[i].is_gone = true;
    truth_forgot(w);
}

static void check_numbers(struct world *w)
{
    for (int i = 0; i < w->label_count; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(w->label[i].sscc, w->label[k].sscc) == 0 ||
                strcmp(w->label[i].tracking, w->label[k].tracking) == 0)
                FAIL(w, "%s (%s) and %s (%s) bear one number: %s",
                     w->label[i].order_no, w->label[i].tracking,
                     w->label[k].order_no, w->label[k].tracking,
                     w->label[i].sscc);
}

static void check_parcels(struct world *w, const char *named)
{
    for (int i = 0; i < w->label_count; i++) {
        const struct world_label *l = &w->label[i];
        if (l->is_done && !l->is_lost && !is_parcel(w, l) &&
            !strstr(named, l->tracking))
            FAIL(w, "%s was packed as %s, and nobody knows", l->order_no,
                 l->tracking);
    }
}

static bool has_lost(const struct world *w, const char *order_no)
{
    for (int i = 0; i < w->label_count; i++)
        if (w->label[i].is_lost && strcmp(w->label[i].order_no, order_no) == 0)
            return true;
    return false;
}

// By its own number or by that of a parcel of it.
static bool is_named(const struct world *w, const char *named,
                     const char *order_no)
{
    if (strstr(named, order_no))
        return true;
    for (int i = 0; i < w->label_count; i++)
        if (strcmp(w->label[i].order_no, order_no) == 0 &&
            strstr(named, w->label[i].tracking))
            return true;
    return false;
}

static void check_orders(struct world *w, const char *named)
{
    for (int i = 0; i < w->order_count; i++) {
        const struct world_order *o = &w->order[i];
        bool is_said = is_named(w, named, o->order_no);
        if (o->packed > 1 && !is_said && !has_lost(w, o->order_no))
            FAIL(w, "%s was packed %d times, and nobody knows", o->order_no,
                 o->packed);
        if (o->packed == 0 && !is_said)
            FAIL(w, "%s was never packed, and nobody knows why", o->order_no);
    }
}

static void check_benches(struct world *w)
{
    for (int i = 0; i < WORLD_BENCHES; i++)
        if (w->bench[i].is_up && !party_is_in_step(w, i))
            FAIL(w, "bench %d does not catch up", i + 1);
}

// Each item that was ever made is at a bench as it is at central, or in
// neither.
static void check_item(struct world *w, int64_t item_id)
{
    char path[40], have[80], want[80];
    int status;
    snprintf(path, sizeof path, "items/%lld", (long long)item_id);
    json_t *o = central_ask(w, "GET", path, NULL, &status);
    const char *name = json_string_value(json_object_get(o, "name"));
    snprintf(want, sizeof want, "%s", status == 200 && name ? name : "");
    json_decref(o);
    for (int i = 0; i < WORLD_BENCHES; i++) {
        party_item(w, i, item_id, have);
        if (strcmp(have, want) != 0)
            FAIL(w, "item %lld is \"%s\" at bench %d, and \"%s\" at central",
                 (long long)item_id, have, i + 1, want);
    }
}

static void check_copies(struct world *w)
{
    enum { AT_FIRST = 2 };
    for (int64_t id = 1; id <= AT_FIRST + w->item_count; id++)
        check_item(w, id);
}

static void on_finding(void *arg, const char *finding)
{
    print_error("verify: %s\n", finding);
    ++*(int *)arg;
}

// As tallyman verify does with all the files of a site.
static void check_books(struct world *w)
{
    static struct store central, file[WORLD_BENCHES];
    struct verify_bench bench[WORLD_BENCHES];
    char path[WORLD_TEXT + 20];
    int findings = 0;
    if (store_open_readonly(&central, w->central.path) < 0)
        FAIL(w, "%s", store_why(&central));
    for (int i = 0; i < WORLD_BENCHES; i++) {
        snprintf(path, sizeof path, "%s/bench.db", w->bench[i].folder);
        if (store_open_readonly(&file[i], path) < 0)
            FAIL(w, "%s", store_why(&file[i]));
        bench[i] = (struct verify_bench){.name = path, .st = &file[i]};
    }
    assert_true(verify_site(&central, bench, WORLD_BENCHES, on_finding,
                            &findings) >= 0);
    for (int i = 0; i < WORLD_BENCHES; i++)
        store_close(&file[i]);
    store_close(&central);
    if (findings > 0)
        FAIL(w, "the books are off");
}

void truth_check(struct world *w)
{
    char *named = exceptions(w);
    check_benches(w);
    check_copies(w);
    check_numbers(w);
    check_parcels(w, named);
    check_orders(w, named);
    check_books(w);
    free(named);
}
