#include "tools/day/packer.h"
#include "tools/day/disaster.h"
#include "tools/day/watch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEP_MS = 15,
    PATIENCE_MS = 60000,    // without any progress: something is broken
    PAPER_MG = 40000,
    RARE = 5,
    BLOCKED_MS = 200,
};
static const char WHY[] = "{\"reason\":\"customer_asked\"}";

const char *const MISHAP_NAMES[MISHAP_COUNT] = {
    "wrong_item", "over_scan",    "weight_off",   "paper_out", "silent",
    "dies",       "kill_station", "central_away", "cancel",    "two_benches",
    "short",      "new_box",      "wrong_label", "restore",   "bench_file",
    "clone"};

static uint32_t roll(struct packer *p)
{
    p->random = p->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(p->random >> 33);
}

static const char *text(const json_t *o, const char *name)
{
    const char *t = json_string_value(json_object_get(o, name));
    return t ? t : "";
}

static int64_t number(const json_t *o, const char *name)
{
    return json_integer_value(json_object_get(o, name));
}

// The state, from a station that may be starting again right now.
static json_t *look(struct packer *p)
{
    for (int i = 0; i < 300; i++) {
        json_t *s = site_state(p->site, p->idx);
        if (s)
            return s;
        site_sleep_ms(STEP_MS);
    }
    snprintf(p->trouble, sizeof p->trouble,
             "the station of %s does not answer",
             p->site->bench[p->idx].name);
    return NULL;
}

static bool happens(struct packer *p, enum mishap m)
{
    if (!(p->planned & (1u << m)))
        return false;
    p->planned &= ~(1u << m);
    p->happened[m]++;
    return true;
}

// Whether the screen answered; a new station counts from the start.
static bool is_answered(struct packer *p, int64_t count)
{
    enum { TRIES = 200, TRY_MS = 2 };
    for (int i = 0; i < TRIES; i++) {
        json_t *s = site_state(p->site, p->idx);
        int64_t now = number(s, "scans");
        json_decref(s);
        if (now != count)
            return now > count;
        site_sleep_ms(TRY_MS);
    }
    return false;
}

// Scans and waits for the answer on the screen. False when it never came: the
// station was killed, and the packer looks again at what it shows.
static bool scan(struct packer *p, const char *code)
{
    struct site_bench *b = &p->site->bench[p->idx];
    struct record_scan made = {.was_taken = false};
    json_t *before = look(p);
    int64_t count = number(before, "scans");
    bool has_order = json_object_get(before, "sum") && !site_is_blocked(before);
    json_decref(before);
    bool sent = false;
    watch_says(WATCH_BENCH + p->idx, "the answer to a scan of %s", code);
    for (int i = 0; i < 200 && !sent; i++) {
        sent = sim_scan(&b->scanner, code);
        if (!sent)
            site_sleep_ms(STEP_MS);
    }
    bool is_seen = is_answered(p, count);
    snprintf(made.code, sizeof made.code, "%s", code);
    made.was_taken = is_seen && has_order;
    record_scan_add(b->scans, &made);
    p->acknowledged += made.was_taken;
    return is_seen;
}

static const json_t *line_item(const json_t *line)
{
    return json_object_get(line, "item");
}

// Keeps the true weight of the box by what went in or out.
static void follow(struct packer *p, const struct site_item *item)
{
    json_t *s = look(p);
    int64_t in_box = number(json_object_get(s, "sum"), "in_box");
    if (json_object_get(s, "sum") && item)
        p->box_mg += (in_box - p->last_in_box) * item->weight_mg;
    if (json_object_get(s, "sum"))
        p->last_in_box = in_box;
    json_decref(s);
}

static void scan_item(struct packer *p, const struct site_item *item,
                      int64_t qty)
{
    char times[24];
    if (qty >= 2 * SITE_CASE) {
        snprintf(times, sizeof times, "%%X%lld", (long long)(qty / SITE_CASE));
        if (qty / SITE_CASE <= 9999 && scan(p, times))
            scan(p, item->case_gtin);
    } else if (qty >= SITE_CASE) {
        scan(p, item->case_gtin);
    } else if (qty > 3) {
        snprintf(times, sizeof times, "%%X%lld", (long long)qty);
        if (scan(p, times))
            scan(p, item->gtin);
    } else {
        scan(p, item->gtin);
    }
    follow(p, item);
}

