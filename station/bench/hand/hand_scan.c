// What handhelds bring: scans that are kept until they are safe here, lists
// that are asked for, pictures to read, and news about themselves.
//
// A scan carries its number in the handheld's journal. The number is written
// in the same transaction as what the scan did, and only then is the handheld
// told that it is safe; one that comes again is answered and does nothing.
#include "station/bench/desk/bench.h"
#include "station/base/log.h"
#include "shared/hand_log.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LATE_MS = 30000 };

static const char *const ROW_KINDS[MESSAGE_MODES] = {
    "hand_scan", "hand_pick", "hand_return", "hand_count"};

// Inside a transaction of whatever the scan caused.
void hand_keep(struct bench *b)
{
    struct bench_record *r = &b->record;
    if (r->seq)
        bench_hand_set(&b->store, r->name, r->journal_id, r->seq);
}

void hand_kept(struct bench *b, int rc)
{
    struct bench_record *r = &b->record;
    r->is_kept = r->is_kept || (r->seq && rc == ERR_OK);
    r->has_failed = r->has_failed || rc < 0;
}

void hand_say(struct bench *b, int32_t slot, const struct message *m)
{
    // A handheld that has just gone sends its scan again when it is back.
    if (device_say(&b->device[slot], m) == ERR_FULL)
        log_warn("hand_queue_full device=%s", b->device[slot].name);
}

static void say_taken(struct bench *b, int32_t slot, uint32_t seq)
{
    struct message m = {.kind = MESSAGE_TAKEN, .taken = {seq}};
    hand_say(b, slot, &m);
}

static void describe(const struct bench *b, char *out, size_t cap)
{
    if (b->has_work && b->notice == NOTICE_NONE)
        snprintf(out, cap, "%s %d/%d", b->work.order_no,
                 pick_qty_done(&b->pack.pick), pick_qty_want(&b->pack.pick));
    else if (b->notice == NOTICE_NONE)
        snprintf(out, cap, "%s", verdict_name(b->last.verdict));
    else
        snprintf(out, cap, "%s %.60s", notice_name(b->notice), b->notice_text);
}

// What the bench sounds like now, in the hands too: to the one that scanned
// with its scan's number, to the others only when everybody has to stop.
void hand_feel(struct bench *b)
{
    struct message m = {.kind = MESSAGE_FEEDBACK};
    if (b->tone_count == b->hand_tone_count)
        return;
    // A scan that is not committed yet is answered when it is: hand_scan.
    if (b->record.seq && !b->record.is_kept)
        return;
    b->hand_tone_count = b->tone_count;
    m.feedback.tone = (uint8_t)b->tone;
    m.feedback.verdict = (uint16_t)b->last.verdict;
    describe(b, m.feedback.text, sizeof m.feedback.text);
    for (int32_t i = 0; i < b->device_count; i++) {
        bool is_ours = b->record.seq && b->record.slot == i;
        if (!device_hand(&b->device[i]) || (!is_ours && b->tone != TONE_STOP))
            continue;
        m.feedback.record_seq = is_ours ? b->record.seq : 0;
        hand_say(b, i, &m);
    }
}

// Bytes that JSON text cannot hold, and the backslash, become \xNN.
static void escape(char *out, size_t cap, const char *bytes, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 5 <= cap; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool is_plain = c >= 0x20 && c < 0x7F && c != '\\';
        n += (size_t)snprintf(out + n, cap - n, is_plain ? "%c" : "\\x%02X",
                              c);
    }
    out[n] = 0;
}

// What was scanned, for people: without its AIM identifier, and a badge, which
// opens doors, without its number.
static void plain_code(char *out, size_t cap, const char *bytes, size_t len)
{
    size_t at = len > 3 && bytes[0] == ']' ? 3 : 0;
    if (len - at >= 2 && memcmp(bytes + at, "!B", 2) == 0)
        snprintf(out, cap, "badge");
    else
        escape(out, cap, bytes + at, len - at);
}

static json_t *record_body(const struct event *ev, const char *hand)
{
    const struct scan_record *r = &ev->scan.record;
    char code[4 * SCAN_MAX + 5], place[4 * MESSAGE_PLACE_MAX + 5];
    char aim[8];
    bool has_aim = ev->scan.len > 3 && ev->scan.bytes[0] == ']';
    escape(aim, sizeof aim, ev->scan.bytes, has_aim ? 3 : 0);
    plain_code(code, sizeof code, ev->scan.bytes, ev->scan.len);
    escape(place, sizeof place, r->place, strlen(r->place));
    return json_pack("{s:s,s:I,s:I,s:s,s:s,s:s,s:i,s:I,s:i}", "hand", hand,
                     "record", (json_int_t)r->record_seq, "hand_at_ms",
                     (json_int_t)r->at_ms, "aim", aim, "code", code, "place",
                     place, "qty", (int)r->qty, "list", (json_int_t)r->list_id,
                     "line", (int)r->line_no);
}

