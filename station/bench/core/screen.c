#include "station/bench/core/core.h"
#include "station/bench/core/pictures.h"
#include "station/bench/core/sync.h"
#include "shared/must.h"
#include "station/store/bench/bench_item.h"
#include "station/store/bench/bench_person.h"
#include "station/store/bench/bench_work.h"

#include <string.h>

enum { CLOCK_OFF_MS = 120000 }; // a larger difference to central is shown

static const char HEAD[] = "data: ", TAIL[] = "\n\n";

void screen_set(json_t *o, const char *name, const char *text)
{
    json_object_set_new(o, name, json_text(text));
}

json_t *screen_item(struct core *c, int64_t item_id)
{
    struct bench_item item;
    char picture[PICTURE_PATH_MAX];
    if (item_id == 0 || bench_item_load(&c->store, item_id, &item) != ERR_OK)
        return json_null();
    pictures_path(c, item.picture_url, picture);
    return json_pack("{s:s,s:s,s:s}", "sku", item.sku, "name", item.name,
                     "picture", picture);
}

json_t *screen_order(const struct bench_work *w)
{
    return json_pack("{s:s,s:s,s:I,s:I}", "order_no", w->order_no, "tote",
                     w->tote, "due_ms", (json_int_t)w->due_ms, "since_ms",
                     (json_int_t)w->claimed_ms);
}

static json_t *device_json(const char *is, const char *word)
{
    return json_pack("{s:s,s:s}", "is", is, "word", word);
}

static json_t *printer_json(const struct device *d)
{
    enum printer_state s = device_printer(d);
    bool is_fine = s == PRINTER_READY || s == PRINTER_BUSY;
    return device_json(is_fine ? "ok" : "wrong", printer_state_name(s));
}

static json_t *scale_json(const struct weigh_sample *s, int64_t at_ms)
{
    if (s->at_ms == 0 || at_ms - s->at_ms > WEIGH_FRESH_MS)
        return device_json("wrong", "silent");
    bool is_zero = s->status == WEIGH_STABLE && s->mg == 0;
    return device_json(s->status <= WEIGH_MOVING ? "ok" : "look",
                       is_zero ? "zero" : weight_status_name(s->status));
}

// The first of its kind stands for it.
static json_t *kind_json(struct core *c, enum device_kind kind, int64_t at_ms)
{
    const struct device *d = core_device(c, kind);
    if (!d)
        return device_json("look", "none");
    if (!device_is_open(d))
        return device_json("wrong", "gone");
    if (kind == DEVICE_SCANNER)
        return device_json("ok", "ready");
    return kind == DEVICE_PRINTER ? printer_json(d)
                                  : scale_json(&c->weight.sample, at_ms);
}

static bool is_clock_off(const struct core *c)
{
    int64_t skew = sync_skew_ms(c);
    return skew > CLOCK_OFF_MS || skew < -CLOCK_OFF_MS;
}

static const char *central_word(const struct core *c)
{
    if (c->conf.is_practice)
        return "practice";
    if (!c->conf.central[0])
        return "none";
    if (sync_block(c) != SYNC_FREE)
        return sync_block(c) == SYNC_SECOND ? "second" : "foreign";
    if (sync_said(c)[0])
        return "refused";
    if (!sync_is_online(c))
        return "offline";
    if (sync_is_recovering(c))
        return "recovering";
    return is_clock_off(c) ? "clock" : "online";
}

static json_t *central_json(struct core *c, int64_t now_ms)
{
    int64_t heard_ms = sync_heard_ms(c);
    int64_t age_s = heard_ms ? (now_ms - heard_ms) / 1000 : -1;
    bool is_wrong = sync_block(c) != SYNC_FREE || sync_said(c)[0];
    const char *word = central_word(c);
    const char *is = strcmp(word, "online") == 0 ? "ok" : "look";
    json_t *o = device_json(is_wrong ? "wrong" : is, word);
    json_object_set_new(o, "unsent", json_integer(sync_unsent(c)));
    json_object_set_new(o, "age_s", json_integer(age_s));
    if (sync_said(c)[0])
        screen_set(o, "said", sync_said(c));
    if (sync_rival(c)[0])
        screen_set(o, "rival", sync_rival(c));
    return o;
}

static json_t *health_json(struct core *c, const struct moment *at)
{
    int64_t skew = sync_skew_ms(c);
    json_t *o = json_pack("{s:o,s:o,s:o,s:o}", "scanner",
                          kind_json(c, DEVICE_SCANNER, at->wall_ms), "scale",
                          kind_json(c, DEVICE_SCALE, at->wall_ms), "printer",
                          kind_json(c, DEVICE_PRINTER, at->wall_ms), "central",
                          central_json(c, at->now_ms));
    char out[STORE_WHY_MAX + 1];
    const char *why = pulse_why(&c->pulse, &c->store, out, sizeof out);
    if (why[0])
        json_object_set_new(o, "disk", json_text(why));
    if (is_clock_off(c))
        json_object_set_new(o, "clock_off_s", json_integer(skew / 1000));
    return o;
}

static json_t *last_json(struct core *c)
{
    const struct notice_scan *last = &c->notices.last;
    return json_pack("{s:s,s:s,s:I,s:o}", "code", last->code, "verdict",
                     verdict_name(last->verdict), "at_ms",
                     (json_int_t)last->at_ms, "item",
                     screen_item(c, last->item_id));
}

static void add_person(struct core *c, json_t *o)
{
    const struct sign *s = &c->sign;
    const struct bench_person *p =
        s->state == SIGN_PIN ? &s->asked : &s->person;
    if (c->sign.state != SIGN_OUT)
        json_object_set_new(
            o, "person",
            json_pack("{s:s,s:s}", "name", p->name, "role", p->role));
}

json_t *screen_begin(struct core *c, const struct moment *at)
{
    const struct notices *n = &c->notices;
    json_t *o = json_pack(
        "{s:I,s:I,s:s,s:s,s:b,s:s,s:s,s:s,s:I,s:I,s:o,s:o}", "n",
        (json_int_t)++c->screen.count, "scans", (json_int_t)c->scan_count,
        "bench", c->conf.name, "language", c->conf.language, "practice",
        (int)c->conf.is_practice, "notice", notice_name(n->now), "notice_text",
        n->text, "tone", tone_name(n->tone), "tone_n",
        (json_int_t)n->tone_count, "now_ms", (json_int_t)at->wall_ms, "last",
        last_json(c), "health", health_json(c, at));
    must(o != NULL);
    c->screen.tone_count = n->tone_count;
    if (c->conf.sound[0])
        screen_set(o, "sound", "station");
    add_person(c, o);
    return o;
}

void screen_show(struct core *c, json_t *o)
{
    struct screen *s = &c->screen;
    size_t head = sizeof HEAD - 1, tail = sizeof TAIL - 1;
    memcpy(s->text, HEAD, head);
    size_t len = json_dumpb(o, s->text + head, SCREEN_MAX, JSON_COMPACT);
    json_decref(o);
    must(len <= SCREEN_MAX);
    memcpy(s->text + head + len, TAIL, sizeof TAIL);
    s->channel.text = s->text;
    s->channel.len = head + len + tail;
    s->channel.version++;
    if (s->http)
        http_channel_publish(s->http, &s->channel);
}

const char *screen_json(const struct core *c, size_t *len)
{
    size_t head = sizeof HEAD - 1, tail = sizeof TAIL - 1;
    *len = c->screen.channel.len - head - tail;
    return c->screen.text + head;
}