static void kill_station(struct packer *p)
{
    struct site_bench *b = &p->site->bench[p->idx];
    watch_says(WATCH_BENCH + p->idx, "its station to be started again");
    site_kill(&b->pid, SIGKILL);
    site_sleep_ms(50);
    site_start_bench(p->site, p->idx);
}

// Central goes away for a while; the benches go on with what they have.
static void central_away(struct packer *p)
{
    watch_says(WATCH_BENCH + p->idx, "central to be started again");
    pthread_mutex_lock(p->central_lock);
    site_kill(&p->site->central, roll(p) % 2 ? SIGKILL : SIGTERM);
    site_sleep_ms(800);
    site_start_central(p->site);
    pthread_mutex_unlock(p->central_lock);
}

static void go_back(struct packer *p)
{
    watch_says(WATCH_BENCH + p->idx, "central to be put back");
    pthread_mutex_lock(p->central_lock);
    if (!disaster_restore(p->site))
        p->happened[MISHAP_RESTORE]--; // it was copied, for the next time
    pthread_mutex_unlock(p->central_lock);
}

static void lose_file(struct packer *p)
{
    watch_says(WATCH_BENCH + p->idx, "its file to be lost or older");
    disaster_bench_file(p->site, p->idx, roll(p) % 2 == 0);
    p->order_no[0] = 0; // what lies on the desk, nobody knows any more
    p->planned = 0;
}

static void meet_twin(struct packer *p)
{
    watch_says(WATCH_BENCH + p->idx, "a machine with its token to be refused");
    if (!disaster_clone(p->site, p->idx))
        snprintf(p->trouble, sizeof p->trouble,
                 "neither of two machines as %s was refused",
                 p->site->bench[p->idx].name);
}

static void cancel_order(struct packer *p)
{
    char path[200];
    pthread_mutex_lock(p->central_lock);
    snprintf(path, sizeof path, "/api/v1/search?q=%s", p->order_no);
    json_t *found = site_call(p->site, "GET", path, NULL);
    json_t *first = json_array_get(json_object_get(found, "found"), 0);
    snprintf(path, sizeof path, "/api/v1/orders/%lld/cancel",
             (long long)number(first, "id"));
    json_decref(found);
    json_decref(site_call(p->site, "POST", path, WHY));
    pthread_mutex_unlock(p->central_lock);
}

static void wrong_item(struct packer *p, const struct site_item *wanted)
{
    struct site *s = p->site;
    const struct site_item *other =
        &s->item[roll(p) % (uint32_t)s->item_count];
    if (other == wanted)
        return;
    scan(p, other->gtin); // wrong, or another line's: the screen says which
    follow(p, other);
}

static void disturb(struct packer *p, const struct site_item *item)
{
    if (happens(p, MISHAP_WRONG_ITEM))
        wrong_item(p, item);
    if (happens(p, MISHAP_KILL_STATION))
        kill_station(p);
    if (happens(p, MISHAP_CENTRAL_AWAY))
        central_away(p);
    if (happens(p, MISHAP_CANCEL))
        cancel_order(p);
    if (happens(p, MISHAP_RESTORE))
        go_back(p);
    if (happens(p, MISHAP_CLONE))
        meet_twin(p);
    if (p->order_no[0] && p->order_no[strlen(p->order_no) - 1] % 2 == 0 &&
        happens(p, MISHAP_BENCH_FILE))
        lose_file(p); // of the other orders once the label is out
    if (happens(p, MISHAP_SHORT)) {
        scan(p, "%SHORT");
        scan(p, "%SHORT-1");
    }
    if (happens(p, MISHAP_NEW_BOX))
        scan(p, "%NEWBOX");
}

static void on_picking(struct packer *p, const json_t *s)
{
    const json_t *line = json_object_get(s, "line");
    const struct site_item *item =
        site_find(p->site, text(line_item(line), "sku"));
    int64_t left = number(line, "want") - number(line, "done") -
                   number(line, "short");
    if (!item) { // everything is short: the order ends without a parcel
        scan(p, "%DONE");
        return;
    }
    if (p->planned && p->last_in_box > 0)
        disturb(p, item);
    json_t *now = look(p);
    bool same = strcmp(text(now, "state"), "picking") == 0 &&
                number(json_object_get(now, "line"), "no") ==
                    number(line, "no") &&
                number(json_object_get(now, "line"), "done") ==
                    number(line, "done");
    json_decref(now);
    if (!same)
        return;
    scan_item(p, item, left);
    if (left == 1 && happens(p, MISHAP_OVER_SCAN)) {
        scan(p, item->gtin); // one too many, taken back out at once
        follow(p, item);
    }
}