// A row of its own, for what the bench does not act on: what was picked,
// counted, taken back, or scanned long ago out of reach.
static void add_row(struct bench *b, const struct event *ev,
                    const char *hand)
{
    const struct scan_record *r = &ev->scan.record;
    struct journal_row row = {.at_ms = ev->at_ms,
                              .person_id = b->person.person_id,
                              .shipment_id = r->list_id};
    json_t *body = record_body(ev, hand);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    snprintf(row.kind, sizeof row.kind, "%s", ROW_KINDS[r->mode]);
    if (r->mode == MESSAGE_MODE_PICK && r->verdict < VERDICT_COUNT)
        snprintf(row.verdict, sizeof row.verdict, "%s",
                 verdict_name((enum verdict)r->verdict));
    row.body = text;
    row.body_len = strlen(text);
    store_begin(&b->store);
    (void)bench_commit(b, &row); // failed: it says so, and nothing is kept
    free(text);
}

void hand_answer(struct bench *b, int32_t slot, uint32_t seq, const char *text)
{
    struct message m = {.kind = MESSAGE_FEEDBACK};
    m.feedback.record_seq = seq;
    snprintf(m.feedback.text, sizeof m.feedback.text, "%s", text);
    hand_say(b, slot, &m);
}

// A scan made long ago is history: it must not go into the order that happens
// to be open now.
static bool is_late(const struct event *ev)
{
    const struct scan_record *r = &ev->scan.record;
    return r->at_ms <= 0 || ev->at_ms - r->at_ms >= LATE_MS;
}

// The page says once, not at each of a hundred, that scans came too late to
// count; the hand is told of each and shows the one it made last.
static void tell_late(struct bench *b, const struct event *ev)
{
    struct message m = {.kind = MESSAGE_FEEDBACK};
    enum tone tone = b->notice == NOTICE_LATE ? TONE_NONE : TONE_LOOK;
    char code[64];
    m.feedback.record_seq = ev->scan.record.record_seq;
    m.feedback.tone = MESSAGE_TONE_LOOK;
    snprintf(m.feedback.text, sizeof m.feedback.text, "%s",
             notice_name(NOTICE_LATE));
    hand_say(b, ev->slot, &m);
    plain_code(code, sizeof code, ev->scan.bytes, ev->scan.len);
    bench_notice(b, NOTICE_LATE, code, tone);
    b->hand_tone_count = b->tone_count;
    screen_show(b);
}

void hand_scan(struct bench *b, const struct event *ev)
{
    const struct handheld *h = device_hand(&b->device[ev->slot]);
    uint32_t seq = ev->scan.record.record_seq;
    uint32_t have;
    if (bench_hand_seq(&b->store, h->name, h->journal_id, &have) < 0) {
        // Not known whether it is here already: it comes again.
        bench_notice(b, NOTICE_DISK, store_why(&b->store), TONE_STOP);
        screen_show(b);
        return;
    }
    if (seq <= have) {
        say_taken(b, ev->slot, have);
        return;
    }
    b->record = (struct bench_record){
        .seq = seq, .journal_id = h->journal_id, .slot = ev->slot};
    memcpy(b->record.name, h->name, sizeof b->record.name);
    uint64_t tones = b->tone_count;
    bool is_scan = ev->scan.record.mode == MESSAGE_MODE_SCAN;
    bool is_live = is_scan && !is_late(ev);
    if (is_live)
        bench_scan(b, ev->scan.bytes, ev->scan.len, ev->at_ms);
    else
        b->scan_count++;
    // What it does found no room: it must not be kept as if it did nothing.
    if (!b->record.is_kept && !b->record.has_failed)
        add_row(b, ev, h->name);
    if (!b->record.is_kept) {
        b->record.seq = 0;
        screen_show(b); // the disk: it comes again, and is decided again
        return;
    }
    say_taken(b, ev->slot, seq);
    if (is_scan && !is_live)
        tell_late(b, ev);
    hand_feel(b);
    // Otherwise the hand has judged it itself and shows that.
    if (is_live && tones == b->tone_count)
        hand_answer(b, ev->slot, seq, notice_name(b->notice));
    b->record.seq = 0;
}

