#include "station/central/channels/channels.h"
#include "station/base/log.h"
#include "station/base/secret.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/orders/exceptions.h"

#include <stdio.h>
#include <string.h>

enum { JITTER_PERMILLE = 100, LATER_MS = 2000, POLL_PAUSE_MAX_MS = 900000 };

// NULL when the system is not called (files, pushes only).
static const struct adapter *adapter_of(enum book_system s)
{
    switch (s) {
    case BOOK_WEBHOOK:
        return &ADAPTER_WEBHOOK;
    case BOOK_ADOBE:
        return &ADAPTER_ADOBE;
    case BOOK_VENDURE:
        return &ADAPTER_VENDURE;
    case BOOK_SHOPIFY:
    case BOOK_AMAZON:
    case BOOK_FILE:
    case BOOK_API:
    case BOOK_SYSTEM_COUNT:
        return NULL;
    }
    return NULL;
}

static void reset_request(struct exchange *x)
{
    text_init(&x->url, x->url_chars, sizeof x->url_chars);
    text_init(&x->headers, x->headers_chars, sizeof x->headers_chars);
    text_init(&x->body, x->body_chars, sizeof x->body_chars);
    x->method = "POST";
    x->want = x->token = NULL;
    x->why[0] = 0;
}

// The pause before try n, from 1: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h ...
// (Standard Webhooks).
static int64_t pause_before(int32_t tries)
{
    static const int32_t SECONDS[] = {5,     300,   1800,  7200, 18000,
                                      36000, 50400, 72000, 86400};
    int32_t last = (int32_t)(sizeof SECONDS / sizeof SECONDS[0]) - 1;
    int32_t i = tries < 1 ? 0 : tries - 1 > last ? last : tries - 1;
    return (int64_t)SECONDS[i] * 1000;
}

static int64_t with_jitter(int64_t pause_ms)
{
    return pause_ms + (int64_t)secret_random((uint32_t)(
                          pause_ms / 1000 * JITTER_PERMILLE + 1));
}

static bool is_poll(const struct exchange *x)
{
    return strcmp(x->d.event, "poll") == 0;
}

static void end_poll(struct channels *c, struct exchange *x, int32_t channel,
                     bool is_good)
{
    struct channel_status *s = &c->status[channel];
    int64_t pause_ms = (int64_t)x->c->poll_s * 1000;
    s->is_busy = false;
    if (is_good) {
        s->tries = 0;
        s->last_ok_ms = x->now_ms;
        s->why[0] = 0;
    } else {
        s->tries++;
        for (int32_t i = 1; i < s->tries && pause_ms < POLL_PAUSE_MAX_MS; i++)
            pause_ms *= 2;
        memcpy(s->why, x->why, sizeof s->why); // of one size
    }
    s->next_ms = x->now_ms + with_jitter(pause_ms);
}

static void end_delivery(struct exchange *x, enum exchange_next next,
                         bool is_unknown)
{
    struct delivery *d = &x->d;
    d->tries++;
    snprintf(d->why, sizeof d->why, "%s", next == EXCHANGE_DONE ? "" : x->why);
    if (next == EXCHANGE_DONE) {
        d->state = DELIVERY_DONE;
    } else if (next == EXCHANGE_DEAD ||
               (next == EXCHANGE_RETRY && d->tries >= CHANNELS_TRIES_MAX)) {
        d->state = DELIVERY_DEAD;
        exceptions_add(x->o->st, "channel", x->now_ms, d->order_id, 0, 0, 0,
                       "a channel could not be told: see Integrations");
    } else if (next == EXCHANGE_LATER) {
        d->state = DELIVERY_WAITING;
        d->tries--;
        d->next_ms = x->now_ms + LATER_MS;
    } else {
        d->state = is_unknown ? DELIVERY_UNKNOWN : DELIVERY_WAITING;
        d->step = 0; // looks first
        d->next_ms = x->now_ms + with_jitter(pause_before(d->tries));
    }
    deliveries_save(x->o->st, d);
}

static void on_answer(void *arg, int status, const char *chars, size_t len);

// The commit comes first: a crash now leaves "calling", which means unknown.
static void call(struct channels *c, int slot)
{
    struct exchange *x = &c->slot[slot].x;
    struct http_call k = {.method = x->method,
                          .url = x->url.chars,
                          .token = x->token,
                          .body = x->body.len ? x->body.chars : NULL,
                          .body_len = x->body.len,
                          .headers = x->headers.chars,
                          .want = x->want,
                          .is_public_only = !x->c->may_be_private,
                          .is_once = true};
    if (http_client_call(c->client, &k, on_answer, &c->slot[slot]) < 0)
        on_answer(&c->slot[slot], 0, "too many calls at once", 22);
}