static void on_unpacking(struct packer *p, const json_t *s)
{
    const json_t *line = json_object_get(s, "line");
    const struct site_item *item =
        site_find(p->site, text(line_item(line), "sku"));
    int64_t excess = number(line, "done") - number(line, "want") +
                     number(line, "short");
    if (item)
        scan_item(p, item, excess);
}

static void on_weighing(struct packer *p, const json_t *s)
{
    struct sim_scale *scale = &p->site->bench[p->idx].scale;
    const json_t *w = json_object_get(s, "weigh");
    int64_t gross = p->box_mg + number(w, "tare_mg") + PAPER_MG;
    if (strcmp(text(w, "verdict"), "weight_unchecked") == 0) {
        scan(p, "%CONT");
        return;
    }
    if (strcmp(text(w, "look"), "not_cleared") == 0 ||
        strcmp(text(w, "look"), "no_sample") == 0) {
        sim_weigh(scale, 0);
        site_sleep_ms(200);
        return;
    }
    if (happens(p, MISHAP_WEIGHT_OFF)) {
        sim_weigh(scale, gross + 3000000); // a hand on the scale
        site_sleep_ms(900);
        sim_weigh(scale, 0);
        site_sleep_ms(400);
    }
    sim_weigh(scale, gross);
    site_sleep_ms(150);
}

static void on_printing(struct packer *p, const json_t *s)
{
    struct sim_printer *printer = &p->site->bench[p->idx].printer;
    const char *job = text(s, "job");
    const char *tracking = text(json_object_get(s, "parcel"), "tracking");
    struct record_label last;
    sim_weigh(&p->site->bench[p->idx].scale, 0);
    if (strcmp(job, "unknown") == 0) {
        sim_printer_fault(printer, SIM_FINE);
        bool is_out = sim_last_label(printer, &last) &&
                      strcmp(last.tracking, tracking) == 0;
        scan(p, is_out ? last.tracking : "%REPRINT");
        return;
    }
    json_t *health =
        json_object_get(json_object_get(s, "health"), "printer");
    // Whatever it is, a person sees to the printer: paper, lid, plug.
    if (strcmp(text(health, "is"), "ok") != 0) {
        site_sleep_ms(300);
        sim_printer_fault(printer, SIM_FINE);
    }
    site_sleep_ms(STEP_MS);
}

static void plan_printer(struct packer *p)
{
    struct sim_printer *printer = &p->site->bench[p->idx].printer;
    if (happens(p, MISHAP_PAPER_OUT))
        sim_printer_fault(printer, SIM_NO_PAPER);
    else if (happens(p, MISHAP_SILENT))
        sim_printer_fault(printer, SIM_SILENT_AFTER);
    else if (happens(p, MISHAP_DIES))
        sim_printer_fault(printer, SIM_DIES_IN_LABEL);
}

static void on_labelling(struct packer *p, const json_t *s)
{
    const char *tracking = text(json_object_get(s, "parcel"), "tracking");
    if (happens(p, MISHAP_BENCH_FILE)) {
        lose_file(p);
        return;
    }
    if (happens(p, MISHAP_WRONG_LABEL))
        scan(p, "TM00000000000");
    scan(p, tracking);
    sim_weigh(&p->site->bench[p->idx].scale, 0);
}

static void plan_order(struct packer *p, const json_t *s)
{
    const char *order_no = text(json_object_get(s, "order"), "order_no");
    if (strcmp(order_no, p->order_no) == 0)
        return;
    snprintf(p->order_no, sizeof p->order_no, "%s", order_no);
    p->box_mg = 0;
    p->last_in_box = 0;
    p->parcel_no = 1;
    p->planned = 0;
    for (int m = 0; m < MISHAP_COUNT; m++) {
        int chance = m < MISHAP_RESTORE ? p->chance : RARE * p->chance;
        if ((p->mishaps & (1u << m)) && roll(p) % (uint32_t)chance == 0)
            p->planned |= 1u << m;
    }
    plan_printer(p);
}

