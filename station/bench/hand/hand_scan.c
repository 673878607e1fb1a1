// Scans that handhelds keep until they are safe here.
#include "station/base/json.h"
#include "station/bench/hand/hand_internal.h"
#include "shared/must.h"
#include "station/store/bench/bench_hand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LATE_MS = 30000 };

static const char *const ROW_KINDS[MESSAGE_MODES] = {
    "hand_scan", "hand_pick", "hand_return", "hand_count"};

static void say_taken(struct hands *h, int32_t slot, uint32_t seq)
{
    struct message m = {.kind = MESSAGE_TAKEN, .taken = {seq}};
    hand_say(h, slot, &m);
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
static int add_row(struct hands *h, const struct event *ev,
                   const struct origin *o)
{
    const struct scan_record *r = &ev->scan.record;
    json_t *body = record_body(ev, o->hand->name);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    must(text != NULL);
    bool is_judged =
        r->mode == MESSAGE_MODE_PICK && r->verdict < VERDICT_COUNT;
    struct row row = {
        .kind = ROW_KINDS[r->mode],
        .verdict = is_judged ? verdict_name((enum verdict)r->verdict) : "",
        .body = text,
        .shipment_id = r->list_id};
    commit_begin(h->core);
    int rc = commit(h->core, o, &row, 1);
    free(text);
    return rc;
}

// A scan made long ago must not go into the order that happens to be open now.
static bool is_late(const struct event *ev)
{
    const struct scan_record *r = &ev->scan.record;
    return r->at_ms <= 0 || ev->at_ms - r->at_ms >= LATE_MS;
}

static bool is_scan(const struct event *ev)
{
    return ev->scan.record.mode == MESSAGE_MODE_SCAN;
}

bool hand_scan_is_live(const struct event *ev)
{
    return is_scan(ev) && !is_late(ev);
}

// The page says once, not at each of a hundred, that scans came too late to
// count; the hand is told of each and shows the one it made last.
static void tell_late(struct hands *h, const struct event *ev)
{
    struct core *c = h->core;
    struct message m = {.kind = MESSAGE_FEEDBACK};
    enum tone tone = c->notices.now == NOTICE_LATE ? TONE_NONE : TONE_LOOK;
    char code[64];
    m.feedback.record_seq = ev->scan.record.record_seq;
    m.feedback.tone = MESSAGE_TONE_LOOK;
    snprintf(m.feedback.text, sizeof m.feedback.text, "%s",
             notice_name(NOTICE_LATE));
    hand_say(h, ev->slot, &m);
    plain_code(code, sizeof code, ev->scan.bytes, ev->scan.len);
    notice_set(c, NOTICE_LATE, code, tone);
    h->tone_count = c->notices.tone_count;
}

bool hand_scan_begin(struct hands *h, const struct event *ev,
                     struct hand_record *r)
{
    struct core *c = h->core;
    const struct handheld *hand = device_hand(&c->device[ev->slot]);
    uint32_t seq = ev->scan.record.record_seq;
    uint32_t have;
    int rc = bench_hand_seq(&c->store, hand->name, hand->journal_id, &have);
    if (rc < 0) { // not known whether it is here already: it comes again
        commit_disk_failed(c, rc);
        return false;
    }
    if (seq <= have) {
        say_taken(h, ev->slot, have);
        return false;
    }
    *r = (struct hand_record){
        .seq = seq, .journal_id = hand->journal_id, .slot = ev->slot};
    memcpy(r->name, hand->name, sizeof r->name);
    return true;
}

bool hand_scan_end(struct hands *h, const struct event *ev,
                   const struct origin *o)
{
    const struct hand_record *r = o->hand;
    // What it does found no room: it must not be kept as if it did nothing.
    if (!r->is_kept && (r->has_failed || add_row(h, ev, o) < 0))
        return false; // it comes again, and is decided again
    say_taken(h, ev->slot, r->seq);
    if (is_scan(ev) && is_late(ev))
        tell_late(h, ev);
    return true;
}