static void finish(struct channels *c, int slot, enum exchange_next next,
                   bool is_unknown)
{
    struct exchange *x = &c->slot[slot].x;
    if (is_poll(x))
        end_poll(c, x, c->slot[slot].channel, next == EXCHANGE_DONE);
    else
        end_delivery(x, next, is_unknown);
    if (next == EXCHANGE_RETRY || next == EXCHANGE_DEAD)
        log_warn("channel_failed channel=%s event=%s status=%d why=\"%s\"",
                 x->c->code, x->d.event, x->d.status, x->why);
    c->slot[slot].is_used = false;
}

static enum exchange_next ask(struct exchange *x)
{
    reset_request(x);
    enum exchange_next next = adapter_of(x->c->system)->ask(x);
    if (next == EXCHANGE_CALL && (x->url.full || x->headers.full ||
                                  x->body.full))
        return exchange_fail(x, EXCHANGE_DEAD, "the request is too large");
    return next;
}

// The rules may have been read anew since: the channel by its code.
static bool find_channel(struct channels *c, int slot)
{
    struct exchange *x = &c->slot[slot].x;
    x->c = book_channel(&x->o->book, c->slot[slot].channel_code);
    return x->c != NULL;
}

static enum exchange_next read_answer(struct exchange *x, int status,
                                      const char *chars, size_t len)
{
    if (status == 0)
        return exchange_fail(x, EXCHANGE_RETRY, "no answer: %.*s",
                             (int)(len < 150 ? len : 150), chars);
    json_t *root = json_read_any(chars, len);
    enum exchange_next next =
        adapter_of(x->c->system)->answer(x, status, root);
    json_decref(root);
    return next == EXCHANGE_CALL ? ask(x) : next;
}

// True when there is a further call to make.
static bool take_answer(struct channels *c, int slot, int status,
                        const char *chars, size_t len)
{
    struct exchange *x = &c->slot[slot].x;
    x->now_ms = c->office->at_ms;
    x->d.status = status;
    x->header = http_client_header(c->client);
    if (!find_channel(c, slot)) {
        c->slot[slot].is_used = false;
        return false;
    }
    enum exchange_next next = read_answer(x, status, chars, len);
    if (next != EXCHANGE_CALL)
        finish(c, slot, next, status == 0);
    else if (!is_poll(x))
        deliveries_save(c->office->st, &x->d);
    return next == EXCHANGE_CALL;
}

static void on_answer(void *arg, int status, const char *chars, size_t len)
{
    struct channel_slot *slot = arg;
    struct channels *c = slot->channels;
    int n = (int)(slot - c->slot);
    size_t mark = turn_mark(c->turn);
    office_begin(c->office, turn_at_ms(c->turn));
    bool is_more = take_answer(c, n, status, chars, len);
    if (turn_write_end(c->turn) < 0)
        log_error("channel_kept_not why=\"%s\"", store_why(c->office->st));
    turn_back(c->turn, mark);
    (void)turn_commit(c->turn); // said; what was not kept is done again
    if (is_more)
        call(c, n);
}

static int free_slot(const struct channels *c)
{
    for (int i = 0; i < CHANNELS_AT_ONCE; i++)
        if (!c->slot[i].is_used)
            return i;
    return -1;
}

static bool is_under_way(const struct channels *c, int64_t delivery_id)
{
    for (int i = 0; i < CHANNELS_AT_ONCE; i++)
        if (c->slot[i].is_used && c->slot[i].x.d.delivery_id == delivery_id)
            return true;
    return false;
}

// Fills a slot; false when there was nothing to call.
static bool start(struct channels *c, int slot, const struct delivery *d,
                  int32_t channel)
{
    struct exchange *x = &c->slot[slot].x;
    struct office *o = c->office;
    x->o = o;
    x->d = *d;
    x->c = &o->book.channel[channel];
    x->session = &c->status[channel].session;
    x->now_ms = o->at_ms;
    x->is_sign_in = false;
    c->slot[slot].is_used = true;
    c->slot[slot].channel = channel;
    snprintf(c->slot[slot].channel_code, sizeof c->slot[slot].channel_code,
             "%s", x->c->code);
    enum exchange_next next = ask(x);
    if (next != EXCHANGE_CALL) {
        finish(c, slot, next, false);
        return false;
    }
    if (!is_poll(x)) {
        x->d.state = DELIVERY_CALLING;
        deliveries_save(o->st, &x->d);
    }
    return true;
}

static void stop_unwanted(struct office *o, struct delivery *d)
{
    d->state = DELIVERY_DEAD;
    snprintf(d->why, sizeof d->why, "the channel is off or gone");
    deliveries_save(o->st, d);
}