// Reaches for an order that another bench has: it must be told so.
static void reach_for_other(struct packer *p)
{
    int other = (p->idx + 1) % p->site->bench_count;
    json_t *theirs = site_state(p->site, other);
    char code[64];
    snprintf(code, sizeof code, "%s",
             text(json_object_get(theirs, "order"), "order_no"));
    bool is_packing = json_object_get(theirs, "sum") != NULL;
    json_decref(theirs);
    if (other == p->idx || !is_packing || !code[0])
        return;
    p->planned &= ~(1u << MISHAP_TWO_BENCHES);
    p->happened[MISHAP_TWO_BENCHES]++;
    scan(p, code);
    site_sleep_ms(200);
}

static void on_free(struct packer *p, const json_t *s)
{
    bool has_queue = false;
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(s, "queue"), i, one)
        if (strcmp(text(one, "state"), "held") != 0)
            has_queue = true;
    if (p->planned & (1u << MISHAP_TWO_BENCHES))
        reach_for_other(p);
    if (has_queue)
        scan(p, "%CONT");
    else
        site_sleep_ms(40);
}

// A verified parcel is closed: the next one starts empty.
static void begin_parcel(struct packer *p, int64_t parcel_no)
{
    if (parcel_no == p->parcel_no)
        return;
    p->parcel_no = parcel_no;
    p->box_mg = 0;
    p->last_in_box = 0;
}

// A bench that has not heard of people yet knows nobody: again a little later.
static void sign_in(struct packer *p)
{
    enum { AGAIN_MS = 200 };
    scan(p, p->site->bench[p->idx].badge);
    json_t *s = look(p);
    if (strcmp(text(s, "state"), "signed_out") == 0)
        site_sleep_ms(AGAIN_MS);
    json_decref(s);
}

static void act(struct packer *p, const json_t *s)
{
    const char *state = text(s, "state");
    if (site_is_blocked(s)) {
        site_sleep_ms(BLOCKED_MS);
        return;
    }
    if (json_object_get(s, "sum")) {
        plan_order(p, s);
        begin_parcel(p, number(json_object_get(s, "parcel"), "no"));
    }
    if (strcmp(state, "signed_out") == 0)
        sign_in(p);
    else if (strcmp(state, "picking") == 0)
        on_picking(p, s);
    else if (strcmp(state, "unpacking") == 0)
        on_unpacking(p, s);
    else if (strcmp(state, "weighing") == 0)
        on_weighing(p, s);
    else if (strcmp(state, "printing") == 0)
        on_printing(p, s);
    else if (strcmp(state, "labelling") == 0)
        on_labelling(p, s);
    else
        on_free(p, s);
}

// Tells the watch, and gives up when the screen asks the same for too long.
static void mind(struct packer *p, const json_t *s)
{
    const char *state = text(s, "state");
    bool is_free = strcmp(state, "ready") == 0 || strcmp(state, "done") == 0 ||
                   strcmp(state, "void") == 0 || strcmp(state, "loading") == 0;
    uint64_t now =
        (uint64_t)number(json_object_get(s, "sum"), "done") * 7919u +
        (uint64_t)number(s, "scans") + (uint64_t)state[0];
    watch_says(WATCH_BENCH + p->idx, "order %s, which is %s", p->order_no,
               state);
    if (now != p->last_seen && !is_free)
        watch_moved(WATCH_BENCH + p->idx);
    if (now != p->last_seen || is_free)
        p->moved_ms = site_now_ms();
    p->last_seen = now;
    if (site_now_ms() - p->moved_ms < PATIENCE_MS)
        return;
    char *dump = json_dumps(s, JSON_COMPACT);
    snprintf(p->trouble, sizeof p->trouble, "stuck: %.250s",
             dump ? dump : "");
    free(dump);
}

static void *run(void *arg)
{
    struct packer *p = arg;
    p->moved_ms = site_now_ms();
    while (!*p->stop && !p->trouble[0]) {
        json_t *s = look(p);
        if (!s)
            break;
        mind(p, s);
        act(p, s);
        json_decref(s);
    }
    return NULL;
}

void packer_start(struct packer *p)
{
    if (pthread_create(&p->thread, NULL, run, p) != 0) {
        perror("packer");
        exit(1);
    }
}