void hand_symbol(void *arg, int32_t slot, const struct message *symbol)
{
    struct bench *b = arg;
    log_info("picture_read device=%s found=%d", b->device[slot].name,
             symbol->symbol.aim[0] != 0);
    hand_say(b, slot, symbol);
}

static void on_log(const char *device, const struct message *m)
{
    for (int i = 0; i < m->log.count; i++)
        log_info("hand_log device=%s at_ms=%u what=%s code=%u %s=%u", device,
                 m->log.record[i].at_ms,
                 hand_log_name(m->log.record[i].code), m->log.record[i].code,
                 hand_log_value(m->log.record[i].code),
                 m->log.record[i].value);
}

static void on_hello(struct bench *b, int32_t slot, const struct message *m)
{
    struct message s = {.kind = MESSAGE_SETTING};
    log_info("hand_here device=%s hand=%s version=%s slot=%d journal=%u",
             b->device[slot].name, m->hello.name, m->hello.version,
             m->hello.slot, m->hello.journal_id);
    for (int i = 0; i < MESSAGE_SETTINGS; i++) {
        s.setting.id = (uint8_t)i;
        s.setting.value = b->conf.hand_setting[i];
        if (s.setting.value >= 0)
            hand_say(b, slot, &s);
    }
}

void hand_news(struct bench *b, const struct event *ev)
{
    const struct message *m = ev->hand;
    const struct device *d = &b->device[ev->slot];
    const struct handheld *h = device_hand(d);
    if (m->kind == MESSAGE_HELLO)
        on_hello(b, ev->slot, m);
    else if (m->kind == MESSAGE_CRASH)
        log_error("hand_crashed device=%s file=%s line=%u uptime_ms=%u",
                  d->name, m->crash.file, m->crash.line, m->crash.uptime_ms);
    else if (m->kind == MESSAGE_STATUS)
        hand_list_check(b, ev->slot, m);
    else if (m->kind == MESSAGE_LOG)
        on_log(d->name, m);
    else if (m->kind == MESSAGE_ASK)
        hand_list_ask(b, ev->slot, m->ask.code);
    else if (m->kind == MESSAGE_PICTURE)
        camera_take(&b->camera, ev->slot, h->picture_id, h->picture,
                    h->picture_len);
    else if (m->kind == MESSAGE_WANT &&
             m->want.state != MESSAGE_WANT_PIECE)
        log_info("hand_update device=%s state=%d why=%d", d->name,
                 m->want.state, m->want.why);
}

static int64_t figure(const struct handheld *h, int which)
{
    const int64_t all[] = {h->read_count, h->miss_count, h->frame_count,
                           h->unsent_count, h->battery_mv};
    return all[which];
}

// As each said last; a handheld that has not said hello yet has no figures.
void hand_metrics(const struct bench *b, FILE *out)
{
    static const struct {
        const char *name, *type;
    } ALL[] = {{"reads_total", "counter"},
               {"misses_total", "counter"},
               {"frames_total", "counter"},
               {"unsent_scans", "gauge"},
               {"battery_millivolts", "gauge"}};
    for (int k = 0; k < (int)(sizeof ALL / sizeof *ALL); k++) {
        fprintf(out, "# TYPE tallyman_hand_%s %s\n", ALL[k].name, ALL[k].type);
        for (int32_t i = 0; i < b->device_count; i++) {
            const struct device *d = &b->device[i];
            const struct handheld *h = device_hand(d);
            if (!h || !h->name[0])
                continue;
            fprintf(out, "tallyman_hand_%s{device=\"", ALL[k].name);
            for (const char *at = d->name; *at; at++)
                fprintf(out, "%s%c", *at == '"' || *at == '\\' ? "\\" : "",
                        *at);
            fprintf(out, "\"} %lld\n", (long long)figure(h, k));
        }
    }
}

// What the page shows of the handhelds.
json_t *hand_json(struct bench *b)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < b->device_count; i++) {
        const struct device *d = &b->device[i];
        const struct handheld *h = device_hand(d);
        if (!h)
            continue;
        json_t *one = json_pack(
            "{s:s,s:s,s:s,s:b,s:i,s:I,s:i,s:i}", "device", d->name, "name",
            h->name, "version", h->version, "is_here",
            (int)(device_is_open(d) && h->heard_hello), "battery_mv",
            (int)h->battery_mv, "unsent", (json_int_t)h->unsent_count,
            "update", handheld_update_percent(h), "refused",
            h->want_state == MESSAGE_WANT_REFUSED ? (int)h->want_why : 0);
        json_array_append_new(list, one);
    }
    return list;
}