static void start_deliveries(struct channels *c, bool *started)
{
    struct office *o = c->office;
    struct delivery due[CHANNELS_AT_ONCE * 2];
    int32_t count = deliveries_due(o->st, o->at_ms, due, CHANNELS_AT_ONCE * 2);
    for (int32_t i = 0; i < count; i++) {
        int slot = free_slot(c);
        int32_t channel = book_channel_idx(&o->book, due[i].channel);
        if (slot < 0)
            return;
        if (is_under_way(c, due[i].delivery_id))
            continue;
        if (channel == BOOK_NONE || o->book.channel[channel].is_off ||
            !adapter_of(o->book.channel[channel].system))
            stop_unwanted(o, &due[i]);
        else
            started[slot] = start(c, slot, &due[i], channel);
    }
}

static void start_polls(struct channels *c, bool *started)
{
    struct office *o = c->office;
    for (int32_t i = 0; i < o->book.channel_count; i++) {
        const struct book_channel *k = &o->book.channel[i];
        struct channel_status *s = &c->status[i];
        const struct adapter *a = adapter_of(k->system);
        struct delivery d = {.event = "poll"};
        if (k->is_off || s->is_busy || s->next_ms > o->at_ms)
            continue;
        if (k->system == BOOK_FILE) {
            channels_read_folder(c, i);
            continue;
        }
        int slot = free_slot(c);
        if (!a || !a->can_poll || slot < 0)
            continue;
        snprintf(d.channel, sizeof d.channel, "%s", k->code);
        s->session.page = 0;
        s->session.newest_ms = 0;
        s->is_busy = true;
        started[slot] = start(c, slot, &d, i);
    }
}

void channels_tick(struct channels *c, int64_t at_ms)
{
    bool started[CHANNELS_AT_ONCE] = {false};
    size_t mark = turn_mark(c->turn);
    office_begin(c->office, at_ms);
    start_deliveries(c, started);
    start_polls(c, started);
    int rc = turn_write_end(c->turn);
    turn_back(c->turn, mark);
    if (rc < 0) {
        log_error("channels_failed why=\"%s\"", store_why(c->office->st));
        for (int i = 0; i < CHANNELS_AT_ONCE; i++)
            if (started[i])
                c->slot[i].is_used = false;
        return;
    }
    (void)turn_commit(c->turn); // said; what was not kept is done again
    for (int i = 0; i < CHANNELS_AT_ONCE; i++)
        if (started[i])
            call(c, i);
}

int channels_open(struct channels *c, struct office *office)
{
    c->office = office;
    c->turn = office->turn;
    for (int i = 0; i < CHANNELS_AT_ONCE; i++)
        c->slot[i].channels = c;
    imports_open(&c->imports, office);
    int rc = http_client_open(c->turn->loop, &c->client);
    if (rc < 0)
        return rc;
    store_begin(office->st);
    deliveries_recover(office->st, turn_at_ms(c->turn));
    return store_commit(office->st);
}

void channels_close(struct channels *c)
{
    imports_close(&c->imports);
    http_client_close(c->client);
}

static void add_latency(const struct office *o, int32_t i, json_t *row)
{
    json_object_set_new(row, "latency_p50_ms",
                        json_integer(office_latency_ms(o, i, 50)));
    json_object_set_new(row, "latency_p99_ms",
                        json_integer(office_latency_ms(o, i, 99)));
}

static json_t *codes(const struct book_list *l)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < l->count; i++)
        json_array_append_new(list, json_string(l->code[i]));
    return list;
}

json_t *channels_json(struct channels *c)
{
    const struct office *o = c->office;
    json_t *list = json_array();
    for (int32_t i = 0; i < o->book.channel_count; i++) {
        const struct book_channel *k = &o->book.channel[i];
        const struct channel_status *s = &c->status[i];
        const struct adapter *a = adapter_of(k->system);
        json_t *row = json_pack(
            "{s:s,s:s,s:s,s:b,s:s,s:o,s:I,s:I,s:i,s:o,s:I}", "channel",
            k->code, "system", book_system_name(k->system), "how",
            k->system == BOOK_FILE    ? "reads a folder"
            : a && a->can_poll        ? "asks for orders, tells the rest"
            : k->system == BOOK_WEBHOOK ? "is told"
                                        : "pushes orders",
            "is_off", k->is_off, "url",
            k->system == BOOK_FILE ? k->folder : k->url, "events",
            codes(&k->events), "last_ok_ms", (json_int_t)s->last_ok_ms,
            "next_ms", (json_int_t)s->next_ms, "tries", s->tries, "why",
            json_text(s->why), "orders", (json_int_t)s->orders);
        add_latency(o, i, row);
        json_array_append_new(list, row);
    }
    return list;
}
